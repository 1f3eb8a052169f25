"""Whether an event is a deed, a target or a plan, and whose year it is."""

from __future__ import annotations

import re

from parsers.extractors.admissions.events import HARD_BOUNDARY, Event, Sentence, Standing, words_between
from parsers.language import Term
from parsers.text import shadow

_SEVERAL_YEARS = re.compile(
    r"\d\s+năm\s+(?:qua|gần đây|vừa qua)|(?:từ|giai đoạn)\s+(?:năm\s+)?20\d\d\s*(?:đến|-)\s*(?:năm\s+)?20\d\d"
)
_QUARTER = re.compile(
    rf"(?<!\w)(?:{shadow('quý')}|{shadow('quí')}|tháng)\s*(?:[ivx]+|\d{{1,2}})\s*(?:/|năm)\s*((?:19|20)\d\d)(?!\d)"
)
_DATED = re.compile(r"(?<!\w)ngày\s+\d{1,2}\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*((?:19|20)\d\d)(?!\d)")
_NOT_THE_DAY = re.compile(r"(?:quyết định|qđ|nghị quyết|sinh)[^.;]*\Z")
_FIRST_MONTH = 9  # of a school year: what was done since then may be told of the year after
_SHARE_OF = re.compile(r"\d\s*%\s*(?:so với\s+)?\Z")
_YEAR = re.compile(r"(?<!\w)năm\s+(?:học\s+)?((?:19|20)\d\d)(?:\s*-\s*((?:19|20)\d\d))?(?!\d)")


def is_refused(event: Event, sentence: Sentence) -> bool:
    """A dossier or a mere mention, said in the same clause before the event."""
    for term in sentence.terms:
        if term.label == "refusal" and term.code == "dossier" and event.first <= term.start < event.start:
            between = sentence.small[term.end : event.start]
            if not re.search(r"[;,\n]|\bvà\b|đã|được", between):
                return True
        if term.label == "refusal" and term.code == "dossier" and event.end <= term.start < event.end + 4:
            return True
    return False


def standing_of(event: Event, sentence: Sentence) -> Standing:
    """Whether the event is a deed, a target or a plan, and whose year it is."""
    small, frame = sentence.small, sentence.frame
    term = _is_of_a_term(event, sentence)
    year = None if term else _year_of(event, sentence)
    if year is not None and frame.year is not None and year != frame.year:
        return "planned" if year > frame.year else "other_year"
    if any(mark.start < event.start and mark.start >= event.first for mark in sentence.marks("always")):
        return "other_year"
    governing = _governing(event, sentence)
    if term and governing is not None:
        return "none"
    this_year = year is not None and year == frame.year
    if governing is not None:
        if governing.code == "target":
            return "planned" if frame.coming and not this_year else "target"
        if this_year or (frame.past and "tới" not in small[governing.start : governing.end]):
            return "target"
        return "planned"
    if _plan_behind(event, sentence):
        return "planned"
    if frame.coming and not sentence.marks("done"):
        return "planned"
    return "term" if term else "done"


def names_this_year(event: Event, sentence: Sentence) -> bool:
    """ "riêng năm 2023 kết nạp 02 đồng chí": the event's own stretch names the year under review."""
    years = {int(match[1]) for match in _YEAR.finditer(sentence.small, event.first, event.last) if not match[2]}
    return sentence.frame.year in years


def told_of_last_autumn(event: Event, sentence: Sentence) -> bool:
    """A day of the school year's first months, in the calendar year before the one reviewed: whose it is, is unsaid."""
    day = _day_of(event, sentence)
    return day is not None and sentence.frame.year is not None and day[0] < sentence.frame.year


def _is_of_a_term(event: Event, sentence: Sentence) -> bool:
    """ "trong nhiệm kỳ", "trong 5 năm qua", "từ năm 2020 đến năm 2023": more years than the one reviewed."""
    if any(event.first <= mark.start < event.end for mark in sentence.marks("term")):
        return True
    return _SEVERAL_YEARS.search(sentence.small, event.first, event.start) is not None


