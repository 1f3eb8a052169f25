"""The lines and tables of a paper in reading order, and where its head, closing, signature and annex begin."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from models.document import OBJECT, Document, Paragraph, Span, Table, walk_paragraphs
from models.report import SectionKind
from parsers.extractors.headings import is_capitals, read_label
from parsers.extractors.passages import Passage, PassageRole
from parsers.text import shadow, without_tones
from parsers.vocabulary import Vocabulary, compiled

SIGNATURE_LINES = 14  # a signature block with its recipients is not longer
SHORT_LINE = 12  # words, of a line in a signature block


class Line(NamedTuple):
    """A paragraph, or a line of it, where it stands: `offset` is its place in `whole`, its block's or cell's text."""

    paragraph: Paragraph
    block: int
    whole: str
    offset: int = 0
    cell: tuple[int, int] | None = None
    spans: tuple[Span, ...] = ()

    @property
    def text(self) -> str:
        """The line's own text."""
        return self.paragraph.text

    def passage(
        self, start: int = 0, end: int | None = None, *, role: PassageRole = "body", section: str | None = None,
        kind: SectionKind | None = None, context: tuple[str, ...] = (), annex: bool = False,
    ) -> Passage:  # fmt: skip
        """The passage that the characters `start` to `end` of the line are; the whole line by default."""
        first = self.offset + start
        last = self.offset + (len(self.text) if end is None else end)
        return Passage(
            text=self.whole,
            block=self.block,
            start=first,
            end=-1 if (first, last) == (0, len(self.whole)) else last,
            section=section,
            kind=kind,
            context=context,
            role=role,
            annex=annex,
            cell=self.cell,
            spans=self.spans,
            number=self.paragraph.number,
        )

    def pieces(self, role: PassageRole, cut: re.Pattern[str]) -> Iterator[Passage]:
        """The passages between tabs, line breaks and what `cut` finds: columns that an author set with blanks."""
        ends = [match.span() for match in cut.finditer(shadow(self.text))]
        place = 0
        for start, end in [*ends, (len(self.text), len(self.text))]:
            for match in re.finditer(r"[^\t\n]+", self.text[place:start]):
                if any(letter.isalnum() for letter in match[0]):
                    yield self.passage(place + match.start(), place + match.end(), role=role)
            place = end


@dataclass(frozen=True, slots=True)
class Grid:
    """A table where it stands, and the lines of its cells."""

    table: Table
    block: int
    lines: tuple[Line, ...] = field(default=())


Item = Line | Grid

LABEL_WORDS = 4  # "PHẦN THỨ NHẤT:"


def read_items(document: Document) -> list[Item]:
    """The paper's paragraphs and tables in reading order, blank ones left out."""
    items: list[Item] = []
    for index, block in enumerate(document.blocks):
        if isinstance(block, Paragraph):
            items.extend(_broken(Line(block, index, block.text, spans=block.spans)))
        elif any(cell.text.strip() for cell in block.cells):
            items.append(Grid(block, index, tuple(_cell_lines(block, index))))
    return items


def with_labels(items: Sequence[Item]) -> list[Item]:
    """The items, a label that stands on a line of its own ("PHẦN THỨ NHẤT") set before the title below it."""
    joined: list[Item] = []
    label = ""
    for place, item in enumerate(items):
        below = items[place + 1] if place + 1 < len(items) else None
        if isinstance(item, Line) and label:
            item = item._replace(paragraph=replace(item.paragraph, number=label))
            label = ""
        elif isinstance(item, Line) and isinstance(below, Line) and _is_bare_label(item) and not _labelled(below):
            label = item.text.strip()
            continue
        joined.append(item)
    return joined


def _is_bare_label(line: Line) -> bool:
    text = line.text.strip()
    if not text or len(text.split(None, LABEL_WORDS)) > LABEL_WORDS or line.paragraph.number:
        return False
    label = read_label(text + " ")
    return label is not None and label.family in ("part", "roman") and not text[label.end :].strip(" .:-")


def _labelled(line: Line) -> bool:
    return bool(line.paragraph.number) or read_label(line.text) is not None


