"""The number that counts a prize: right before it, behind it, one for ranks that nobody splits."""

from __future__ import annotations

import re

from parsers.extractors.awards.draft import Draft
from parsers.extractors.awards.items import Item
from parsers.extractors.awards.state import State

NUMBER_OF = re.compile(r"(?<!\w)số(?: lượng)?\s+\Z")


def count_before(state: State, index: int) -> Item | None:
    """The number right before the item: "01 giải nhì", "1 (một) giải", "03 em giải nhất"."""
    if not index:
        return None
    item, before = state.items[index], state.items[index - 1]
    if before.label == "count" and not before.used and not state.small[before.end : item.start].strip(" -"):
        return before
    return None


def count_behind(state: State, index: int) -> tuple[Item, int] | None:
    """The number right behind ("nhì: 01", "nhất 2", "giải ba có 03 em") and the index after it."""
    if items_number := _of_a_number_of_prizes(state, index):
        return items_number
    place, items, named = index + 1, state.items, False
    end = items[index].end
    while place < len(items) and not state.small[end : items[place].start].strip():
        item = items[place]
        if item.label == "count" and not item.used:
            if _owned_behind(state, place):
                return None
            if item.code == "fraction" or (named and ":" not in state.small[items[index].end : item.start]):
                return None
            return item, place + 1
        matter = item.label in ("contest", "subject", "grades") and items[index].label == "prize"
        if matter or (
            item.code in (":", "(", "=", "-")
            or item.label in ("glue", "level")
            or (item.label == "verb" and item.code == "reach")
        ):
            if item.code == "(" and not _closes_soon(items, place):
                return None
            end, place, named = item.end, place + 1, named or matter
            continue
        return None
    return None


def _of_a_number_of_prizes(state: State, index: int) -> tuple[Item, int] | None:
    """ "Số giải thi Bóng đá mini cấp tỉnh: 08": the contest stands between, known or not."""
    item = state.items[index]
    if item.label != "prize" or not NUMBER_OF.search(state.small, state.clause, item.start):
        return None
    for place in range(index + 1, len(state.items) - 1):
        here, following = state.items[place], state.items[place + 1]
        if here.code == ":":
            return (following, place + 2) if following.label == "count" and not following.used else None
        if here.label in ("sign", "rank", "bare_rank", "prize", "count", "verb"):
            return None
    return None


def _closes_soon(items: list[Item], place: int) -> bool:
    """ "giải nhì (02)", "giải nhì (02 em)": the bracket holds a number only."""
    inside = list(items[place + 1 : place + 4])
    return bool(inside) and inside[0].label == "count" and any(item.code == ")" for item in inside[1:3])


def _owned_behind(state: State, place: int) -> bool:
    """The number belongs to what follows it ("nhất, 2 nhì"): a rank that has no number behind."""
    items = state.items
    if place + 1 >= len(items):
        return False
    number, following = items[place], items[place + 1]
    if following.label == "prize" and not state.small[number.end : following.start].strip():
        return place + 2 < len(items) and items[place + 2].code not in (";", ",", ".", ")", "and", "\n", "(")
    if following.label not in ("rank", "bare_rank") or state.small[number.end : following.start].strip():
        return False
    return count_behind(state, place + 1) is None


def is_split_behind(state: State, index: int) -> bool:
    """ "giải: 1 nhất, 2 nhì": the number behind is the first rank's."""
    found = count_behind(state, index)
    if found is None:
        return True
    following = state.items[found[1]] if found[1] < len(state.items) else None
    return (
        following is not None
        and following.label in ("rank", "bare_rank")
        and not state.small[found[0].end : following.start].strip()
    )


def join_undivided(state: State, index: int, draft: Draft) -> int:
    """ "02 giải nhất, nhì": one number for ranks that nobody splits makes a row without rank."""
    place, items = index + 1, state.items
    while place + 1 < len(items) and items[place].code in (",", "and", "/", "-") and items[place + 1].label == "rank":
        rank = items[place + 1]
        if state.small[rank.start : rank.start + 4] == "giải" or count_behind(state, place + 1) is not None:
            break
        if state.small[items[place].end : rank.start].strip():
            break
        rank.used = True
        draft.rank, draft.end, draft.is_total = None, rank.end, False
        place += 2
    return place
