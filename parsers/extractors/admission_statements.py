"""One sentence → what it states about admissions: kind, standing, count, names.

The way: phrases are found → each event gets its own stretch of the sentence → the marks before a figure say whether it
is a deed, a target, a plan or a stock → the figure and the names are read from the stretch.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, field
from typing import Literal

from models.report import AdmissionKind
from parsers.extractors.admission_grammar import AdmissionGrammar, Figure
from parsers.extractors.names import Name, read_name_list
from parsers.language import Term
from parsers.vocabulary import Vocabulary

Standing = Literal["done", "target", "planned", "term", "other_year", "none"]
Who = Literal["student", "staff"]

# Confidences of what a sentence states.
PLAIN = 0.97  # verb and figure, or verb and name, stand together
AGREEING = 0.98  # the figure and the names listed agree
DIFFERING = 0.94  # both are plain, but their numbers differ: a matter for the checks
BEFORE_THE_VERB = 0.91  # "02 quần chúng … được kết nạp"
LOOSE = 0.75  # the figure stands far away, or two figures were added
UNSAID = 0.6  # "giới thiệu 03 quần chúng" without the class they were sent to
PLAUSIBLE_NAME = 0.6  # names under it count only where the stated figure confirms them

_BOUNDARY = re.compile(r"[;,\n]|\bvà\b|đồng thời|\bcòn\b")
_HARD_BOUNDARY = re.compile(r"[;,\n]")
_PASSIVE = re.compile(r"(?<!\w)(?:được|vinh dự|mới|hoàn thành|tham gia|tham dự|học|đi học|dự|theo học|học xong)(?!\w)")
_DATE = re.compile(r"ngày\s+(\d{1,2})\s*(?:[/.-]|tháng)\s*(\d{1,2})\s*(?:[/.-]|năm)\s*((?:19|20)\d\d)")
_BARE_DATE = re.compile(r"(?<![\d/])(\d{1,2})[/.-](\d{1,2})[/.-]((?:19|20)\d\d)(?!\d)")
_DECISION = re.compile(r"(?:quyết định|qđ|nghị quyết|sinh)[^.;]*\Z")
_YEAR = re.compile(r"(?<!\w)năm\s+(?:học\s+)?((?:19|20)\d\d)(?:\s*-\s*((?:19|20)\d\d))?(?!\d)")
_PERCENT = re.compile(r"đạt\s+(?:tỷ lệ\s+|tỉ lệ\s+)?(\d{1,3})(?:[.,]\d+)?\s*%")
_ZERO_ANSWER = re.compile(r"[\w\s,/]{0,30}:\s*(?:không|chưa)(?:\s+có)?\s*(?:[.;,)\n]|\Z)")
_INTO_THE_PARTY = re.compile(r"(?<!\w)(?:vào đảng|đảng viên|hàng ngũ|của đảng|kết nạp đảng)(?!\w)")
_CLASS_UNNAMED = re.compile(
    r"(?<!\w)(?:vào đảng|cho đảng|với đảng|xem xét|hồ sơ|ứng cử|bầu|đề nghị|nguồn|quy hoạch|thi|tham gia thi)(?!\w)"
)
_OUTSTANDING = re.compile(r"quần chúng|qcưt|đoàn viên ưu tú")
_BY = re.compile(
    r"(?<!\w)(?:do|bởi|người giới thiệu|giúp đỡ|phân công)[\s:]*(?:các\s+)?(?:đồng chí|đ/c|đảng viên|ông|bà)?[\s:]*\Z"
)

CLOSE_WORDS = 14  # words between an event and its figure
NEGATION_REACH = 9  # words between "không", "chưa" and the event that it denies


@dataclass(frozen=True, slots=True)
class Person:
    """A name that a sentence lists, with what it says about the person."""

    name: Name
    date: datetime.date | None = None
    who: Who | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """What one stretch of a text states; `start` to `end` are its words. `count` is None where it states none."""

    kind: AdmissionKind
    standing: Standing
    start: int
    end: int
    count: int | None = None
    people: tuple[Person, ...] = ()
    target: int | None = None
    target_met: bool | None = None
    confidence: float = PLAIN


@dataclass(slots=True)
class _Event:
    kind: AdmissionKind
    start: int  # of the phrase
    end: int
    extent: int  # where its verb begins
    verb: bool  # a verb of its own stands before the phrase
    first: int = 0  # its stretch of the sentence
    last: int = 0
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Frame:
    """What a sentence is read under: the year reviewed and whether its section tells of the coming year."""

    year: int | None = None
    coming: bool = False  # the section is about plans
    past: bool = False  # the section is about results


@dataclass(slots=True)
class _Sentence:
    text: str
    small: str
    start: int
    end: int
    terms: list[Term]
    frame: Frame
    grammar: AdmissionGrammar
    vocabulary: Vocabulary
    figures: list[Figure] = field(default_factory=list)

    def marks(self, *codes: str) -> list[Term]:
        return [term for term in self.terms if term.label == "mark" and term.code in codes]


def read_sentence(
    text: str, small: str, start: int, end: int, frame: Frame, grammar: AdmissionGrammar, vocabulary: Vocabulary
) -> list[Statement]:
    """What the sentence `start` to `end` of `text` (`small` its shadow) states, in order."""
    terms = [
        Term(term.label, term.code, term.start + start, term.end + start)
        for term in grammar.finder.find(text[start:end])
    ]
    sentence = _Sentence(text, small, start, end, terms, frame, grammar, vocabulary)
    sentence.figures = grammar.figures(small, start, end)
    events = _events(sentence)
    _cut(events, sentence)
    return [statement for event in events if (statement := _state(event, sentence)) is not None]


# --- events ----------------------------------------------------------------------------------------------------------


def _events(sentence: _Sentence) -> list[_Event]:
    """The events in order, each with its verb; those that only describe another one are left out."""
    events: list[_Event] = []
    for term in sentence.terms:
        if term.label == "event" and term.code != "confirmed_behind_a_verb":
            events.append(_with_verb(term, term.code, events, sentence))
        elif term.label == "confirmed_behind_a_verb":
            event = _with_verb(term, "confirmed", events, sentence)
            if event.verb and not _HARD_BOUNDARY.search(sentence.small, event.extent, event.start):
                events.append(event)
    if not events:
        events = _unnamed_class(sentence)
    return [event for index, event in enumerate(events) if not _only_describes(event, events[:index], sentence)]


def _with_verb(term: Term, kind: str, before: list[_Event], sentence: _Sentence) -> _Event:
    since = before[-1].end if before else sentence.start
    verbs = [
        verb
        for verb in sentence.terms
        if verb.label == "verb" and verb.code == kind and since <= verb.start < term.start
    ]
    extent = verbs[0].start if verbs else term.start
    if kind == "confirmed" and verbs:
        extent = verbs[-1].start
    return _Event(kind, term.start, term.end, extent, bool(verbs))  # type: ignore[arg-type]


def _unnamed_class(sentence: _Sentence) -> list[_Event]:
    """ "giới thiệu được 34 quần chúng": sent to the class, though the class is not named."""
    for term in sentence.terms:
        if term.label != "verb" or sentence.small[term.start : term.end] != "giới thiệu":
            continue
        refused = any(other.label == "refusal" for other in sentence.terms)
        figure = next((f for f in sentence.figures if f.start >= term.end), None)
        near = figure and _words_between(sentence, term.end, figure.start) <= 3 and _OUTSTANDING.search(figure.noun)
        if near and not refused and not _CLASS_UNNAMED.search(sentence.small, term.end, sentence.end):
            return [_Event("introduced", term.start, term.end, term.start, True, sure=False)]
    return []


def _only_describes(event: _Event, before: list[_Event], sentence: _Sentence) -> bool:
    """ "kết nạp 02 quần chúng đã học lớp cảm tình Đảng: …": the class describes those admitted."""
    if not before or event.verb or event.kind == before[-1].kind:
        return bool(before) and event.kind == before[-1].kind and event.start - before[-1].end <= 1
    if event.kind != "introduced" or before[-1].kind != "admitted":
        return False
    between = sentence.small[before[-1].end : event.start]
    figures = [f for f in sentence.figures if before[-1].end <= f.start < event.start]
    behind = next((f for f in sentence.figures if f.start >= event.end), None)
    return len(figures) == 1 and behind is None and not re.search(r"[;,:]|\bvà\b", between)


def _cut(events: list[_Event], sentence: _Sentence) -> None:
    """Give each event its stretch: a sentence is cut at the last boundary before what opens the next event."""
    for index, event in enumerate(events):
        event.first = sentence.start if index == 0 else events[index - 1].last
        event.last = sentence.end
        if index + 1 < len(events):
            event.last = _boundary(event, events[index + 1], sentence)


def _boundary(event: _Event, following: _Event, sentence: _Sentence) -> int:
    opening = following.extent
    if not following.verb and following.extent == following.start:
        figures = [f for f in sentence.figures if event.end <= f.start < following.start]
        passive = _PASSIVE.search(sentence.small, max(event.end, following.start - 24), following.start)
        if (
            figures
            and (passive or following.kind == "introduced")
            and (len(figures) > 1 or not _near(event, figures[0], sentence))
        ):
            opening = figures[-1].start
        elif passive and (cut := _last_boundary(sentence, event.end, following.start, _HARD_BOUNDARY)) is not None:
            return cut
    cut = _last_boundary(sentence, event.end, opening, _BOUNDARY)
    return opening if cut is None else cut


def _near(event: _Event, figure: Figure, sentence: _Sentence) -> bool:
    return _HARD_BOUNDARY.search(sentence.small, event.end, figure.start) is None


def _last_boundary(sentence: _Sentence, start: int, end: int, pattern: re.Pattern[str]) -> int | None:
    cuts = [match.end() for match in pattern.finditer(sentence.small, start, end)]
    return cuts[-1] if cuts else None


# --- what an event states --------------------------------------------------------------------------------------------


def _state(event: _Event, sentence: _Sentence) -> Statement | None:
    if _is_refused(event, sentence):
        return None
    standing = _standing(event, sentence)
    if standing in ("other_year", "none"):
        return None
    figure, confidence = _count(event, sentence)
    target, met = _target(event, sentence)
    if figure is not None and figure.noun in sentence.grammar.other_members:
        if not _INTO_THE_PARTY.search(sentence.small, event.start, event.last):
            return None
    if figure is not None and figure.of is not None and figure.of and event.kind == "admitted" and target is None:
        target = figure.of
    count = figure.value if figure else None
    if count is None and standing == "done" and _is_denied(event, sentence):
        return Statement(event.kind, "done", event.first, event.end, 0, (), target, met, BEFORE_THE_VERB + 0.03)
    people = _people(event, count, sentence) if standing == "done" else ()
    if count is None and not people and target is None and met is None:
        return None
    confidence = _sureness(confidence, count, people, event, standing)
    ends = [event.end, *(p.name.end for p in people), *([figure.end] if figure else [])]
    starts = [event.extent, *(p.name.start for p in people), *([figure.start] if figure else [])]
    return Statement(event.kind, standing, min(starts), max(ends), count, people, target, met, confidence)


def _is_refused(event: _Event, sentence: _Sentence) -> bool:
    """A dossier or a mere mention, said in the same clause before the event."""
    for term in sentence.terms:
        if term.label == "refusal" and term.code == "dossier" and event.first <= term.start < event.start:
            between = sentence.small[term.end : event.start]
            if not re.search(r"[;,\n]|\bvà\b|đã|được", between):
                return True
        if term.label == "refusal" and term.code == "dossier" and event.end <= term.start < event.end + 4:
            return True
    return False


def _standing(event: _Event, sentence: _Sentence) -> Standing:
    """Whether the event is a deed, a target or a plan, and whose year it is."""
    small, frame = sentence.small, sentence.frame
    year = _year_of(event, sentence)
    if year is not None and frame.year is not None and year != frame.year:
        return "planned" if year > frame.year else "other_year"
    if any(mark.start < event.start and mark.start >= event.first for mark in sentence.marks("always")):
        return "other_year"
    governing = _governing(event, sentence)
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
    if any(event.first <= mark.start < event.end for mark in sentence.marks("term")):
        return "term"
    return "done"


def _governing(event: _Event, sentence: _Sentence) -> Term | None:
    """The plan or target mark that reaches the event; a deed told in between takes its power."""
    small = sentence.small
    for mark in reversed(sentence.marks("plan", "target", "done")):
        if mark.start >= event.start or mark.start < sentence.start:
            continue
        crossed = _HARD_BOUNDARY.search(small, mark.end, event.extent) is not None
        if mark.code == "done":
            weak = small[mark.start : mark.end] in ("trong năm", "năm nay", "thực hiện", "cả năm")
            if not weak or _behind_a_boundary(mark, sentence):
                return None
            continue
        if mark.code == "target" and (crossed or _takes_a_figure(mark, event, sentence)):
            continue
        if (
            mark.code == "plan"
            and crossed
            and sentence.frame.past
            and re.search(r"được|đã", small[event.start - 5 : event.end + 6])
        ):
            continue
        if small[mark.start : mark.end] == "cần" and crossed:
            continue
        return mark
    return None


def _behind_a_boundary(mark: Term, sentence: _Sentence) -> bool:
    before = sentence.small[sentence.start : mark.start].rstrip()
    return not before or before[-1] in ",;:\n-+("


def _takes_a_figure(mark: Term, event: _Event, sentence: _Sentence) -> bool:
    """ "Chỉ tiêu 2, kết nạp 3": the target has its own figure before the event."""
    return any(
        mark.end <= figure.start < event.extent and _words_between(sentence, mark.end, figure.start) <= 3
        for figure in sentence.figures
    )


def _plan_behind(event: _Event, sentence: _Sentence) -> bool:
    return any(
        event.end <= mark.start < event.last and "tới" in sentence.small[mark.start : mark.end]
        for mark in sentence.marks("plan")
    )


def _year_of(event: _Event, sentence: _Sentence) -> int | None:
    """The year that the clause names, the one nearest before the event first; a school year counts if it holds ours."""
    ours = sentence.frame.year
    found = [match for match in _YEAR.finditer(sentence.small, sentence.start, event.last)]
    before = [m for m in found if m.start() < event.end and not _is_of_a_date(m, sentence)]
    behind = [m for m in found if m.start() >= event.end and not _is_of_a_date(m, sentence)]
    for match in [*reversed(before), *behind]:
        years = [int(year) for year in match.groups() if year]
        if len(years) == 2 and ours is not None and years[0] <= ours <= years[1]:
            return ours
        return years[0]
    return None


def _is_of_a_date(match: re.Match[str], sentence: _Sentence) -> bool:
    before = sentence.small[max(sentence.start, match.start() - 12) : match.start()]
    return re.search(r"tháng\s*\d+\s*\Z|sinh\s*\Z", before) is not None


# --- figures ---------------------------------------------------------------------------------------------------------


def _count(event: _Event, sentence: _Sentence) -> tuple[Figure | None, float]:
    """The figure that says how many, and how sure that is."""
    figures = [f for f in sentence.figures if event.first <= f.start < event.last]
    behind = [f for f in figures if f.start >= event.extent and _role(f, event, sentence) == "count"]
    for figure in behind:
        if _reaches(event, figure, sentence):
            far = _words_between(sentence, event.end, figure.start) > 8
            return _with_others(figure, figures, event, sentence, LOOSE if far else PLAIN)
    before = [f for f in figures if f.end <= event.extent and _role(f, event, sentence) == "count"]
    for figure in reversed(before):
        if _leads_to(figure, event, sentence):
            return figure, BEFORE_THE_VERB
    return None, PLAIN


def _role(figure: Figure, event: _Event, sentence: _Sentence) -> str:
    """count, target, stock or part: the nearest mark before the figure, with nothing but a few words between, decides."""
    small = sentence.small
    for mark in reversed(sentence.marks("stock", "target", "done", "met", "unmet", "part")):
        if mark.end > figure.start or mark.start < event.first:
            continue
        between = small[mark.end : figure.start]
        other = any(mark.end <= f.start < figure.start for f in sentence.figures)
        if mark.code == "part":
            return "part" if figure.start > event.end else "count"
        if other or re.search(r"[;,\n]", between) or len(between.split()) > 4:
            continue
        if mark.code == "done":
            return "count"
        if mark.code == "stock":
            word = small[mark.start : mark.end]
            more = re.match(r"[^,;.]{0,40}(?:trở lên|đến)", small[figure.end : figure.end + 50])
            if word == "từ" and more:
                return "count"
            if word in ("tổng số", "lên") and mark.start >= event.end and event.start > event.first and ":" in between:
                return "count"
            return "stock"
        inside = mark.end <= event.start < figure.start
        if mark.code == "target":
            return "count" if inside else "target"
        return "count" if inside or ":" in between else "stock"
    return "count"


def _reaches(event: _Event, figure: Figure, sentence: _Sentence) -> bool:
    """Whether the figure behind the event's opening belongs to it."""
    small = sentence.small
    if figure.start < event.start:
        return True  # between the verb and its object
    between = small[event.end : figure.start]
    if len(between.split()) > CLOSE_WORDS or "\n" in between.strip():
        role_word = any(m.end <= figure.start and figure.start - m.end <= 3 for m in sentence.marks("done"))
        if not role_word:
            return False
    if figure.noun:
        return ";" not in between
    tail = small[figure.end : figure.end + 12].strip()
    bare = (
        not tail
        or tail[0] in ".,;:()\n-"
        or tail.startswith(("vào", "là", "và", "mới", "nữ", "đạt", "vượt", "so", "trong"))
    )
    return bare and (not re.search(r"[,;]", between)) and len(between.split()) <= 8


