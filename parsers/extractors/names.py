"""People's names in stretches of text that are expected to hold them: after a colon, in brackets, after "đ/c".

The way: runs of capitalised syllables → titles before and posts after are cut off → what is no person is dropped →
each name with its offsets and how sure it is. The words stand in `vocabulary/names.toml`; docs/design says why.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from parsers.phrases import LOOSE, any_of
from parsers.text import shadow
from parsers.vocabulary import Vocabulary, load_vocabulary

# Confidences: what kind of name was seen. Those of 0.9 and more need no second look.
LISTED_SURNAME = 0.97
SHORT = 0.93  # two syllables, or "thị" in lower case: a place or a plain phrase can look like it
UNLISTED_WITH_MIDDLE = 0.92  # the first syllable is unknown, but "Thị", "Văn" or "A" follows
UNLISTED_WITH_TITLE = 0.8
UNLISTED = 0.65  # three syllables or more, by shape alone
UNLISTED_SHORT = 0.4
GIVEN_NAME_ALONE = 0.4  # "đồng chí Hương": after a title only
UNSEPARATED = 0.6  # two names without a sign between them
PERHAPS_TWO = 0.75  # five syllables or more with a frequent family name inside: "Nguyễn Thị Hậu Lê Mơ"
ABBREVIATED = 0.5  # "Hoàng T. Lan": the name goes on behind the initial

MOST_SYLLABLES = 6  # "Công Tằng Tôn Nữ Thị Hoa"
LONGEST_WORD_BEFORE = 32  # characters looked at before a run
MOST_WORDS_BETWEEN = 14  # words between two names of one list, brackets left out


@dataclass(frozen=True, slots=True)
class Name:
    """A person's name: `text` without titles, white space folded; characters `start` to `end` of the source text."""

    text: str
    start: int
    end: int
    confidence: float


class _Syllable(NamedTuple):
    start: int
    end: int
    text: str  # as written
    key: str  # as compared


@dataclass(frozen=True, slots=True)
class _Grammar:
    """The vocabulary's branch, compiled."""

    surnames: frozenset[str]
    frequent: frozenset[str]  # family names seen in every report
    middles: frozenset[str]
    lowered: frozenset[str]  # middles seen in lower case
    title_words: frozenset[str]
    leading: frozenset[str]
    weak: frozenset[str]
    acronyms: frozenset[str]
    no_persons: frozenset[str]  # places and figures, whole
    titles: re.Pattern[str]
    titles_before: re.Pattern[str]
    address: re.Pattern[str]
    positions: re.Pattern[str]
    things: re.Pattern[str]
    after: re.Pattern[str]
    collectives: re.Pattern[str]


# A syllable: letters, with an inner apostrophe (H'Hen, K'Brểu, H' Bia) or a hyphened prefix (Y-Thông).
_QUOTE = "['’‘ʼ`´]"
_SYLLABLE = re.compile(rf"(?:[HKYhky]-)?(?:[^\W\d_]{{1,2}}{_QUOTE} ?)?[^\W\d_]+(?:{_QUOTE}[^\W\d_]+)*")
_BRACKETS = re.compile(r"\([^()]*(?:\([^()]*\)[^()]*)*\)|\[[^\[\]]*\]")
# "." ends a sentence, but not after a list number ("1. A 2. B") or an abbreviation ("GV. A").
_SENTENCE_END = re.compile(r"(?<=[^\W\d_A-ZĐ])[.!?](?=\s|\Z)|(?<=\))\.(?=\s|\Z)")
_VOWELS = re.compile("[aăâeêioôơuưyáàảãạắằẳẵặấầẩẫậéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ]")
_APOSTROPHE_PREFIX = re.compile(r"\w{1,2}' ?\w|[hky]-\w")


def find_names(text: str, start: int, end: int, vocabulary: Vocabulary) -> list[Name]:
    """The persons named between `start` and `end` of `text` (NFC), in order.

    Meant for stretches that hold names; in running prose its lower confidences (under 0.7) are guesses.
    """
    grammar = _grammar(vocabulary)
    small = shadow(text)
    titles = {place for match in grammar.titles.finditer(small, start, end) for place in range(*match.span())}
    names: list[Name] = []
    for run in _runs(text, small, start, end, titles, grammar):
        names.extend(_names_in_run(run, small, grammar))
    return names


