"""Names that stay as read and may be misread: what they tell goes to review."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from models.document import Document, walk_paragraphs
from parsers.repair.names import HOOK_AS_ACUTE, Form, Names, hook_as_acute, letters_of_form, names_in, surnames_of
from parsers.repair.phrases import alike_in_print
from parsers.repair.tokens import Token
from parsers.syllables import is_syllable
from parsers.text import fold, letters_of, shadow
from parsers.vocabulary import Vocabulary, compiled

FULL_NAME = 3  # syllables of a person's whole name
UNSURE = 0.9  # of a syllable of a name
MOST_HOOKS_LOST = 0.45  # of a document's hooks above another mark, as its known words show them
LEAST_HOOKS = 5  # so many make a share

_HOOKED = str.maketrans("".join(pair[0] for pair in HOOK_AS_ACUTE), "".join(pair[1] for pair in HOOK_AS_ACUTE))


def name_doubts(
    tokens: Sequence[Token], names: Names, vocabulary: Vocabulary, *, poor: bool = False, hooks_lost: bool = False
) -> list[Token]:
    """The syllables of one paragraph's names that nobody bears out.

    A family name that is none, but for a mark that print confuses ("Đỉnh", "Đinh"); what no name is made of, beside
    one of the same letters ("Hãng", "Hằng"); a form beside another one; on a page in
    `poor` print every name that is told once; in a document that loses hooks an acute that may have been one.
    """
    doubts: list[Token] = []
    for name in names_in(tokens, vocabulary):
        form = tuple(token.key for token in name)
        told = names.get(letters_of_form(form), {})
        once = form in told and told[form].times == 1
        doubts += _odd(name, vocabulary)
        doubts += _beside_another(name, form, told)
        if poor and once:
            doubts += name
        elif hooks_lost and once:
            doubts += [token for token in name if _may_lack_a_hook(token.key)]
    return doubts


def loses_hooks(document: Document) -> bool:
    """Whether known words show that about half of the hooks above another mark were read as acutes.

    There a name's acute may be a hook, however surely it was read.
    """
    hooks = {pair[1] for pair in HOOK_AS_ACUTE}
    repaired = ((shadow(repair.read), shadow(repair.chosen)) for repair in document.repairs)
    lost = sum(len(read) == len(word) and hook_as_acute(read, word) for read, word in repaired)
    if lost < LEAST_HOOKS:
        return False
    return lost >= MOST_HOOKS_LOST * sum(
        letter in hooks for paragraph in walk_paragraphs(document.blocks) for letter in paragraph.text.lower()
    )


def _odd(name: Sequence[Token], vocabulary: Vocabulary) -> Iterator[Token]:
    """The syllables of a whole name that no name has there, though another one of the same letters is one."""
    surnames, given = compiled(surnames_of, vocabulary), compiled(_usual, vocabulary)
    first, *others = name
    known = surnames.get(letters_of(first.key), ())
    if len(name) >= FULL_NAME and first.key not in known and any(alike_in_print(first.key, s) for s in known):
        yield first
    if len(name) >= FULL_NAME and first.key in given.families:
        for token in others:
            letters = letters_of(token.key)
            alike = given.syllables.get(letters, ())
            if alike and token.key not in alike and token.key not in surnames.get(letters, ()):
                yield token


def _beside_another(name: Sequence[Token], form: Form, told: Iterable[Form]) -> Iterator[Token]:
    """The syllable, unsurely read, in which the name differs from another one as print does."""
    for other in told:
        apart = [(token, there) for token, there in zip(name, other, strict=True) if token.key != there]
        if len(apart) == 1 and apart[0][0].confidence < UNSURE and alike_in_print(apart[0][0].key, apart[0][1]):
            yield apart[0][0]


def _may_lack_a_hook(syllable: str) -> bool:
    hooked = syllable.translate(_HOOKED)
    return hooked != syllable and is_syllable(hooked)


@dataclass(frozen=True, slots=True)
class _Usual:
    """The families whose names are made of known syllables, and these by their letters."""

    families: frozenset[str]
    syllables: dict[str, list[str]]


def _usual(vocabulary: Vocabulary) -> _Usual:
    names = vocabulary["names"]
    found: dict[str, list[str]] = defaultdict(list)
    for syllable in map(fold, names["given"]["syllables"]):
        found[letters_of(syllable)].append(syllable)
    return _Usual(frozenset(map(fold, names["surnames"]["kinh"])), found)
