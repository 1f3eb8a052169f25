"""The vocabulary's words for checks, made ready once per vocabulary."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache

from parsers.phrases import ANY_BLANKS, any_of
from parsers.text import fold
from parsers.vocabulary import Vocabulary

_SIGNS = re.compile(r"[\s.:;()*]+")


@lru_cache(maxsize=4096)
def bare(label: str) -> str:
    """A head or row label as it is compared: folded, punctuation as blanks, none at the ends; "%" stands alone."""
    return " ".join(_SIGNS.sub(" ", fold(label)).split()).strip(" -+,").replace(" %", "%")


def alternatives(phrases: Iterable[str]) -> str:
    """A regular expression of any of the phrases, blanks as any blanks."""
    return any_of(map(fold, phrases), ANY_BLANKS)


def first_words(phrases: Iterable[str]) -> tuple[str, ...]:
    """How the phrases begin, as they stand in a shadow: a text without any of these words has none of the phrases."""
    return tuple(dict.fromkeys(fold(phrase).split()[0] for phrase in phrases))


@dataclass(frozen=True)
class Family:
    """Metrics that split a total, the lowest last; those of `closing` also end a scale when they are the last told."""

    totals: tuple[str, ...]
    parts: tuple[str, ...]
    closing: frozenset[str]


@dataclass(frozen=True, eq=False)
class CheckWords:
    """The branch `checks` of a vocabulary (`parsers/vocabulary/checks.toml`), ready for comparing."""

    branch: Vocabulary

    def _set(self, name: str) -> frozenset[str]:
        return frozenset(bare(word) for word in self.branch[name])

    @cached_property
    def totals(self) -> frozenset[str]:
        return self._set("totals")

    @cached_property
    def bases(self) -> frozenset[str]:
        return self._set("bases")

    @cached_property
    def percents(self) -> frozenset[str]:
        return self._set("percents")

    @cached_property
    def counts(self) -> frozenset[str]:
        return self._set("counts")

    @cached_property
    def targets(self) -> frozenset[str]:
        return self._set("targets")

    @cached_property
    def done(self) -> frozenset[str]:
        return self._set("done")

    @cached_property
    def reached(self) -> frozenset[str]:
        """Heads of the column that holds a result's share of its target."""
        return self._set("reached")

    @cached_property
    def indices(self) -> frozenset[str]:
        return self._set("indices")

    @cached_property
    def award_totals(self) -> frozenset[str]:
        return self._set("award_totals")

    @cached_property
    def ranks(self) -> frozenset[str]:
        """Ranks as a column's head names them, with or without the unit ("Giải nhất", "KK")."""
        ranks = self._set("ranks")
        return ranks | {f"{unit} {rank}" for unit in self._set("award_units") for rank in ranks}

    @cached_property
    def nested(self) -> re.Pattern[str]:
        """A label that tells a part of the row before it."""
        return re.compile(rf"[-+]?\s*{alternatives(self.branch['nested'])}(?!\w)")

    @cached_property
    def subtotal(self) -> re.Pattern[str]:
        """A total's word with something after it ("Cộng khối 6")."""
        return re.compile(rf"{alternatives(self.branch['subtotals'])}\s+\w")

    @cached_property
    def not_additive(self) -> re.Pattern[str]:
        return re.compile(alternatives(self.branch["not_additive"]))

    @cached_property
    def apart(self) -> re.Pattern[str]:
        """What heads a column that is no part beside the others of its row: height beside weight."""
        return re.compile(rf"(?<!\w){alternatives(self.branch['apart'])}(?!\w)")

    @cached_property
    def examples(self) -> re.Pattern[str]:
        """What opens a list of some of the persons only."""
        return re.compile(rf"(?<!\w){alternatives(self.branch['examples'])}(?!\w)(?!\s+sau)")

    @cached_property
    def grade(self) -> re.Pattern[str]:
        """A grade, a class or an age ("Khối 6", "6A1", "3 tuổi", "24-36 tháng")."""
        return re.compile(
            rf"(?:{alternatives(self.branch['grades'])}\s*)*\d{{1,2}}(?:\s*[a-zđ]\d{{0,2}}|[\s\d-]*(?:tuổi|tháng))?"
        )

    @cached_property
    def families(self) -> tuple[Family, ...]:
        return tuple(
            Family(
                tuple(entry["total"]), tuple(entry["parts"]), frozenset([*entry.get("closing", []), entry["parts"][-1]])
            )
            for entry in self.branch["families"]
        )

    def bases_of(self, metric: str) -> tuple[str, ...]:
        """The metrics that a percent of `metric` may be a share of, by the longest entry that begins it."""
        entries: Vocabulary = self.branch["percent_bases"]
        fitting = [name for name in entries if metric == name or metric.startswith(name + ".")]
        return tuple(entries[max(fitting, key=len)]) if fitting else ()


_ready: dict[int, CheckWords] = {}


def check_words(vocabulary: Vocabulary) -> CheckWords:
    """The words of `vocabulary`, made once; the branch is kept, so that its identity stays its own."""
    branch = vocabulary["checks"]
    words = _ready.get(id(branch))
    if words is None or words.branch is not branch:
        words = _ready[id(branch)] = CheckWords(branch)
    return words
