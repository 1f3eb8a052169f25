"""Admissions to the Party: who was admitted, sent to the awareness class, made an official member, and how many.

The way: passages that belong together (`units`) → sentences → events and their stretches (`events`) → deed, target or
plan (`standing`), figure (`figures`), names (`people`) → statements → one fact for each person and one count for each
kind (`facts`). The cases are told in docs/design/names-and-admissions.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from models.report import Admission, AdmissionCounts
from parsers.extractors.admissions.confidence import ANNEX_FACTOR
from parsers.extractors.admissions.events import frame_of
from parsers.extractors.admissions.facts import Found, admission_counts, admitted_persons
from parsers.extractors.admissions.grammar import AdmissionGrammar, admission_grammar
from parsers.extractors.admissions.statements import read_sentence
from parsers.extractors.admissions.tables import tabled
from parsers.extractors.admissions.units import sentences, units
from parsers.extractors.passages import Layout, Passage
from parsers.text import shadow
from parsers.vocabulary import Vocabulary

_YEAR = re.compile(r"(?<!\w)năm\s+(20\d\d)(?!\d)")
_DAY = re.compile(r"tháng\s*(\d{1,2})\s*năm\s*(20\d\d)")


def extract_admissions(
    layout: Layout, vocabulary: Vocabulary, year: int | None = None
) -> tuple[list[Admission], AdmissionCounts]:
    """The persons admitted, introduced and confirmed in the year reviewed, and the counts as stated.

    `year` is the year reviewed; without it the head is asked. Targets and plans stand in the counts alone.
    """
    grammar = admission_grammar(vocabulary)
    reviewed = _year_reviewed(layout.head) if year is None else year
    found = list(_stated(layout, reviewed, grammar, vocabulary))
    return admitted_persons(found), admission_counts(found)


def _stated(layout: Layout, year: int | None, grammar: AdmissionGrammar, vocabulary: Vocabulary) -> Iterator[Found]:
    passages = layout.passages or layout.head  # a paper without a heading that we know is all head
    tables = frozenset(block.block for block in layout.tables)
    for unit in units(passages, grammar, vocabulary, tables):
        frame = frame_of(unit.first.kind, year)
        factor = ANNEX_FACTOR if unit.first.annex else 1.0
        for start, end in sentences(unit, vocabulary):
            for statement in read_sentence(unit.text, unit.small, start, end, frame, grammar, vocabulary):
                yield Found(statement, unit, factor)
    for block in layout.tables:
        yield from tabled(block, year, grammar, vocabulary)


def _year_reviewed(head: tuple[Passage, ...]) -> int | None:
    """The year in the title, else in the preamble, else by the date (a January paper reviews the year before)."""
    for roles in (("title",), ("preamble", "head", "body", "heading")):
        for passage in head:
            small = shadow(passage.words)
            if passage.role in roles and not _DAY.search(small) and (match := _YEAR.search(small)):
                return int(match[1])
    for passage in head:
        if match := _DAY.search(shadow(passage.words)):
            return int(match[2]) - (1 if int(match[1]) <= 2 else 0)
    return None
