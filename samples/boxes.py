"""Rating blocks in every way in which real files draw them, for samples and tests.

`ENCODINGS` is a table by name. An encoding writes the labels of one rating into a document or a table cell of
python-docx, those of `marked` marked, and says what a reader must make of none and of two marks.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass
from typing import Any, Literal

from docx.oxml import parse_xml
from docx.shared import Pt, RGBColor

from samples.box_glyphs import BARE_MARKS, DECLARED, GLYPHS, UNTOLD, Glyph, alternate, append, in_run, typed, wps

PROMPT = "Tự đánh giá về cấp độ thực hiện:"
Container = Any  # docx.document.Document or docx.table._Cell: both have add_paragraph and add_table
Outcome = Literal["blank", "ambiguous", "unknown", "marked"]
Writer = Callable[[Container, Sequence[str], Set[int]], None]


@dataclass(frozen=True, slots=True)
class Encoding:
    """`none` and `two`: the status that such a block must have; None where it cannot be written so."""

    write: Writer
    none: Outcome | None = "blank"
    two: Outcome | None = "ambiguous"
    prompted: bool = True  # the block may have a prompt line above it; False: it brings its own


def write_rating(
    container: Container, encoding: str, labels: Sequence[str], marked: Set[int], prompt: str | None = PROMPT
) -> None:
    """One rating block: the prompt (None: without) and the labels in the named encoding."""
    chosen = ENCODINGS[encoding]
    if prompt is not None and chosen.prompted:
        container.add_paragraph(prompt)
    chosen.write(container, labels, marked)


# --- layouts ---------------------------------------------------------------------------------------------------------


def _line(glyph: Glyph, *, after: bool = False, gap: str = "\t") -> Writer:
    """All labels in one line, the box before or after its label."""

    def write(container: Container, labels: Sequence[str], marked: Set[int]) -> None:
        paragraph = container.add_paragraph()
        for place, label in enumerate(labels):
            if place:
                paragraph.add_run(gap)
            _option(paragraph, glyph, label, place in marked, after=after)

    return write


def _option(paragraph: Any, glyph: Glyph, label: str, on: bool, *, after: bool) -> None:
    if after:
        paragraph.add_run(f"{label}  ")
    glyph(paragraph, on)
    if not after:
        paragraph.add_run(f"  {label}")


def _rows(glyph: Glyph, *, after: bool = False) -> Writer:
    """One paragraph for each label."""

    def write(container: Container, labels: Sequence[str], marked: Set[int]) -> None:
        for place, label in enumerate(labels):
            _option(container.add_paragraph(), glyph, label, place in marked, after=after)

    return write


def _one_cell(glyph: Glyph) -> Writer:
    """A table of one column: box, blanks and label in each cell, as the seed's form has them."""

    def write(container: Container, labels: Sequence[str], marked: Set[int]) -> None:
        table = container.add_table(len(labels), 1)
        for place, label in enumerate(labels):
            paragraph = table.cell(place, 0).paragraphs[0]
            glyph(paragraph, place in marked)
            paragraph.add_run(f"           {label}")

    return write


def _cell_rows(glyph: Glyph, *, after: bool = False, spare: bool = False, framed: bool = False) -> Writer:
    """A row for each label, the box in a cell of its own; `spare`: an empty column between."""

    def write(container: Container, labels: Sequence[str], marked: Set[int]) -> None:
        columns = 3 if spare else 2
        table = container.add_table(len(labels), columns)
        box, words = (columns - 1, 0) if after else (0, columns - 1)
        for place, label in enumerate(labels):
            glyph(table.cell(place, box).paragraphs[0], place in marked)
            table.cell(place, words).paragraphs[0].add_run(label)
            if framed:
                _frame(table.cell(place, box))

    return write