def _leads_to(figure: Figure, event: _Event, sentence: _Sentence) -> bool:
    """Whether "02 quần chúng …" before the event is what it is said of."""
    if not figure.noun:
        return False
    small = sentence.small
    between = small[figure.end : event.start]
    if ":" not in between and re.search(r"[;\n]", between):
        return False
    if event.kind == "introduced" and not event.verb:
        return "," not in between or ":" in between or "(" in between
    passive = _PASSIVE.search(small, max(figure.end, event.start - 30), event.end) or between.strip() in ("", "mới")
    return (
        passive is not None
        and bool(passive)
        and (":" in between or "(" in between or "," not in between or "là" in between)
    )


def _with_others(
    figure: Figure, figures: list[Figure], event: _Event, sentence: _Sentence, confidence: float
) -> tuple[Figure, float]:
    """ "kết nạp 02 giáo viên và 01 học sinh": one verb, two objects, one count."""
    total, end, last = figure.value, figure.end, figure
    for other in figures:
        if other.start < last.end or not other.noun or figure.of is not None:
            continue
        between = sentence.small[last.end : other.start]
        joined = re.fullmatch(r"[^;:().\n]{0,40}?(?:,|\bvà\b|\bcùng\b)\s*(?:có\s+)?", between)
        new_object = _who(other.noun, sentence) != _who(last.noun + between, sentence) and _who(other.noun, sentence)
        new_object = new_object or ("là" in between.split() and other.noun == figure.noun)
        if not joined or not new_object or _role(other, event, sentence) != "count" or "trong đó" in between:
            break
        total, end, last, confidence = total + other.value, other.end, other, min(confidence, LOOSE + 0.1)
    if last is figure:
        return figure, confidence
    return Figure(figure.start, end, total, None, figure.noun), confidence


