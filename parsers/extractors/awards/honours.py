"""Commendations, titles, flags and medals: who gave them, how many, to whom."""

from __future__ import annotations

import re
from dataclasses import replace

from parsers.extractors.awards.behind import read_behind
from parsers.extractors.awards.decisions import gives_a_title, of_whom
from parsers.extractors.awards.details import Behind
from parsers.extractors.awards.draft import KINDS, Draft, Group
from parsers.extractors.awards.items import Item
from parsers.extractors.awards.own_words import CLASS, CLASSES, degree_of, in_its_words, medal_name, take_quote
from parsers.extractors.awards.state import State
from parsers.extractors.awards.winners import name_before_bracket
from parsers.extractors.names import find_names

_CATEGORIES = {"form": "commendation", "title": "title", "flag": "flag", "medal": "medal"}
NUCLEI = ("form", "title", "flag", "medal", "rank", "prize", "standard", "contest")
_ONE = re.compile(
    r"(?:đồng chí|đ/c|ông|bà|cô|thầy|em|bí thư|phó bí thư|phó hiệu trưởng)(?!\w)"
)  # one person, where no number stands before
_OTHERS_TOLD = 0.9  # who has it is not said, and the sentence told of others
_COLLECTIVE_NAMES = {"LĐTT": "TTLĐTT", "LĐXS": "TTLĐXS"}
_MOVEMENT = re.compile(r"(?:phong trào|cuộc vận động)(?: thi đua)?\s*[\"“]?\s*\Z")  # 'phong trào “Giỏi việc trường …”'
_MERITS = re.compile(r"(?<!\w)(?:thành tích|khen thưởng)[^:;.]*:\s*\Z")
_LONG_BEHIND = re.compile(r"[\"”]?\s*(?:trong )?\d+ năm (?:liền|liên tục|liên tiếp)")
_LONG_OPENING = re.compile(r"[\s*+-]*(?:trong )?(?:\d+|hai|ba|nhiều|các|những) năm(?: học)?(?!\w)[^,]*,")
_LONG_BEFORE = re.compile(
    r"năm(?: học)? (?:gần đây|qua)(?!\w)|liên tiếp|nhiều năm|\d năm liền|liên tục|(?:các|những|hằng|hàng) năm|\d lần"
)


def read_honour(state: State, index: int, here: Item) -> None:
    """One honour with what stands around it; a draft for each group that has it."""
    label, code, start = here.label, here.code, here.start
    if label == "title" and _MOVEMENT.search(state.small, state.clause, start):
        here.used = True
        return
    degree = degree_of(state, index, here) if label == "medal" else None
    take_quote(state, index, here)
    behind = read_behind(state, _place_behind(state, index, here.end), here.end)
    state.honour = (label, code)
    if behind.denied or _is_on_flag(state, here):
        return
    if state.planned or state.negated or state.elsewhen or not _reached(state, index, label, behind):
        return
    before = None if any(group.count for group in behind.groups) else _number_before(state, index)
    if before is not None and not behind.groups:
        _say_kind(state, before[0], _place_behind(state, index, here.end), here.end)
        _say_for_whom(state, before[0], behind)
    behind.groups = _as_one(behind.groups)
    _join_names(state, behind, before)
    body = in_its_words(state, here) if not (behind.groups or before) else None
    groups = behind.groups or before or body or _holders(state, code, start) or _for_whom(state, behind)
    state.groups = body or state.groups
    if any(group.kind == "outsider" for group in groups or ()):
        state.groups_read = True
        return
    groups = _as_one(groups or [Group("", start, here.end)])
    kept = state.groups_read
    state.groups_read = True
    for group in groups:
        add_honour(state, label, code, here, start, behind, group, kept and not behind.groups and before is None)
        if degree is not None and group.count != 0:
            state.drafts[-1].rank, state.drafts[-1].count = degree, state.drafts[-1].count or 1


def _is_on_flag(state: State, here: Item) -> bool:
    """ "Cờ thi đua của UBND tỉnh tặng đơn vị dẫn đầu": what the flag is for is no title of its own."""
    last = state.drafts[-1] if state.drafts else None
    return (
        here.code == "Đơn vị xuất sắc" and last is not None and last.category == "flag" and last.start >= state.segment
    )