def read_name_list(text: str, start: int, end: int, vocabulary: Vocabulary) -> list[Name]:
    """The persons of the list that begins at `start`: "A; B và C", "1. A 2. B", "đ/c A – Bí thư, Hiệu trưởng và đ/c B".

    A bracket behind a name describes it and names nobody; the list ends where a sentence does or prose takes over.
    """
    listed: list[Name] = []
    brackets = [match.span() for match in _BRACKETS.finditer(text, start, end)]
    plain = _BRACKETS.sub(lambda match: " " * len(match[0]), text[start:end])
    for name in find_names(text, start, end, vocabulary):
        if listed:
            if _inside_description(name, listed, brackets, text):
                continue
            if _list_is_over(plain, listed[-1].end - start, name.start - start):
                break
        listed.append(name)
    return listed


def is_collective(text: str, vocabulary: Vocabulary | None = None) -> bool:
    """Whether a recipient is a collective (tổ, công đoàn, chi đoàn, liên đội, lớp, trường …) and no person."""
    grammar = _grammar(load_vocabulary() if vocabulary is None else vocabulary)
    return grammar.collectives.match(shadow(text)) is not None


# --- runs ------------------------------------------------------------------------------------------------------------


def _runs(
    text: str, small: str, start: int, end: int, titles: set[int], grammar: _Grammar
) -> Iterator[list[_Syllable]]:
    """Neighbouring capitalised syllables with nothing but a blank between them."""
    run: list[_Syllable] = []
    pending: _Syllable | None = None  # a "thị" in lower case that waits for a capital behind it
    for match in _SYLLABLE.finditer(text, start, end):
        if not run and not match[0][0].isupper():
            continue  # no run is open, and none begins here
        syllable = _Syllable(*match.span(), match[0], small[match.start() : match.end()])
        last = pending or (run[-1] if run else None)
        joined = last is not None and small[last.end : syllable.start] in (" ", "  ") and "\n" not in match[0]
        if joined and "\n" in text[last.end : syllable.start]:  # type: ignore[union-attr]
            joined = False
        capital = _is_name_syllable(syllable, grammar) and syllable.start not in titles
        if joined and not capital and pending is None and run and _may_be_lowered(run, syllable, grammar):
            pending = syllable
            continue
        if not (joined and capital):
            if run:
                yield run
            run = []
        elif pending is not None:
            run.append(pending)
        pending = None
        if run and capital and joined and _case_changes(run[-1], syllable, grammar):  # "BÍ THƯ Lê Thị Mơ"
            yield run
            run = []
        if capital and run and syllable.text == "VÀ":  # the conjunction of a list in capitals
            yield run
            run = []
        elif capital:
            run.append(syllable)
    if run:
        yield run


def _is_name_syllable(syllable: _Syllable, grammar: _Grammar) -> bool:
    if not syllable.text[0].isupper():
        return False
    if len(syllable.text) > 1 and syllable.text.isupper():
        return syllable.key not in grammar.acronyms and _VOWELS.search(syllable.key) is not None
    return True


def _case_changes(last: _Syllable, syllable: _Syllable, grammar: _Grammar) -> bool:
    if not (len(last.text) > 1 and last.text.isupper()) or syllable.text.isupper():
        return False
    return syllable.key in grammar.surnames and syllable.key not in grammar.middles


def _may_be_lowered(run: list[_Syllable], syllable: _Syllable, grammar: _Grammar) -> bool:
    """ "Nguyễn thị Hoa": a middle name in lower case behind a family name."""
    return len(run) <= 2 and syllable.key in grammar.lowered and run[-1].key in grammar.surnames


# --- names in a run --------------------------------------------------------------------------------------------------


def _names_in_run(run: list[_Syllable], small: str, grammar: _Grammar) -> list[Name]:
    titled = _has_title_before(run[0].start, small, grammar)
    addressed = grammar.address.search(small, max(0, run[0].start - LONGEST_WORD_BEFORE), run[0].start) is not None
    run, stripped = _strip_front(run, small, grammar)
    titled = titled or stripped
    if not run or (not stripped and _names_a_thing(run[0].start, small, grammar)):
        return []
    whole = _cut_tail(run, small, grammar)
    if len(whole) == 1:
        titled = addressed or stripped  # "đ/c Hương", but not "giáo viên Toán"
    return [name for part in _split(whole, grammar) if (name := _judge(part, small, titled, whole, grammar))]