def _words_between(sentence: _Sentence, start: int, end: int) -> int:
    return len(sentence.small[start:end].split())


def _is_denied(event: _Event, sentence: _Sentence) -> bool:
    """ "không kết nạp được", "chưa có quần chúng nào được kết nạp", "Kết nạp đảng viên mới: không"."""
    small = sentence.small
    for mark in reversed(sentence.marks("negation")):
        if mark.end > event.start or mark.start < event.first:
            continue
        between = small[mark.end : event.start]
        if len(between.split()) > NEGATION_REACH or re.search(r"[;,\n]", between):
            return False
        partly = re.match(r"\s*(?:được\s+)?(?:đủ|hết|nhiều|kịp)", small[event.end : event.end + 20])
        narrowed = re.search(r"là\s+(?:học sinh|nam|nữ|giáo viên)", small[event.end : event.end + 60])
        return partly is None and narrowed is None
    return _ZERO_ANSWER.match(small, event.end, event.last) is not None


def _target(event: _Event, sentence: _Sentence) -> tuple[int | None, bool | None]:
    """The target's own figure, and whether the event met it; only for admissions."""
    if event.kind != "admitted":
        return None, None
    small = sentence.small
    figures = [f for f in sentence.figures if event.first <= f.start < event.last]
    target = next((f.value for f in figures if _role(f, event, sentence) == "target"), None)
    inside = lambda mark: event.first <= mark.start < event.last  # noqa: E731
    if any(inside(mark) for mark in sentence.marks("unmet")):
        return target, False
    if any(inside(mark) for mark in sentence.marks("met")):
        return target, True
    percent = _PERCENT.search(small, event.end, event.last)
    if percent and (target is not None or any(f.of for f in figures) or sentence.marks("target")):
        return target, int(percent[1]) >= 100
    return target, None


