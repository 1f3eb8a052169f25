"""A rating block as rows of options (level labels) and signs (boxes and marks), in the order of the page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from models.document import DOUBT, OBJECT, SCANNED, Document, Mark, Paragraph, Table, walk_paragraphs
from models.document import Cell as TableCell
from models.report import Evidence
from parsers.extractors.passages import RatingBlock, cover
from parsers.extractors.ratings.tables import counting_columns, counts_row, head_row
from parsers.extractors.ratings.words import PROMPTS, Line, Words
from parsers.text import shadow

# "[x]", "( )", "/x/"; "….x….": what is typed where a box would stand. Content of at most three signs.
_BRACKETS = re.compile(r"\[([^\[\]\w]*\w?[^\[\]\w]*)\]|\(([^()\w]*\w?[^()\w]*)\)|(?<!\w)/\s*([xv✓√]?)\s*/(?!\w)")
_LEADER = re.compile(r"(?:[.…_]\s?){2,}|…")
HARDLY = 0.6  # of a sign read in a picture: less is ink that may be anything
SURE = 0.9  # of a letter read in a picture: one read with less may be what is left of a box
_STOPS = frozenset('.,;:…-–—/()+*•"“”')
_BREAK = re.compile(r"[;|\t]|(?<!\w)/|/(?!\w)|,|(?<=\s)[-–—](?=\s)")

Cell = tuple[int, int] | None


class Place(NamedTuple):
    """Where an item stands: `row` and `column` as seen, `block`, `cell`, `start`, `end` as evidence counts them."""

    row: int
    column: int
    block: int
    cell: Cell
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Option:
    """A level's label; `paragraph` and `offset` (of the paragraph in its cell) lead to its looks."""

    level: str
    place: Place
    paragraph: Paragraph
    offset: int = 0
    typo: bool = False
    colon: bool = False  # "Tốt: x": what follows the label is its own


@dataclass(frozen=True, slots=True)
class Sign:
    """A box or a mark. `state`: marked, empty, or None where only contrast can tell; `code` names equal signs alike."""

    kind: str
    state: bool | None
    box: bool
    code: str
    place: Place
    left: float = 0.0
    top: float | None = None  # of a floating sign, in points below its paragraph's top
    width: float = 0.0
    height: float = 0.0
    line_height: float = 16.0


class Break(NamedTuple):
    """What parts two options in one row: a tab, a semicolon, the edge of a cell, an empty cell."""

    kind: str  # "tab" | "stop" | "cell" | "gap"
    place: Place


Item = Option | Sign | Break


@dataclass(slots=True)
class Rows:
    """The block: its rows, what asks for the rating, what states it in words, and whether empty cells are boxes."""

    rows: list[list[Item]] = field(default_factory=list)
    prompt: list[Evidence] = field(default_factory=list)
    stated: list[Option] = field(default_factory=list)
    text: str = ""
    in_table: bool = False
    levels: set[str] = field(default_factory=set)  # printed anywhere in the block, its prompt included
    frames: int = 0  # empty bordered cells in rows of labels: boxes to put a mark in

    @property
    def options(self) -> list[Option]:
        """The labels in reading order."""
        return [item for row in self.rows for item in row if isinstance(item, Option)]

    @property
    def signs(self) -> list[Sign]:
        """The boxes and marks in reading order."""
        return [item for row in self.rows for item in row if isinstance(item, Sign)]


class _Text(NamedTuple):
    """One line of a paragraph, with where it stands."""

    paragraph: Paragraph
    start: int
    end: int
    block: int
    column: int = 0
    cell: Cell = None
    offset: int = 0  # of the paragraph in its cell's text
    framed: bool = False  # its cell is bordered


def read_rows(document: Document, rating: RatingBlock, words: Words) -> Rows:
    """The options and signs of a rating block; those of floating shapes stand at their anchors."""
    result = Rows()
    for number, index in enumerate(rating.blocks):
        block = document.blocks[index]
        if isinstance(block, Table):
            result.in_table = True
            for row in _table_rows(block, index, rating.rows, words):
                _add_row(result, row, rating.scale, words)
        else:
            for line in _lines(block, index, rating.start if number == 0 else 0, words=words):
                _add_row(result, [line], rating.scale, words)
    if rating.blocks and not any(sign.top is not None for sign in result.signs):
        _add_anchored_above(result, document, rating.blocks[0] - 1, words)
    _part_statements(result)
    return result


