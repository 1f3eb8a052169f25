"""Who won a prize where no word for people leads to them: "Lê An (9A), Vũ Bình (9B) - giải Ba", "thuộc về lớp 8A"."""

from __future__ import annotations

import re

from parsers.extractors.awards.draft import Draft, Group
from parsers.extractors.awards.items import Item
from parsers.extractors.awards.state import State
from parsers.extractors.names import find_names

_BRACKET = re.compile(r"\([^()]*\)")
_CALLED = re.compile(r"(?<!\w)(?:em|học sinh|hs|bé|cháu|bạn|và|lớp|đạt|\d{1,2}[a-h]\d?)(?!\w)|[-,;.:+*\s\d]")
_CLASS = re.compile(r"(?<!\w)\d{1,2}[a-h]\d?(?!\w)|(?<!\w)\d{1,2}/\d{1,2}(?!\w)")
_TEAM = re.compile(r"(?<!\w)(?:(?:đội|nhóm|tốp)(?: [^\W\d_]+){0,4} (?:gồm|gồm có)|nhóm|tốp)\s+\Z")
_NAME_LEAST = 0.6
_LONGEST_LIST = 240  # characters of names before a rank


def names_before(state: State, draft: Draft) -> Group | None:
    """The persons of the list that ends right before the rank, classes in brackets; None where other words stand there.

    A further rank behind a comma is the same winners': "Vũ Bình (8A) giải Nhất cấp huyện, giải Ba cấp tỉnh".
    """
    floor = _floor(state, draft)
    told = state.drafts[-1] if state.drafts else None
    if told is not None and told.end > state.clause and told.winners is not None and _only_leads_on(state, told, draft):
        return told.winners
    text = state.passage.text
    if not any(letter.isupper() for letter in text[floor : draft.start]):
        return None
    plain = _BRACKET.sub(lambda match: " " * len(match[0]), text[floor : draft.start])
    names = find_names(plain, 0, len(plain), state.words.vocabulary)
    rest = list(state.small[floor : draft.start])
    for match in _BRACKET.finditer(text[floor : draft.start]):
        rest[match.start() : match.end()] = " " * (match.end() - match.start())
    for name in names:
        rest[name.start : name.end] = " " * (name.end - name.start)
    if not names or min(name.confidence for name in names) < _NAME_LEAST or _CALLED.sub("", "".join(rest)):
        return None
    start, end = floor + names[0].start, floor + names[-1].end
    group = Group("", start, end, len(names), names=[name.text for name in names])
    group.sure = min(name.confidence for name in names)
    return group


def name_before_bracket(state: State, start: int) -> Group | None:
    """ "Lê Thị An (Bằng khen của UBND tỉnh), …": the one name right before the bracket that the honour stands in."""
    signs = [item for item in state.items if item.label == "sign" and item.end <= start]
    if not signs or signs[-1].code != "(" or not state.depth:
        return None
    floor = max([state.clause, *(item.end for item in signs[:-1])])
    names = find_names(state.passage.text, floor, signs[-1].start, state.words.vocabulary)
    if len(names) != 1 or names[0].confidence < _NAME_LEAST or state.small[names[0].end : signs[-1].start].strip():
        return None
    return Group("staff", names[0].start, names[0].end, 1, names=[names[0].text], sure=names[0].confidence)


_ONE = re.compile(r"(?:đồng chí|đ/c|ông|bà|cô|thầy|em|bé|cháu)\Z")


def one_of_them(state: State, told: Group, last: Group) -> Group | None:
    """ "04/04 giáo viên đạt (đ/c Đào, đ/c Huệ, …), trong đó đ/c Huệ đạt giải Nhì": one person of those before."""
    if last is told or last.count is not None or not told.end <= state.segment <= last.start:
        return None
    called = re.match(r"\s+([^\W\d_]+)", state.passage.text[last.end :])
    if called is None or not called[1][0].isupper() or not _ONE.match(state.small[last.start : last.end]):
        return None
    names = [called[1]] if any(name.split()[-1] == called[1] for name in told.names) else []
    return Group(last.kind, last.start, last.end + called.end(), 1, names=names, sure=0.9 if names else 0.8)


def _floor(state: State, draft: Draft) -> int:
    """Where the list before the rank can begin: the clause, the award or the colon before it."""
    floor = max(state.clause, draft.start - _LONGEST_LIST)
    for item in state.items:
        if item.start >= draft.start:
            break
        if item.code in (":", ";") or (item.label in ("result", "verb", "lead", "level") and item.end <= draft.start):
            floor = max(floor, item.end) if not _leads_to(state, item, draft) else floor
    return max([floor, *(told.end for told in state.drafts if told.end <= draft.start)])


def _leads_to(state: State, item: Item, draft: Draft) -> bool:
    """ "Lê An (9A) đạt giải nhất": the verb stands between the names and their rank."""
    return item.label == "verb" and not state.small[item.end : draft.start].strip()


def _only_leads_on(state: State, told: Draft, draft: Draft) -> bool:
    levels = [item for item in state.items if item.label == "level" and told.end <= item.start < draft.start]
    between = state.small[max([told.end, *(item.end for item in levels)]) : draft.start].strip()
    return between in (",", "và", ", và", "", "và đạt", ", đạt") and len(levels) < 2


def classes_behind(state: State, place: int) -> int | None:
    """ "giải nhì thuộc về lớp 8A và 9B": as many prizes as classes; None where no class has it."""
    if place >= len(state.items) or state.items[place].label != "grades":
        return None
    item = state.items[place]
    return len(_CLASS.findall(state.small[item.start : item.end])) or None


def classes_before(state: State, draft: Draft) -> int | None:
    """ "lớp 6A1 và lớp 8A3 đạt giải Nhì": as many prizes as classes, where no people of them are counted."""
    own = [item for item in state.items if state.segment <= item.start < draft.start]
    classes = [len(_CLASS.findall(state.small[item.start : item.end])) for item in own if item.label == "grades"]
    people = any(item.code in ("student", "staff", "person", "work") or item.label == "count" for item in own)
    if people or len(classes) != 1 or classes[0] < 2 or own[-1].label != "verb":
        return None
    return classes[0]


def is_team(state: State, group: Group) -> bool:
    """ "đội tuyển gồm 4 em đạt giải nhất": one prize of all of them."""
    return group.count is not None and _TEAM.search(state.small, max(0, group.start - 80), group.start) is not None
