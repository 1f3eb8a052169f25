"""What a label says: the terms of the vocabulary in a head cell, a row's label, a caption or a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any

from rapidfuzz import fuzz, process

from parsers.language import PhraseFinder, Term
from parsers.phrases import ANY_BLANKS, any_of
from parsers.text import SCHOOL_YEAR, fold, fold_tight, read_school_year, shadow, with_dash
from parsers.vocabulary import Vocabulary

_KINDS = ("ignored", "level", "metric", "domain", "who", "measure", "unit", "office", "dimension")
_NUMBERING = re.compile(r"^\s*(?:[ivx]{1,4}|\d{1,2}(?:\.\d{1,2})*|[a-h])\s*[.)/-]\s*(?=\D)|^[\s*+•·-]+")
_CALENDAR_YEAR = re.compile(r"\bnăm\s+((?:19|20)\d\d)\b|^((?:19|20)\d\d)$")
_AGE = re.compile(
    r"(?:(?:trẻ|mẫu giáo|mg|lớp|nhóm|khối|trẻ em|các cháu|cháu|độ tuổi)\s*)*"
    r"(?:từ\s*)?\d{1,2}\s*(?:tháng)?\s*(?:(?:-|đến)\s*(?:dưới\s*)?\d{1,2}\s*)?(?:tuổi|tháng|t\b)(?:\s*tuổi)?"
)
_FIGURE = re.compile(r"\d")
_CUE = re.compile(r"@([a-z_]+)")
_AGE_NOUN = re.compile(r"^(?:(?:trẻ|lớp|nhóm|khối|trẻ em|các cháu|cháu|độ tuổi)\s+)+(?=\d)", re.IGNORECASE)
_PUNCTUATION = str.maketrans(dict.fromkeys(".,:;()/[]&*\"'+=-", " "))
NEAR = 90  # RapidFuzz ratio from which a label of six letters and more is a phrase with a slip of the pen
_NEAR_LENGTH = 6


Codes = dict[str, tuple[str, ...]]  # of a label or several, by kind


@dataclass(frozen=True, slots=True)
class Label:
    """What one label says. `unknown`: it also holds words that the vocabulary does not know; `figures`: or figures."""

    text: str = ""
    terms: tuple[tuple[str, str], ...] = ()
    group: str | None = None
    school_year: str | None = None
    calendar_year: int | None = None
    unknown: bool = False
    near: bool = False
    figures: bool = False
    by_kind: Codes = field(init=False, compare=False, repr=False)
    tells: bool = field(init=False, compare=False, repr=False)  # nothing in it keeps a figure from being read

    def __post_init__(self) -> None:
        by_kind: Codes = {}
        for kind, code in self.terms:
            codes = by_kind.get(kind, ())
            if code not in codes:
                by_kind[kind] = (*codes, code)
        object.__setattr__(self, "by_kind", by_kind)
        object.__setattr__(self, "tells", not self.unknown and "ignored" not in by_kind)

    def codes(self, kind: str) -> tuple[str, ...]:
        """The codes of one kind in order, each once."""
        return self.by_kind.get(kind, ())

    def has(self, kind: str, code: str | None = None) -> bool:
        """Whether the label names such a term."""
        return kind in self.by_kind if code is None else code in self.by_kind.get(kind, ())


def codes_of(labels: Iterable[Label]) -> Codes:
    """The codes of several labels by kind, in order, each once."""
    found: dict[str, dict[str, None]] = {}
    for label in labels:
        for kind, codes in label.by_kind.items():
            found.setdefault(kind, {}).update(dict.fromkeys(codes))
    return {kind: tuple(codes) for kind, codes in found.items()}


class Lexicon:
    """The vocabulary of figures, made ready once: `terms` for sentences, `label` for head cells and row labels."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        branch: dict[str, Any] = vocabulary["statistics"]
        self.branch = branch
        self._cues: dict[str, frozenset[str]] = {}
        self._patterns: dict[str, re.Pattern[str]] = {}
        self.vocabulary = vocabulary
        tables = {kind: _phrases(branch[kind]) for kind in _KINDS}
        self._finder = PhraseFinder(tables)
        blank = {k: {c: [_blank(p) for p in ps] for c, ps in entries.items()} for k, entries in tables.items()}
        neutral = {"neutral": {"words": [_blank(p) for p in branch["neutral"]["words"]]}}
        self._labels = PhraseFinder({**blank, **neutral})
        self._tight: dict[str, tuple[str, str]] = {}
        for kind, entries in {**blank, **neutral}.items():
            for code, phrases in entries.items():
                for phrase in phrases:
                    self._tight.setdefault(fold_tight(phrase), (kind, code))
        self._share = re.compile(_any_of(branch["unit"]["percent"]))
        self._long = [phrase for phrase, (kind, _) in self._tight.items() if len(phrase) >= _NEAR_LENGTH]
        self._grade = re.compile(rf"(?<!\w){any_of(branch['group']['grades'])}\s*(\d{{1,2}})(?![\w.,/])")
        self._others = {_squeeze(word) for word in branch["group"]["others"]}
        self._no_group = tuple(shadow(word) for word in branch["neutral"]["not_a_group"])
        self.suffixes = {
            prefix: {level: f"{prefix}.{suffix}" for suffix, levels in classes.items() for level in levels}
            for prefix, classes in branch["results"].items()
        }
        self.ranks = frozenset(map(fold, branch["prizes"]["ranks"]))
        self.growth: dict[str, dict[str, str]] = branch["growth"]
        self.totals: dict[str, str] = branch["totals"]
        self.label = lru_cache(maxsize=4096)(self._label)

    def pattern(self, template: str) -> re.Pattern[str]:
        """A template of prose ready to match shadows: "@name" stands for the words of that list of the branch `cue`."""
        ready = self._patterns.get(template)
        if ready is None:
            ready = self._patterns[template] = re.compile(_CUE.sub(lambda name: self._cue(name[1]), template))
        return ready

    def cues(self, name: str) -> frozenset[str]:
        """The words of a list of the branch `cue`, as they stand in a shadow."""
        ready = self._cues.get(name)
        if ready is None:
            ready = self._cues[name] = frozenset(shadow(word) for word in self.branch["cue"][name])
        return ready

    @cached_property
    def listers(self) -> tuple[str, ...]:
        """What may stand between the numbers of a list ("6, 7 và 8")."""
        return (",", ";", "-", *self.cues("and"))

    @cached_property
    def opens_with_a_class(self) -> re.Pattern[str]:
        """A line that begins with the first word of a class, whatever sign stands before it."""
        phrases = [shadow(phrase) for phrases in self.branch["level"].values() for phrase in phrases]
        firsts = {match[0] for phrase in phrases if (match := re.match(r"[^\W\d_]+|\S", phrase))}
        return re.compile(rf".{{0,3}}?{any_of(firsts)}")

    @cached_property
    def naming(self) -> tuple[str, ...]:
        """The ends of the words that a figure is a name behind ("lớp 6", "Thông tư 22")."""
        return tuple({cue.split()[-1] for cue in (*self.cues("numbered"), *self.cues("number_sign"))})

    def _cue(self, name: str) -> str:
        return any_of(map(shadow, self.branch["cue"][name]), ANY_BLANKS)

    @cached_property
    def _plan(self) -> re.Pattern[str]:
        return re.compile("|".join(rf"(?P<{code}>{_any_of(words)})" for code, words in self.branch["plan"].items()))

    def plan_words(self, shade: str) -> list[tuple[str, int, int]]:
        """(code, start, end) of the words that make a figure a plan or tell its result."""
        return [(match.lastgroup or "", match.start(), match.end()) for match in self._plan.finditer(shade)]

    @cached_property
    def fillers(self) -> re.Pattern[str]:
        """Words that may stand between a figure and what it is of."""
        return re.compile(_any_of(self.branch["filler"]["words"]))

    def terms(self, text: str) -> list[Term]:
        """The terms of a sentence with their offsets."""
        return self._finder.find(text)

    def group(self, text: str) -> str | None:
        """The grade ("6") or the age as written ("3 tuổi") that a row's or column's label is, None for others."""
        folded = _squeeze(_NUMBERING.sub("", shadow(text)))
        words = " ".join(_BULLETS.sub("", text).split())
        if match := self._grade.fullmatch(folded):
            return match[1] if 1 <= int(match[1]) <= 12 else None
        if _AGE.fullmatch(folded):
            return _AGE_NOUN.sub("", words)
        if folded in self._others or all(part in self._others for part in _TOGETHER.split(folded)):
            return words
        return None

    def _label(self, text: str) -> Label:
        """`text` read as a label."""
        folded = fold(text)
        if not folded:
            return Label()
        if group := self.group(text):
            return Label(text, group=group)
        folded = with_dash(folded)
        school_year = read_school_year(folded)
        rest = SCHOOL_YEAR.sub(" ", folded)
        calendar = _CALENDAR_YEAR.search(rest)
        rest = _NUMBERING.sub("", _CALENDAR_YEAR.sub(" ", rest))
        grade = self._grade.search(rest)
        if grade:
            rest = rest[: grade.start()] + " " + rest[grade.end() :]
            if any(word in rest for word in self._no_group) or not 1 <= int(grade[1]) <= 12:
                grade = None
        terms, unknown, near = self._cover(rest)
        return Label(
            text,
            terms,
            grade[1] if grade else None,
            school_year,
            int(calendar[1] or calendar[2]) if calendar else None,
            unknown,
            near,
            self._has_figures(rest),
        )

    def _has_figures(self, text: str) -> bool:
        """Whether a label has figures besides those of its terms ("2 buổi/ngày")."""
        if not _FIGURE.search(text):
            return False
        blank = _blank(text)
        terms = self._labels.find(blank)
        return any(
            not any(term.start <= figure.start() < term.end for term in terms) for figure in _FIGURE.finditer(blank)
        )

    def _cover(self, text: str) -> tuple[tuple[tuple[str, str], ...], bool, bool]:
        """The terms of a label, whether words are left over, and whether it is only near to its phrase."""
        blank = _blank(text)
        found = self._labels.find(blank)
        left = list(blank)
        for term in found:
            left[term.start : term.end] = " " * (term.end - term.start)
        terms = tuple((term.label, term.code) for term in found)
        if any(term.label == "metric" and self._share.match(blank, term.start, term.end) for term in found):
            terms = (*terms, ("unit", "percent"))  # "tỷ lệ duy trì"
        if not any(letter.isalpha() for letter in left):
            return terms, False, False
        tight = fold_tight(blank)
        if pieces := self._pieces(tight):  # a narrow cell broke a word: "chuyể n lớp"
            return pieces, False, False
        if len(tight) >= _NEAR_LENGTH:
            hit = process.extractOne(tight, self._long, scorer=fuzz.ratio, score_cutoff=NEAR)
            if hit and abs(len(hit[0]) - len(tight)) <= 1:
                return (self._tight[hit[0]],), False, True
        return terms, True, False

    def _pieces(self, tight: str) -> tuple[tuple[str, str], ...]:
        """The phrases that, written without spaces, make up the whole of `tight`, the fewest; () if none do."""
        if len(tight) > 80:
            return ()
        best: list[tuple[tuple[str, str], ...] | None] = [()] + [None] * len(tight)
        for end in range(1, len(tight) + 1):
            for start in range(max(0, end - 45), end):
                head, term = best[start], self._tight.get(tight[start:end])
                if head is not None and term and end - start > 1:
                    option = (*head, term)
                    if best[end] is None or len(option) < len(best[end] or ()):
                        best[end] = option
        return best[-1] or ()