def _has_title_before(start: int, small: str, grammar: _Grammar) -> bool:
    return grammar.titles_before.search(small, max(0, start - LONGEST_WORD_BEFORE), start) is not None


def _names_a_thing(start: int, small: str, grammar: _Grammar) -> bool:
    """A place, school, fund or quoted title: "xã Hồ Thị Kỷ", "Trường THCS Lê Lợi", "quỹ Vừ A Dính"."""
    if small[max(0, start - 1) : start] == '"':
        return True
    return grammar.after.search(small, max(0, start - LONGEST_WORD_BEFORE), start) is not None


def _strip_front(run: list[_Syllable], small: str, grammar: _Grammar) -> tuple[list[_Syllable], bool]:
    """The run without titles, posts and ordinary words before the name, and whether a title or post was among them."""
    titled = False
    while run:
        if grammar.things.match(small, run[0].start):
            keeps_family_name = run[0].key in grammar.surnames and len(run) >= 3 and _is_middle(run[1], grammar)
            return (run, titled) if keeps_family_name else ([], titled)
        position = grammar.positions.match(small, run[0].start)
        if position and not (run[0].key in grammar.surnames and position.end() <= run[0].end):
            run = [syllable for syllable in run if syllable.start >= position.end()]
            titled = True
        elif len(run) >= 2 and run[0].key in grammar.title_words and not _is_middle(run[1], grammar):
            run, titled = run[1:], True
        elif len(run) >= 3 and _is_plain_word(run, grammar):
            run = run[1:]
        else:
            break
    return run, titled


def _is_plain_word(run: list[_Syllable], grammar: _Grammar) -> bool:
    """ "Gồm Nguyễn Văn An"; but "Và Bá Tủa" is a Mông name."""
    if run[0].key not in grammar.leading or run[1].key not in grammar.surnames:
        return False
    return not (run[0].key in grammar.surnames and _is_middle(run[1], grammar))


def _cut_tail(run: list[_Syllable], small: str, grammar: _Grammar) -> list[_Syllable]:
    """The run up to the post, unit or organisation that follows the name: "Lê Thị Hoa Hiệu trưởng"."""
    for index in range(1, len(run)):
        here = run[index]
        phrase = grammar.things.match(small, here.start) or grammar.positions.match(small, here.start)
        alone = phrase is None or phrase.end() <= here.end
        if alone and here.key not in grammar.weak:
            continue
        if alone and index == 1:
            continue  # "Lê Tổ Vân"
        more_follows = index < len(run) - 1 or small[here.end : here.end + 2].strip()[:1].isdigit()
        if alone and (not more_follows or _is_middle(here, grammar)):
            continue
        if index == 1 and phrase is not None and phrase.end() == run[-1].end and run[0].key in grammar.surnames:
            continue  # "Nguyễn Công Đoàn" is a man
        return run[:index]
    return run


def _is_middle(syllable: _Syllable, grammar: _Grammar) -> bool:
    return syllable.key in grammar.middles


def _split(run: list[_Syllable], grammar: _Grammar) -> Iterator[list[_Syllable]]:
    """One name, or two that no sign separates: a family name with "Thị", "Văn" or "A" behind it begins another."""
    first = 0
    for index in range(2, len(run) - 2):
        begins = run[index].key in grammar.surnames and run[index + 1].key in grammar.lowered
        if begins and index - first >= 2 and run[index].key not in grammar.lowered:
            yield run[first:index]
            first = index
    yield run[first:]


def _judge(name: list[_Syllable], small: str, titled: bool, whole: list[_Syllable], grammar: _Grammar) -> Name | None:
    """The name with its confidence; None for what is no person."""
    if not name or len(name) > MOST_SYLLABLES:
        return None
    key = " ".join(syllable.key for syllable in name)
    if key in grammar.no_persons:
        return None
    confidence = _confidence(name, titled, grammar)
    if len(name) >= 5 and any(syllable.key in grammar.frequent for syllable in name[3:-1]):
        confidence = min(confidence, PERHAPS_TWO)
    if len(name) == 2 and len(name[1].key) == 1 and small[name[1].end : name[1].end + 1] == ".":
        confidence = min(confidence, ABBREVIATED)
    if name[0].key in grammar.leading and name[0].key not in grammar.surnames:
        return None
    if len(name) < len(whole):
        confidence = min(confidence, UNSEPARATED)
    if confidence == 0:
        return None
    text = " ".join(syllable.text for syllable in name)
    return Name(text=text, start=name[0].start, end=name[-1].end, confidence=confidence)