def _lines(
    paragraph: Paragraph,
    block: int,
    start: int = 0,
    column: int = 0,
    cell: Cell = None,
    offset: int = 0,
    framed: bool = False,
    *,
    words: Words,
) -> Iterator[_Text]:
    """The lines of a paragraph; one that breaks inside a label is not parted."""
    text = paragraph.text
    begin = 0
    ranges: list[tuple[int, int]] = []
    for line in text.split("\n"):
        if begin + len(line) > start or start == 0:
            ranges.append((max(begin, start), begin + len(line)))
        begin += len(line) + 1
    lines = [words.read(text, *found) for found in ranges] if len(ranges) > 1 else []
    parted = sum(len(line.labels) for line in lines if line.pure)
    if len(ranges) > 1 and len(words.read(text, start).labels) > parted:
        ranges = [(start, len(text))]
    for first, end in ranges:
        yield _Text(paragraph, first, end, block, column, cell, offset, framed)


def _table_rows(table: Table, block: int, rows: tuple[int, int] | None, words: Words) -> Iterator[list[_Text]]:
    """The rows as seen: cells with several labels one under another are parted into lines."""
    first, stop = rows or (0, table.rows)
    counted = counting_columns(table)
    head = head_row(table, words) if rows else None  # a criterion's row has its labels in the head of the matrix
    for row in range(table.rows):
        if row == head or first <= row < stop:
            cells = (cell for cell in table.cells if cell.row == row and not counts_row(cell, counted))
            yield from _parted([(cell.column, _cell_lines(cell, block, words)) for cell in cells])


def _cell_lines(cell: TableCell, block: int, words: Words) -> list[_Text]:
    lines: list[_Text] = []
    offset = 0
    nested = (inner for inside in cell.blocks if isinstance(inside, Table) for inner in inside.cells)
    framed = cell.bordered or any(inner.bordered for inner in nested)
    for paragraph in walk_paragraphs(cell.blocks):
        lines += _lines(paragraph, block, 0, cell.column, (cell.row, cell.column), offset, framed, words=words)
        offset += len(paragraph.text) + 1
    return lines


def _parted(cells: list[tuple[int, list[_Text]]]) -> Iterator[list[_Text]]:
    filled = [sum(any(sign.isalpha() for sign in line.paragraph.text[line.start : line.end]) for line in lines)
              for _, lines in cells]  # fmt: skip
    if max(filled, default=0) < 2:
        yield [line for _, lines in cells for line in lines]
        return
    for number in range(max(len(lines) for _, lines in cells)):
        yield [lines[number] for _, lines in cells if number < len(lines)]


# --- one row -------------------------------------------------------------------------------------------------------


def _add_row(result: Rows, lines: list[_Text], scale: str, words: Words) -> None:
    row = len(result.rows)
    items: list[Item] = []
    for number, line in enumerate(lines):
        if number and line.column != lines[number - 1].column:
            items.append(Break("cell", _place(lines[number], row, line.start, line.start)))
        found = _items(line, row, scale, words, result)
        if line.cell and not any(isinstance(item, Option | Sign) for item in found) and not _letters(line):
            found.append(Break("gap", _place(line, row, line.start, line.end)))
            result.frames += line.framed and not line.paragraph.text[line.start : line.end].strip()
        items += found
    result.rows.append(items)
    result.text += "\n".join(line.paragraph.text[line.start : line.end] for line in lines) + "\n"


def _letters(line: _Text) -> bool:
    return any(sign.isalpha() for sign in line.paragraph.text[line.start : line.end])


def _place(line: _Text, row: int, start: int, end: int) -> Place:
    return Place(row, line.column, line.block, line.cell, line.offset + start, line.offset + end)


def _items(line: _Text, row: int, scale: str, words: Words, result: Rows) -> list[Item]:
    text = line.paragraph.text
    read = words.read(text, line.start, line.end)
    result.levels |= {label.levels[scale] for label in read.labels if label.levels and scale in label.levels}
    begin, stop = _prompt_end(read, text, line), _instruction(read, line)
    options = [
        Option(
            label.levels[scale],
            _place(line, row, label.start, label.end),
            line.paragraph,
            line.offset,
            label.typo,
            text[label.end : line.end].lstrip().startswith(":"),
        )
        for label in read.labels
        if label.levels and scale in label.levels and label.start >= begin and (read.pure or line.cell is None)
    ]
    if begin > line.start:
        result.prompt.append(evidence(line.paragraph, _place(line, row, line.start, begin), line.offset))
    taken = [(piece.start, piece.end) for piece in read.pieces if piece.levels]
    signs = [*_bullet(line, row, words), *_drawn(line, row, taken, begin, words)]
    signs += _typed(line, row, read, taken, begin, signs, words)
    closed = stop if options or begin < line.end else line.start
    signs = [sign for sign in signs if sign.top is not None or sign.place.start - line.offset < closed]
    breaks = [
        Break("tab" if match[0] == "\t" else "stop", _place(line, row, match.start(), match.end()))
        for match in _BREAK.finditer(text, begin, line.end)
    ]
    items: list[Item] = [*options, *signs, *breaks]
    return sorted(items, key=lambda item: (item.place.start, item.place.end))