# --- names -----------------------------------------------------------------------------------------------------------


def _people(event: _Event, count: int | None, sentence: _Sentence) -> tuple[Person, ...]:
    """The persons listed in the event's stretch; behind its opening first, before it where the verb is passive."""
    behind = _listed(event.extent if event.verb else event.end, event.last, sentence)
    names = _plausible(behind, count)
    if not names:
        passive = _PASSIVE.search(sentence.small, max(event.first, event.start - 24), event.end)
        if passive or (event.kind == "introduced" and not event.verb):
            names = _plausible(_listed(event.first, event.extent, sentence), count)
    everyone = _who(sentence.small[event.extent : names[0].start if names else event.last], sentence)
    return tuple(_person(name, names[i + 1 : i + 2], everyone, event, sentence) for i, name in enumerate(names))


def _listed(start: int, end: int, sentence: _Sentence) -> list[Name]:
    names = read_name_list(sentence.text, start, end, sentence.vocabulary)
    return [name for name in names if not _BY.search(sentence.small, max(start, name.start - 40), name.start)]


def _plausible(names: list[Name], count: int | None) -> list[Name]:
    if count is not None and count == len(names):
        return names
    return [name for name in names if name.confidence >= PLAUSIBLE_NAME]


def _person(name: Name, following: list[Name], everyone: Who | None, event: _Event, sentence: _Sentence) -> Person:
    end = following[0].start if following else event.last
    own = sentence.small[name.end : end]
    who = _who(own, sentence) or everyone
    date = _date(sentence.small, name.end, end)
    if date is None and not following:
        date = None
    return Person(name, date if event.kind != "introduced" else None, who)


def _who(words: str, sentence: _Sentence) -> Who | None:
    student = sentence.grammar.student.search(words) is not None
    staff = sentence.grammar.staff.search(words) is not None
    if student == staff:
        return None
    return "student" if student else "staff"


def _date(small: str, start: int, end: int) -> datetime.date | None:
    for pattern in (_DATE, _BARE_DATE):
        for match in pattern.finditer(small, start, end):
            if _DECISION.search(small, start, match.start()):
                continue
            try:
                return datetime.date(int(match[3]), int(match[2]), int(match[1]))
            except ValueError:
                return None
    return None


def _sureness(
    confidence: float, count: int | None, people: tuple[Person, ...], event: _Event, standing: Standing
) -> float:
    if not event.sure:
        return UNSAID
    if standing == "term":
        return min(confidence, UNSAID - 0.1)
    if count is not None and people:
        if count == len(people):
            return AGREEING if confidence >= PLAIN else max(confidence, PLAIN - 0.02)
        return min(confidence, DIFFERING)
    return confidence
