"""The paper cut into its parts: head, sections with what they hold, closing and signature, annex.

The way: the document's lines and tables in reading order, rating blocks set apart, furniture dropped; candidates for
headings; where the signature stands; the headings of the body and of each annex; then one walk that gives every line,
table and rating block its section.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from models.document import Document, Paragraph
from models.report import SectionKind
from parsers.extractors.headings import closes_with_year, is_bold, is_capitals
from parsers.extractors.layout.candidates import STRONG, Candidate, extend_title, read_candidate, set_lists_apart
from parsers.extractors.layout.context import Context
from parsers.extractors.layout.outline import Heading, nest
from parsers.extractors.layout.parts import Grid, Item, Line, Parts, parts_of, read_items, with_labels
from parsers.extractors.layout.rated import give_criteria_their_ratings
from parsers.extractors.layout.section_kinds import Kinds, section_kinds
from parsers.extractors.passages import DataBlock, Layout, Passage, PassageRole, RatingBlock, SectionSpan
from parsers.extractors.ratings.blocks import find_rating_blocks
from parsers.text import clean, shadow
from parsers.vocabulary import Vocabulary

TITLE_WORDS = 30  # the longest line of a title
BARE_TITLE = 2  # words: "BÁO CÁO" alone goes on in the next line, whatever its letters
YEAR_WORDS = 8
ANSWER = " :.…\t\n"  # what may stand between a title and the answer on its line


def segment(document: Document, vocabulary: Vocabulary) -> Layout:
    """The parts of `document`. Every line of it is in exactly one of them, but page numbers and tables of contents."""
    parts, kinds = parts_of(vocabulary), section_kinds(vocabulary)
    ratings = find_rating_blocks(document, vocabulary)
    shared = {rating.blocks[0] for rating in ratings if rating.start}  # a heading or prose stands before the rating
    rated = {block for rating in ratings for block in rating.blocks} - shared
    items = with_labels(parts.without_furniture(read_items(document)))
    candidates = _candidates(items, rated, kinds)
    tops = [heading.candidate for heading in nest(candidates, kinds)]
    first = min((c.line for c in tops), default=len(items))
    end = parts.end_of_body(items, first, [c.line for c in _going_on(tops)])
    annex = parts.end_of_signature(items, end)

    walk = _Walk(items, ratings, kinds)
    body = nest([c for c in candidates if first <= c.line < end], kinds)
    if body:
        walk.sections_of(body, end, annex=False)
    walk.annex_of(nest([c for c in candidates if c.line >= annex], kinds), annex)
    give_criteria_their_ratings(document, walk.sections, walk.ratings, kinds)
    return Layout(
        head=_head(items[: min(first, end)], rated, parts),
        sections=tuple(walk.sections),
        tables=tuple(walk.tables),
        ratings=tuple(walk.ratings),
        closing=_closing(items[end:annex], rated, parts),
    )


def _going_on(tops: Sequence[Candidate]) -> list[Candidate]:
    """The sure headings whose number goes on from the one before and whose matter is new: no annex begins with them."""
    going, known = [], set()
    for before, candidate in pairwise(tops):
        known.add(before.meaning.kind if before.meaning else None)
        new = candidate.meaning and candidate.weight >= STRONG and candidate.meaning.kind not in known
        if new and candidate.label and before.label and candidate.label.number == before.label.number + 1:
            going.append(candidate)
    return going


def _candidates(items: Sequence[Item], rated: set[int], kinds: Kinds) -> list[Candidate]:
    """What may be a heading; a line of a rating block only where the title itself stands on it."""
    found = []
    for index, item in enumerate(items):
        if isinstance(item, Line):
            candidate = read_candidate(index, item.paragraph, kinds)
            if candidate and (item.block not in rated or _is_class_title(candidate)):
                found.append(candidate)
    return set_lists_apart(found)


def _is_class_title(candidate: Candidate) -> bool:
    if candidate.label is None or candidate.meaning is None:
        return False
    return candidate.meaning.kind == "proposed_class" or (candidate.official and len(candidate.title.split()) >= 8)


@dataclass(slots=True)
class _Open:
    """A section that is being filled."""

    path: str
    title: str
    kind: SectionKind | None
    inherited: SectionKind | None  # its own kind, or that of the section around it
    heading: Passage
    annex: bool
    confidence: float
    body: list[Passage] = field(default_factory=list)
    flow: list[str] = field(default_factory=list)

    @property
    def beneath(self) -> tuple[str, ...]:
        """The lines that all within it stands under: a title of its own matter ("2.1. Học sinh giỏi năm 2023")."""
        own = self.kind is None or self.path.count(".") > 1  # below the form's own titles
        return (self.title,) if own else ()

    def close(self) -> SectionSpan:
        return SectionSpan(
            path=self.path,
            title=self.title,
            kind=self.kind,
            heading=self.heading,
            body=tuple(self.body),
            flow=tuple(self.flow),
            annex=self.annex,
            confidence=self.confidence,
        )


class _Walk:
    """One walk over the items in reading order, filling sections, tables and ratings."""

    def __init__(self, items: Sequence[Item], found: Sequence[RatingBlock], kinds: Kinds) -> None:
        self._items = items
        self._kinds = kinds
        self._rating_of: dict[int, list[RatingBlock]] = {}  # several share a table
        for rating in found:
            for block in rating.blocks:
                self._rating_of.setdefault(block, []).append(rating)
        self._done: set[int] = set()
        self.sections: list[SectionSpan] = []
        self.tables: list[DataBlock] = []
        self.ratings: list[RatingBlock] = []

    def sections_of(self, headings: list[Heading], end: int, *, annex: bool) -> None:
        """Walk from the first of `headings` to item `end`."""
        flat = [heading for top in headings for heading in top.walk()]
        kinds: dict[str, SectionKind | None] = {}
        for number, heading in enumerate(flat):
            parent = heading.path.rpartition(".")[0]
            inherited = heading.kind or kinds.get(parent)
            kinds[heading.path] = inherited
            stop = flat[number + 1].candidate.line if number + 1 < len(flat) else end
            self._section(heading, inherited, stop, annex=annex)

    def annex_of(self, headings: list[Heading], start: int) -> None:
        """What follows the signature: its sections, and the tables and lines before the first of them."""
        end = len(self._items)
        first = headings[0].candidate.line if headings else end
        if start < first:
            self._fill(None, start, first, annex=True)
        if headings:
            self.sections_of(headings, end, annex=True)

    def _section(self, heading: Heading, inherited: SectionKind | None, stop: int, *, annex: bool) -> None:
        candidate = heading.candidate
        line = self._items[candidate.line]
        assert isinstance(line, Line)
        title, begin = candidate.title, candidate.line + 1
        following = self._items[begin] if begin < stop else None
        if isinstance(following, Line) and following.block not in self._rating_of:
            more = extend_title(candidate, line.paragraph, following.paragraph)
            if more:
                title, begin = f"{title} {more}", begin + 1
        section = _Open(
            path=heading.path,
            title=clean(title).replace("\n", " "),
            kind=heading.kind,
            inherited=inherited,
            heading=line.passage(role="heading", section=heading.path, kind=inherited, annex=annex),
            annex=annex,
            confidence=heading.confidence,
        )
        answer = line.text[candidate.end : self._own_end(line)]
        if answer.strip(ANSWER):  # it is the section's first paragraph, though no line of its own
            start = self._own_end(line) - len(answer.lstrip(ANSWER))
            section.heading = replace(section.heading, end=candidate.end)
            where = replace(section.heading, role="body", number="", start=start, end=self._own_end(line))
            section.body.append(replace(where, context=section.beneath))
            section.flow.append("p")
        if line.block in self._rating_of:
            self._rating(line.block, section, annex=annex)
        self._fill(section, begin, stop, annex=annex)
        self.sections.append(section.close())

    def _fill(self, section: _Open | None, begin: int, stop: int, *, annex: bool) -> None:
        context = Context.beneath(section.beneath if section else ())
        above: list[Passage] = []
        for index in range(begin, stop):
            item = self._items[index]
            if item.block in self._rating_of:
                if isinstance(item, Line) and section and (end := self._own_end(item)):
                    section.body.append(self._passage(item, section, context.lines, annex=annex, end=end))
                    section.flow.append("p")
                self._rating(item.block, section, annex=annex)
                above = []
            elif isinstance(item, Grid):
                self._table(item, section, context.lines, tuple(above), annex=annex)
                context.table(above[-1].words.strip() if above else "")
                above = []
            else:
                lines = context.before(item, self._beneath(index, stop))
                passage = self._passage(item, section, lines, annex=annex)
                above.append(passage)
                if section:
                    section.body.append(passage)
                    section.flow.append("p")

    def _beneath(self, index: int, stop: int) -> Paragraph | None:
        following = self._items[index + 1] if index + 1 < stop else None
        return following.paragraph if isinstance(following, Line) else None

    def _own_end(self, line: Line) -> int:
        """Where the line's own text ends: a rating may begin within it, or the whole line be one."""
        if line.block not in self._rating_of:
            return len(line.text)
        rating = self._rating_of[line.block][0]
        start = rating.start if rating.blocks[0] == line.block else 0
        return min(max(start - line.offset, 0), len(line.text))

    def _passage(
        self, line: Line, section: _Open | None, context: tuple[str, ...], *, annex: bool, end: int | None = None
    ) -> Passage:
        path, kind = (section.path, section.inherited) if section else (None, None)
        return line.passage(0, end, section=path, kind=kind, context=context, annex=annex)

    def _table(
        self, grid: Grid, section: _Open | None, context: tuple[str, ...], above: tuple[Passage, ...], *, annex: bool
    ) -> None:
        path, kind = (section.path, section.inherited) if section else (None, None)
        if section:
            section.flow.append(f"t{len(self.tables)}")
        self.tables.append(DataBlock(grid.table, grid.block, path, kind, context, above, annex))

    def _rating(self, block: int, section: _Open | None, *, annex: bool) -> None:
        ratings = self._rating_of[block]
        if ratings[0].blocks[0] in self._done:
            return
        self._done.add(ratings[0].blocks[0])
        for rating in ratings:
            if section:
                section.flow.append(f"r{len(self.ratings)}")
            self.ratings.append(replace(rating, section=section.path if section else None, annex=annex))