def _prompt_end(read: Line, text: str, line: _Text) -> int:
    """Where what asks for the rating ends: signs inside it ("đánh dấu x vào ô") are none of the rating."""
    labels = read.labels
    limit = labels[0].start if labels else line.end
    prompts = [piece.end for piece in read.pieces if piece.kind in (*PROMPTS, "bare") and piece.end <= limit]
    if not prompts:
        return line.start
    if not labels:
        return line.end
    colon = text.rfind(":", prompts[-1], limit)
    return colon + 1 if colon >= 0 else prompts[-1]


def _instruction(read: Line, line: _Text) -> int:
    """Where an instruction after the labels begins ("(đánh dấu x vào ô tương ứng)"): signs in it are no marks."""
    labels = read.labels
    last = labels[-1].end if labels else line.start
    return next((p.start for p in read.pieces if p.kind == "instruction" and p.start >= last), line.end + 1)


def _bullet(line: _Text, row: int, words: Words) -> Iterator[Sign]:
    """The list sign of the paragraph, where it is a box or a mark: lists of boxes are made of it."""
    number = line.paragraph.number.strip()
    first = line.start == 0 and len(number) == 1
    if first and (state := _glyph_state(number, words)) is not None:
        yield Sign("glyph", state, True, number, _place(line, row, 0, 0))


def _drawn(line: _Text, row: int, labels: list[tuple[int, int]], begin: int, words: Words) -> Iterator[Sign]:
    text = line.paragraph.text
    for mark in line.paragraph.marks:
        floating = mark.top is not None and mark.kind in ("shape", "picture", "annotation")
        if not line.start <= mark.start <= line.end or (mark.start == line.end and mark.end > line.end and line.end):
            continue
        if mark.start < begin and not floating:
            continue
        if any(start < mark.end and mark.start < end for start, end in labels) and mark.kind == "border":
            continue  # a border round a label is a look
        state, code = _state(mark, text, words)
        struck = mark.code.endswith("+/") and mark.content not in ("", "/")  # a mark with a line through it
        lost = mark.code.startswith("lost:")  # its block's mark cannot be seen
        yield Sign(
            kind="struck" if struck else "lost" if lost else mark.kind, state=state, box=mark.box, code=code,
            place=_place(line, row, mark.start, mark.end),
            left=mark.left or 0.0, top=mark.top if floating else None, width=mark.width or 0.0,
            height=mark.height or 0.0, line_height=line.paragraph.line_height or 16.0,
        )  # fmt: skip


def _state(mark: Mark, text: str, words: Words) -> tuple[bool | None, str]:
    """What the mark says by itself, and the name under which it is compared with the others."""
    content = shadow(mark.content or (text[mark.start : mark.end] if mark.kind == "border" else ""))
    content = content.replace(OBJECT, "").strip()
    if mark.kind in ("control", "field"):
        return mark.checked, mark.kind
    if mark.kind in ("shape", "border", "annotation"):
        if content in words.marks["content"] or (mark.checked and content):
            return True, f"{mark.kind}:{content}"
        if not content:
            filled = bool(mark.code.partition(":")[2])  # the code of a shape names its fill: told by contrast
            empty = False if mark.box and not filled else None
            return (empty if mark.checked is None else mark.checked), mark.code or mark.kind
        if content in words.marks["content_empty"]:
            return mark.checked, f"{mark.kind}:{content}"
        return None, f"{mark.kind}:{content}"
    if mark.kind == "glyph" and mark.checked is None:
        glyph = text[mark.start : mark.end]
        return _glyph_state(glyph, words), glyph
    return mark.checked, mark.code or text[mark.start : mark.end]


def _glyph_state(glyph: str, words: Words) -> bool | None:
    return True if glyph in words.marks["marked"] else False if glyph in words.marks["empty"] else None


