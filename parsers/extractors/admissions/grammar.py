"""The words of `vocabulary/admissions.toml`, compiled: what a sentence about admissions is read with."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from models.report import AdmissionKind
from parsers.language import PhraseFinder
from parsers.phrases import LOOSE, any_of
from parsers.text import shadow
from parsers.vocabulary import Vocabulary

_RANGE_BEFORE = re.compile(r"\d\s*(?:đến|hoặc|-)\s*\Z")
_LIST_NUMBER = re.compile(r"\.\s+\w")  # "gồm 1. Lê Thị Mơ": within a sentence a full stop numbers a list
_RANGE_BEHIND = re.compile(r"\s*(?:đến|hoặc|-)\s*\d")
KINDS: tuple[AdmissionKind, ...] = ("admitted", "introduced", "confirmed")


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that counts persons: "03 quần chúng", "hai đồng chí", "3/2 đ/c"; `of` is the 2 of "3/2"."""

    start: int
    end: int
    value: int
    of: int | None
    noun: str  # as compared, "" where none follows


@dataclass(frozen=True, slots=True)
class AdmissionGrammar:
    """The vocabulary's branch, compiled. `quick` tells whether a paragraph is worth looking at."""

    quick: re.Pattern[str]
    finder: PhraseFinder
    figure: re.Pattern[str]
    figure_in_words: re.Pattern[str]
    not_behind: re.Pattern[str]
    not_behind_words: re.Pattern[str]
    not_before: re.Pattern[str]
    numerals: dict[str, int]
    student: re.Pattern[str]
    staff: re.Pattern[str]
    other_members: frozenset[str]
    name_columns: frozenset[str]
    day_columns: dict[str, AdmissionKind]
    target_columns: frozenset[str]
    done_columns: frozenset[str]

    def figures(self, small: str, start: int, end: int) -> list[Figure]:
        """The figures between `start` and `end` of a shadow that can count persons, in order."""
        found = [f for m in self.figure.finditer(small, start, end) if (f := self._digits(small, m, end))]
        found += [
            Figure(m.start(), m.end(), self.numerals[" ".join(m["word"].split())], None, m["noun"])
            for m in self.figure_in_words.finditer(small, start, end)
            if not self.not_behind_words.search(small, max(0, m.start() - 16), m.start())
        ]
        return sorted(found, key=lambda figure: figure.start)

    def _digits(self, small: str, match: re.Match[str], end: int) -> Figure | None:
        if self.not_behind.search(small, max(0, match.start() - 16), match.start()):
            return None
        if not match["noun"] and _LIST_NUMBER.match(small, match.end(), end):
            return None
        if not (match["noun"] or match["of"]) and self.not_before.match(small, match.end()):
            return None
        if _RANGE_BEFORE.search(small, max(0, match.start() - 8), match.start()) or _RANGE_BEHIND.match(
            small, match.end("value")
        ):
            return None  # "từ 01 đến 02": no count
        of = int(match["of"]) if match["of"] else None
        return Figure(match.start(), match.end(), int(match["value"]), of, match["noun"] or "")


_COMPILED: dict[int, tuple[Vocabulary, AdmissionGrammar]] = {}  # by identity: a vocabulary never changes


def admission_grammar(vocabulary: Vocabulary) -> AdmissionGrammar:
    """The compiled branch of `vocabulary`; made once."""
    known = _COMPILED.get(id(vocabulary))
    if known is None:
        known = _COMPILED[id(vocabulary)] = (vocabulary, _compile(vocabulary))
    return known[1]


def _compile(vocabulary: Vocabulary) -> AdmissionGrammar:
    words = vocabulary["admissions"]
    persons, figures, tables = words["persons"], words["figures"], words["tables"]
    nouns = _alternatives(persons["nouns"])
    numerals = _alternatives(figures["words"])
    gloss = r"(?:\s*\([^()\d:;,]{2,20}\))?"  # "01 (một) quần chúng"
    return AdmissionGrammar(
        quick=re.compile(
            rf"{_alternatives(words['quick'])}|{_alternatives(words['events_before_members']['admitted'])} \d"
        ),
        finder=PhraseFinder(
            {
                "event": words["events"],
                "admitted_before_members": words["events_before_members"],
                "confirmed_behind_a_verb": {"confirmed": words["events_behind_a_verb"]["confirmed"]},
                "verb": words["verbs"],
                "refusal": words["refusals"],
                "mark": _with_targets_met(words["marks"], words["targets_met"]),
            }
        ),
        figure=re.compile(
            rf"(?<![\w/.,%-])(?P<value>\d{{1,3}})(?:\s?/\s?(?P<of>\d{{1,3}}))?(?![\d%]|[/.,-]\d|\s%|[^\W\d_]?/[^\W\d_]*-)"
            rf"{gloss}(?:\s*(?P<noun>{nouns})(?!\w))?"
        ),
        figure_in_words=re.compile(rf"(?<!\w)(?P<word>{numerals})(?:\s*\(\d+\))?\s+(?P<noun>{nouns})(?!\w)"),
        not_behind=re.compile(rf"(?<!\w)(?:{_alternatives(figures['not_behind'])})[\s:.]*\Z"),
        not_behind_words=re.compile(rf"(?<!\w)(?:{_alternatives(figures['not_behind_words'])})[\s:.]*\Z"),
        not_before=re.compile(rf"\s*(?:{_alternatives(figures['not_before'])})(?!\w)"),
        numerals={shadow(word): value for value, word in enumerate(figures["words"], 1)},
        student=re.compile(rf"(?<!\w)(?:{_alternatives(persons['student'])})(?!\w)"),
        staff=re.compile(rf"(?<!\w)(?:{_alternatives(persons['staff'])})(?!\w)"),
        other_members=_keys(persons["other_members"]),
        name_columns=_keys(tables["name_columns"]),
        day_columns={
            **dict.fromkeys(_keys(tables["admitted_columns"]), "admitted"),
            **dict.fromkeys(_keys(tables["confirmed_columns"]), "confirmed"),
        },
        target_columns=_keys(tables["target_columns"]),
        done_columns=_keys(tables["done_columns"]),
    )


def _with_targets_met(marks: dict[str, list[str]], words: dict[str, list[str]]) -> dict[str, list[str]]:
    """The marks, and every verb that a target can be met with before every wording of a target."""
    targets = [target for target in marks["target"] if target.startswith(tuple(words["nouns"]))]
    met = [f"{verb} {target}" for verb in words["verbs"] for target in targets]
    unmet = [f"{denial} {phrase}" for denial in words["denials"] for phrase in met]
    return {**marks, "met": [*marks["met"], *met], "unmet": [*marks["unmet"], *unmet]}


def _keys(words: Iterable[str]) -> frozenset[str]:
    return frozenset(shadow(word) for word in words)


def _alternatives(phrases: Iterable[str]) -> str:
    return any_of(sorted(_keys(phrases)), LOOSE)
