"""A passage as the prose rules see it: terms and figures in order, and the readings that they all share."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

from models.report import Evidence, Statistic, Unit
from parsers.extractors.headings import read_label
from parsers.extractors.passages import Passage
from parsers.extractors.statistics.labels import Lexicon
from parsers.extractors.statistics.quantities import Quantity
from parsers.extractors.statistics.scales import NUMBERS
from parsers.language import Term
from parsers.text import SCHOOL_YEAR, read_school_year, shadow

TIMES = frozenset({"party.supervisions", "party.inspections"})
RATES = frozenset({"students.promotion_rate"})  # told as a percent only
_STOP = re.compile(r"[.!?](?=\s|$)|\n")
_PART = re.compile(r"[;.!?](?=\s|$)|\n")
GROUP = (
    r"(?<!\w)@grade\s*(\d{1,2})(?![\w/.])|(?<!\w)((?:@nursery_kind\s+)?\d(?:\s?-\s?\d)?\s*@years_old|@nursery)(?!\w)"
)
_DAY = re.compile(r"(?<!\d)\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?\d{4}")
_SHARE = r"\s*(?:@task)?\s*[,;]?\s*[(=:-]?\s*(?:@share|[=:\s])*"
_OPENS_A_LIST = r"\s*(?:\([^()]*\)\s*)?:"
_NO_YEAR = r"@term\s*$"
_OPENED = r"\s*(?:@task)?\s*\(\s*"
_CLOSED = r"(?:\s*@counted(?!\w))*\s*\)"
_LONGEST_LABEL = 60  # characters


@dataclass(slots=True)
class Sentence:
    """One passage with its terms and figures; a figure is taken once, by the first rule that reads it."""

    passage: Passage
    words: Lexicon
    lead: str = ""  # the line before it that ends with a colon and that it lists
    shade: str = ""
    terms: list[Term] = field(default_factory=list)
    figures: list[Quantity] = field(default_factory=list)
    stops: list[int] = field(default_factory=list)  # ends of sentences
    parts: list[int] = field(default_factory=list)  # ends of sentences and of parts between semicolons
    planned: list[Quantity] = field(default_factory=list)  # figures that are wishes or targets
    taken: set[int] = field(default_factory=set)  # starts of figures that a rule has read
    fillers: re.Pattern[str] = re.compile("")
    facts: list[Statistic] = field(default_factory=list)
    siblings: list[Sentence] = field(default_factory=list)  # the lines listed under the same line

    @classmethod
    def of(cls, passage: Passage, own: str, figures: list[Quantity], words: Lexicon, lead: str = "") -> Sentence:
        """Reads the passage's `own` shadow, its `figures` known; offsets are those of the passage's whole text."""
        here = cls(passage, words, lead, own, words.terms(own), figures, fillers=words.fillers)
        here.stops = [match.end() for match in _STOP.finditer(own)]
        here.parts = [match.end() for match in _PART.finditer(own)]
        plan = words.plan_words(own)
        if plan:
            here.planned = [figure for figure in here.figures if here._planned(figure, plan)]
            here.figures = [figure for figure in here.figures if figure not in here.planned]
        return here

    # --- where things stand ---------------------------------------------------------------------------------------

    def sentence_start(self, position: int) -> int:
        """Where the sentence that holds `position` begins."""
        return _start(self.stops, position)

    def part_start(self, position: int) -> int:
        """Where the part between semicolons that holds `position` begins."""
        return _start(self.parts, position)

    def sentence_end(self, position: int) -> int:
        """Where the sentence that holds `position` ends."""
        place = bisect_left(self.stops, position + 1)
        return self.stops[place] - 1 if place < len(self.stops) else len(self.shade)

    def last(self, kind: str, position: int, since: int = 0) -> Term | None:
        """The last term of a kind that ends before `position`."""
        found = None
        for term in self.terms:
            if term.end > position:
                break
            if term.label == kind and term.start >= since:
                found = term
        return found

    def clear(self, start: int, end: int) -> bool:
        """Whether between two offsets stands nothing but filler words, known nouns and light signs."""
        if end - start > 160:
            return False
        gap = list(self.shade[start:end])
        for term in self.terms:
            if term.label in ("who", "unit", "domain", "office") and start <= term.start and term.end <= end:
                gap[term.start - start : term.end - start] = " " * (term.end - term.start)
        rest = self.fillers.sub(" ", SCHOOL_YEAR.sub(" ", _DAY.sub(" ", "".join(gap))))
        return not rest.strip(" :()=-–+\t\"'/")

    # --- figures of a label ---------------------------------------------------------------------------------------

    def after(self, start: int) -> Quantity | None:
        """The free figure that follows a label directly: "Tốt: 18/34", "HTXS nhiệm vụ là 20"."""
        for figure in self.figures:
            if figure.start >= start:
                free = figure.start not in self.taken
                return figure if free and self.clear(start, figure.start) else None
        return None

    def before(self, end: int) -> Quantity | None:
        """The free figure that stands directly before a label: "482 em xếp loại Tốt", "100% giáo viên đạt chuẩn"."""
        found = None
        for figure in self.figures:
            if figure.end > end:
                break
            found = figure
        if found is None or found.start in self.taken or self._colon(found.end, end) or not self.clear(found.end, end):
            return None  # "(tổng số 571 em): Tốt 520 em": what stands before a colon is of another thing
        return found

    def bound(self, start: int, end: int) -> Quantity | None:
        """The figure of the label at `start` to `end`, after it or before it; a lone count takes the percent beyond."""
        figure = self.after(end)
        behind = self.before(start)
        if figure is not None and (behind is None or self._colon(end, figure.start)):
            return figure
        other = next((f for f in self.figures if f.start >= end), None)
        if behind is None or other is None or other.start in self.taken:
            return behind or figure
        if behind.percent is None and other.count is None and self._shares(end, other.start):
            self.taken.add(other.start)
            return Quantity(behind.start, other.end, behind.count, behind.base, other.percent)
        if behind.count is None and other.percent is None and self._bracketed(end, other):
            self.taken.add(other.start)
            return Quantity(behind.start, other.end, other.count, other.base, behind.percent)
        return behind

    def _shares(self, end: int, start: int) -> bool:
        """Whether the percent at `start` is that of the count before the label: "24/24 đạt chuẩn (100%)"."""
        if self.cue(_SHARE).fullmatch(self.shade, end, start):
            return True
        return self.shade[end:start].rstrip().endswith("(") and self.clear(end, start - 1)

    def _bracketed(self, end: int, figure: Quantity) -> bool:
        """Whether a count alone in brackets follows the label: "31,2% học sinh hoàn thành xuất sắc (198 em)"."""
        opened = self.cue(_OPENED).fullmatch(self.shade, end, figure.start)
        return bool(opened and self.cue(_CLOSED).match(self.shade, figure.end))

    def _colon(self, start: int, end: int) -> bool:
        return ":" in self.shade[start:end]

    def _planned(self, figure: Quantity, plan: list[tuple[str, int, int]]) -> bool:
        """Whether the figure is a wish or a target and no result."""
        since = self.sentence_start(figure.start)
        state = ""
        for code, start, end in plan:
            if start < since or end > figure.start:
                continue
            if code in ("wish", "target"):
                state = code if state != "wish" else state
            elif code == "result" or (code == "reached" and state == "target"):
                state = ""
        return bool(state)

    # --- facts ----------------------------------------------------------------------------------------------------

    def add(
        self, metric: str, figure: Quantity, label: Term | None = None, confidence: float = 0.94,
        group: str | None = None, at_least: bool = False, scale: str | None = None,
    ) -> None:  # fmt: skip
        """One row for the count and one for the percent of a figure."""
        self.taken.add(figure.start)
        start = min(figure.start, label.start) if label else figure.start
        end = max(figure.end, label.end) if label else figure.end
        for unit, value in _rows(metric, figure):
            self.facts.append(
                Statistic(
                    metric=metric, school_year=self.school_year(figure.start), group=group, unit=unit, value=value,
                    base=float(figure.base) if figure.base is not None and unit != "percent" else None,
                    at_least=True if at_least else None, scale=scale, raw=self.passage.text[figure.start : figure.end],
                    evidence=self.evidence(start, end), confidence=confidence,
                )
            )  # fmt: skip

    def state(self, metric: str, value: float, start: int, end: int, confidence: float = 0.94) -> None:
        """A fact that is told in words ("không có đơn thư": 0)."""
        unit: Unit = "times" if metric in TIMES else "count"
        self.facts.append(
            Statistic(
                metric=metric, school_year=self.school_year(start), unit=unit, value=value,
                raw=self.passage.text[start:end], evidence=self.evidence(start, end), confidence=confidence,
            )
        )  # fmt: skip

    def evidence(self, start: int, end: int) -> Evidence:
        """The place of a stretch of the passage."""
        return self.passage.evidence(start, end)

    def school_year(self, position: int) -> str | None:
        """The year that the figure's sentence names (the one before the figure, else the first), else its headings."""
        start, end = self.sentence_start(position), self.sentence_end(position)
        found: str | None = None
        for match in SCHOOL_YEAR.finditer(self.shade, start, end):
            year = None if self.cue(_NO_YEAR).search(self.shade, start, match.start()) else read_school_year(match[0])
            if year and (found is None or match.end() <= position):
                found = year
        if found or (found := self._opening_year()):
            return found
        return next((year for line in self.heads() if (year := self._line_year(line))), None)

    def _opening_year(self) -> str | None:
        """ "Chất lượng năm học 2022-2023: Hạnh kiểm: …. Học lực: …": an opening with a label beneath heads all.

        So does one that is numbered: "b) Chất lượng năm học 2022-2023: …. Tỷ lệ lên lớp …".
        """
        first = self.shade.find(":", self.passage.start)
        if first < 0 or any(f.start < first for f in self.figures):
            return None
        second = self.shade.find(":", first + 1)
        heads = 0 < second - first < _LONGEST_LABEL and not any(f.start < second for f in self.figures)
        if not heads and not self._is_numbered_opening(first):
            return None
        return self._line_year(self.passage.text[self.passage.start : first])

    def _is_numbered_opening(self, end: int) -> bool:
        opening = self.passage.text[self.passage.start : end].strip()
        return len(opening) < _LONGEST_LABEL and read_label(opening) is not None

    def group(self, position: int) -> str | None:
        """The grade, age or whole school that the part up to the figure names last."""
        return self.group_since(self.part_start(position), position)

    def group_since(self, since: int, position: int) -> str | None:
        """The group that is named last between two offsets."""
        found: str | None = None
        for match in self.cue(GROUP).finditer(self.shade, since, position):
            found = match[1] or " ".join(self.passage.text[match.start(2) : match.end(2)].split())
        if found and found.isdigit() and not 1 <= int(found) <= 12:
            return None
        return found

    def group_opening(self, position: int) -> str | None:
        """The group that opens the list which the part at `position` goes on with: "Khối 1: Giỏi 43; Khá 25"."""
        since = self.sentence_start(position)
        found = None
        for match in self.cue(GROUP + _OPENS_A_LIST).finditer(self.shade, since, position):
            found = match
        if found is None or self.says("whole_school", found.end(), position):
            return None
        return self.group_since(found.start(), found.end())

    def _line_year(self, line: str) -> str | None:
        shade = shadow(line)
        for match in SCHOOL_YEAR.finditer(shade):
            if not self.cue(_NO_YEAR).search(shade, 0, match.start()) and (year := read_school_year(match[0])):
                return year
        return None

    def cue(self, template: str) -> re.Pattern[str]:
        """A template of the vocabulary's cue words, ready to search the shadow."""
        return self.words.pattern(template)

    def says(self, cues: str, start: int, end: int) -> bool:
        """Whether the words of a cue list stand between two offsets."""
        return bool(self.cue(rf"(?<!\w)@{cues}(?!\w)").search(self.shade, max(0, start), end))

    def headed(self, cues: str) -> bool:
        """Whether a line above holds words of a cue list."""
        pattern = self.cue(rf"(?<!\w)@{cues}(?!\w)")
        return any(pattern.search(shadow(line)) for line in self.heads())

    def heads(self) -> Iterator[str]:
        """The lines that the passage stands under, nearest first."""
        if self.lead:
            yield self.lead
        yield from reversed(self.passage.context)


def _rows(metric: str, figure: Quantity) -> Iterator[tuple[Unit, float]]:
    if figure.count is not None and metric not in RATES:
        yield ("times" if metric in TIMES else "count"), float(figure.count)
    if figure.percent is not None and metric not in TIMES | NUMBERS:
        yield "percent", figure.percent


def _start(ends: list[int], position: int) -> int:
    place = bisect_right(ends, position)
    return ends[place - 1] if place else 0