def read_degree(state: State, index: int) -> bool:
    """ "…, hạng Nhì năm 2008": a further degree of the medal that was told."""
    item, last = state.items[index], state.drafts[-1] if state.drafts else None
    degree = CLASS.match(" " + state.small[item.start :])
    if last is None or last.category != "medal" or last.rank is None or degree is None:
        return False
    if state.small[last.end : item.start].strip(" ,;và)"):
        return False
    here = Item("medal", last.name, item.start, item.start + degree.end() - 1)
    behind = read_behind(state, _place_behind(state, index, here.end), here.end)
    further = replace(last, start=item.start, end=max(here.end, behind.end), rank=CLASSES[degree[1]], also=[])
    further.year, further.school_year = behind.year or state.year, behind.school_year or state.school_year
    state.drafts.append(further)
    return True


def _place_behind(state: State, index: int, end: int) -> int:
    """The index of the first item behind the item `index` that stands at `end` or later."""
    place = index + 1
    while place < len(state.items) and state.items[place].start < end:
        place += 1
    return place


def _as_one(groups: list[Group]) -> list[Group]:
    """ "Tổ A và Tổ B đạt TTLĐTT": named bodies beside one another have one honour, of so many."""
    bodies = [group for group in groups if group.kind == "collective" and group.names]
    if len(bodies) < 2 or len(bodies) < len(groups) or any(body.share is not None for body in bodies):
        return groups
    first, last = min(body.start for body in bodies), max(body.end for body in bodies)
    names = [name for body in bodies for name in body.names]
    count = sum(body.count or len(body.names) for body in bodies)
    return [Group("collective", first, last, count, names=names, sure=min(body.sure for body in bodies))]


def _join_names(state: State, behind: Behind, before: list[Group] | None) -> None:
    """ "02 tổ đạt TTLĐTT (Tổ A, Tổ B)", "02 tổ LĐTT (…)": the number stands before, the names behind."""
    fresh = [] if state.groups_read else [group for group in state.groups if group.count is not None]
    fresh = before or fresh
    if len(behind.groups) != 1 or len(fresh) != 1:
        return
    named = behind.groups[0]
    if named.names and named.count in (None, len(named.names)) and named.share is None and not fresh[0].names:
        fresh[0].names, fresh[0].sure = named.names, named.sure
        fresh[0].kind = fresh[0].kind or named.kind
        behind.groups = []


# --- whether it was given ---


def _reached(state: State, index: int, label: str, behind: Behind) -> bool:
    """An honour needs a number, a verb, a giver or "bên A: danh hiệu": the bare word is talk of it."""
    if any(group.count is not None or group.names or group.share is not None for group in behind.groups):
        return True
    if (
        state.reached
        or behind.issuer is not None
        or behind.share is not None
        or ":" in state.small[state.items[index].start : state.items[index].end]
    ):
        return True
    if _has_number_before(state, index) or _dated(state, index) or _is_listed(state, index):
        return True
    if not state.groups and _named_before(state, index):
        return True
    fresh = state.groups and not state.groups_read
    if fresh and any(group.count is not None or group.share is not None for group in state.groups):
        return True
    between = state.small[state.groups[-1].end : state.items[index].start].strip() if state.groups else "x"
    return bool(fresh) and (between.startswith((":", "đạt", "-")) or "được" in between)


def _is_listed(state: State, index: int) -> bool:
    """ "Thành tích của trường: Tập thể lao động xuất sắc; …": a title alone at the head of what was won."""
    item = state.items[index]
    alone = index + 1 >= len(state.items) or state.touches(item.end, index + 1, "sign")
    return alone and _MERITS.search(state.small, state.clause, item.start) is not None