def _governing(event: Event, sentence: Sentence) -> Term | None:
    """The plan or target mark that reaches the event; a deed told in between takes its power."""
    small = sentence.small
    for mark in reversed(sentence.marks("plan", "target", "done")):
        if mark.start >= event.start or mark.start < sentence.start:
            continue
        crossed = HARD_BOUNDARY.search(small, mark.end, event.extent) is not None
        if mark.code == "done":
            weak = small[mark.start : mark.end] in ("trong năm", "năm nay", "thực hiện", "cả năm")
            if not weak or _behind_a_boundary(mark, sentence):
                return None
            continue
        if mark.code == "target" and (crossed or _takes_a_figure(mark, event, sentence) or _has_share(mark, sentence)):
            continue
        if (
            mark.code == "plan"
            and crossed
            and sentence.frame.past
            and re.search(r"được|đã", small[event.start - 5 : event.end + 6])
        ):
            continue
        if mark.code == "plan" and sentence.frame.past and ";" in small[mark.end : event.extent]:
            continue
        if small[mark.start : mark.end] == "cần" and crossed:
            continue
        return mark
    return None


def _behind_a_boundary(mark: Term, sentence: Sentence) -> bool:
    before = sentence.small[sentence.start : mark.start].rstrip()
    return not before or before[-1] in ",;:\n-+("


def _takes_a_figure(mark: Term, event: Event, sentence: Sentence) -> bool:
    """ "Chỉ tiêu 2, kết nạp 3": the target has its own figure before the event."""
    return any(
        mark.end <= figure.start < event.extent and words_between(sentence, mark.end, figure.start) <= 3
        for figure in sentence.figures
    )


def _has_share(mark: Term, sentence: Sentence) -> bool:
    """ "Đạt 50% chỉ tiêu: kết nạp 1/2 đồng chí": how much of a target was met is a result."""
    return _SHARE_OF.search(sentence.small, sentence.start, mark.start) is not None


def _plan_behind(event: Event, sentence: Sentence) -> bool:
    return any(
        event.end <= mark.start < event.last and "tới" in sentence.small[mark.start : mark.end]
        for mark in sentence.marks("plan")
    )


def _year_of(event: Event, sentence: Sentence) -> int | None:
    """The year that the clause names, the one nearest before the event first; a school year counts if it holds ours."""
    ours = sentence.frame.year
    quarter = _QUARTER.search(sentence.small, event.end, event.last)
    if quarter is not None and sentence.marks("plan"):
        return int(quarter[1])
    found = list(_YEAR.finditer(sentence.small, sentence.start, event.last))
    before = [m for m in found if m.start() < event.end and not _is_of_a_date(m, sentence)]
    behind = [m for m in found if m.start() >= event.end and not _is_of_a_date(m, sentence)]
    for match in [*reversed(before), *behind]:
        years = [int(year) for year in match.groups() if year]
        if len(years) == 2 and ours is not None and years[0] <= ours <= years[1]:
            return ours
        return years[0]
    if ours is not None and (day := _day_of(event, sentence)) is not None and day < (ours - 1, _FIRST_MONTH):
        return day[0]
    return None


def _day_of(event: Event, sentence: Sentence) -> tuple[int, int] | None:
    """Year and month of the day that the sentence gives for the event."""
    for match in _DATED.finditer(sentence.small, event.end, event.last):
        if not _NOT_THE_DAY.search(sentence.small, event.end, match.start()):
            return int(match[2]), int(match[1])
    return None


def _is_of_a_date(match: re.Match[str], sentence: Sentence) -> bool:
    before = sentence.small[max(sentence.start, match.start() - 12) : match.start()]
    return re.search(r"tháng\s*\d+\s*\Z|sinh\s*\Z", before) is not None