def _confidence(name: list[_Syllable], titled: bool, grammar: _Grammar) -> float:
    if len(name) == 1:
        syllable = name[0]
        if _APOSTROPHE_PREFIX.match(syllable.key):
            return SHORT  # K'Brểu
        return GIVEN_NAME_ALONE if titled and len(syllable.text) > 1 else 0
    if name[0].key in grammar.surnames or _APOSTROPHE_PREFIX.match(name[0].key):
        if len(name) == 2 and _all_capitals(name) and name[0].key not in grammar.frequent:
            return UNLISTED  # "CÔNG TÁC"
        plain = len(name) > 2 and all(syllable.text[0].isupper() for syllable in name)
        return LISTED_SURNAME if plain or (titled and len(name) == 2) else SHORT
    if len(name) > 2 and name[1].key in grammar.middles:
        return UNLISTED_WITH_MIDDLE
    if _all_capitals(name):
        return UNLISTED_SHORT  # a line in capitals is full of such runs
    if titled:
        return UNLISTED_WITH_TITLE
    return UNLISTED if len(name) > 2 else UNLISTED_SHORT


def _all_capitals(name: list[_Syllable]) -> bool:
    return all(syllable.text.isupper() for syllable in name)


# --- lists -----------------------------------------------------------------------------------------------------------


def _inside_description(name: Name, listed: list[Name], brackets: list[tuple[int, int]], text: str) -> bool:
    """Whether the name stands in a bracket that opens behind another one: "Lê Thị Hoa (vợ đ/c Trần Văn Bắc)"."""
    for start, end in brackets:
        if start < name.start < end:
            return any(other.end <= start and not text[other.end : start].strip() for other in listed)
    return False


def _list_is_over(plain: str, start: int, end: int) -> bool:
    """Whether a sentence ends or prose runs between two names; `plain` has its brackets blanked."""
    return _SENTENCE_END.search(plain, start, end) is not None or len(plain[start:end].split()) > MOST_WORDS_BETWEEN


# --- vocabulary ------------------------------------------------------------------------------------------------------

_GRAMMARS: dict[int, tuple[Vocabulary, _Grammar]] = {}  # by identity: a vocabulary is loaded once and never changed


def _grammar(vocabulary: Vocabulary) -> _Grammar:
    known = _GRAMMARS.get(id(vocabulary))
    if known is None:
        known = _GRAMMARS[id(vocabulary)] = (vocabulary, _compile(vocabulary))
    return known[1]


def _compile(vocabulary: Vocabulary) -> _Grammar:
    words = vocabulary["names"]
    before, around, refused, middle = (words[k] for k in ("before_a_name", "around_a_name", "not_a_name", "middle"))
    titles = _alternatives(before["titles"])
    title_words = _alternatives(before["title_words"])
    return _Grammar(
        surnames=frozenset(shadow(name) for people in words["surnames"].values() for name in people),
        frequent=_keys(words["frequent_surnames"]),
        middles=_keys([*middle["sure"], *middle["others"]]),
        lowered=_keys(middle["sure"]),
        title_words=_keys(before["title_words"]),
        leading=_keys(before["leading"]),
        weak=_keys(around["weak"]),
        acronyms=_keys(refused["acronyms"]),
        no_persons=_keys([*refused["figures"], *refused["places"]]),
        titles=re.compile(rf"(?<!\w)(?:{titles})(?!\w)"),
        titles_before=re.compile(rf"(?<!\w)(?:{titles}|{title_words})[\s:.]*\Z"),
        address=re.compile(rf"(?<!\w)(?:{_alternatives(before['address'])}|{title_words})\s*\Z"),
        positions=re.compile(rf"(?:{_alternatives(around['positions'])})(?!\w)"),
        things=re.compile(rf"(?:{_alternatives(around['things'])})(?!\w)"),
        after=re.compile(rf"(?<!\w)(?:{_alternatives(refused['after'])})\s+\Z"),
        collectives=re.compile(
            rf"[\s\d(:,;+-]*(?:{_alternatives(words['collectives']['first_words'])})(?!\w)(?!\s+(?:thị|văn)\b)"
        ),
    )


def _keys(words: Iterable[str]) -> frozenset[str]:
    return frozenset(shadow(word) for word in words)


def _alternatives(phrases: Iterable[str]) -> str:
    return any_of(sorted(_keys(phrases)), LOOSE)