def _named_before(state: State, index: int) -> bool:
    """ "1. Lê Thị Hạnh - CSTĐ cơ sở": a list line that begins with a name."""
    before = state.items[index - 1] if index else None
    if before is None or before.code not in ("-", ":", ","):
        return False
    names = find_names(state.passage.text, state.clause, before.start, state.words.vocabulary)
    names = names or find_names(state.passage.text, state.passage.start, before.start, state.words.vocabulary)
    if len(names) != 1 or names[0].confidence < 0.9:
        return False
    state.groups = [Group("staff", names[0].start, names[0].end, 1, names=[names[0].text], sure=names[0].confidence)]
    state.groups_read = False
    return True


def _dated(state: State, index: int) -> bool:
    """ "Năm 2022: Tập thể lao động tiên tiến"."""
    items = state.items
    if items[index].label == "medal" and any(item.label == "year" for item in items[index + 1 :]):
        return True  # "Huân chương Lao động hạng Ba năm 2003"
    return index > 1 and items[index - 1].code == ":" and items[index - 2].label in ("year", "school_year")


def _has_number_before(state: State, index: int) -> bool:
    before = state.items[index - 1] if index else None
    return (
        before is not None
        and before.label in ("count", "percent")
        and not state.small[before.end : state.items[index].start].strip()
    )


def _number_before(state: State, index: int) -> list[Group] | None:
    """ "02 bằng khen": the number is of the honours."""
    if not _has_number_before(state, index):
        return None
    before = state.items[index - 1]
    if before.used:
        return None
    before.used = True
    kind = state.groups[-1].kind if state.groups and not state.groups_read else state.label_kind
    if before.label == "percent":
        return [Group(kind, before.start, before.end, share=before.value)]  # "100% LĐTT; 15% CSTĐ cơ sở"
    return [Group(kind, before.start, before.end, int(before.value or 0))]


def _say_kind(state: State, group: Group, place: int, end: int) -> None:
    """ "01 giấy khen tập thể và 02 giấy khen cá nhân": the kind of who has it, right behind."""
    if not state.touches(end, place, "receiver"):
        return
    item = state.items[place]
    following = state.items[place + 1] if place + 1 < len(state.items) else None
    if item.code in ("person", "collective") and (following is None or following.label in ("sign", "and")):
        group.kind, item.used = item.code, True


def _say_for_whom(state: State, group: Group, behind: Behind) -> None:
    """ "02 bằng khen của UBND tỉnh cho học sinh …": whom they are given to."""
    led = state.small[: behind.end].endswith("cho")
    if led and state.touches(behind.end, behind.place, "receiver"):
        item = state.items[behind.place]
        group.kind, item.used = item.code, True
        behind.place, behind.end = behind.place + 1, item.end


_BODIES = ("Liên đội", "Chi đoàn")


def _holders(state: State, code: str, start: int) -> list[Group] | None:
    """The people before; a title that names its body is nobody else's: "Công đoàn vững mạnh; Liên đội mạnh"."""
    if state.guide is not None and state.groups_read and state.guide.start >= state.clause:
        return [state.guide]
    named = name_before_bracket(state, start) if not (state.groups and not state.groups_read) else None
    if named is not None:
        return [named]
    body = next((body for body in _BODIES if code.startswith(body)), None)
    held = body is None or any(name.startswith(body) for group in state.groups for name in group.names)
    return _people_before(state, start) if held or not state.groups_read else None


def _people_before(state: State, start: int) -> list[Group] | None:
    """The people of the sentence: all groups with numbers, else the bodies or the first."""
    away = bool(state.groups) and max(group.end for group in state.groups) < state.segment
    loose = _loose_number(state, start) if not state.groups or state.groups_read or away else None
    if loose and away and ")" in state.small[loose[0].end : start].removeprefix(")"):
        loose = None  # "05 đ/c (03 nam, 02 nữ) được …"
    if loose and away and not state.groups_read:
        loose[0].kind = state.groups[-1].kind  # "100% CBGV hoàn thành nhiệm vụ, 15% đạt CSTĐ"
    if loose is not None or not state.groups:
        return loose  # those of the clause before, where this one counts people of no known kind
    counted = [group for group in state.groups if group.count is not None or group.share is not None]
    if counted:
        first = [group for group in state.groups if group not in counted and _goes_with(state, group, counted[0])]
        return [*first, *counted]
    bodies = [group for group in state.groups if group.kind == "collective"]
    bodies = _together(state, [group for group in bodies if group.names] or bodies[:1])
    return bodies or state.groups[:1]