def _cell_row(glyph: Glyph, *, after: bool = False, framed: bool = False) -> Writer:
    """One row of eight cells: the official form."""

    def write(container: Container, labels: Sequence[str], marked: Set[int]) -> None:
        table = container.add_table(1, 2 * len(labels))
        for place, label in enumerate(labels):
            box, words = (2 * place + 1, 2 * place) if after else (2 * place, 2 * place + 1)
            glyph(table.cell(0, box).paragraphs[0], place in marked)
            table.cell(0, words).paragraphs[0].add_run(label)
            if framed:
                _frame(table.cell(0, box))

    return write


def _under(glyph: Glyph, *, over: bool = False) -> Writer:
    """A row of labels, and the marks in the row under (or over) it; the whole table is ruled."""

    def write(container: Container, labels: Sequence[str], marked: Set[int]) -> None:
        table = container.add_table(2, len(labels))
        for place, label in enumerate(labels):
            table.cell(int(over), place).paragraphs[0].add_run(label)
            glyph(table.cell(1 - int(over), place).paragraphs[0], place in marked)
        for cell in table._cells:
            _frame(cell)

    return write


def _two_by_two(glyph: Glyph) -> Writer:
    """Two rows of box, label, box, label."""

    def write(container: Container, labels: Sequence[str], marked: Set[int]) -> None:
        table = container.add_table(2, 4)
        for place, label in enumerate(labels):
            row, column = divmod(place, 2)
            glyph(table.cell(row, 2 * column).paragraphs[0], place in marked)
            table.cell(row, 2 * column + 1).paragraphs[0].add_run(label)
            _frame(table.cell(row, 2 * column))

    return write


def _nested(container: Container, labels: Sequence[str], marked: Set[int]) -> None:
    """Each box is a ruled table of one cell in the label's cell."""
    table = container.add_table(len(labels), 2)
    for place, label in enumerate(labels):
        inner = table.cell(place, 0).add_table(1, 1).cell(0, 0)
        _frame(inner)
        if place in marked:
            inner.paragraphs[0].add_run("X")
        table.cell(place, 1).paragraphs[0].add_run(label)


def _stacked_lines(container: Container, labels: Sequence[str], marked: Set[int]) -> None:
    """One row: a cell with the boxes one under another, a cell with the labels."""
    table = container.add_table(1, 2)
    boxes, words = table.cell(0, 0), table.cell(0, 1)
    for place, label in enumerate(labels):
        for cell, text in ((boxes, "☒" if place in marked else "☐"), (words, label)):
            (cell.paragraphs[0] if place == 0 else cell.add_paragraph()).add_run(text)


def _frame(cell: Any) -> None:
    edges = "".join(f'<w:{edge} w:val="single" w:sz="4"/>' for edge in ("top", "left", "bottom", "right"))
    cell._tc.get_or_add_tcPr().append(parse_xml(f"<w:tcBorders {DECLARED}>{edges}</w:tcBorders>"))


# --- boxes that float away from their labels -------------------------------------------------------------------------

_LINE_HEIGHT = 16.1  # points: a single-spaced line of 14-point Times New Roman


def _plain_lines(container: Container, labels: Sequence[str]) -> list[Any]:
    paragraphs = []
    for label in labels:
        paragraph = container.add_paragraph(f"           {label}")
        paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(0)
        paragraph.paragraph_format.line_spacing = 1.0
        for run in paragraph.runs:
            run.font.size = Pt(14)
        paragraphs.append(paragraph)
    return paragraphs


def _anchored_together(container: Container, labels: Sequence[str], marked: Set[int]) -> None:
    """All boxes hang on the first label's paragraph and spread down over the others' lines."""
    first = _plain_lines(container, labels)[0]
    for place in range(len(labels)):
        content = "x" if place in marked else ""
        append(first, in_run(alternate(wps(top=1 + place * _LINE_HEIGHT, content=content))))


