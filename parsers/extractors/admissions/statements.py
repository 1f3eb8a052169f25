"""One sentence → what it states about admissions: kind, standing, count, names."""

from __future__ import annotations

import re
from dataclasses import dataclass

from models.report import AdmissionKind
from parsers.extractors.admissions.confidence import AGREEING, BEFORE_THE_VERB, DIFFERING, PLAIN, UNSAID
from parsers.extractors.admissions.events import Event, Frame, Sentence, Standing, find_events
from parsers.extractors.admissions.figures import count_of, done_of, is_denied, target_of
from parsers.extractors.admissions.grammar import AdmissionGrammar, Figure
from parsers.extractors.admissions.people import Person, people_of
from parsers.extractors.admissions.standing import is_refused, names_this_year, standing_of, told_of_last_autumn
from parsers.language import Term
from parsers.vocabulary import Vocabulary

_TARGET_TALK = re.compile(r"chỉ tiêu|kế hoạch|nghị quyết|đạt|%")
_INTO_THE_PARTY = re.compile(r"(?<!\w)(?:vào đảng|đảng viên|hàng ngũ|của đảng|kết nạp đảng)(?!\w)")


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
    of_this_year: bool = False  # the clause names the year under review


def read_sentence(
    text: str, small: str, start: int, end: int, frame: Frame, grammar: AdmissionGrammar, vocabulary: Vocabulary
) -> list[Statement]:
    """What the sentence `start` to `end` of `text` (`small` its shadow) states, in order."""
    terms = [
        Term(term.label, term.code, term.start + start, term.end + start)
        for term in grammar.finder.find(text[start:end])
    ]
    sentence = Sentence(text, small, start, end, terms, frame, grammar, vocabulary)
    sentence.figures = grammar.figures(small, start, end)
    events = find_events(sentence)
    return [statement for event in events if (statement := _state(event, sentence)) is not None]


def _state(event: Event, sentence: Sentence) -> Statement | None:
    if is_refused(event, sentence):
        return None
    standing = standing_of(event, sentence)
    if standing in ("other_year", "none"):
        return None
    figure, confidence = count_of(event, sentence)
    target, met = target_of(event, sentence)
    if figure is not None and _of_another_organisation(figure, event, sentence):
        return None
    if not _of_the_party(event, sentence):
        return None
    if figure is not None and event.kind == "admitted" and target is None and _is_over_target(figure, event, sentence):
        target = figure.of
    if event.kind == "admitted" and (standing == "target" or (figure is None and target is not None)):
        done, told_met = done_of(event, sentence)
        if done is not None:
            target = target if figure is None or standing == "done" else figure.value
            standing, figure, met, confidence = "done", done, told_met if met is None else met, BEFORE_THE_VERB
    count = figure.value if figure else None
    if count is None and standing == "done" and is_denied(event, sentence) and not _counts_others(event, sentence):
        return Statement(event.kind, "done", event.first, event.end, 0, (), target, met, BEFORE_THE_VERB + 0.03)
    people = people_of(event, count, sentence) if standing == "done" else ()
    count = _of_all(count, people, event, sentence)
    if count is None and not people and target is None and met is None:
        return None
    confidence = _sureness(confidence, count, people, event, standing)
    if told_of_last_autumn(event, sentence):
        confidence = min(confidence, UNSAID)
    ends = [event.end, *(p.name.end for p in people), *([figure.end] if figure else [])]
    starts = [event.extent, *(p.name.start for p in people), *([figure.start] if figure else [])]
    named = names_this_year(event, sentence)
    return Statement(event.kind, standing, min(starts), max(ends), count, people, target, met, confidence, named)


def _of_all(count: int | None, people: tuple[Person, ...], event: Event, sentence: Sentence) -> int | None:
    """ "02 đảng viên là học sinh: A, B; 01 đảng viên là giáo viên: C": figures that together count all the named."""
    if count is None or count >= len(people):
        return count
    told = [f.value for f in sentence.figures if f.noun and f.of is None and event.extent <= f.start < event.last]
    return sum(told) if sum(told) == len(people) else count


def _counts_others(event: Event, sentence: Sentence) -> bool:
    """ "02 quần chúng đủ điều kiện nhưng chưa được học lớp": the denial is theirs, and says nothing of others."""
    return any(figure.noun and event.first <= figure.start < event.start for figure in sentence.figures)


def _of_another_organisation(figure: Figure, event: Event, sentence: Sentence) -> bool:
    """ "kết nạp được 35 đoàn viên": the Youth Union's, unless the Party is named."""
    if figure.noun not in sentence.grammar.other_members or event.kind != "admitted":
        return False
    return _INTO_THE_PARTY.search(sentence.small, event.start, event.last) is None


def _of_the_party(event: Event, sentence: Sentence) -> bool:
    """ "phát triển thêm 02 câu lạc bộ" is no admission."""
    words = sentence.small[event.start : event.last]
    return not words.startswith("phát triển") or re.search(r"(?<!\w)(?:đảng|đv|quần chúng)(?!\w)", words) is not None


def _is_over_target(figure: Figure, event: Event, sentence: Sentence) -> bool:
    """ "kết nạp 02/03 đ/c, đạt …": done over target; but "02/05 quần chúng được kết nạp" are two of five."""
    if not figure.of or figure.start < event.start:
        return False
    return figure.value >= figure.of or _TARGET_TALK.search(sentence.small, sentence.start, event.last) is not None


def _sureness(
    confidence: float, count: int | None, people: tuple[Person, ...], event: Event, standing: Standing
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
