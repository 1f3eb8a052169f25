"""The vocabulary of awards, compiled once: the phrases to find, the words that make a passage worth reading."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from parsers.language import PhraseFinder
from parsers.phrases import any_of
from parsers.text import shadow
from parsers.vocabulary import Vocabulary

# Labels whose phrases are simple lists under one code: vocabulary table → label.
_PLAIN = {
    "prize": "prize", "overall": "overall", "placing": "placing", "several": "several", "glue": "glue",
    "among": "among", "enter": "enter", "plan": "plan", "result": "result", "negators": "negator", "keep": "keep",
    "before": "before", "now": "now", "joiners": "and", "subjects": "subject", "leads": "lead", "numbers": "number",
}  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class AwardWords:
    """What the grammar asks the vocabulary for."""

    vocabulary: Vocabulary
    finder: PhraseFinder
    anchor: re.Pattern[str]
    ordinal: re.Pattern[str]  # a number that this ends right before counts nothing ("lớp 9")
    not_counted: re.Pattern[str]  # nor does one that this follows ("25 năm")
    grade: re.Pattern[str]  # "mức độ 2"
    passing: re.Pattern[str]  # words that change nothing beside an award ("đã", "cũng"), what an honour is for
    title_kinds: Mapping[str, str]  # title → staff, student, collective
    title_levels: Mapping[str, str]
    title_names: Mapping[str, Mapping[str, str]]
    contests: Mapping[str, Mapping[str, Any]]
    issuers: Mapping[str, Mapping[str, Any]]
    standards: Mapping[str, Mapping[str, Any]]
    cities: Mapping[str, Any]
    named_bodies: frozenset[str]
    no_contest: re.Pattern[str]
    never_contest: re.Pattern[str]
    contest_tail: re.Pattern[str]  # what ends a contest's words and is none of its name
    rank_labels: Mapping[str, str]  # the labels of a table's ranks
    named_leads: tuple[str, ...]  # how contests' names begin
    places: Mapping[str, str]  # a bare kind of place → its level
    praise: frozenset[str]  # verbs that tell a commendation where no form is named
    forms_by_body: Mapping[str, Mapping[str, str]]  # issuer → level → the form that it gives
    rank_letters: tuple[Mapping[str, str], ...]  # letters glued to their number: "1V, 3B" → ranks
    who_leads: tuple[str, ...]  # how the head of a column of people begins
    honour_leads: tuple[str, ...]  # how the head of a column of honours begins, whatever follows
    table_heads: Mapping[str, re.Pattern[str]]  # what a column holds, by its head


def award_words(vocabulary: Vocabulary) -> AwardWords:
    """The compiled words of `vocabulary`; compiling takes some 50 ms and is done once a vocabulary."""
    return _compiled(_Key(vocabulary))


class _Key:
    """A vocabulary as a cache key: the same object is the same key."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary

    def __hash__(self) -> int:
        return id(self.vocabulary)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Key) and self.vocabulary is other.vocabulary


@lru_cache(maxsize=4)
def _compiled(key: _Key) -> AwardWords:
    awards, bodies, contests = (key.vocabulary[branch] for branch in ("awards", "issuers", "contests"))
    anchors = [*awards["anchors"], *_phrases(awards["forms"]), *_phrases(awards["ranks_whole"])]
    return AwardWords(
        vocabulary=key.vocabulary,
        finder=PhraseFinder(_tables(awards, bodies, contests)),
        anchor=re.compile(rf"(?<!\w){_either(anchors)}(?!\w)"),
        ordinal=re.compile(rf"(?<!\w){_either(awards['ordinal_leads'])}\s*\Z"),
        not_counted=re.compile(rf"\s*{_either(awards['not_counted'])}(?!\w)"),
        grade=re.compile(rf"(?:đạt\s+)?{_either(awards['grade_leads'])}\s*([1-5]|i{{1,3}})(?!\w)"),
        passing=re.compile(
            rf"(?<!\w)(?:{_either(awards['reasons'])}(?!\w)[^\d,;:()]*|{_either(awards['passing'])}(?!\w))"
        ),
        title_kinds={title: kind for kind, titles in awards["titles"].items() for title in titles},
        title_levels=awards["title_levels"] | awards["medal_levels"],
        title_names=awards["title_names"],
        contests=contests,
        issuers=bodies["issuers"],
        standards=awards["standards"],
        cities=bodies["cities"],
        rank_labels={
            shadow(phrase): code
            for table in (awards["ranks"], awards["ranks_whole"])
            for code, phrases in table.items()
            for phrase in phrases
        },
        named_leads=tuple(map(shadow, awards["leads"]["named"])),
        places={
            shadow(place): level for level in ("commune", "district", "province") for place in bodies["places"][level]
        },
        praise=frozenset(map(shadow, awards["praise"])),
        forms_by_body=awards["forms_by_body"],
        rank_letters=tuple(awards["rank_letters"].values()),
        who_leads=tuple(awards["who_leads"]),
        honour_leads=tuple(awards["honour_leads"]),
        table_heads={role: re.compile(_either(heads)) for role, heads in awards["table_heads"].items()},
        no_contest=re.compile(rf"{_either(awards['no_contest'])}(?!\w)"),
        never_contest=re.compile(rf"{_either(awards['never_contest'])}(?!\w)"),
        contest_tail=re.compile(rf"[\s,-]+{_either(awards['contest_tails'])}\s*\Z"),
        named_bodies=frozenset(awards["named_bodies"]),
    )


def _tables(awards: Vocabulary, bodies: Vocabulary, contests: Vocabulary) -> dict[str, dict[str, list[str]]]:
    """label → code → phrases; of equal phrases the table that stands first has it."""
    tables: dict[str, dict[str, list[str]]] = {
        "other": awards["not_prize"],
        "title": {title: phrases for kind in awards["titles"].values() for title, phrases in kind.items()},
        "form": awards["forms"],
        "flag": awards["flags"],
        "medal": awards["medals"],
        "standard": {code: entry["phrases"] for code, entry in awards["standards"].items()},
        "library": awards["library"],
        "rank": awards["ranks_whole"],
        "contest": {code: entry["phrases"] for code, entry in contests.items()},
        "issuer": {code: entry["phrases"] for code, entry in bodies["issuers"].items()},
        "issuer_prefix": bodies["issuer_prefixes"],
        "level": bodies["levels"],
        "receiver": awards["receivers"],
        "verb": awards["verbs"],
        "submit": {"submit": awards["plan"]["submit"]},
    }
    for table, label in _PLAIN.items():
        entries = {code: phrases for code, phrases in awards[table].items() if code != "submit"}
        tables[label] = entries
    return tables | {"bare_rank": awards["ranks"], "place": bodies["places"]}


def _phrases(table: Mapping[str, Iterable[str]]) -> list[str]:
    return [phrase for phrases in table.values() for phrase in phrases]


def _either(phrases: Iterable[str]) -> str:
    return any_of(map(shadow, phrases))