def _anchored_above(container: Container, labels: Sequence[str], marked: Set[int]) -> None:
    """All boxes hang on an empty paragraph above the labels."""
    anchor = container.add_paragraph()
    anchor.paragraph_format.space_before = anchor.paragraph_format.space_after = Pt(0)
    _plain_lines(container, labels)
    for place in range(len(labels)):
        content = "x" if place in marked else ""
        append(anchor, in_run(alternate(wps(top=1 + (place + 1) * _LINE_HEIGHT, content=content))))


def _anchored_in_line(container: Container, labels: Sequence[str], marked: Set[int]) -> None:
    """One line of labels, and all its boxes on its beginning, set off from one another to the right."""
    paragraph = container.add_paragraph()
    for place in range(len(labels)):
        shape = wps(left=10 + 110.0 * place, origin="column", content="x" if place in marked else "")
        append(paragraph, in_run(alternate(shape)))
    paragraph.add_run("        " + "            ".join(labels))


def _frame_over_letter(container: Container, labels: Sequence[str], marked: Set[int]) -> None:
    """A transparent frame over each line, and the cross typed among the blanks."""
    for place, label in enumerate(labels):
        paragraph = container.add_paragraph()
        append(paragraph, in_run(alternate(wps())))
        paragraph.add_run(f"  {'x' if place in marked else ' '}       {label}")


def _letter_over_box(container: Container, labels: Sequence[str], marked: Set[int]) -> None:
    """A printed box in each line, and a frameless text box with a cross over one."""
    for place, label in enumerate(labels):
        paragraph = container.add_paragraph()
        if place in marked:
            append(paragraph, in_run(alternate(wps(width=14, height=14, outlined=False, content="x"))))
        paragraph.add_run(f"□    {label}")


def _ellipse_round(container: Container, labels: Sequence[str], marked: Set[int]) -> None:
    """The chosen label is ringed; nothing else is drawn."""
    for place, label in enumerate(labels):
        paragraph = container.add_paragraph()
        if place in marked:
            append(paragraph, in_run(alternate(wps(width=70, height=18, top=-1, preset="ellipse"))))
        paragraph.add_run(label)


# --- looks and words -------------------------------------------------------------------------------------------------


def _look(set_off: Callable[[Any], None], *, unchosen: bool = False, lines: bool = True) -> Writer:
    """The chosen label (or each of the unchosen) looks different."""

    def write(container: Container, labels: Sequence[str], marked: Set[int]) -> None:
        paragraph = None
        for place, label in enumerate(labels):
            if lines or paragraph is None:
                paragraph = container.add_paragraph()
            run = paragraph.add_run(label)
            if bool(marked) and (place in marked) != unchosen:
                set_off(run)
            if not lines and place < len(labels) - 1:
                paragraph.add_run(" / ")

    return write


def _shade(run: Any) -> None:
    run._r.get_or_add_rPr().append(parse_xml(f'<w:highlight {DECLARED} w:val="yellow"/>'))


def _set(name: str) -> Callable[[Any], None]:
    def change(run: Any) -> None:
        setattr(run.font, name, True)

    return change


def _redden(run: Any) -> None:
    run.font.color.rgb = RGBColor(0xFF, 0, 0)


def _words(form: str) -> Writer:
    """The chosen level in words; `form` holds {} for it."""

    def write(container: Container, labels: Sequence[str], marked: Set[int]) -> None:
        for place in sorted(marked):
            for line in form.format(labels[place]).split("\n"):
                container.add_paragraph(line)

    return write


def _combined() -> dict[str, Encoding]:
    layouts: dict[str, Callable[[Glyph], Writer]] = {
        "line": lambda glyph: _line(glyph),
        "line_after": lambda glyph: _line(glyph, after=True),
        "line_blanks": lambda glyph: _line(glyph, gap="     "),
        "rows": lambda glyph: _rows(glyph),
        "rows_after": lambda glyph: _rows(glyph, after=True),
        "one_cell": _one_cell,
        "cell_rows": lambda glyph: _cell_rows(glyph),
        "cell_row": lambda glyph: _cell_row(glyph),
    }
    return {
        f"{name}/{layout}": Encoding(arrange(glyph), two="unknown" if name in UNTOLD else "ambiguous")
        for name, glyph in GLYPHS.items()
        for layout, arrange in layouts.items()
    }


