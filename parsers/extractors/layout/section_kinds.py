"""What a section is about, by its title's meaning: never by its number, which changes with the template."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any, cast

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from models.report import SectionKind
from parsers.phrases import any_of
from parsers.text import shadow, without_tones
from parsers.vocabulary import Vocabulary, compiled

FAR = 60  # characters: a phrase that stands later in a title does not say what the title is about
GAP = 80  # characters that a phrase's "…" may stand for
ALIKE = 88.0  # of 100: a misspelt or badly scanned title this near an official one is that title
ONE_SLIP, TWO_SLIPS = 8, 15  # letters of a phrase that may have so many slips of the pen
SHORT_SLIP = 6  # letters of a phrase that may have one if it is the whole title

_KEPT = 2048  # titles
_WORD = re.compile(r"\w+")
_ANY_SIGNS = {" ": r"\W+"}  # what may stand between the words of a phrase


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a title is about. `sure`: the phrase opens the title, so that it is a section's title on its own."""

    kind: SectionKind | None
    level: int
    sure: bool
    start: int
    end: int  # of the phrase in the title


class Kinds:
    """The vocabulary's section titles, compiled once."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        words: dict[str, Any] = vocabulary["sections"]
        self._inside: dict[str, dict[str, SectionKind]] = words["inside"]
        self._holds: dict[str, list[str]] = words["holds"]
        self._levels: dict[str, int] = {kind: entry["level"] for kind, entry in words["kinds"].items()}
        phrases = [(phrase, kind) for kind, entry in words["kinds"].items() for phrase in entry["phrases"]]
        phrases.sort(key=lambda pair: -len(pair[0]))  # of phrases that start at one place the longest is tried first
        self._phrases = tuple(_by_first_word(phrases, normal) for normal in (shadow, without_tones))
        self._openings = tuple(re.compile(rf"(?<!\w){any_of(index)}(?!\w)") for index in self._phrases)
        self._titles = [
            (kind, without_tones(title)) for kind, entry in words["kinds"].items() for title in entry["titles"]
        ]
        lead_ins = sorted(words["lead_ins"], key=len, reverse=True)
        self._leads = tuple(_lead([normal(words) for words in lead_ins]) for normal in (shadow, without_tones))
        self._sentence = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words['sentence_words']))})(?!\w)")
        self._opening = re.compile(_leads([without_tones(words) for words in lead_ins]))
        self._tight: dict[str, list[tuple[str, str]]] = {}
        for phrase, kind in phrases:
            tight = "".join(_WORD.findall(without_tones(phrase)))
            if len(tight) >= SHORT_SLIP and "…" not in phrase:
                self._tight.setdefault(tight[0], []).append((tight, kind))
        self._official = {
            kind: [set(re.findall(r"\w+", without_tones(title))) for title in entry["titles"]]
            for kind, entry in words["kinds"].items()
        }
        self.read = lru_cache(maxsize=_KEPT)(self._read)  # four of five titles stood in a report before

    def _read(self, title: str) -> Meaning | None:
        """What `title` is about; None where no phrase says it. A title of a matter without a kind has kind None.

        As it is spelt; where that does not open the title, without tones, then by likeness to an official title.
        """
        spelt = self.read_spelt(title)
        if spelt and spelt.sure:
            return spelt
        plain = without_tones(title)
        toneless = self._search(plain, 1)
        if toneless and toneless.sure:
            return toneless
        return self._near(plain) or self._misspelt(plain) or spelt or toneless

    def read_spelt(self, title: str) -> Meaning | None:
        """Like `read`, for text that may be prose: slips are not forgiven."""
        return self._search(shadow(title), 0)

    def within(self, kind: SectionKind | None, parents: Iterable[SectionKind | None]) -> SectionKind | None:
        """What `kind` is called inside sections of kinds `parents`, the nearest first."""
        for parent in parents:
            if parent is not None:
                return self._inside.get(parent, {}).get(kind or "", kind)
        return kind

    def may_hold(self, parent: SectionKind | None, kind: SectionKind | None) -> bool:
        """Whether a sub-section of `kind` has its place in a section of kind `parent`."""
        return parent is None or kind is None or parent not in self._holds or kind in self._holds[parent]

    def sentence_words(self, text: str) -> int:
        """How many words of a running sentence `text` holds."""
        return len(self._sentence.findall(shadow(text)))

    def official_words(self, kind: str) -> list[set[str]]:
        """The words of each official title of a kind, without tones."""
        return self._official[kind]

    def _search(self, text: str, spelling: int) -> Meaning | None:
        phrases = self._phrases[spelling]
        for word in self._openings[spelling].finditer(text, 0, FAR + 1):
            known = phrases[word[0]]
            if match := known.pattern.match(text, word.start()):
                sure = self._leads[spelling].match(text[: match.start()]) is not None
                return self._meaning(known.kind_of(match), sure, match.start(), match.end())
        return None

    def _near(self, text: str) -> Meaning | None:
        for kind, official in self._titles:
            if len(official) >= 12 and 0.6 <= len(text) / len(official) <= 1.6 and fuzz.ratio(text, official) >= ALIKE:
                return self._meaning(kind, True, 0, len(text))
        return None

    def _misspelt(self, text: str) -> Meaning | None:
        """What a title says that opens with a long phrase but for a slip of the pen: "gai trinh"."""
        opening = self._opening.match(text)
        for start in {0, opening.end() if opening else 0}:
            tight = "".join(_WORD.findall(text[start : start + FAR]))
            for phrase, kind in self._tight.get(tight[:1], ()):
                if len(phrase) < ONE_SLIP and len(tight) > len(phrase) + 1:
                    continue
                slips = 2 if len(phrase) >= TWO_SLIPS else 1
                cuts = range(len(phrase) - slips, len(phrase) + slips + 1)
                if any(OSA.distance(tight[:cut], phrase, score_cutoff=slips) <= slips for cut in cuts):
                    return self._meaning(kind, True, start, len(text))
        return None

    def _meaning(self, kind: str, sure: bool, start: int, end: int) -> Meaning:
        named = None if kind == "none" else cast(SectionKind, kind)
        return Meaning(named, self._levels[kind], sure, start, end)


def section_kinds(vocabulary: Vocabulary) -> Kinds:
    """The compiled titles of a vocabulary."""
    return compiled(Kinds, vocabulary)


def _lead(lead_ins: list[str]) -> re.Pattern[str]:
    """What may stand before a phrase without changing what the title is about."""
    return re.compile(rf"{_leads(lead_ins)}\Z")


def _leads(lead_ins: list[str]) -> str:
    return rf"\W*(?:(?:{'|'.join(map(re.escape, lead_ins))})(?!\w)\W*)*"


@dataclass(frozen=True)
class _Alike:
    """Phrases that begin with one word, the words of each and those behind a gap, in the order in which they are tried.

    There are hundreds, and a paper asks for few: compiled when first asked for.
    """

    phrases: list[tuple[str, ...]] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Of phrases without a gap one tree, for the longest is what stands there; else a group for each."""
        if not self._gaps:
            return re.compile(rf"{any_of((phrase for (phrase,) in self.phrases), _ANY_SIGNS)}(?!\w)")
        gap = rf"\b.{{0,{GAP}}}?\b"
        ways = [gap.join(r"\W+".join(map(re.escape, part.split())) for part in phrase) for phrase in self.phrases]
        return re.compile(rf"(?:{'|'.join(f'({way})' for way in ways)})(?!\w)")

    def kind_of(self, match: re.Match[str]) -> str:
        """The kind of the phrase that the pattern found."""
        if match.lastindex is not None:
            return self.kinds[match.lastindex - 1]
        return self._by_words[" ".join(_WORD.findall(match[0]))]

    @cached_property
    def _gaps(self) -> bool:
        return any(len(phrase) > 1 for phrase in self.phrases)

    @cached_property
    def _by_words(self) -> dict[str, str]:
        return {phrase: kind for (phrase, *_), kind in zip(self.phrases[::-1], self.kinds[::-1], strict=True)}


def _by_first_word(phrases: Sequence[tuple[str, str]], normal: Callable[[str], str]) -> dict[str, _Alike]:
    """Phrases with their kinds, by the word they begin with; "…" in a phrase is a gap of any words."""
    index: dict[str, _Alike] = {}
    for phrase, kind in phrases:
        parts = [" ".join(_WORD.findall(normal(part))) for part in phrase.split("…")]
        alike = index.setdefault(parts[0].split()[0], _Alike())
        alike.phrases.append(tuple(filter(None, parts)))
        alike.kinds.append(kind)
    return index
