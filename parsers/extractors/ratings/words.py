"""A line as the ratings see it: level labels, prompts, words that say nothing of their own, typed marks, and the rest.

A line belongs to a rating when nothing is left over: labels are found by what stands beside them, so prose that praises
("hoàn thành xuất sắc cả về khối lượng") and rows of figures ("Tốt: 18/34") are none.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any, Literal, NamedTuple

from rapidfuzz.distance import OSA, Levenshtein

from models.document import OBJECT
from parsers.extractors.ratings.scores import figure_spans, find_score
from parsers.phrases import any_of
from parsers.text import shadow
from parsers.vocabulary import Vocabulary, compiled

PieceKind = Literal["label", "own", "proposal", "bare", "instruction", "filler", "letter", "number", "unknown", "sign"]
PROMPTS = ("own", "proposal", "instruction")
Levels = Mapping[str, str]  # scale → level code: "hoàn thành tốt nhiệm vụ" stands under two scales

LONGEST_LINE = 400  # characters: what asks for or gives a rating is short
SHORT_LINE = 60  # characters: so short a line is tried for misspelt labels even if none of their words is in it
MOST_KEPT = 2048  # lines
MOST_STRANGE = 4  # syllables that no phrase has: a line of labels has none but for slips
MOST_UNKNOWN = 8  # words beyond the vocabulary that a line may have and still be tried for slips of the pen

# An enumerator inside a line, a cross glued to its label, a word, a number, one sign.
_TOKEN = re.compile(r"(?<!\w)[a-dđ1-4][.)](?!\w)|(?<!\w)x(?=(?:xuất|tốt|trung|kém|hoàn|không))|[^\W\d_]+|\d+|\S")
_ENUMERATOR = re.compile(
    r"\s*(?:[\-+*•·–]\s*)?(?:\(?(?:\d{1,2}(?:\.\d{1,2})*|[a-hđi]|[ivx]{2,5})\s*[.):/\-](?!\d)\s*)"
    r"|\s*(?:phần|mục)\s+(?:thứ\s+)?(?:[ivx]{1,5}|\d{1,2}|nhất|một|hai|ba|bốn|tư|năm|sáu|bảy|tám|chín|mười)(?!\w)"
    r"\s*[.):/\-]?\s*"
)
_YEAR = re.compile(r"(?:19|20)\d\d\Z")
_COST = {"label": 1, "filler": 1, "letter": 3, "number": 90, "unknown": 100, "sign": 0}
_TYPO_COST = 12
LONG_PROMPT = 8  # letters: a shorter prompt is known by its exact words only
_LONGEST_PHRASE = 12  # tokens
MOST_SLIPS = 2  # of the pen, in a label

_Found = (
    tuple[PieceKind, int, int] | tuple[PieceKind, int, int, Levels | None] | tuple[PieceKind, int, int, Levels, bool]
)  # what a Piece is made of


_WORDLESS = frozenset({"sign", "letter"})


class Piece(NamedTuple):
    """The characters `start` to `end` of a line; `levels` of a label, `typo` if it is spelt like none exactly."""

    kind: PieceKind
    start: int
    end: int
    levels: Levels | None = None
    typo: bool = False


@dataclass(frozen=True)
class Line:
    """A line cut into pieces; offsets count in the text that it was cut from. What it says is told many times over."""

    pieces: tuple[Piece, ...]

    @cached_property
    def kinds(self) -> frozenset[str]:
        """The kinds of its pieces."""
        return frozenset(piece.kind for piece in self.pieces)

    @cached_property
    def labels(self) -> tuple[Piece, ...]:
        """The level labels; of two that say the same ("Hoàn thành tốt nhiệm vụ (HTTNV)") the first."""
        found: list[Piece] = []
        for piece in self.pieces:
            if piece.levels and not (
                found and found[-1].levels == piece.levels and _only_bracket(self, found[-1], piece)
            ):
                found.append(piece)
        return tuple(found)

    @property
    def pure(self) -> bool:
        """Nothing is left over: no unknown word, no figure."""
        return "unknown" not in self.kinds and "number" not in self.kinds

    @cached_property
    def unknown(self) -> tuple[Piece, ...]:
        """What the vocabulary has no word for."""
        return tuple(piece for piece in self.pieces if piece.kind == "unknown")

    @property
    def wordless(self) -> bool:
        """No letter, no digit: blank, or only boxes and signs."""
        return self.kinds <= _WORDLESS

    def has(self, *kinds: str) -> bool:
        """Whether a piece of one of `kinds` stands in it."""
        return not self.kinds.isdisjoint(kinds)


def _only_bracket(line: Line, first: Piece, second: Piece) -> bool:
    between = [piece for piece in line.pieces if first.end <= piece.start < second.start]
    return all(piece.kind in ("sign", "filler") for piece in between)


@dataclass(frozen=True, slots=True)
class Words:
    """The branch `ratings` of the vocabulary, ready to be matched."""

    exact: Mapping[str, tuple[PieceKind, Levels | None]]  # one syllable: as the shadow has it
    toneless: Mapping[str, tuple[PieceKind, Levels | None]]  # longer phrases: without blanks and tones
    prefixes: frozenset[str]  # the beginnings of those longer phrases
    spellings: Mapping[
        str, list[tuple[str, Levels]]
    ]  # labels to be known with a slip, by their first and last two letters
    prompt_spellings: Mapping[str, list[tuple[str, PieceKind]]]  # long prompts, by the same
    close: frozenset[tuple[str, int]]  # ends and lengths of what may be a slip of one of both
    longest: int  # letters of the longest phrase
    letters: frozenset[str]
    others: re.Pattern[str]
    rows_of_others: re.Pattern[str]
    anchor: re.Pattern[str]
    prompt: re.Pattern[str]
    short: frozenset[str]  # what asks for a level where nothing else stands on the line
    syllables: frozenset[str]  # of all phrases, without tones
    marks: Mapping[str, frozenset[str]]
    glyphs: re.Pattern[str]  # one sign that is a box or mark, or that only a font knows
    kept: dict[tuple[str, int, int], Line]  # lines read before: those of rating blocks are read several times

    def read(self, text: str, start: int = 0, end: int | None = None) -> Line:
        """The pieces of the characters `start` to `end` of `text` (NFC)."""
        stop = len(text) if end is None else end
        if stop - start > LONGEST_LINE:
            return Line((Piece("unknown", start, stop),))
        kept = self.kept.get((text, start, stop))
        if kept is None:
            if len(self.kept) >= MOST_KEPT:
                self.kept.clear()
            pieces = self._pieces(shadow(text)[:stop], start)
            pieces = _without_lone_letters(_without_listed(pieces, text))
            kept = self.kept[text, start, stop] = Line(tuple(pieces))
        return kept

    def _pieces(self, low: str, start: int) -> list[Piece]:
        number = _ENUMERATOR.match(low, start)
        begin = number.end() if number and number.end() < len(low) else start
        tokens = [match.span() for match in _TOKEN.finditer(low, begin)]
        if figures := figure_spans(low, begin):
            tokens = [token for token in tokens if not any(start <= token[0] < end for start, end in figures)]
        if not tokens:
            return []
        if self._is_prose(low, tokens):
            return [Piece("unknown", tokens[0][0], tokens[-1][1])]
        pieces = self._best(low, tokens, slips=False)
        if 0 < sum(piece.kind == "unknown" for piece in pieces) <= MOST_UNKNOWN and _may_slip(low, begin, pieces):
            pieces = self._best(low, tokens, slips=True)
        return pieces

    def _is_prose(self, low: str, tokens: list[tuple[int, int]]) -> bool:
        """Whether the line has no prompt and too many words that no phrase has: spares the search."""
        if len(tokens) <= MOST_STRANGE or self.prompt.search(low):
            return False
        plain = without_signs(low)
        strange = sum(plain[start:end] not in self.syllables for start, end in tokens if low[start].isalpha())
        return strange > MOST_STRANGE

    def may_rate(self, text: str) -> bool:
        """Whether a line is worth reading at all."""
        low = shadow(text)
        if len(text) > SHORT_LINE:
            return bool(self.anchor.search(low) or find_score(low))
        plain = without_signs(low)
        return any(plain[match.start() : match.end()] in self.syllables for match in _TOKEN.finditer(low))

    def _best(self, low: str, tokens: list[tuple[int, int]], *, slips: bool) -> list[Piece]:
        """The cheapest cutting of the tokens: the fewest unknown words, then the fewest pieces."""
        plain = without_signs(low)
        best: list[tuple[int, _Found | None, int]] = [(0, None, 0), *[(1 << 30, None, 0)] * len(tokens)]
        for first in range(len(tokens)):
            before = best[first][0]
            for found, last, cost in self._candidates(low, plain, tokens, first, slips):
                if before + cost < best[last][0]:
                    best[last] = (before + cost, found, first)
        pieces: list[Piece] = []
        place = len(tokens)
        while place:
            _, taken, place = best[place]
            assert taken is not None  # every place past the first was reached
            pieces.append(Piece(*taken))
        return pieces[::-1]

    def _candidates(
        self, low: str, plain: str, tokens: list[tuple[int, int]], first: int, slips: bool
    ) -> Iterator[tuple[_Found, int, int]]:
        start, end = tokens[first]
        single = self._single(low[start:end])
        yield (single, start, end), first + 1, _COST[single]
        if single == "sign":
            return
        if entry := self.exact.get(low[start:end]):
            yield (entry[0], start, end, entry[1]), first + 1, _COST["label"]
        tight = ""
        for last in range(first + 1, min(first + _LONGEST_PHRASE, len(tokens)) + 1):
            begin, stop = tokens[last - 1]
            if plain[begin:stop] == OBJECT:
                continue  # a drawing may be anchored inside a label
            tight += plain[begin:stop]
            if entry := self.toneless.get(tight):
                yield (entry[0], start, stop, entry[1]), last, _COST["label"]
            elif not slips:
                if tight not in self.prefixes:
                    return
            elif len(tight) > self.longest + MOST_SLIPS:
                return
            elif (tight[:2], len(tight)) not in self.close and (tight[-2:], len(tight)) not in self.close:
                continue
            elif levels := self._slip(tight):
                yield ("label", start, stop, levels, True), last, _TYPO_COST
            elif kind := self._prompt_slip(tight):
                yield (kind, start, stop), last, _TYPO_COST

    def _single(self, token: str) -> PieceKind:
        if token in self.letters and token != "1":
            return "letter"
        if token.isdecimal():
            return "letter" if token == "1" else "filler" if _YEAR.match(token) else "number"
        if len(token) == 2 and token[1] in ".)":
            return "sign"
        return "unknown" if token[0].isalnum() else "sign"

    def _prompt_slip(self, tight: str) -> PieceKind | None:
        """The prompt that `tight` is a misspelling of: one slip of the pen in a long one."""
        if len(tight) < LONG_PROMPT:
            return None
        for ends in (tight[:2], tight[-2:]):
            for word, kind in self.prompt_spellings.get(ends, ()):
                if -1 <= len(word) - len(tight) <= 1 and OSA.distance(tight, word, score_cutoff=1) <= 1:
                    return kind
        return None

    def _slip(self, tight: str) -> Levels | None:
        """The label that `tight` is a misspelling of, if it is nearer to it than to any of another level."""
        if len(tight) < 6:
            return None
        spellings = [*self.spellings.get(tight[:2], ()), *self.spellings.get(tight[-2:], ())]
        most = MOST_SLIPS if len(tight) >= 12 else 1
        if not any(abs(len(word) - len(tight)) <= most and Levenshtein.distance(tight, word, score_cutoff=most) <= most
                   for word, _ in spellings):  # fmt: skip
            return None
        near = sorted(
            ((distance, levels) for word, levels in spellings
             if (distance := Levenshtein.distance(tight, word, score_cutoff=4)) <= 4),
            key=lambda entry: entry[0],
        )  # fmt: skip
        rival = next((distance for distance, levels in near if levels != near[0][1]), 9)
        return near[0][1] if rival >= near[0][0] + 2 else None


def _without_listed(pieces: list[Piece], text: str) -> list[Piece]:
    """Levels that the prompt lists in brackets are no answer: "Tự đánh giá (Xuất sắc, Tốt, Trung bình, Kém): Tốt"."""
    labels = [piece for piece in pieces if piece.levels]
    opened = text.rfind("(", 0, labels[0].start) if len(labels) > 2 else -1
    closed = text.find(")", opened) if opened >= 0 else -1
    if closed < 0 or not any(label.start > closed for label in labels):
        return pieces
    inside = [piece for piece in pieces if opened < piece.start < closed]
    prompted = any(piece.kind in (*PROMPTS, "bare") and piece.end <= opened for piece in pieces)
    plain = all(piece.levels or piece.kind in ("sign", "filler") for piece in inside)
    if not prompted or not plain or sum(bool(piece.levels) for piece in inside) < 2:
        return pieces
    return [
        piece._replace(kind="filler", levels=None) if piece in inside and piece.levels else piece for piece in pieces
    ]


def _without_lone_letters(pieces: list[Piece]) -> list[Piece]:
    """A letter is a level ("T", "K") only beside two levels that are written out further ("XS", "TB")."""
    labels = [piece for piece in pieces if piece.levels]
    if len({id(piece.levels) for piece in labels if piece.end - piece.start > 1}) > 1:
        return pieces
    return [
        piece._replace(kind="unknown", levels=None) if piece.levels and piece.end - piece.start == 1 else piece
        for piece in pieces
    ]


def _may_slip(low: str, begin: int, pieces: list[Piece]) -> bool:
    """A misspelt label stands alone, among others, or beside a prompt."""
    asked = any(piece.kind in PROMPTS for piece in pieces)
    return asked or len(low) - begin <= SHORT_LINE or sum(piece.kind == "label" for piece in pieces) > 1


@lru_cache(maxsize=4096)
def without_signs(low: str) -> str:
    """`low` (a shadow) without tones and vowel signs, letter for letter as long as it was."""
    return "".join(_BARE.get(letter) or _bare(letter) for letter in low)


_BARE: dict[str, str] = {"đ": "d"}


def _bare(letter: str) -> str:
    _BARE[letter] = bare = unicodedata.normalize("NFD", letter)[0] if len(_BARE) < 4096 else letter
    return bare


def rating_words(vocabulary: Vocabulary) -> Words:
    """The branch of a vocabulary, compiled once."""
    return compiled(_compile, vocabulary)


def _compile(vocabulary: Vocabulary) -> Words:
    branch = vocabulary["ratings"]
    labels: dict[str, dict[str, str]] = {}
    for scale, levels in branch["levels"].items():
        for level, phrases in levels.items():
            for phrase in phrases:
                labels.setdefault(shadow(phrase), {})[scale] = level
    entries: dict[str, tuple[PieceKind, Levels | None]] = {}
    for word in branch["words"]["fillers"]:
        entries[shadow(word)] = ("filler", None)
    kinds: tuple[PieceKind, ...] = ("bare", "proposal", "own", "instruction")
    for kind in kinds:
        for word in branch["prompts"][kind]:
            entries[shadow(word)] = (kind, None)
    entries |= {phrase: ("label", levels) for phrase, levels in labels.items()}
    for scale, levels in branch["letters"].items():
        entries |= {letter: ("label", {scale: level}) for level, letters in levels.items() for letter in letters}
    signs = (*branch["marks"]["marked"], *branch["marks"]["empty"])
    anchors = {*labels, *(word for kind in PROMPTS for word in branch["prompts"][kind])}
    spellings: dict[str, list[tuple[str, Levels]]] = {}
    for phrase, levels in labels.items():
        if len(tight := _tight(phrase)) >= 7:
            for ends in {tight[:2], tight[-2:]}:
                spellings.setdefault(ends, []).append((tight, levels))
    prompts = _prompt_spellings(branch["prompts"], entries)
    spelt = [(ends, word) for kept in (spellings, prompts) for ends, words in kept.items() for word, _ in words]
    longer = {_tight(phrase): entry for phrase, entry in entries.items() if len(_TOKEN.findall(phrase)) > 1}
    return Words(
        exact=entries,
        toneless=longer,
        prefixes=frozenset(phrase[:end] for phrase in longer for end in range(1, len(phrase) + 1)),
        spellings=spellings,
        prompt_spellings=prompts,
        close=frozenset(
            (ends, len(word) + more) for ends, word in spelt for more in range(-MOST_SLIPS, MOST_SLIPS + 1)
        ),
        longest=max(len(_tight(phrase)) for phrase in entries),
        letters=frozenset(branch["marks"]["letters"]),
        others=re.compile(_any(branch["words"]["others"])),
        rows_of_others=re.compile(_any(branch["words"]["rows_of_others"])),
        anchor=re.compile(_any(anchors)),
        prompt=re.compile(_any(word for kind in PROMPTS for word in branch["prompts"][kind])),
        short=frozenset(map(shadow, branch["prompts"]["short"])),
        syllables=frozenset(word for phrase in entries for word in without_signs(phrase).split()),
        marks={key: frozenset(value) for key, value in branch["marks"].items()},
        glyphs=re.compile(rf"[\ue000-\uf8ff]|{any_of(sign for sign in signs if len(sign) == 1)}"),
        kept={},
    )


def _prompt_spellings(
    prompts: Mapping[str, list[str]], entries: Mapping[str, tuple[PieceKind, Levels | None]]
) -> dict[str, list[tuple[str, PieceKind]]]:
    """The long prompts by their first and by their last two letters: a slip of the pen leaves one of them."""
    spellings: dict[str, list[tuple[str, PieceKind]]] = {}
    for word in (*prompts["own"], *prompts["proposal"]):
        if len(tight := _tight(shadow(word))) >= LONG_PROMPT:
            for ends in {tight[:2], tight[-2:]}:
                spellings.setdefault(ends, []).append((tight, entries[shadow(word)][0]))
    return spellings


def _tight(phrase: str) -> str:
    return "".join(without_signs(phrase).split())


def _any(words: Any) -> str:
    return any_of(map(shadow, words))