def _broken(line: Line) -> Iterator[Line]:
    """A paragraph's lines where an author broke lines instead of paragraphs: one of the later lines is numbered."""
    paragraph = line.paragraph
    breaks = [place for place, letter in enumerate(paragraph.text) if letter == "\n"] if "\n" in paragraph.text else []
    labels = [read_label(paragraph.text[place + 1 : place + 40]) for place in breaks]
    if not any(label and label.signed and label.family != "small" for label in labels):
        if _says_something(paragraph):
            yield line
        return
    for start, end in zip([0, *(place + 1 for place in breaks)], [*breaks, len(paragraph.text)], strict=True):
        piece = replace(
            paragraph,
            text=paragraph.text[start:end],
            runs=tuple(
                replace(run, start=max(run.start, start) - start, end=min(run.end, end) - start)
                for run in paragraph.runs
                if run.start < end and run.end > start
            ),
            marks=(),
            number=paragraph.number if start == 0 else "",
        )
        if _says_something(piece):
            yield line._replace(paragraph=piece, offset=start)


def _says_something(paragraph: Paragraph) -> bool:
    return any(map(str.isalnum, paragraph.text)) or bool(paragraph.marks) or OBJECT in paragraph.text


def _cell_lines(table: Table, block: int) -> Iterator[Line]:
    for cell in table.cells:
        whole, offset = cell.text, 0
        for paragraph in walk_paragraphs(cell.blocks):
            if _says_something(paragraph):
                spans = paragraph.spans
                if offset:
                    spans = tuple(replace(s, start=s.start + offset, end=s.end + offset) for s in spans)
                yield Line(paragraph, block, whole, offset, (cell.row, cell.column), spans)
            offset += len(paragraph.text) + 1