def _head(items: Sequence[Item], rated: set[int], parts: Parts) -> tuple[Passage, ...]:
    """The passages before the first section, each with its role."""
    passages: list[Passage] = []
    state, title = "head", ""
    for item in items:
        if item.block in rated:
            continue
        for line in item.lines if isinstance(item, Grid) else (item,):
            state = _head_role(line, state, title, parts, table=isinstance(item, Grid))
            title += f" {line.text}" if state == "title" else ""
            role: PassageRole = "title" if state == "title" else "preamble" if state == "preamble" else "head"
            passages.extend(line.pieces(role, parts.columns) if role != "preamble" else [line.passage(role=role)])
    return tuple(passages)


def _head_role(line: Line, state: str, title: str, parts: Parts, *, table: bool) -> str:
    """The role of a head's line, by the role of the line before it and the title so far."""
    text = line.text
    words, count = shadow(text), len(text.split())
    if state == "head":
        begins = count <= TITLE_WORDS and parts.title.match(words) and (not table or is_capitals(text))
        return "title" if begins else "head"
    if state == "title":
        year = count <= YEAR_WORDS and words.strip(" ()-").startswith(("năm", "qúy", "nhiệm kỳ", "giai đoạn"))
        bare = len(title.split()) <= BARE_TITLE
        bold = closes_with_year(text) and is_bold(line.paragraph)
        goes_on = not parts.signs(text) and (text.upper() == text or bare or bold)
        return "title" if count <= TITLE_WORDS and (year or goes_on) else "preamble"
    return "preamble"


def _closing(items: Sequence[Item], rated: set[int], parts: Parts) -> tuple[Passage, ...]:
    """The closing sentence and the signature block, by role."""
    passages: list[Passage] = []
    state: PassageRole = "closing"
    for item in items:
        if item.block in rated:
            continue
        for line in item.lines if isinstance(item, Grid) else (item,):
            if state == "closing" and parts.signs_loosely(line.text):
                state = "signature"
            passages.extend(line.pieces(state, parts.columns))
    return tuple(passages)
