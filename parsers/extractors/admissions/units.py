"""Which passages are read as one text, and its sentences: a line that announces a list goes on in the list's lines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from models.report import Evidence
from parsers.extractors.admissions.grammar import AdmissionGrammar
from parsers.extractors.names import find_names
from parsers.extractors.passages import Passage
from parsers.text import shadow
from parsers.vocabulary import Vocabulary

LONGEST_SENTENCE = 6000  # characters; a longer one is read in pieces, so that no paragraph can stall the reading
OPENING_WORDS = 24  # characters at a line's end that may open a list
SHORT_HEADING = 8  # words
MOST_LINES = 60  # lines of one list of names
_OPEN_END = re.compile(r"(?:[:;,]|(?<!\w)(?:gồm|sau|đó là|sau đây|là))\s*\Z")
_BULLET = re.compile(r"[\s\-+*•·●▪–—o]*(?:\d{1,2}\s*[.)/]\s*|[a-zđ]\)\s*)?")
_ANSWER = re.compile(r"(?:chỉ tiêu|kế hoạch|thực hiện|kết quả|số lượng|đã thực hiện|trong đó)\b")
_TELLS = re.compile(r"\s*(?:là|giữ|đã(?!\s+được)|luôn|có|không|chưa|đang|phụ trách|chịu)(?!\w)")
_STOP = re.compile(r"(?<=[^\W_])[.!?](?=\s)|(?<=[)\"])\.(?=\s)|\n")


@dataclass(frozen=True, slots=True)
class Unit:
    """Passages read as one text: a line that announces a list, and the lines of the list."""

    text: str
    small: str
    pieces: tuple[tuple[int, Passage], ...]  # where each begins

    @property
    def first(self) -> Passage:
        return self.pieces[0][1]

    def evidence(self, start: int, end: int, also: list[Evidence] | None = None) -> Evidence:
        """Where the characters stand in the passage that `start` is in."""
        begin, passage = next((b, p) for b, p in reversed(self.pieces) if b <= start)
        shift = passage.start - begin
        return passage.evidence(start + shift, min(end + shift, passage.stop), also)


def units(
    passages: Iterable[Passage], grammar: AdmissionGrammar, vocabulary: Vocabulary, tables: frozenset[int] = frozenset()
) -> Iterator[Unit]:
    """The passages worth reading, each with the list that it announces; one over a table (a block) announces that."""
    todo = list(passages)
    index = 0
    while index < len(todo):
        passage = todo[index]
        index += 1
        if not grammar.quick.search(passage.shadow, passage.start, passage.stop):
            continue
        group = [passage]
        while index < len(todo) and len(group) <= MOST_LINES and _belongs(group, todo[index], grammar, vocabulary):
            if not tables.isdisjoint(range(group[-1].block, todo[index].block)):
                break
            group.append(todo[index])
            index += 1
        yield one_unit(group)


def one_unit(group: list[Passage]) -> Unit:
    pieces: list[tuple[int, Passage]] = []
    length = 0
    for passage in group:
        pieces.append((length, passage))
        length += len(passage.words) + 1
    text = "\n".join(passage.words for passage in group)
    return Unit(text, shadow(text), tuple(pieces))


def _belongs(group: list[Passage], line: Passage, grammar: AdmissionGrammar, vocabulary: Vocabulary) -> bool:
    """Whether `line` goes on with the list that the group opened."""
    if line.section != group[0].section or line.annex != group[0].annex:
        return False
    opened = _OPEN_END.search(shadow(group[-1].words)) is not None
    if len(group) == 1 and not (opened or _is_short_heading(group[0].words)):
        return False
    small = shadow(line.words)
    if _ANSWER.match(small, _bullet_end(small)):
        return grammar.quick.search(small) is None or opened
    if len(group) == 1 and not opened:
        return False
    return _begins_with_name(line.words, 0, vocabulary, first=len(group) == 1)


def sentences(unit: Unit, vocabulary: Vocabulary) -> Iterator[tuple[int, int]]:
    """Start and end of each sentence; a line that goes on with a list belongs to the sentence that opened it."""
    start = 0
    listing = False
    for match in _STOP.finditer(unit.text):
        after = match.end()
        if match[0] == "\n":
            listing = _line_continues(unit, start, match.start(), after, listing, vocabulary)
            if listing or unit.text[after : after + 1].islower():
                continue
        elif listing or not _ends_sentence(unit.text, match.start(), vocabulary):
            continue
        yield from _pieces(start, after)
        start, listing = after, False
    yield from _pieces(start, len(unit.text))


def _pieces(start: int, end: int) -> Iterator[tuple[int, int]]:
    for begin in range(start, end, LONGEST_SENTENCE):
        yield begin, min(end, begin + LONGEST_SENTENCE)


def _line_continues(unit: Unit, start: int, end: int, after: int, listing: bool, vocabulary: Vocabulary) -> bool:
    opened = _OPEN_END.search(unit.small, max(start, end - OPENING_WORDS), end) is not None
    answer = _ANSWER.match(unit.small, _bullet_end(unit.small, after)) is not None
    if answer and (opened or listing or _is_short_heading(unit.text[start : min(end, start + 100)])):
        return True
    if not (opened or listing):
        return False
    return _begins_with_name(unit.text, after, vocabulary, first=not listing)


def _ends_sentence(text: str, stop: int, vocabulary: Vocabulary) -> bool:
    """ "." behind a number may number a list ("1. A 2. B"), and behind one letter shorten a word ("Th. S")."""
    if text[stop - 1].isdigit():
        return not _begins_with_name(text, stop + 1, vocabulary, first=True)
    following = text[stop + 1 :].lstrip()[:1]
    return not following.islower() and not (stop >= 2 and not text[stop - 2].isalnum() and text[stop - 1].isupper())


def _is_short_heading(line: str) -> bool:
    """ "- Kết nạp đảng viên mới" above "+ Chỉ tiêu: 02"."""
    return len(line.split()) <= SHORT_HEADING and not re.search(r"[.\d]", line[_bullet_end(shadow(line)) :])


def _bullet_end(small: str, start: int = 0) -> int:
    match = _BULLET.match(small, start)
    return match.end() if match else start


def _begins_with_name(text: str, start: int, vocabulary: Vocabulary, first: bool) -> bool:
    """Whether a name (behind a bullet and titles) opens the line that begins at `start`.

    Behind the `first` line of a list, one that tells something of the person ("Lê Mơ là …") is prose again.
    """
    end = text.find("\n", start)
    end = min(len(text) if end < 0 else end, start + 90)
    names = find_names(text, start, end, vocabulary)
    if not names or names[0].confidence < 0.6:
        return False
    if not first and _TELLS.match(shadow(text[names[0].end : end])):
        return False
    before = text[_bullet_end(shadow(text), start) : names[0].start]
    return len(before.split()) <= 4 and not re.search(r"[;,.]", before.rstrip(" .:"))