def _bare() -> dict[str, Encoding]:
    tabs: dict[str, Callable[[Glyph], Writer]] = {
        "line": lambda glyph: _line(glyph),
        "line_semicolons": lambda glyph: _line(glyph, after=True, gap="; "),
        "rows": lambda glyph: _rows(glyph),
        "rows_after": lambda glyph: _rows(glyph, after=True),
        "one_cell": _one_cell,
        "cell_rows_spare": lambda glyph: _cell_rows(glyph, spare=True),
    }
    ruled: dict[str, Callable[[Glyph], Writer]] = {
        "framed_rows": lambda glyph: _cell_rows(glyph, framed=True),
        "framed_rows_after": lambda glyph: _cell_rows(glyph, after=True, framed=True),
        "framed_row": lambda glyph: _cell_row(glyph, framed=True),
        "framed_row_after": lambda glyph: _cell_row(glyph, after=True, framed=True),
        "under": _under,
        "over": lambda glyph: _under(glyph, over=True),
        "two_by_two": _two_by_two,
    }
    kinds: tuple[tuple[dict[str, Callable[[Glyph], Writer]], Outcome], ...] = ((tabs, "unknown"), (ruled, "blank"))
    found = {
        f"{name}/{layout}": Encoding(arrange(glyph), none=none)
        for layouts, none in kinds
        for layout, arrange in layouts.items()
        for name, glyph in BARE_MARKS.items()
    }
    one = typed("1", "")
    return found | {f"digit/{name}": Encoding(arrange(one), two=None) for name, arrange in ruled.items()}


ENCODINGS: dict[str, Encoding] = {
    **_combined(),
    **_bare(),
    "nested": Encoding(_nested),
    "stacked_lines": Encoding(_stacked_lines),
    "anchored_together": Encoding(_anchored_together),
    "anchored_above": Encoding(_anchored_above),
    "anchored_in_line": Encoding(_anchored_in_line),
    "frame_over_letter": Encoding(_frame_over_letter),
    "letter_over_box": Encoding(_letter_over_box),
    "ellipse_round": Encoding(_ellipse_round, none="unknown", two="unknown"),
    "bold": Encoding(_look(_set("bold")), none="unknown", two="unknown"),
    "bold_in_line": Encoding(_look(_set("bold"), lines=False), none="unknown", two="unknown"),
    "underline": Encoding(_look(_set("underline"), lines=False), none="unknown", two="unknown"),
    "highlight": Encoding(_look(_shade), none="unknown", two="unknown"),
    "colour": Encoding(_look(_redden, lines=False), none="unknown", two="unknown"),
    "strike": Encoding(_look(_set("strike"), unchosen=True, lines=False), none="unknown", two="unknown"),
    "double_strike": Encoding(_look(_set("double_strike"), unchosen=True), none="unknown", two="unknown"),
    "words_colon": Encoding(_words(PROMPT + " {}."), none=None, two=None, prompted=False),
    "words_leader": Encoding(_words("Tự đánh giá: ………… {} …………"), none=None, two=None, prompted=False),
    "words_next_line": Encoding(_words(PROMPT + "\n{}"), none=None, two=None, prompted=False),
    "words_class": Encoding(_words("Tập thể tự nhận mức xếp loại: {}."), none=None, two=None, prompted=False),
    "words_type": Encoding(_words("Tự đánh giá về cấp độ thực hiện: Đạt loại {}"), none=None, two=None, prompted=False),
    "only_label": Encoding(_words("{}"), none=None, two=None),
}