def _goes_with(state: State, body: Group, counted: Group) -> bool:
    """ "tập thể nhà trường và 02 cá nhân được …"."""
    one = body.kind in ("school", "collective") or body.single or _ONE.match(state.small, body.start) is not None
    return one and state.small[body.end : counted.start].strip() in ("và", "cùng")


def _together(state: State, bodies: list[Group]) -> list[Group]:
    """The last body, and those that a comma or "và" joins to it: "chi bộ lãnh đạo liên đội …" is the liên đội's."""
    joined = bodies[-1:]
    for body in reversed(bodies[:-1]):
        if state.small[body.end : joined[0].start].strip() not in (",", "và", ", và", "cùng", "-"):
            break
        joined.insert(0, body)
    return joined


def _loose_number(state: State, start: int) -> list[Group] | None:
    for item in reversed(state.items):
        if item.start < state.segment:
            break
        if item.label in ("count", "percent") and not item.used and item.end <= start:
            item.used = True
            group = Group("", item.start, item.end)
            counted = _bracketed_share(state, item)
            if counted is not None:
                group.start, group.count, group.share = counted.start, int(counted.value or 0), item.value
            elif item.label == "percent":
                group.share = item.value
            else:
                group.count = int(item.value or 0)
            return [group]
    return None


def _bracketed_share(state: State, share: Item) -> Item | None:
    """ "05/37 (13,5%) được …": the number that the percent in brackets is of."""
    place = state.items.index(share)
    before = state.items[place - 2] if place > 1 and state.items[place - 1].code == "(" else None
    if share.label != "percent" or before is None or before.label != "count" or before.used:
        return None
    if state.small[before.end : share.start].strip() != "(":
        return None
    before.used = True
    return before


# --- the draft ---


def add_honour(
    state: State, label: str, code: str, here: Item, start: int, behind: Behind, group: Group, again: bool
) -> None:
    """One honour of one group, with what stands around it."""
    if group.count == 0:
        return
    draft = Draft(_CATEGORIES[label], min(start, group.start), max(here.end, group.end, behind.end), name=code)  # type: ignore[arg-type]
    draft.group, draft.count, draft.share = group, group.count, group.share if group.share is not None else behind.share
    if start - draft.start > 160:
        draft.start = start
    draft.kind = _kind(state, label, code, group)
    draft.name = _COLLECTIVE_NAMES.get(code, code) if draft.kind == "collective" else code
    _say_who(state, draft, label, here, behind)
    if draft.count is None and draft.share is None:
        _imply_count(state, draft, group)
    if label != "title" and state.groups and not (group.kind or group.names or state.setting.kind):
        draft.doubt *= _OTHERS_TOLD
    draft.year = behind.year or state.year
    draft.school_year = behind.school_year or state.school_year
    if not behind.groups and state.touches(behind.end, behind.place, "receiver", gap=" :"):
        draft.doubt *= 0.6  # people stand there that could not be read
    _weigh_names(draft, group)
    if again and group.names and group.kind == "staff":
        draft.doubt *= 0.9
    if label == "medal":
        draft.name = medal_name(state, here, code)
    state.drafts.append(draft)


def _weigh_names(draft: Draft, group: Group) -> None:
    """Names that may be misread, or that differ from the count."""
    if group.names:
        draft.doubt *= min(1.0, group.sure + 0.03)
        if draft.count is not None and draft.kind != "collective" and draft.count != len(group.names):
            draft.doubt *= 0.97  # the count and the names differ: a finding, and a hint that a name was missed
    if draft.kind == "collective" and any("," in name for name in group.names):
        draft.doubt *= _OTHERS_TOLD  # "lớp 5A, 5B": one body or two
    if draft.kind == "collective" and len(group.names) > (draft.count or len(group.names)):
        draft.doubt *= _OTHERS_TOLD
    if draft.kind == "collective" and len(group.names) == 1 and (draft.count or 1) > 1:
        draft.doubt *= _OTHERS_TOLD


