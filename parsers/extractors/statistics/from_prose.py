"""Statistics from sentences, lists and label: value lines: named rules, each reading one kind of fact.

A rule starts from a label (a class, a metric's own words, an office) and asks the sentence for the figure bound to it:
directly behind it ("Tốt: 18/34 đạt 52,9%") or directly before it ("18 giáo viên giỏi cấp huyện"), with nothing but
filler words between. What else stands between is a reason to read nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import takewhile

from models.report import Statistic
from parsers.extractors.passages import Passage
from parsers.extractors.statistics.enrolment_prose import enrolment, named_pupil_metrics, normal_growth
from parsers.extractors.statistics.labels import Lexicon
from parsers.extractors.statistics.party_prose import complaints, discipline, party_members, party_rounds
from parsers.extractors.statistics.quantities import find_quantities
from parsers.extractors.statistics.results_prose import managers_in_words, results
from parsers.extractors.statistics.sentences import Sentence
from parsers.extractors.statistics.staff_prose import initiatives, populations, teachers_excellent, teachers_qualified

_SKIPPED_KINDS = frozenset({"directions", "proposed_class"})  # what is planned is no statistic
LONGEST = 8_000  # characters: a longer paragraph is no prose of a report, and rules compare its figures pairwise
_IN_WORDS = r"@not.*@denied|@principal|[:=-]\s*@none"
_BULLET = re.compile(r"\s*([-–+*•·o])\s|\s*([a-zđ]|\d{1,2})[.)]\s")
_RULES = (
    results,
    managers_in_words,
    teachers_excellent,
    initiatives,
    party_members,
    party_rounds,
    enrolment,
    named_pupil_metrics,
    normal_growth,
    teachers_qualified,
    populations,
    complaints,
    discipline,
)


def prose_statistics(passages: Iterable[Passage], words: Lexicon) -> list[Statistic]:
    """The figures of the prose, in document order; plans and targets are left out."""
    sentences = list(_sentences(passages, words))
    for index, sentence in enumerate(sentences):
        sentence.siblings = [other for other in _run(sentences, index) if other is not sentence]
        sentence.siblings += _beneath(sentences, index)
    for sentence in sentences:
        for rule in _RULES:
            rule(sentence)
    return [fact for sentence in sentences for fact in sentence.facts]


def _sentences(passages: Iterable[Passage], words: Lexicon) -> Iterator[Sentence]:
    """The passages worth reading, each with the line that it is listed under."""
    lead = ""
    in_words = words.pattern(_IN_WORDS)
    for passage in passages:
        if passage.kind in _SKIPPED_KINDS or passage.role in ("head", "title", "signature"):
            lead = ""
            continue
        own = passage.words.strip()
        shade = passage.shadow[passage.start : passage.stop]
        if lead and not _listed_under(own, shade.strip(), lead, words):
            lead = ""
        if (passage.role != "heading" or ":" in shade) and len(passage.text) <= LONGEST:
            shade = " " * passage.start + shade
            figures = find_quantities(shade, words)
            if figures or in_words.search(shade):
                yield Sentence.of(passage, shade, figures, words, lead)
        if own.endswith(":"):
            lead = own


def _listed_under(own: str, shade: str, lead: str, words: Lexicon) -> bool:
    if mark := _BULLET.match(own):
        over = _BULLET.match(lead)
        return over is None or _rank(mark) != _rank(over)
    if not words.opens_with_a_class.match(shade):
        return False
    first = words.terms(own[:40])
    return bool(first) and first[0].label == "level" and first[0].start < 4


def _rank(match: re.Match[str]) -> str:
    sign = match[1] or ("0" if (match[2] or "").isdigit() else "a")
    return "-" if sign == "–" else sign


def _run(sentences: list[Sentence], index: int) -> Iterator[Sentence]:
    """The neighbours that stand under the same lines."""
    here = sentences[index]
    for step in (-1, 1):
        place = index + step
        while 0 <= place < len(sentences) and _together(sentences[place], here) and abs(place - index) < 8:
            yield sentences[place]
            place += step


def _beneath(sentences: list[Sentence], index: int) -> Iterator[Sentence]:
    """The lines listed under this one: "Chất lượng năm học 2021-2022 (tổng số 412 học viên):"."""
    over = sentences[index].passage.words.strip()
    if over.endswith(":"):
        yield from takewhile(lambda other: over in (other.lead, *other.passage.context), sentences[index + 1 :])


def _together(one: Sentence, other: Sentence) -> bool:
    same = (one.lead, one.passage.context, one.passage.section) == (
        other.lead,
        other.passage.context,
        other.passage.section,
    )
    return same and bool(one.lead or one.passage.context)
