"""The title that a contest lends: "05 đ/c đạt GVG cấp huyện" tells who bears it, "thi GVG" where prizes are won."""

from __future__ import annotations

import re

from parsers.extractors.awards.honours import read_honour
from parsers.extractors.awards.items import Item
from parsers.extractors.awards.state import State
from parsers.extractors.names import read_name_list

_IS_CALLED = re.compile(r"\b(?:đạt|công nhận|danh hiệu|là(?= *\Z))")
_ENDS = (";", ".", "\n")
_LONGEST_LEAD = 24  # characters between a sign and the first name: "các đồng chí"
_FIGURE = 0.9  # a figure of teachers, or a title


def read_contest_title(state: State, index: int) -> bool:
    """A title, where no "thi" stands before it, no prize in its stretch, and the text says who bears it."""
    item = state.items[index]
    title = state.words.contests[item.code].get("title")
    if title is None or (index and state.items[index - 1].label == "lead"):
        return False
    own = _own_stretch(state, index)
    if any(other.label in ("rank", "prize") for other in own):
        return False
    listed = _names_follow(state, index)
    if not listed and _leads_a_list(state, index):
        item.used, state.honour, state.segment = True, ("title", str(title)), state.items[index + 1].end
        return True
    called = listed or "danh hiệu" in state.small[state.segment : item.start]
    if not listed and ((_is_contest_of(state, own[0]) and not called) or not _is_borne(state, index)):
        return False
    item.used = True
    told = len(state.drafts)
    read_honour(state, index, Item("title", str(title), item.start, item.end))
    for draft in state.drafts[told:]:
        draft.doubt *= 1.0 if called or (draft.group is not None and draft.group.names) else _FIGURE
    return True


def _leads_a_list(state: State, index: int) -> bool:
    """ "… danh hiệu giáo viên dạy giỏi: cấp trường 26 đ/c, cấp huyện 9 đ/c": the title of the list behind it."""
    item = state.items[index]
    called = state.small[state.segment : item.start].rstrip(' "“').endswith("danh hiệu")
    colon = state.touches(item.end, index + 1, "sign") and state.items[index + 1].code == ":"
    return called and colon and state.touches(state.items[index + 1].end, index + 2, "level")


def _own_stretch(state: State, index: int) -> list[Item]:
    """The items of the clause around `index`, between the numbers of people that open other awards."""
    items, first, last = state.items, index, index
    while first and items[first - 1].start >= state.clause and not _opens_another(state, first - 1):
        first -= 1
    while last + 1 < len(items) and items[last + 1].code not in _ENDS and not _opens_another(state, last + 1):
        last += 1
    return items[first : last + 1]


def _opens_another(state: State, place: int) -> bool:
    """ "…, 01 đ/c đạt giải Ba", "… và 1 nhân viên": a number of people behind a comma or "và"."""
    sign = state.items[place]
    if sign.label == "among":
        return True
    if sign.code != "," and sign.label != "and":
        return False
    counted = state.touches(sign.end, place + 1, "count")
    return counted and state.touches(state.items[place + 1].end, place + 2, "receiver")


def _is_contest_of(state: State, first: Item) -> bool:
    """Whether the stretch speaks of a contest, or the lines above do."""
    return state.contest is not None and not 0 <= state.contest.start < first.start


def _is_borne(state: State, index: int) -> bool:
    """Whether people with a number or names stand before, and a word that says that they are it."""
    group = state.groups[-1] if state.groups and not state.groups_read else None
    if group is None or group.kind not in ("staff", "person") or not (group.count is not None or group.names):
        return False
    described = state.items[index - 1].code in ("(", "-") and bool(group.names)
    return described or _IS_CALLED.search(state.small[state.segment : state.items[index].start]) is not None


def _names_follow(state: State, index: int) -> bool:
    """ "04 giáo viên giỏi cơ sở: cô …", "GVG tỉnh (chu kỳ 2020-2024): 03 đ/c: …": who bears it is named behind."""
    before = state.items[index - 1] if index else None
    counted = before is not None and before.label == "count" and state.touches(before.end, index, "contest")
    bracket = False
    for place, item in enumerate(state.items[index + 1 :], index + 1):
        inside = state.items[place + 1] if place + 1 < len(state.items) else None
        if item.code == "(" and inside is not None and inside.label in ("school_year", "year", "ordinal"):
            bracket = True
        elif item.code == "(" or (item.code == ":" and not (inside is not None and inside.label == "count")):
            return (counted or item.code == ":") and _names_begin(state, place)
        elif bracket:
            bracket = item.code != ")"
        elif item.label == "count":
            counted = True
        elif item.label not in ("level", "glue", "receiver") and item.code != ":":
            return False
    return False


def _names_begin(state: State, sign: int) -> bool:
    """Whether a list of names begins behind the sign, nothing but words for people before the first."""
    start = state.items[sign].end
    names = read_name_list(state.passage.text, start, state.passage.stop, state.words.vocabulary)
    before = [item for item in state.items[sign + 1 :] if names and item.start < names[0].start]
    return bool(names) and all(item.label == "receiver" for item in before) and names[0].start - start < _LONGEST_LEAD