def _kind(state: State, label: str, code: str, group: Group) -> str:
    own = state.words.title_kinds.get(code, "staff" if label == "title" else "")
    if own in ("collective", "student"):
        return own
    if own == "staff":
        body = group.kind in ("collective", "school")
        return "collective" if body and code in ("LĐTT", "LĐXS") else "staff"
    if group.kind:
        return KINDS.get(group.kind, "student")
    if group.names:
        return "staff"
    if state.setting.kind:
        return KINDS[state.setting.kind]
    return "collective" if label in ("flag", "medal") or group.count is None else "staff"


def _say_who(state: State, draft: Draft, label: str, here: Item, behind: Behind) -> None:
    """The giver, and the level that comes from it or from the title's own words."""
    issuer = behind.issuer
    if issuer is None and (
        label != "title"
        or (state.issuer is not None and state.issuer.end < state.segment + 400 and gives_a_title(state))
    ):
        issuer = state.issuer
    if issuer is None:
        issuer = of_whom(state, behind.place, title=label == "title")
    if issuer is None and label == "form" and state.given >= 0 and state.former is not None:
        issuer, draft.doubt = state.former, draft.doubt * 0.85  # "…; 02 đảng viên được tặng giấy khen"
    if issuer is not None:
        in_setting = issuer is state.setting.issuer and behind.issuer is None
        words = state.setting.issuer_text if in_setting else state.passage.text[issuer.start : issuer.end]
        draft.issuer = " ".join((words or "").split())
        draft.level = issuer.level
        if not in_setting:
            draft.start, draft.end = (
                (min(draft.start, issuer.start), max(draft.end, issuer.end))
                if draft.end - issuer.start < 400
                else (draft.start, draft.end)
            )
    if behind.levelled and behind.level is None:
        draft.doubt *= 0.8
    draft.level = behind.level or draft.level or state.words.title_levels.get(draft.name) or _level_here(state, label)
    if behind.level is not None and state.words.title_levels.get(draft.name):
        draft.level = state.words.title_levels[draft.name]
    if label == "title":
        names = state.words.title_names.get(draft.name, {})
        draft.name = names.get(draft.level or "", draft.name)
        if draft.name == "CSTĐ cơ sở":
            draft.level = None
    elif draft.level is None:
        draft.doubt *= 0.85


def _level_here(state: State, label: str) -> str | None:
    """The level of the clause or the lines above; a title has none from the clause before."""
    carried = label == "title" and state.level_at < state.clause and state.level != state.setting.level
    return None if carried else state.level


def _for_whom(state: State, behind: Behind) -> list[Group] | None:
    """ "tặng Giấy khen về công tác khuyến học cho 1 tập thể, 1 cá nhân": who has it, behind what it is for."""
    for place in range(behind.place, len(state.items) - 1):
        item = state.items[place]
        if item.code in (";", ".", "\n", ":") or item.label in NUCLEI or item.label == "issuer":
            return None
        if item.label == "glue" and state.small[item.start : item.end] == "cho":
            further = read_behind(state, place + 1, item.end)
            return [group for group in further.groups if group.kind] or None
    return None


def _imply_count(state: State, draft: Draft, group: Group) -> None:
    """One body, one honour; of people without a number nobody knows."""
    if draft.kind == "collective":
        draft.count = None if group.several else 1
        told = state.drafts[-1].end if state.drafts else 0
        opening = max(state.clause, told) if _LONG_OPENING.match(state.small, state.clause) else state.segment
        before = state.small[max(opening, draft.start - 60, told) : draft.end]
        behind = draft.category != "commendation" and _LONG_BEHIND.match(state.small, draft.end)
        if behind or _LONG_BEFORE.search(before):
            draft.count, draft.doubt = None, draft.doubt * 0.5
        return
    if group.names:
        draft.count = len(group.names)
        return
    if (
        group.kind in ("staff", "student")
        and not group.several
        and (group.single or _ONE.match(state.small, group.start))
    ):
        draft.count, draft.doubt = 1, draft.doubt * 0.95
        return
    draft.doubt *= 0.7
