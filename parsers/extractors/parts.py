"""The lines and tables of a paper in reading order, and where its head, closing, signature and annex begin."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from models.document import OBJECT, Block, Document, Paragraph, Table
from parsers.extractors.headings import is_capitals, read_label
from parsers.extractors.passages import Passage, PassageRole
from parsers.text import shadow
from parsers.vocabulary import Vocabulary, compiled

FRAME_WORDS = 60  # a table of one or two cells with more words than this only frames prose
SIGNATURE_LINES = 14  # a signature block with its recipients is not longer
SHORT_LINE = 12  # words, of a line in a signature block


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph where it stands; in a cell, `offset` is its place in the cell's text `whole`."""

    paragraph: Paragraph
    block: int
    cell: tuple[int, int] | None = None
    offset: int = 0
    whole: str = ""

    @property
    def text(self) -> str:
        """The paragraph's text."""
        return self.paragraph.text

    def passage(self, start: int = 0, end: int | None = None, *, role: PassageRole = "body") -> Passage:
        """The passage that the characters `start` to `end` of the paragraph are; the whole one by default."""
        stop = len(self.text) if end is None else end
        text = self.text if self.cell is None else self.whole
        whole = self.cell is None and start == 0 and stop == len(self.text)
        return Passage(
            text=text,
            block=self.block,
            start=self.offset + start,
            end=-1 if whole else self.offset + stop,
            cell=self.cell,
            spans=self.paragraph.spans,
            role=role,
            number=self.paragraph.number,
        )

    def pieces(self, role: PassageRole) -> Iterator[Passage]:
        """The passages between tabs and line breaks: columns that an author set with blanks."""
        for match in re.finditer(r"[^\t\n]+", self.text):
            if any(letter.isalnum() for letter in match[0]):
                yield self.passage(match.start(), match.end(), role=role)


@dataclass(frozen=True, slots=True)
class Grid:
    """A table where it stands."""

    table: Table
    block: int
    lines: tuple[Line, ...] = field(default=())


Item = Line | Grid


def read_items(document: Document) -> list[Item]:
    """The paper's paragraphs and tables; a table that only frames prose is its paragraphs. Blank lines are left out."""
    items: list[Item] = []
    for index, block in enumerate(document.blocks):
        if isinstance(block, Paragraph):
            if says_something(block):
                items.append(Line(block, index))
        elif _is_frame(block):
            items.extend(
                item for item in _unfold(block, index) if isinstance(item, Grid) or says_something(item.paragraph)
            )
        else:
            lines = (item for item in _unfold(block, index, nested=True) if isinstance(item, Line))
            items.append(Grid(block, index, tuple(line for line in lines if says_something(line.paragraph))))
    return items


def says_something(paragraph: Paragraph) -> bool:
    """Whether a paragraph holds a letter, a figure or a mark."""
    return bool(paragraph.marks) or any(letter.isalnum() or letter == OBJECT for letter in paragraph.text)


def _is_frame(table: Table) -> bool:
    full = [cell for cell in table.cells if cell.text.strip()]
    if not full or (len(full) > 2 and table.columns > 1):
        return False
    longest = max(full, key=lambda cell: len(cell.text))
    return len(longest.text.split()) > FRAME_WORDS and len(longest.blocks) >= 2


def _unfold(table: Table, block: int, *, nested: bool = False) -> Iterator[Item]:
    for cell in table.cells:
        whole, offset = cell.text, 0
        for inner in cell.blocks:
            if isinstance(inner, Paragraph):
                yield Line(inner, block, (cell.row, cell.column), offset, whole)
                offset += len(inner.text) + 1
                continue
            if nested:
                for paragraph in _paragraphs(inner):
                    yield Line(paragraph, block, (cell.row, cell.column), offset, whole)
                    offset += len(paragraph.text) + 1
            else:
                yield Grid(inner, block)
                offset += sum(len(paragraph.text) + 1 for paragraph in _paragraphs(inner))


def _paragraphs(block: Block) -> Iterator[Paragraph]:
    if isinstance(block, Paragraph):
        yield block
        return
    for cell in block.cells:
        for inner in cell.blocks:
            yield from _paragraphs(inner)


class Parts:
    """The vocabulary's patterns for the parts around the sections, compiled once."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        words = vocabulary["document"]
        parts, signature = words["parts"], words["signature"]
        self.title = opens(parts["title"])
        self.motto = opens(parts["motto"])
        self.motto_anywhere = re.compile("|".join(parts["motto"]))
        self.closing = opens(parts["closing"])
        self.annex = opens(parts["annex"])
        self.page = re.compile(rf"\W*(?:{'|'.join(parts['page'])})\W*\Z")
        self.contents = re.compile(rf"\W*(?:{'|'.join(parts['contents'])})\W*\Z")
        self.leader = re.compile(r"(?:[.…_]{3,}|\t)\s*\d{1,3}\s*\Z")
        self.behalf = opens(signature["behalf"] + signature["deputy"])
        self.position = opens(signature["positions"])
        self.position_anywhere = re.compile(rf"(?<!\w)(?:{'|'.join(signature['positions'])})(?!\w)")
        self.recipients = opens(signature["recipients"])
        self.note = opens(signature["notes"])

    def is_furniture(self, line: Line) -> bool:
        """A page number, or a line of a table of contents."""
        text = shadow(line.text)
        if self.page.match(text) or self.contents.match(text) or line.paragraph.style.lower().startswith("toc "):
            return True
        return bool(self.leader.search(line.text.rstrip())) and len(text.split()) > 2

    def signs(self, text: str) -> bool:
        """Whether a line opens a signature block: "T/M CHI BỘ", "BÍ THƯ" in capitals, "Nơi nhận:"."""
        words = shadow(text)
        if len(text.split()) > SHORT_LINE:
            return False
        if self.behalf.match(words) and any(is_capitals(piece) for piece in re.split(r"[\t\n]", text)):
            return True
        if self.recipients.match(words):
            return True
        return any(
            self.position.match(shadow(piece)) and is_capitals(piece) and len(piece.split()) <= 6
            for piece in re.split(r"[\t\n]", text)
        )

    def end_of_body(self, items: Sequence[Item], first: int) -> int:
        """The index of the first item of the closing or the signature block after item `first`."""
        for index in range(first + 1, len(items)):
            item = items[index]
            if isinstance(item, Grid):
                if any(self.signs(line.text) for line in item.lines) and len(item.lines) <= 3 * SIGNATURE_LINES:
                    return index
            elif self.signs(item.text) or (
                self.closing.match(shadow(item.text)) and read_label(item.text) is None and self._soon(items, index)
            ):
                return index
        return len(items)

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