class Parts:
    """The vocabulary's patterns for the parts around the sections, compiled once."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        words = vocabulary["document"]
        parts, signature = words["parts"], words["signature"]
        self.title = opens(parts["title"])
        self.motto = opens(parts["motto"])
        self.columns = re.compile("|".join(parts["motto"]))  # what parts the columns of a head on one line
        self.closing = opens(parts["closing"])
        self.annex = opens(parts["annex"])
        self.page = re.compile(rf"[\s\-.|]*(?:{'|'.join(parts['page'])})[\s\-.|]*\Z")
        self.contents = re.compile(rf"\W*(?:{'|'.join(parts['contents'])})\W*\Z")
        self.leader = re.compile(r"(?:[.…_]{3,}|\t)\s*\d{1,3}\s*\Z")
        self.behalf = opens(signature["behalf"])
        self.deputy = opens(signature["deputy"])
        self.position = opens(signature["positions"])
        #: The same without tone marks, the whole line: a post misread on a scan is no person.
        self.position_unmarked = re.compile(
            rf"(?:{'|'.join(map(without_tones, signature['positions']))})(?:\s+(?:chi|dang)\s+\w+)?\W*\Z"
        )
        self.position_anywhere = re.compile(rf"(?<!\w)(?:{'|'.join(signature['positions'])})(?!\w)")
        self.recipients = opens(signature["recipients"])
        self.confirms = opens(signature["confirms"])
        self.note = opens(signature["notes"])

    def without_furniture(self, items: Sequence[Item]) -> list[Item]:
        """The items without page numbers and tables of contents.

        A line that ends in a figure behind a leader ("I. Ưu điểm ........ 1") is one of a table of contents only under
        its title or among its like: reports set figures behind tabs and dots too.
        """
        kept: list[Item] = []
        contents = False
        for index, item in enumerate(items):
            if isinstance(item, Grid):
                contents = False
                kept.append(item)
                continue
            text = shadow(item.text)
            titled = self.contents.match(text) is not None
            contents = titled or (self._has_leader(item) and (contents or self._listed(items[index : index + 3])))
            if not contents and not self.page.match(text) and not item.paragraph.style.lower().startswith("toc "):
                kept.append(item)
        return kept

    def _has_leader(self, item: Item) -> bool:
        if not isinstance(item, Line):
            return False
        text = item.text.rstrip()
        return text[-1:].isdigit() and self.leader.search(text) is not None

    def _listed(self, items: Sequence[Item]) -> bool:
        """Whether three lines in a row are numbered and end in a page number."""
        return len(items) == 3 and all(
            isinstance(item, Line) and self._has_leader(item) and read_label(item.text) is not None for item in items
        )

    def signs(self, text: str) -> bool:
        """Whether a line opens a signature block: "T/M CHI BỘ", "BÍ THƯ" in capitals, "Nơi nhận:"."""
        words = shadow(text)
        if len(text.split()) > SHORT_LINE:
            return False
        if (self.behalf.match(words) or self.deputy.match(words)) and any(
            is_capitals(piece) for piece in re.split(r"[\t\n]", text)
        ):
            return True
        if self.recipients.match(words) or (self.confirms.match(words) and is_capitals(text)):
            return True
        return any(
            self.position.match(shadow(piece)) and is_capitals(piece) and len(piece.split()) <= 6
            for piece in re.split(r"[\t\n]", text)
        )

    def end_of_body(self, items: Sequence[Item], first: int, headings: Sequence[int] = ()) -> int:
        """The index of the first item of the closing or the signature block after the last of the sure `headings`."""
        for index in range(max(first, *headings, 0) + 1, len(items)):
            item = items[index]
            if isinstance(item, Grid):
                if any(self.signs(line.text) for line in item.lines) and len(item.lines) <= 3 * SIGNATURE_LINES:
                    return index
            elif self.signs(item.text) or (
                self.closing.match(shadow(item.text)) and read_label(item.text) is None and self._soon(items, index)
            ):
                return index
        return self._loose_end(items, first)

    def _loose_end(self, items: Sequence[Item], first: int) -> int:
        """Where a signature block in small letters begins, among the paper's last lines."""
        for index in range(max(first + 1, len(items) - SIGNATURE_LINES // 2), len(items)):
            item = items[index]
            if isinstance(item, Line) and self.signs_loosely(item.text):
                return index
        return len(items)

    def signs_loosely(self, text: str) -> bool:
        """Like `signs`, for a line known to stand at the end: "Thay mặt chi bộ", "Bí thư" in small letters."""
        words = shadow(text)
        if len(text.split()) > SHORT_LINE // 2:
            return self.signs(text)
        return any(
            pattern.match(words) for pattern in (self.behalf, self.deputy, self.position, self.recipients)
        ) or self.signs(text)

    def _soon(self, items: Sequence[Item], index: int) -> bool:
        """Whether the paper ends, or is signed, within a few lines."""
        after = items[index + 1 : index + 7]
        if len(items) - index <= 4:
            return True
        return any(
            any(self.signs(line.text) for line in (item.lines if isinstance(item, Grid) else (item,))) for item in after
        )

    def end_of_signature(self, items: Sequence[Item], start: int) -> int:
        """The index of the first item after the closing and signature block that begins at item `start`."""
        signed = False
        for index in range(start, len(items)):
            item = items[index]
            lines = item.lines if isinstance(item, Grid) else (item,)
            here = any(self.signs(line.text) for line in lines)
            if isinstance(item, Grid):
                if not here and (signed or len(lines) > 2 * SIGNATURE_LINES):
                    return index
            elif (signed and self._begins_annex(item)) or (signed and len(item.text.split()) > 2 * SHORT_LINE):
                return index
            signed = signed or here
        return len(items)

    def _begins_annex(self, line: Line) -> bool:
        if self.annex.match(shadow(line.text)) and (is_capitals(line.text) or len(line.text.split()) <= SHORT_LINE):
            return True
        label = read_label(line.text)
        return label is not None and label.family in ("roman", "part") and label.signed


def opens(patterns: Sequence[str]) -> re.Pattern[str]:
    """One pattern for a line that opens with one of `patterns`, whatever signs stand before it."""
    return re.compile(rf"[\W_]*(?:{'|'.join(patterns)})")


def parts_of(vocabulary: Vocabulary) -> Parts:
    """The compiled patterns of a vocabulary."""
    return compiled(Parts, vocabulary)
