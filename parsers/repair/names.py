"""Names that the document spells in several ways: a place or a person, by the other times it is named.

Two people may differ by a tone, so a name goes by all its syllables, and the form that is told more often and more
surely is believed only where the other was read unsurely or differs as low print does. Print loses marks and adds none:
a form with fewer marks is never put for one with more.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from parsers.repair.changes import Change, like
from parsers.repair.phrases import MOST_MARKS, alike_in_print, marks_apart
from parsers.repair.tokens import Token
from parsers.text import fold, letters_of, shadow
from parsers.vocabulary import Vocabulary, compiled

SHORTEST = 2  # syllables
LONGEST = 6
UNSURE = 0.9  # of a syllable of a name
SURER = 0.03  # by which the other form must be read more surely, on the whole
HOOK_AS_ACUTE = ("ấẩ", "ếể", "ốổ", "ắẳ", "ớở", "ứử")
MOST_TOLD = 1  # times that a form may be told which another is put for: more is another name

Form = tuple[str, ...]


@dataclass(slots=True)
class _Told:
    """How often a form of a name is told, and how surely its least sure syllable was read each time."""

    surely: list[float] = field(default_factory=list)

    @property
    def times(self) -> int:
        return len(self.surely)

    @property
    def mean(self) -> float:
        return sum(self.surely) / len(self.surely)


Names = dict[Form, dict[Form, _Told]]


def count_names(sentences: Iterable[Sequence[Token]], vocabulary: Vocabulary) -> Names:
    """The names of the document by their letters, each in its forms."""
    names: Names = defaultdict(lambda: defaultdict(_Told))
    for tokens in sentences:
        for name in names_in(tokens, vocabulary):
            form = tuple(token.key for token in name)
            names[letters_of_form(form)][form].surely.append(min(token.confidence for token in name))
    return names


def name_changes(tokens: Sequence[Token], names: Names, vocabulary: Vocabulary) -> list[Change]:
    """The syllables of one paragraph's names that the other times put right."""
    changes = []
    for name in names_in(tokens, vocabulary):
        form = tuple(token.key for token in name)
        forms = names.get(letters_of_form(form), {})
        better = [other for other in forms if other != form and _is_better(name, form, other, forms)]
        if len(better) == 1:
            changes += [
                Change(token.start, token.end, like(syllable, token.text), "name")
                for token, syllable in zip(name, better[0], strict=True)
                if token.key != syllable
            ]
    return changes


def _is_better(name: Sequence[Token], form: Form, other: Form, forms: dict[Form, _Told]) -> bool:
    """Whether what was read as `form` is the name that the document tells elsewhere as `other`."""
    apart = [(token, there) for token, there in zip(name, other, strict=True) if token.key != there]
    if len(apart) != 1:
        return False
    token, syllable = apart[0]
    if (
        token.confidence == 1.0
        or marks_apart(token.key, syllable) > MOST_MARKS
        or _count_marks(syllable) < _count_marks(token.key)
    ):
        return False
    if hook_as_acute(token.key, syllable):
        return True
    here, there = forms[form], forms[other]
    if syllable in map(shadow, token.alternatives):
        return True
    if _lost_a_mark(token.key, syllable) and there.mean >= max(UNSURE, here.mean + SURER):
        return True
    unsure = token.confidence < min(UNSURE, there.mean - SURER) or alike_in_print(token.key, syllable)
    return unsure and here.times <= MOST_TOLD < there.times


def hook_as_acute(read: str, word: str) -> bool:
    """Whether a hook above a sign ended as an acute, as it does in low print: no acute is read as a hook."""
    apart = [(a, b) for a, b in zip(read, word, strict=True) if a != b]
    return bool(apart) and all(f"{a}{b}" in HOOK_AS_ACUTE for a, b in apart)


def _lost_a_mark(read: str, word: str) -> bool:
    """Whether a letter with a sign of its own (ă, â, ê, ô, ơ, ư) lost the tone above or below it."""
    return all(
        a == b or (_count_marks(a) == 1 and _count_marks(b) == 2 and _sign(a) & _sign(b))
        for a, b in zip(read, word, strict=True)
    )


def _sign(letter: str) -> set[str]:
    return set(unicodedata.normalize("NFD", letter)[1:])


def _count_marks(word: str) -> int:
    """Tone marks and vowel signs; the bar of đ is no mark of its own here."""
    return len(unicodedata.normalize("NFD", word)) - len(word)


def letters_of_form(form: Form) -> Form:
    return tuple(letters_of(syllable) for syllable in form)


def names_in(tokens: Sequence[Token], vocabulary: Vocabulary) -> Iterator[list[Token]]:
    """Runs of words that begin with a capital, without what an organisation's name begins with."""
    words = compiled(_organisation_words, vocabulary)
    run: list[Token] = []
    for token in [*tokens, None]:
        capital = token is not None and token.text[:1].isupper() and token.text.isalpha()
        if token is not None and capital and (not run or token.joined):
            run.append(token)
            continue
        yield from _name(run, words)
        run = [token] if token is not None and capital else []


def _name(run: list[Token], words: frozenset[str]) -> Iterator[list[Token]]:
    first = next((index for index, token in enumerate(run) if token.key not in words), len(run))
    if SHORTEST <= len(run) - first <= LONGEST:
        yield run[first:]


def _organisation_words(vocabulary: Vocabulary) -> frozenset[str]:
    """The single words that stand before the name of a place or a school."""
    branch = vocabulary["organisation"]
    entries = [*branch["cased"], *branch["acronyms"], *branch["school_openers"]]
    entries += [entry for kinds in branch["school_kinds"].values() for entry in kinds]
    return frozenset(word for entry in entries for word in fold(entry).split())


def is_surname(word: str, vocabulary: Vocabulary) -> bool:
    """Whether family names begin with it."""
    key = fold(word)
    return key in compiled(surnames_of, vocabulary).get(letters_of(key), ())


def surnames_of(vocabulary: Vocabulary) -> dict[str, tuple[str, ...]]:
    """What family names begin with, by their letters."""
    found: dict[str, list[str]] = defaultdict(list)
    for surname in {fold(entry) for entries in vocabulary["names"]["surnames"].values() for entry in entries}:
        found[letters_of(surname)].append(surname)
    return {letters: tuple(entries) for letters, entries in found.items()}
