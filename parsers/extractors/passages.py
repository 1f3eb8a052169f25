"""What the layout gives the extractors: passages of prose and tables of data, each knowing where it stands."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any, Literal, TypeVar

from models.document import OBJECT, BBox, Paragraph, Span, Table
from models.report import Evidence, SectionKind
from parsers.text import shadow
from parsers.vocabulary import Vocabulary

Made = TypeVar("Made")
PassageRole = Literal["head", "title", "preamble", "heading", "body", "closing", "signature"]

_END = attrgetter("end")


@dataclass(frozen=True, slots=True)
class Passage:
    """One paragraph (or cell paragraph) as the extractors read it.

    `text` is the whole block's text, or the cell's when `cell` is set, and `start`, `end` the part that is this
    passage; offsets of facts are offsets of `text`. `section` is the path and `kind` the kind of the section that it
    stands in, `context` the heading lines that it stands under, outermost first ("Đối với học sinh:", "Thi đua:").
    """

    text: str
    block: int
    start: int = 0
    end: int = -1  # -1: to the end of the text
    section: str | None = None
    kind: SectionKind | None = None
    context: tuple[str, ...] = ()
    role: PassageRole = "body"
    annex: bool = False
    cell: tuple[int, int] | None = None
    spans: tuple[Span, ...] = ()
    number: str = ""  # the label that the format generates before the text ("1.", "-"), which `text` does not hold

    @property
    def stop(self) -> int:
        """The end as an offset."""
        return len(self.text) if self.end < 0 else self.end

    @property
    def words(self) -> str:
        """The passage's own text."""
        return self.text[self.start : self.stop]

    @property
    def shadow(self) -> str:
        """The whole text as it is matched; as long as `text`."""
        return shadow(self.text)

    def evidence(self, start: int, end: int, also: list[Evidence] | None = None) -> Evidence:
        """Where the characters `start` to `end` of `text` stand, with the page and box that they cover."""
        page, bbox = cover(self.spans, start, end)
        words = self.text[start:end].replace(OBJECT, "").strip()
        return Evidence(
            page=page, bbox=bbox, block=self.block, start=start, end=end, cell=self.cell, text=words, also=also or []
        )


@dataclass(frozen=True, slots=True)
class DataBlock:
    """A table of data where it stands: the paragraphs directly above it are its caption's candidates."""

    table: Table
    block: int
    section: str | None = None
    kind: SectionKind | None = None
    context: tuple[str, ...] = ()
    above: tuple[Passage, ...] = ()  # the lines above it back to the heading, table or rating before it; nearest last
    annex: bool = False
    _made: dict[object, tuple[Vocabulary, Any]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def once(self, make: Callable[[DataBlock, Vocabulary], Made], vocabulary: Vocabulary) -> Made:
        """What `make` makes of the block, made once: several extractors ask for its view and its caption."""
        known = self._made.get(make)
        if known is None or known[0] is not vocabulary:
            known = self._made[make] = vocabulary, make(self, vocabulary)
        made: Made = known[1]
        return made


@dataclass(frozen=True, slots=True)
class SectionSpan:
    """One section: its heading, its own passages, and the order of what it holds."""

    path: str
    title: str
    kind: SectionKind | None
    heading: Passage
    body: tuple[
        Passage, ...
    ]  # own paragraphs, an answer on the heading's line among them; sub-sections, tables and rating blocks left out
    flow: tuple[str, ...]  # contract: "p", "t0", "r0"
    annex: bool = False
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class RatingBlock:
    """Blocks (a table, or neighbouring paragraphs) that hold the boxes of one rating, found by their level labels."""

    blocks: tuple[int, ...]  # indices of the document's blocks, the prompt line included
    scale: Literal["criterion", "overall", "overall_2014"]
    section: str | None = None
    annex: bool = False
    start: int = 0  # what stands before it in the first block is none of the rating: a heading answered on its own line
    # of a table that holds several ratings: the first row and the one after the last
    rows: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Layout:
    """The whole paper cut into its parts. `ratings` and `tables` are in the order in which `flow` counts them."""

    head: tuple[Passage, ...]  # everything before the first section: head table cells, title, preamble, by role
    sections: tuple[SectionSpan, ...]
    tables: tuple[DataBlock, ...]
    ratings: tuple[RatingBlock, ...]
    closing: tuple[Passage, ...]  # "Trên đây là báo cáo …" and the signature block, by role

    @property
    def passages(self) -> tuple[Passage, ...]:
        """The prose that facts are read from: preamble, headings and bodies, annexes included."""
        preamble = [passage for passage in self.head if passage.role == "preamble"]
        return (*preamble, *(p for section in self.sections for p in (section.heading, *section.body)))


def passage(text: str, **where: object) -> Passage:
    """A passage of its own, for trying an extractor on a sentence."""
    return Passage(text=text, block=0, **where)  # type: ignore[arg-type]


def paragraph_passage(paragraph: Paragraph, block: int, **where: object) -> Passage:
    """The passage that a whole body paragraph is."""
    return Passage(text=paragraph.text, block=block, spans=paragraph.spans, **where)  # type: ignore[arg-type]


def cover(spans: tuple[Span, ...], start: int, end: int) -> tuple[int | None, BBox | None]:
    """The page of the first span that the characters touch, and the box around those on that page.

    `spans` are in the order of the text: each fact asks, and a paragraph has a span for each of its words.
    """
    page, left, top, right, bottom = None, 0.0, 0.0, 0.0, 0.0
    for span in spans[bisect_right(spans, start, key=_END) :]:
        if span.start >= end:
            break
        if page is None:
            page, (left, top, right, bottom) = span.page, span.bbox
        elif span.page == page:
            x0, y0, x1, y1 = span.bbox
            left, top = x0 if x0 < left else left, y0 if y0 < top else top
            right, bottom = x1 if x1 > right else right, y1 if y1 > bottom else bottom
    return (None, None) if page is None else (page, (left, top, right, bottom))
