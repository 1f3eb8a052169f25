"""What stands behind an honour: its level, its giver, how many have it, and their names."""

from __future__ import annotations

from parsers.extractors.awards.details import Behind, take_detail
from parsers.extractors.awards.holders import take_bracket, take_group, take_names
from parsers.extractors.awards.items import Item
from parsers.extractors.awards.people import REASON
from parsers.extractors.awards.state import State
from parsers.extractors.names import find_names
from parsers.text import shadow

_SCHOOL_YEAR = shadow("năm học")
_ANNOUNCES = ("gồm", "gồm có", "bao gồm", "là")
_LINKS = ("có", "được", "đạt")  # verbs that may stand between an honour and its number


def read_behind(state: State, place: int, end: int) -> Behind:
    """Read on from `place`: level, body, number, people, names, shares, years, as long as they belong here."""
    items, behind = state.items, Behind(place, end)
    while behind.place < len(items):
        item = items[behind.place]
        between = state.small[behind.end : item.start].strip(" \"'“”.")
        if item.label == "school_year":
            between = between.removesuffix(_SCHOOL_YEAR).strip()
        if between and not (behind.colon and item.label == "receiver"):
            break
        if not _take_behind(state, item, behind):
            break
    if behind.colon and not behind.groups:
        take_names(state, behind)
    return behind


def _take_behind(state: State, item: Item, behind: Behind) -> bool:
    """Take one item in; False where what belongs to the honour ends before it."""
    match item.label:
        case "count" | "receiver":
            return take_group(state, behind)
        case "percent" if not behind.groups and _people_follow(state, behind.place):
            return take_group(state, behind)
        case "sign" if item.code == "(":
            return take_bracket(state, behind)
        case "sign" | "and":
            goes_on = _sign_goes_on(state, item, behind)
        case "verb":
            goes_on = state.small[item.start : item.end] in _LINKS and _number_follows(state, behind.place)
        case _:
            goes_on = take_detail(state, item, behind)
    if goes_on:
        item.used = item.used or item.label not in ("sign", "and")
        behind.place += 1
        behind.end = item.end
    return goes_on


def _sign_goes_on(state: State, item: Item, behind: Behind) -> bool:
    """Whether the honour goes on behind a sign: a colon leads to its people, a comma to more of them."""
    match item.code:
        case ":" | "=":
            behind.colon = behind.colon or item.code == ":"
            behind.denied = state.touches(item.end, behind.place + 1, "negator")
            return True
        case "-":
            return not behind.groups and _number_follows(state, behind.place)
        case ",":
            if not behind.groups and _names_announced(state, behind.place):
                behind.colon = True
                return True
            return _share_follows(state, behind.place) or (bool(behind.groups) and _more_follow(state, behind.place))
        case "and" | ";":
            return bool(behind.groups) and _more_follow(state, behind.place)
        case _:
            return False


def _names_announced(state: State, place: int) -> bool:
    """ "04 đ/c được công nhận CSTĐ cơ sở, gồm đ/c …"."""
    if not state.touches(state.items[place].end, place + 1, "glue") or state.groups_read:
        return False
    counted = any(group.count is not None and not group.names for group in state.groups)
    return counted and state.small[state.items[place + 1].start : state.items[place + 1].end] in _ANNOUNCES


def _number_follows(state: State, place: int) -> bool:
    """A number behind the item, words that lead to it ("đạt tỷ lệ 91,7%") between."""
    place += 1
    while place < len(state.items) and state.items[place].label == "glue":
        place += 1
    return place < len(state.items) and state.items[place].label in ("count", "percent")


def _share_follows(state: State, place: int) -> bool:
    """ "…, đạt tỷ lệ 91,7%", "…, chiếm 15%": the share of those told before, and nothing of its own behind it."""
    place += 1
    while place < len(state.items) and (state.items[place].label == "glue" or state.items[place].code == "reach"):
        place += 1
    if place >= len(state.items) or state.items[place].label != "percent":
        return False
    following = state.items[place + 1] if place + 1 < len(state.items) else None
    return following is None or following.label in ("sign", "and")


def _people_follow(state: State, place: int) -> bool:
    following = state.items[place + 1] if place + 1 < len(state.items) else None
    return following is not None and following.label == "receiver"


def _more_follow(state: State, place: int) -> bool:
    """Another group of the same honour: "03 tập thể và 05 cá nhân", and then the end or names."""
    items = state.items
    after = place + 1
    if after < len(items) and items[after].label == "several":
        after += 1
    if after < len(items) and items[after].label in ("count", "percent"):
        after += 1
        if after >= len(items) or items[after].label != "receiver" or items[after - 1].used:
            return False
        after += 1
    elif after < len(items) and items[after].label == "receiver" and items[place].code != ";":
        after += 1
        if after < len(items) and items[after].code == ":":
            return True
        stop = items[after].start if after < len(items) else state.passage.stop
        bodies = items[after - 1].code == "collective" and items[place].code != ";"
        sign = next((item.start for item in items[after:] if item.label in ("sign", "and")), state.passage.stop)
        if bodies and REASON.search(state.small, items[after - 1].end, sign):
            return False  # "…, tổ Văn phòng hoàn thành nhiệm vụ": told of something else
        if not bodies and not find_names(state.passage.text, items[after - 1].end, stop, state.words.vocabulary):
            return False
    elif after + 1 < len(items) and items[after].label == "receiver" and items[after + 1].code == ":":
        return after + 2 < len(items) and items[after + 2].label == "count"
    else:
        return False
    return not _own_honour(state, after)


def _own_honour(state: State, place: int) -> bool:
    """Whether those before `place` have an honour of their own: "…, 05 đ/c đạt CSTĐ", but not "… có thành tích tốt"."""
    for item in state.items[place:]:
        if item.label in ("form", "title", "flag", "medal", "rank", "prize", "standard", "contest", "issuer"):
            return True
        if item.label == "verb" and state.small[item.start : item.end] not in ("có", "đạt"):
            return True
        if item.label == "sign" and item.code != "-":
            return False
    return False