def _typed(
    line: _Text, row: int, read: Line, labels: list[tuple[int, int]], begin: int, drawn: list[Sign], words: Words
) -> list[Sign]:
    """Brackets, leaders, single letters, and glyphs that the reader did not name."""
    text, low = line.paragraph.text, shadow(line.paragraph.text)
    taken = [*labels, *((sign.place.start - line.offset, sign.place.end - line.offset)
                        for sign in drawn if sign.top is None)]  # fmt: skip
    signs: list[Sign] = []

    def add(kind: str, start: int, end: int, state: bool | None, box: bool, code: str) -> None:
        if start >= begin and not any(s < end and start < e for s, e in taken):
            taken.append((start, end))
            signs.append(Sign(kind, state, box, code, _place(line, row, start, end)))

    for match in _BRACKETS.finditer(low, begin, line.end):
        inside = next((group for group in match.groups() if group is not None), "").strip(" .…_\ufffc")
        if not inside or inside in words.marks["content"] or _glyph_state(inside, words) is not None:
            filled = bool(inside) and _glyph_state(inside, words) is not False
            if line.paragraph.is_recognised:  # a mark between the signs may be lost: empty ones are told by their ink
                add("bracket", *match.span(), filled or None, True, SCANNED if filled else DOUBT)
            else:
                add("bracket", *match.span(), filled, True, f"[{inside}]")
    for piece in read.pieces:
        if line.paragraph.is_recognised and line.cell is None and piece.kind in ("unknown", "number"):
            add("letter", piece.start, piece.end, None, False, DOUBT)  # what was read of a box, perhaps
        if piece.kind == "letter":
            sure = line.cell is not None or _is_surely_read(line.paragraph, piece.start, piece.end)
            add("letter", piece.start, piece.end, True if sure else None, False,
                low[piece.start : piece.end] if sure else DOUBT)  # fmt: skip
    for glyph in words.glyphs.finditer(text, begin, line.end):
        add("glyph", *glyph.span(), _glyph_state(glyph[0], words), True, glyph[0])
    leaders = () if line.paragraph.is_recognised else _LEADER.finditer(low, begin, line.end)  # told by their ink
    for match in leaders:
        add("leader", match.start(), match.end(), False, True, "…")
    return signs


def _is_surely_read(paragraph: Paragraph, start: int, end: int) -> bool:
    """Whether a letter is what stands in the picture; all typed ones are."""
    return all(span.confidence >= SURE for span in paragraph.spans if span.start < end and span.end > start)


def has_scraps(paragraph: Paragraph) -> bool:
    """Whether a sign that is no stop was read in a picture, or one hardly: what is left of a box or a mark, perhaps."""
    words = ((span.confidence, paragraph.text[span.start : span.end]) for span in paragraph.spans)
    return any((told < HARDLY or not set(word) <= _STOPS) and not any(map(str.isalnum, word)) for told, word in words)


def evidence(paragraph: Paragraph, place: Place, offset: int = 0, also: list[Evidence] | None = None) -> Evidence:
    """The characters of `place`, whose paragraph begins at `offset` of its cell, as the source has them."""
    start, end = place.start - offset, place.end - offset
    page, bbox = cover(paragraph.spans, start, end)
    return Evidence(
        page=page, bbox=bbox, block=place.block, start=place.start, end=place.end, cell=place.cell,
        text=paragraph.text[start:end].replace("\ufffc", "").strip(), also=also or [],
    )  # fmt: skip


# --- the block -----------------------------------------------------------------------------------------------------


def _add_anchored_above(result: Rows, document: Document, above: int, words: Words) -> None:
    """Boxes may float from the last paragraph before the block, which is prose and no part of it."""
    if above < 0 or not isinstance(block := document.blocks[above], Paragraph):
        return
    line = _Text(block, 0, len(block.text), above)
    floating: list[Item] = [
        sign for sign in _drawn(line, -1, [], len(block.text), words)
        if sign.kind == "shape" and (sign.top or 0.0) + sign.height / 2 > block.line_height
    ]  # fmt: skip
    if floating and result.rows:
        result.rows[0] = [*floating, *result.rows[0]]


def _part_statements(result: Rows) -> None:
    """Where all the labels are printed, a line of its own that says one of them again states it in words."""
    alone = [row for row in result.rows if len({item.level for item in row if isinstance(item, Option)}) == 1]
    for row in alone:
        option = next(item for item in row if isinstance(item, Option))
        others = [other.level for other in result.options if other.place.row != option.place.row]
        if option.level in others and len(set(others)) >= 3:
            result.stated.append(option)
            row[:] = [item for item in row if isinstance(item, Sign) and item.top is not None]
