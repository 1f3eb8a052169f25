"""One story of a document (body, header, note, text box) read in order: blocks, paragraphs, and what stands in runs."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from typing import Any

from models.document import Block, Paragraph, Role, Table
from parsers.readers.docx import drawings, fields, tables
from parsers.readers.docx.alternates import choose
from parsers.readers.docx.builder import Builder, RawMark
from parsers.readers.docx.context import Context
from parsers.readers.docx.fields import Field
from parsers.readers.docx.names import MC, W14, M, R, W, child_value, points, value
from parsers.readers.docx.package import Relationship
from parsers.readers.docx.shapes import read_drawing, read_vml
from parsers.readers.docx.styles import Format, Look, paragraph_properties
from parsers.readers.symbols import symbol_font
from parsers.readers.xml import Element

_CONTENTS_STYLE = re.compile(r"toc [1-9]", re.IGNORECASE)
_R, _T, _RPR, _PPR = f"{W}r", f"{W}t", f"{W}rPr", f"{W}pPr"  # the tags of every run, made once
_GONE = {f"{W}del", f"{W}moveFrom"}
_SILENT = {
    f"{W}{name}"
    for name in (
        "pPr", "rPr", "sdtPr", "sdtEndPr", "delText", "delInstrText", "proofErr", "bookmarkStart", "bookmarkEnd",
        "lastRenderedPageBreak", "footnoteReference", "endnoteReference", "footnoteRef", "endnoteRef",
        "annotationRef", "commentReference", "commentRangeStart", "commentRangeEnd", "separator",
        "continuationSeparator", "fldData", "smartTagPr", "customXmlPr", "tblPr", "tblGrid", "sectPr",
    )
}  # fmt: skip
_CONTAINERS = {f"{W}{name}" for name in ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo", "tr", "tc")}


class Story:
    """Reads one story. `role` is that of its paragraphs."""

    def __init__(self, context: Context, part: str, role: Role = "body") -> None:
        self.context = context
        self.part = part
        self.role = role
        self.table_style = ""
        self.shaded = False  # inside a shaded cell: white text is seen
        self._relationships: dict[str, Relationship] | None = None
        self._fields: list[Field] = []
        self._carried: tuple[Builder, Format] | None = None  # its mark is deleted: it goes on in the next one
        self._break_before = False
        self.lost: dict[str, list[str]] = {}
        self._contents_closed: bool | None = None
        self._paragraph_style = ""
        self._paragraph_shaded = False
        self._contents_entry = False
        self.builder = Builder(context.votes)

    def inside(self, *, shaded: bool) -> Story:
        """The story of a text box that is anchored in this one."""
        story = Story(self.context, self.part, "textbox")
        story.shaded = shaded
        return story

    # --- blocks ---

    def blocks(self, container: Element) -> list[Block]:
        """The blocks of a body, cell, note, header or text box."""
        found: list[Block] = []
        neighbour: Element | None = None  # the table directly before
        for child in self._block_children(container):
            if child.tag == f"{W}p":
                found.extend(self._read_paragraph(child))
                neighbour = None
            elif child.tag == f"{W}tbl":
                found.extend(self._release())
                table = tables.read_table(self, child)
                last = found[-1] if found else None
                if table is None:
                    continue
                if neighbour is not None and isinstance(last, Table) and tables.same_grid(neighbour, child):
                    found[-1] = tables.join(last, table)
                elif table.cells:
                    found.append(table)
                neighbour = child
            elif child.tag == f"{W}altChunk":
                target = self.relationship(child.get(f"{R}id"))
                self.context.skip("alternate_content", "alternate_chunk", target.target if target else "")
        return found + self._release()

    def _block_children(self, container: Element) -> Iterator[Element]:
        """Paragraphs, tables and chunks, out of whatever wraps them."""
        for child in container:
            tag = child.tag
            if tag in (f"{W}p", f"{W}tbl", f"{W}altChunk"):
                yield child
            elif tag == f"{W}sdt" and self._is_contents(child):
                self.context.skip("table_of_contents", "table_of_contents", self.plain(child))
            elif tag == f"{MC}AlternateContent":
                if (chosen := choose(child)) is not None:
                    yield from self._block_children(chosen)
            elif tag in _CONTAINERS:
                yield from self._block_children(child)

    @staticmethod
    def _is_contents(sdt: Element) -> bool:
        gallery = child_value(sdt.find(f"{W}sdtPr/{W}docPartObj"), f"{W}docPartGallery")
        return gallery == "Table of Contents"

    def plain(self, element: Element) -> str:
        """The text of something that is left out, without anything else of it being kept."""
        context = replace(self.context, numbering=self.context.numbering.silent(), skipped=[])
        content = element.find(f"{W}sdtContent")
        blocks = Story(context, self.part, self.role).blocks(content if content is not None else element)
        lost = [skipped.text for skipped in context.skipped if skipped.text]
        return "\n".join([drawings.plain_text(blocks), *lost]).strip()

    def _read_paragraph(self, element: Element) -> list[Block]:
        own = paragraph_properties(element[0] if len(element) and element[0].tag == _PPR else None)
        mark, section = own.pop("mark", None), own.pop("section", None)
        styles = self.context.styles
        style = styles.known(own.get("style"), "paragraph")
        self._paragraph_style = style
        builder = self.builder = self._carried[0] if self._carried else Builder(self.context.votes)
        self._carried = None
        form = styles.format(style, own)
        self._paragraph_shaded = form.shaded
        self._contents_entry = _CONTENTS_STYLE.fullmatch(form.style) is not None
        if self._break_before or form.page_break:
            builder.page_break, self._break_before = True, False
        in_contents = self.in_contents()
        self._walk(element)
        self._drop_unfinished_fields()
        left_out = bool(self.lost)
        self._flush_lost()
        if mark is not None and (mark.find(f"{W}del") is not None or mark.find(f"{W}moveFrom") is not None):
            self._carried = builder, form
            return []
        if builder.blank and left_out and (in_contents or self.in_contents() or self._mark_hidden(mark)):
            return []
        if section is not None:
            self._break_before = child_value(section, f"{W}type") != "continuous"
        self.context.count_block()
        paragraph = self._finish(builder, form, mark)
        return [paragraph, *builder.after]

    def _release(self) -> list[Block]:
        """A paragraph whose mark is deleted but that no other follows stands as it is."""
        if self._carried is None or self._carried[0].blank:
            self._carried = None
            return []
        builder, form = self._carried
        self._carried = None
        return [self._finish(builder, form, None), *builder.after]

    def _mark_hidden(self, mark: Element | None) -> bool:
        return self.context.styles.look(self._paragraph_style, self.table_style, mark).hidden

    def _finish(self, builder: Builder, form: Format, mark: Element | None) -> Paragraph:
        label, level = self.context.numbering.label(form.number, form.level, form.number_style)
        styles = self.context.styles
        look = builder.pieces[0][1] if builder.pieces else styles.look(self._paragraph_style, self.table_style, mark)
        return builder.finish(
            number=label,
            level=level,
            align=form.align,
            indent=form.indent,
            style=form.style,
            outline=form.outline,
            line_height=_line_height(form.line, look.size or 10.0),
            role=self.role,
            page_break=builder.page_break,
        )

    # --- what stands in a paragraph ---

    def _walk(self, element: Element) -> None:
        """Everything in reading order; an element that nobody knows is looked into, not passed over."""
        for child in element:
            tag = child.tag
            if tag == _R:
                self._read_run(child)
            elif tag in _SILENT or tag in _GONE:
                continue
            elif (handler := _INLINE.get(tag)) is not None:
                handler(self, child)
            else:
                self._walk(child)

    def _read_run(self, run: Element) -> None:
        properties = run[0] if len(run) and run[0].tag == _RPR else None
        look = self.context.styles.look(self._paragraph_style, self.table_style, properties)
        for child in run:
            tag = child.tag
            if tag == _T:
                self._text(child.text or "", look)
            elif (handler := _IN_RUN.get(tag)) is not None:
                handler(self, child, look)
            elif tag not in _SILENT and tag not in _GONE:
                self._walk(child)

    def _text(self, text: str, look: Look) -> None:
        reason = self.why_not_shown(look)
        if reason is None:
            self.builder.add(text, look)
        elif text:
            self.lost.setdefault(reason, []).append(text)

    def why_not_shown(self, look: Look) -> str | None:
        if self._fields and any(not field.shown for field in self._fields):
            return "field_code"
        if self._contents_entry or (self._fields and self.in_contents()):
            return "table_of_contents"
        if look.hidden:
            return "hidden_text"
        if look.colour == "FFFFFF" and not look.highlight and not (self.shaded or self._paragraph_shaded):
            return "white_text"
        return None

    def _flush_lost(self) -> None:
        for reason, texts in self.lost.items():
            what = {"white_text": "hidden_text"}.get(reason, reason)
            self.context.skip(what, reason, "".join(texts))
        if not self.lost:
            self.context.close_skip()
        self.lost = {}

    # --- handlers of run content ---

    def _tab(self, _: Element, look: Look) -> None:
        self._text("\t", look)

    def _break(self, element: Element, look: Look) -> None:
        if element.get(f"{W}type") == "page":
            if self.builder.has_text_since(0) or self.builder.marks:
                self._break_before = True
            else:
                self.builder.page_break = True
        self._text("\n", look)

    def _hyphen(self, _: Element, look: Look) -> None:
        self._text("-", look)

    def _soft_hyphen(self, _: Element, look: Look) -> None:
        self._text("\u00ad", look)  # in TCVN3 this is the letter ư; elsewhere the folding drops it

    def _symbol(self, element: Element, look: Look) -> None:
        if self.why_not_shown(look) is not None:
            return
        try:
            code = int(element.get(f"{W}char", ""), 16)
        except ValueError:
            return
        font = symbol_font(element.get(f"{W}font")) or symbol_font(look.font)
        if font is None and code >= 0xF000:
            font = "wingdings"  # a symbol font that nobody knows: its own name is lost, its code tells by contrast
        if font is not None:
            self.builder.add_symbol(font, code, look)
        else:
            self._text(chr(code), look)

    def _field_character(self, element: Element, look: Look) -> None:
        kind = element.get(f"{W}fldCharType")
        if kind == "begin":
            self._fields.append(Field(form=element.find(f"{W}ffData"), start=self.builder.length))
        elif kind == "separate" and self._fields:
            self._fields[-1].shown = True
            self._fields[-1].start = self.builder.length
        elif kind == "end" and self._fields:
            self._end_field(self._fields.pop(), look)

    def _instruction(self, element: Element, _: Look) -> None:
        if self._fields and not self._fields[-1].shown:
            self._fields[-1].instruction += element.text or ""

    def _end_field(self, field: Field, look: Look) -> None:
        builder = self.builder
        if self.why_not_shown(look) is not None:
            return
        has_result = builder.has_text_since(field.start)
        if field.is_check_box:
            mark = RawMark(field.start, builder.length, "field", fields.check_box_state(field.check_box))
            if has_result:
                builder.cover_symbols(mark)
            else:
                builder.add_object(mark, look)
        elif has_result:
            return
        elif field.name == "EQ":
            equation = fields.equation_mark(field.instruction)
            if equation is not None:
                builder.add_object(equation, look)
        elif field.name == "SYMBOL" and (symbol := fields.symbol_of(field.instruction)):
            self._field_symbol(*symbol, look)
        elif field.name == "MACROBUTTON":
            self._text(" ".join(field.instruction.strip().split(maxsplit=2)[2:]), look)
        elif field.name == "FORMDROPDOWN":
            self._text(fields.chosen_entry(field.form), look)

    def _field_symbol(self, code: int, font: str, look: Look) -> None:
        name = symbol_font(font)
        if name is not None:
            self.builder.add_symbol(name, code, look)
        else:
            self._text(bytes((code,)).decode("cp1252", errors="ignore"), look)

    def _drop_unfinished_fields(self) -> None:
        """A field code that does not end with its paragraph is damaged: what follows is text again."""
        self._fields = [field for field in self._fields if field.shown]

    def in_contents(self) -> bool:
        """Whether what is read is an entry of a table of contents: by its field or its style."""
        if self._contents_entry:
            return True
        return any(field.shown and field.name == "TOC" for field in self._fields) and self._contents_end()

    def _contents_end(self) -> bool:
        """Whether every field of this part ends: a table of contents that does not would swallow the document."""
        if self._contents_closed is None:
            self._contents_closed = self.context.balanced_fields(self.part)
        return self._contents_closed

    # --- handlers of containers ---

    def _simple_field(self, element: Element) -> None:
        name = element.get(f"{W}instr", "").split(maxsplit=1)[:1]
        if name == ["TOC"]:
            self.lost.setdefault("table_of_contents", []).append(_text_of(element, f"{W}t"))
            return
        field = Field(form=element.find(f"{W}fldData"), instruction=element.get(f"{W}instr", ""), shown=True)
        field.start = self.builder.length
        self._walk(element)
        self._end_field(field, self.context.styles.look(self._paragraph_style, self.table_style, None))

    def _content_control(self, element: Element) -> None:
        content = element.find(f"{W}sdtContent")
        box = element.find(f"{W}sdtPr/{W14}checkbox")
        if content is None:
            return
        start = self.builder.length
        self._walk(content)
        if box is None:
            return
        look = self.context.styles.look(self._paragraph_style, self.table_style, element.find(f"{W}sdtPr/{W}rPr"))
        state = box.find(f"{W14}checked")
        on = state is not None and (value(state, f"{W14}val") or "1").lower() in ("1", "true", "on")
        builder = self.builder
        mark = RawMark(start, builder.length, "control", on, code="w14:checkbox")
        if builder.has_text_since(start):
            builder.cover_symbols(mark)
        elif self.why_not_shown(look) is None:
            builder.add_object(mark, look)

    def _alternate(self, element: Element, look: Look | None = None) -> None:
        chosen = choose(element)
        if chosen is None:
            return
        if look is None:
            self._walk(chosen)
            return
        for child in chosen:
            handler = _IN_RUN.get(child.tag)
            if handler is not None:
                handler(self, child, look)
            elif child.tag == f"{W}t":
                self._text(child.text or "", look)
            else:
                self._walk(child)

    def _math(self, element: Element) -> None:
        look = self.context.styles.look(self._paragraph_style, self.table_style, None)
        if element.tag == f"{M}t":
            self._text(element.text or "", look)
            return
        start = self.builder.length
        self._walk(element)
        content = _text_of(element, f"{M}t").strip()
        if len(content) <= drawings.LONGEST_CONTENT:
            mark = RawMark(start, self.builder.length, "border", None, True, content, "omml")
            if content:
                self.builder.marks.append(mark)
            else:
                self.builder.add_object(mark, look)

    # --- drawings ---

    def _drawing(self, element: Element, look: Look) -> None:
        for shape in read_drawing(element):
            drawings.add_shape(self, shape, look)

    def _pict(self, element: Element, look: Look) -> None:
        for shape in read_vml(element):
            drawings.add_shape(self, shape, look)

    def _object(self, element: Element, look: Look) -> None:
        control = element.find(f"{W}control")
        if control is not None:
            self.builder.add_object(RawMark(0, 0, "control", None, code="activex"), look)
            self.context.skip("embedded_object", "active_control", control.get(f"{W}name", ""))
            return
        self.context.skip("embedded_object", "embedded_object")
        for shape in read_vml(element):
            if shape.content is not None:
                drawings.add_shape(self, shape, look)

    def _ink(self, _: Element, look: Look) -> None:
        self.builder.add_object(RawMark(0, 0, "shape", True, False, code="ink"), look)

    def relationship(self, identifier: str | None) -> Relationship | None:
        if self._relationships is None:
            self._relationships = self.context.package.relationships(self.part)
        return self._relationships.get(identifier or "")


def _text_of(element: Element, tag: str) -> str:
    return "".join(leaf.text or "" for leaf in element.iter(tag))


@cache
def _line_height(line: tuple[str, str] | None, size: float) -> float:
    """Points from one line to the next; a font of a size draws lines 1.15 times as high (Times New Roman)."""
    single = size * 1.15
    if line is None:
        return round(single, 2)
    text, rule = line
    if rule == "auto":  # in 240ths of a line
        return round(single * (points(text, 1 / 240) or 1.0), 2)
    height = points(text, 0.05) or single
    return round(height if rule == "exact" else max(height, single), 2)


_RunHandler = Callable[[Story, Element, Look], None]
_IN_RUN: dict[str, _RunHandler] = {
    f"{W}tab": Story._tab,
    f"{W}ptab": Story._tab,
    f"{W}br": Story._break,
    f"{W}cr": Story._break,
    f"{W}noBreakHyphen": Story._hyphen,
    f"{W}softHyphen": Story._soft_hyphen,
    f"{W}sym": Story._symbol,
    f"{W}fldChar": Story._field_character,
    f"{W}instrText": Story._instruction,
    f"{W}drawing": Story._drawing,
    f"{W}pict": Story._pict,
    f"{W}object": Story._object,
    f"{W14}contentPart": Story._ink,
    f"{W}contentPart": Story._ink,
    f"{MC}AlternateContent": Story._alternate,
}
_INLINE: dict[str, Callable[[Story, Element], Any]] = {
    f"{W}sdt": Story._content_control,
    f"{W}fldSimple": Story._simple_field,
    f"{MC}AlternateContent": Story._alternate,
    f"{M}borderBox": Story._math,
    f"{M}t": Story._math,
}
