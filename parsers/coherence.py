"""How sure a fact can be beside the others: what contradicts them goes to review, whoever is in the wrong.

A heading that was not seen gives its rating to the section before it; a line that was not read takes a name along.
"""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import pairwise

from models.report import Fact, Report, Statistic
from parsers.extractors.headings import roman_value

REVIEWED = 0.85  # the most that is left of such a fact's confidence
MIDDLE = "Thị "  # begins names of few peoples; of most it is what is left of one
FOREIGN_MARKS = "\u0308\u030a"  # two dots, a ring: a breve or a circumflex misread


def weigh_together(report: Report, *, scanned: bool) -> None:
    """Lower below 0.9 what the report's other facts make doubtful; what only bad print explains, of scans alone."""
    doubtful: list[Fact] = [*_rated_twice(report)]
    if scanned:
        doubtful += [*_rated_before_a_gap(report), *_rated_behind_a_twin(report)]
        doubtful += [*_names_lost(report), *_misspelled(report)]
        doubtful += [*_told_apart(report), *_without_a_year(report)]
        doubtful += [rating for rating in report.ratings if rating.status == "ambiguous"]  # a crease is a mark, too
    for fact in doubtful:
        fact.confidence = min(fact.confidence, REVIEWED)


def _rated_twice(report: Report) -> Iterator[Fact]:
    """The criteria's ratings of a section that has two, or that has one besides its own sub-sections'.

    A form asks for one a criterion: one of them at least is that of a section whose heading was not seen.
    """
    criteria = [rating for rating in report.ratings if rating.scale == "criterion" and rating.section]
    rated = Counter(rating.section or "" for rating in criteria)
    for rating in criteria:
        beneath = any(section.startswith(f"{rating.section}.") for section in rated)
        if beneath or rated[rating.section or ""] > 1:
            yield rating


def _rated_before_a_gap(report: Report) -> Iterator[Fact]:
    """The ratings of a section behind which a number is missing: they may stand under the heading that was not read."""
    places = [place for section in report.sections if not section.annex and (place := _place(section.path))]
    gaps = set()
    for place in places:
        fellows = sorted({other for other in places if len(other) == len(place) and other[:-1] == place[:-1]})
        gaps |= {one for one, after in pairwise(fellows) if after[-1] > one[-1] + 1}
    for rating in report.ratings:
        own = _place(rating.section or "")
        if any(own[: end + 1] in gaps for end in range(len(own))):
            yield rating


def _rated_behind_a_twin(report: Report) -> Iterator[Fact]:
    """The ratings from the first of two outermost sections of one matter on.

    One of them is a sub-section whose title was misread: those behind it are counted one too high.
    """
    tops = [section for section in report.sections if not section.annex and section.kind and "." not in section.path]
    kinds = Counter(section.kind for section in tops)
    first = min((_place(section.path) for section in tops if kinds[section.kind] > 1), default=())
    for rating in report.ratings:
        if first and _place(rating.section or "") >= first:
            yield rating


def _place(path: str) -> tuple[int, ...]:
    """The numbers of a section's path: "II.1" is (2, 1); empty where it has others."""
    first, *rest = path.split(".")
    value = roman_value(first.lower())
    return (value, *map(int, rest)) if value and all(map(str.isdecimal, rest)) else ()


def _names_lost(report: Report) -> Iterator[Fact]:
    """Awards whose names are fewer or more than their number."""
    for award in report.awards:
        if award.count is not None and award.recipients and award.count != len(award.recipients):
            yield award


def _misspelled(report: Report) -> Iterator[Fact]:
    """Persons whose name is spelled as none is, or as few are: "HBlơng" may be "H'Blơng", "Byä" is "Byă", and "Thị Hoa"
    has lost her family's.
    """
    named: list[tuple[Fact, list[str]]] = [(admission, [admission.name]) for admission in report.admissions]
    named += [(award, award.recipients) for award in report.awards]
    for fact, names in named:
        if any(name.startswith(MIDDLE) or any(map(_is_odd, name.split())) for name in names):
            yield fact


def _told_apart(report: Report) -> Iterator[Fact]:
    """Two figures of one thing in one table: what told them apart was not read ("2022-2023" over one, a class).

    In the text, which tells more in words, two of the whole where others are of its parts ("Khối 9" before one).
    """
    told: defaultdict[tuple[object, ...], list[Statistic]] = defaultdict(list)
    tables = {id(fact): block for fact, block in _in_tables(report)}
    parted = {(fact.metric, fact.unit) for fact in report.statistics if fact.group and id(fact) not in tables}
    for fact in report.statistics:
        if id(fact) not in tables and (fact.group or (fact.metric, fact.unit) not in parted):
            continue
        told[tables.get(id(fact)), fact.metric, fact.unit, fact.school_year, fact.group, fact.scale].append(fact)
    for facts in told.values():
        if len({fact.value for fact in facts}) > 1:
            yield from facts


def _without_a_year(report: Report) -> Iterator[Fact]:
    """Figures without a year in a table that tells it of others: their head was not read."""
    dated = {block for fact, block in _in_tables(report) if fact.school_year}
    for fact, block in _in_tables(report):
        if block in dated and not fact.school_year:
            yield fact


def _in_tables(report: Report) -> Iterator[tuple[Statistic, int]]:
    """The figures of tables, each with its table's block."""
    for fact in report.statistics:
        if fact.evidence is not None and fact.evidence.cell is not None:
            yield fact, fact.evidence.block


def _is_odd(word: str) -> bool:
    """Whether a word of a name has a capital within it, or a mark that no language of the country writes."""
    if any(mark in FOREIGN_MARKS for mark in unicodedata.normalize("NFD", word)):
        return True
    return not word.isupper() and any(after.isupper() and before.isalpha() for before, after in pairwise(word))