_TOGETHER = re.compile(r"\s*(?:[,/&+-]|(?<!\w)và(?!\w))\s*")  # "Chồi và Lá"
_BULLETS = re.compile(r"^[\s*+•·-]+")


def _any_of(words: list[str]) -> str:
    """A pattern of whole words."""
    return rf"(?<!\w){any_of(map(shadow, words))}(?!\w)"


def _phrases(table: dict[str, list[str]]) -> dict[str, list[str]]:
    return {code: [shadow(phrase) for phrase in phrases] for code, phrases in table.items()}


def _blank(text: str) -> str:
    return " ".join(shadow(text).translate(_PUNCTUATION).split())


def _squeeze(text: str) -> str:
    return " ".join(shadow(text).replace(".", " ").replace(":", " ").split())


_READY: list[tuple[Vocabulary, Lexicon]] = []
_KEPT = 4  # vocabularies at once: ours and an office's overlay, with room for tests


def lexicon(vocabulary: Vocabulary) -> Lexicon:
    """The Lexicon of `vocabulary`, made once and kept as long as few others are asked for."""
    for known, ready in _READY:
        if known is vocabulary:
            return ready
    ready = Lexicon(vocabulary)
    _READY.append((vocabulary, ready))
    del _READY[:-_KEPT]
    return ready
