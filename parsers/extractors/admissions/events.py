"""Where a sentence tells of an event, and which stretch of the sentence is about it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal

from models.report import AdmissionKind
from parsers.extractors.admissions.grammar import AdmissionGrammar, Figure
from parsers.language import Term
from parsers.text import shadow
from parsers.vocabulary import Vocabulary

MOST_EVENTS = 40  # of one sentence; more is no sentence
COMING_SECTIONS = ("directions",)
PAST_SECTIONS = (
    "strengths",
    "organisation_principles",
    "targets_results",
    "party_building",
    "leadership_responsibility",
    "remediation",
)
Standing = Literal["done", "target", "planned", "term", "other_year", "none"]

_BOUNDARY = re.compile(r"[;,\n]|\bvà\b|đồng thời|\bcòn\b")
_HARD_BOUNDARY_AND_FIGURE = re.compile(r"(?:[;,]|\bvà\b)\s*(?:có\s+)?(?=\d)")
HARD_BOUNDARY = re.compile(r"[;,\n]")
PASSIVE = re.compile(
    rf"(?<!\w)(?:được|vinh dự|mới|{shadow('hoàn thành')}|tham gia|tham dự|học|đi học|dự|theo học|học xong)(?!\w)"
)
_CLASS_UNNAMED = re.compile(
    r"(?<!\w)(?:vào đảng|cho đảng|với đảng|để|theo dõi|giúp đỡ|bồi dưỡng|đi học|trung cấp|đại học|xem xét|"
    r"hồ sơ|ứng cử|bầu|đề nghị|nguồn|quy hoạch|thi|tham gia thi)(?!\w)"
)
_OF_THE_PARTY = re.compile(r"(?<!\w)(?:đảng|đv|dự bị)(?!\w)")  # not "chuyển 02 giáo viên sang dạy chính thức"
_OUTSTANDING = re.compile(shadow("quần chúng|qcưt|đoàn viên ưu tú"))


@dataclass(slots=True)
class Event:
    """A phrase that tells of an admission, with the verb that opens it and its stretch of the sentence."""

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
class Sentence:
    """A sentence with what was found in it; all offsets are those of `text`, of which `small` is the shadow."""

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


def find_events(sentence: Sentence) -> list[Event]:
    """The events in order, each with its verb; those that only describe another one are left out."""
    events: list[Event] = []
    for term in sentence.terms:
        if len(events) == MOST_EVENTS:
            break
        if term.label == "event" or (term.label == "admitted_before_members" and _counts_members(term, sentence)):
            events.append(_with_verb(term, term.code, events, sentence))
        elif term.label == "confirmed_behind_a_verb":
            event = _with_verb(term, "confirmed", events, sentence)
            words = sentence.small[event.extent : event.end]
            if event.verb and not HARD_BOUNDARY.search(words) and _OF_THE_PARTY.search(words):
                events.append(event)
    if not any(event.kind == "introduced" for event in events):
        events = sorted([*events, *_unnamed_class(sentence)], key=lambda event: event.start)
    events = [e for index, e in enumerate(events) if not _only_describes(e, events[:index], sentence)]
    _cut(events, sentence)
    return events


def _counts_members(term: Term, sentence: Sentence) -> bool:
    """ "phát triển 01 đảng viên": the word tells an admission only with a number of members right behind it."""
    figure = next((f for f in sentence.figures if f.start >= term.end), None)
    near = figure is not None and not sentence.small[term.end : figure.start].strip()
    return near and figure is not None and _OF_THE_PARTY.search(figure.noun) is not None


def _with_verb(term: Term, kind: str, before: list[Event], sentence: Sentence) -> Event:
    since = before[-1].end if before else sentence.start
    verbs = [
        verb
        for verb in sentence.terms
        if verb.label == "verb" and verb.code == kind and since <= verb.start < term.start
    ]
    if kind == "introduced" and verbs:
        verbs = _of_this_class(verbs, term, sentence)
    extent = verbs[0].start if verbs else term.start
    if kind == "confirmed" and verbs:
        extent = verbs[-1].start
    return Event(kind, term.start, term.end, extent, bool(verbs))  # type: ignore[arg-type]


def _of_this_class(verbs: list[Term], term: Term, sentence: Sentence) -> list[Term]:
    """ "cử 01 đ/c học trung cấp; 02 đ/c học lớp cảm tình": the verb's own object is another class."""
    other = None
    for match in _HARD_BOUNDARY_AND_FIGURE.finditer(sentence.small, verbs[0].end, term.start):
        if re.search(r"(?<!\w)(?:học|lớp|dự|tham gia)(?!\w)", sentence.small[verbs[0].end : match.start()]):
            other = match.end()
    return verbs if other is None else [verb for verb in verbs if verb.start >= other - 3]


