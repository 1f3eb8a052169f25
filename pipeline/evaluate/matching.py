"""When a predicted item is the gold item: each field has its own measure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from pipeline.evaluate.items import Item

SAME_TEXT = 0.7  # share of words that two section texts must have in common
SAME_NAME = 0.7  # likeness of two contest names
FEW_LETTERS = 25  # how much longer a predicted contest name may be than the gold name that it holds


@dataclass(frozen=True, slots=True)
class Match:
    """How many items are right, and which were missed or invented."""

    right: int
    missed: list[Item]
    invented: list[Item]


def match(gold: Sequence[Item], predicted: Sequence[Item], field: str) -> Match:
    """Pairs every gold item with at most one predicted item."""
    if field == "awards":
        return _match_awards(gold, predicted)
    if field == "sections":
        return _match_sections(gold, predicted)
    if field == "tables":
        return _match_tables(gold, predicted)
    wanted, found = Counter(gold), Counter(predicted)
    both = wanted & found
    return Match(both.total(), list((wanted - both).elements()), list((found - both).elements()))


def _match_awards(gold: Sequence[Item], predicted: Sequence[Item]) -> Match:
    """Contest names may differ in their wording; everything else is equal."""
    left, missed = list(predicted), []
    for award in gold:
        *plain, name, recipients = award
        equal = [other for other in left if list(other[:5]) == plain and other[6] == recipients]
        best = max(equal, key=lambda other: SequenceMatcher(None, other[5], name).ratio(), default=None)
        if best is not None and _same_contest(best[5], name):
            left.remove(best)
        else:
            missed.append(award)
    return Match(len(gold) - len(missed), missed, left)


def _same_contest(predicted: str, gold: str) -> bool:
    """Worded alike, or one is the other with a few words more."""
    if SequenceMatcher(None, predicted, gold).ratio() >= SAME_NAME:
        return True
    short, long = sorted((predicted, gold), key=len)
    if not short or f" {short} " not in f" {long} ":
        return False
    return len(short) >= len(long) / 2 or (short == gold and len(long) - len(short) <= FEW_LETTERS)


def _match_sections(gold: Sequence[Item], predicted: Sequence[Item]) -> Match:
    """Path and kind are equal; title and text, where gold has them, nearly."""
    left, missed = list(predicted), []
    for section in gold:
        hit = next((other for other in left if other[:2] == section[:2] and _same_texts(section, other)), None)
        if hit is None:
            missed.append(section)
        else:
            left.remove(hit)
    return Match(len(gold) - len(missed), missed, left)


def _same_texts(gold: Item, predicted: Item) -> bool:
    pairs = zip(gold[2:], predicted[2:], strict=True)
    return all(not wanted or _shared_words(wanted, found) >= SAME_TEXT for wanted, found in pairs)


def _shared_words(one: str, other: str) -> float:
    """0 to 1: the words that two texts have in common."""
    first, second = Counter(one.split()), Counter(other.split())
    return 2 * (first & second).total() / ((first.total() + second.total()) or 1)


def _match_tables(gold: Sequence[Item], predicted: Sequence[Item]) -> Match:
    """Cells are the items; the tables that share most cells are paired, the best pair first."""
    wanted, found = dict(enumerate(map(set, gold))), dict(enumerate(map(set, predicted)))
    pairs = sorted((-len(cells & others), i, j) for i, cells in wanted.items() for j, others in found.items())
    right, missed, invented = 0, [], []
    for negative, i, j in pairs:
        if negative and i in wanted and j in found:
            cells, others = wanted.pop(i), found.pop(j)
            right -= negative
            missed += sorted(cells - others)
            invented += sorted(others - cells)
    # What stays unpaired counts cell by cell, as often as it is written.
    missed += [cell for i in wanted for cell in gold[i]]
    invented += [cell for j in found for cell in predicted[j]]
    return Match(right, missed, invented)