def _unnamed_class(sentence: Sentence) -> list[Event]:
    """ "giới thiệu được 34 quần chúng": sent to the class, though the class is not named."""
    for term in sentence.terms:
        if term.label != "verb" or sentence.small[term.start : term.end] != "giới thiệu":
            continue
        refused = any(other.label == "refusal" for other in sentence.terms)
        figure = next((f for f in sentence.figures if f.start >= term.end), None)
        near = figure and words_between(sentence, term.end, figure.start) <= 3 and _OUTSTANDING.search(figure.noun)
        cut = _BOUNDARY.search(sentence.small, figure.end, sentence.end) if figure else None
        end = cut.start() if cut else sentence.end
        if near and not refused and not _CLASS_UNNAMED.search(sentence.small, term.end, end):
            return [Event("introduced", term.start, term.end, term.start, True, sure=False)]
    return []


def _only_describes(event: Event, before: list[Event], sentence: Sentence) -> bool:
    """ "kết nạp 02 quần chúng đã học lớp cảm tình Đảng: …": the class describes those admitted."""
    if not before or event.verb or event.kind == before[-1].kind:
        return bool(before) and event.kind == before[-1].kind and event.start - before[-1].end <= 1
    if event.kind != "introduced" or before[-1].kind != "admitted":
        return False
    between = sentence.small[before[-1].end : event.start]
    figures = [f for f in sentence.figures if before[-1].end <= f.start < event.start]
    behind = next((f for f in sentence.figures if f.start >= event.end), None)
    return len(figures) == 1 and behind is None and not re.search(r"[;,:]|\bvà\b", between)


def _cut(events: list[Event], sentence: Sentence) -> None:
    """Give each event its stretch: a sentence is cut at the last boundary before what opens the next event."""
    for index, event in enumerate(events):
        event.first = sentence.start if index == 0 else events[index - 1].last
        event.last = sentence.end
        if index + 1 < len(events):
            event.last = _boundary(event, events[index + 1], sentence)


def _boundary(event: Event, following: Event, sentence: Sentence) -> int:
    opening = following.extent
    if not following.verb and following.extent == following.start:
        figures = [f for f in sentence.figures if event.end <= f.start < following.start]
        passive = _is_passive(event, following, sentence)
        if (
            len(figures) == 1
            and passive
            and ";" not in sentence.small[figures[0].end : following.start]
            and (_answers(event, figures[0], sentence) or _begins_a_clause(figures[0], sentence))
        ):
            return figures[0].start
        if (
            figures
            and (passive or following.kind == "introduced")
            and (len(figures) > 1 or not _near(event, figures[0], sentence))
        ):
            opening = figures[-1].start
        elif passive and (cut := _last_boundary(sentence, event.end, following.start, HARD_BOUNDARY)) is not None:
            return cut
    cut = _last_boundary(sentence, event.end, opening, _BOUNDARY)
    return _denial(event, following, sentence) or opening if cut is None else cut


def _denial(event: Event, following: Event, sentence: Sentence) -> int | None:
    """ "chỉ tiêu kết nạp 01 đảng viên nhưng không kết nạp được": the denial belongs to what it stands before."""
    if event.kind != following.kind:
        return None
    denials = [mark.start for mark in sentence.marks("negation") if event.end <= mark.start < following.start]
    return denials[-1] if denials else None


def _is_passive(event: Event, following: Event, sentence: Sentence) -> bool:
    if sentence.small.startswith("được", following.start):
        return True
    return PASSIVE.search(sentence.small, max(event.end, following.start - 24), following.start) is not None


def _answers(event: Event, figure: Figure, sentence: Sentence) -> bool:
    """ "Công tác phát triển Đảng: 02 quần chúng học lớp cảm tình": what the heading announces is the next event."""
    return sentence.small[event.end : figure.start].strip() in (":", ": có", ": đã có")


def _begins_a_clause(figure: Figure, sentence: Sentence) -> bool:
    """ "… học lớp cảm tình Đảng có 02 quần chúng được kết nạp"."""
    return re.search(r"(?<!\w)có\s+\Z", sentence.small[max(0, figure.start - 5) : figure.start]) is not None


def _near(event: Event, figure: Figure, sentence: Sentence) -> bool:
    return HARD_BOUNDARY.search(sentence.small, event.end, figure.start) is None


def _last_boundary(sentence: Sentence, start: int, end: int, pattern: re.Pattern[str]) -> int | None:
    cuts = [match.end() for match in pattern.finditer(sentence.small, start, end)]
    return cuts[-1] if cuts else None


def words_between(sentence: Sentence, start: int, end: int) -> int:
    return len(sentence.small[start:end].split())


def frame_of(kind: str | None, year: int | None) -> Frame:
    """What a section of `kind` in the report on `year` lends to its sentences."""
    return Frame(year, coming=kind in COMING_SECTIONS, past=kind in PAST_SECTIONS)
