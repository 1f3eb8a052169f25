"""Who has an honour that stands before them: numbers, people, names, what brackets tell."""

from __future__ import annotations

import re

from parsers.extractors.awards.details import Behind, take_detail
from parsers.extractors.awards.draft import Group
from parsers.extractors.awards.items import Item
from parsers.extractors.awards.people import name_collective
from parsers.extractors.awards.state import State
from parsers.extractors.names import read_name_list

_SURE_NAME = 0.6
_LEAD = re.compile(r"^\s*(?:cho|gồm|là|của|gồm có)\s+")
_COUNTED_NAME = 0.88  # a name however short, where as many stand there as the text says
_DECISIONS = ("qđ", "quyết định")
_NEXT_HONOURS = ("rank", "prize", "form", "title", "flag")


def take_group(state: State, behind: Behind) -> bool:
    """A number with its people, a number alone, or people alone ("cho Công đoàn", "cho đ/c …")."""
    place, first = behind.place, state.items[behind.place]
    group = Group("", first.start, first.end)
    if first.used or (first.label != "receiver" and state.touches(first.end, place + 1, *_NEXT_HONOURS)):
        return False  # "… , 02 giấy khen": the number is the next honour's
    if first.label != "receiver":
        place = _number(state, place, group)
    taken = state.items[behind.place : place]
    if state.touches(group.end, place, "receiver"):
        if _starts_clause(state, place) and not state.small[: first.start].rstrip().endswith(" cho"):
            return False  # "Bằng khen, 7 cá nhân đạt CSTĐ": these people have the next honour
        start, place = place, _people(state, place, group)
        taken += [item for item in state.items[start:place] if item.label == "receiver"]
        place = _count_behind_people(state, place, group)
    before = behind.place, behind.end
    behind.place, behind.end = place, group.end
    _named_people(state, behind, group)
    if first.label == "receiver" and group.count is None and not group.names and group.kind != "school":
        behind.place, behind.end = before
        return False
    for item in taken:
        item.used = True
    behind.taken += taken
    behind.groups.append(group)
    return True


def _number(state: State, place: int, group: Group) -> int:
    """ "05", "15%", "05 = 15 %": the number of a group; the place after it."""
    first = state.items[place]
    if first.label == "percent":
        group.share = first.value
    else:
        group.count = int(first.value or 0)
    if state.touches(first.end, place + 1, "percent", gap=" -="):
        group.share = state.items[place + 1].value
        return place + 2
    return place + 1


def _people(state: State, place: int, group: Group) -> int:
    """The words for the people or the body, with the body's own name; the place after them."""
    person = state.items[place]
    group.kind, group.end = "staff" if person.code == "post" else person.code, person.end
    if person.code == "collective" and group.count is None:
        name_collective(state, place, group)
    place += 1
    while place < len(state.items) and state.items[place].start < group.end:
        place += 1
    while state.touches(group.end, place, "receiver"):
        body = state.items[place]
        group.end = body.end
        if body.code == "collective" and group.kind == "collective" and group.count is not None:
            name_collective(state, place, group)  # "01 tập thể chi đội 9A"
        place += 1
        while place < len(state.items) and state.items[place].start < group.end:
            place += 1
    return place


def _starts_clause(state: State, place: int) -> bool:
    """The people have a verb of their own behind them, so they begin something new."""
    for ahead, item in enumerate(state.items[place + 1 : place + 4], place + 1):
        if item.label == "verb" and item.code == "give":
            return True
        if item.code == "reach" and state.touches(item.end, ahead + 1, "percent"):
            return False  # "25/27 đồng chí đạt 92,6%": their share
        if item.label == "verb" and state.small[item.start : item.end] != "có":
            return True
        if item.label == "sign":
            return False
    return False


def _count_behind_people(state: State, place: int, group: Group) -> int:
    """ "tập thể: 01; cá nhân: 05"."""
    items = state.items
    if (
        group.count is None
        and place + 1 < len(items)
        and items[place].code in (":", "-")
        and items[place + 1].label == "count"
    ):
        number = items[place + 1]
        group.count, group.end = int(number.value or 0), number.end
        number.used = True
        return place + 2
    return place


def _named_people(state: State, behind: Behind, group: Group) -> None:
    """Names behind the people: in a bracket, behind a colon, or right behind ("cho đ/c …")."""
    items, place = state.items, behind.place
    if place < len(items) and items[place].code == "(" and not state.small[behind.end : items[place].start].strip():
        if not _holds_honours(_inside(items, place)):
            _bracket_names(state, behind, group)
        return
    if state.touches(behind.end, place, "sign") and items[place].code == "," and _that_is(state, place + 1):
        place += 1  # "3 người, gồm: …"
    colon = place < len(items) and (items[place].code == ":" or _that_is(state, place))
    if colon and group.kind == "collective" and group.count is not None:
        _list_bodies(state, behind, group, items[place].end)
        return
    if colon or (group.count in (None, 1) and group.kind in ("staff", "person", "student")):
        start = items[place].end if colon else group.end
        _list_names(state, behind, group, start)


def _that_is(state: State, place: int) -> bool:
    if place >= len(state.items):
        return False
    return state.small[state.items[place].start : state.items[place].end] in ("là", "gồm", "gồm có", "bao gồm")


def _list_names(state: State, behind: Behind, group: Group, start: int) -> None:
    """A list of names from `start` on; the group takes as many as it counts, or all."""
    stop = _stop_of_list(state, start)
    listed = read_name_list(state.passage.text, start, stop, state.words.vocabulary)
    titles = sum(item.code == "staff" and start <= item.start < stop for item in state.items)
    named = [name for name in listed if name.confidence >= _SURE_NAME or len(listed) == titles > 0]
    lead = state.small[start : named[0].start] if named else ""
    if not named or lead.count(",") > 1 or ";" in lead:
        return
    group.names = [name.text for name in named]
    group.sure = min(max(name.confidence, _COUNTED_NAME) for name in named)
    group.end = behind.end = named[-1].end
    _skip_to(state, behind, named[-1].end)


def _list_bodies(state: State, behind: Behind, group: Group, start: int) -> None:
    """ "03 tổ: tổ Mẫu giáo 5 tuổi, tổ Mẫu giáo 4 tuổi, tổ Nhà trẻ": as many bodies as the number says."""
    stop = next((x.start for x in state.items if x.start >= start and x.code in (".", "\n", ";")), state.passage.stop)
    pieces = [" ".join(piece.split()) for piece in re.split(r",| và ", state.passage.text[start:stop])]
    if len(pieces) == group.count and all(2 < len(piece) <= 40 for piece in pieces):
        group.names, group.end, behind.end = pieces, stop, stop
        _skip_to(state, behind, stop)


def _stop_of_list(state: State, start: int) -> int:
    for item in state.items:
        if item.start >= start and (
            item.label
            in (
                "form",
                "title",
                "flag",
                "medal",
                "issuer",
                "level",
                "verb",
                "count",
                "percent",
                "rank",
                "prize",
                "standard",
            )
            or item.code in (".", "\n")
        ):
            return item.start
    return state.passage.stop


def _skip_to(state: State, behind: Behind, end: int) -> None:
    while behind.place < len(state.items) and state.items[behind.place].start < end:
        if state.items[behind.place].label != "sign":
            state.items[behind.place].used = True
        behind.place += 1


def take_names(state: State, behind: Behind) -> None:
    """ "CSTĐ cơ sở: Nguyễn Thị A, Trần Văn B": no number, only names."""
    group = Group("staff", behind.end, behind.end)
    _list_names(state, behind, group, behind.end)
    if group.names:
        group.start = behind.end - 1
        behind.groups.append(group)


def take_bracket(state: State, behind: Behind) -> bool:
    """A bracket behind the honour or its people: names, a number or a share; one with honours is read apart."""
    items, place = state.items, behind.place
    inside = _inside(items, place)
    if _is_giver(state, inside):
        return _bracketed_giver(state, behind, inside)
    if _holds_honours(inside):
        return False
    for item in inside:
        if item.label in ("year", "school_year"):
            take_detail(state, item, behind)
            item.used = True
    group = behind.groups[-1] if behind.groups else None
    if group is None:
        number = next((item for item in inside if item.label == "count"), None)
        group = Group("", items[place].start, items[place].end)
        if number is not None and not state.small[items[place].end : number.start].strip():
            group.count = int(number.value or 0)
            number.used = True
            person = next((item for item in inside if item.label == "receiver"), None)
            group.kind = person.code if person is not None else ""
    share = next((item for item in inside if item.label == "percent"), None)
    if share is not None:
        group.share = share.value
    _bracket_names(state, behind, group)
    if not behind.groups and (group.count is not None or group.names):
        behind.groups.append(group)
    elif not behind.groups:
        behind.share = behind.share if behind.share is not None else group.share  # "25/28 … đạt LĐTT (89,3%)"
    return True


def _is_giver(state: State, inside: list[Item]) -> bool:
    """Whether a bracket tells only who gave it: "(UBND tỉnh công nhận)", "(QĐ số 21 của UBND huyện)"."""
    bodies = [item for item in inside if item.label == "issuer"]
    if len(bodies) != 1 or any(
        item.label not in ("issuer", "glue", "date", "ordinal", "year", "school_year") and item.code != "give"
        for item in inside
    ):
        return False
    return inside[0] is bodies[0] or state.small[: inside[0].end].rsplit("(", 1)[-1].lstrip().startswith(_DECISIONS)


def _bracketed_giver(state: State, behind: Behind, inside: list[Item]) -> bool:
    """ "Tập thể lao động xuất sắc (UBND tỉnh công nhận)"."""
    if behind.issuer is not None:
        return False
    behind.issuer = next(item for item in inside if item.label == "issuer")
    for item in inside:
        if item.label in ("year", "school_year"):
            take_detail(state, item, behind)
        item.used = True
    behind.place += len(inside) + 2
    behind.end = state.items[min(behind.place, len(state.items)) - 1].end
    return True


def _inside(items: list[Item], opening: int) -> list[Item]:
    """The items of the bracket that opens at `opening`."""
    inside: list[Item] = []
    for item in items[opening + 1 :]:
        if item.code == ")":
            break
        inside.append(item)
    return inside


def _holds_honours(inside: list[Item]) -> bool:
    return any(item.label in ("rank", "prize", "form", "title", "flag", "medal", "issuer", "level") for item in inside)


def _bracket_names(state: State, behind: Behind, group: Group) -> None:
    start = state.items[behind.place].end
    close = next((item for item in state.items[behind.place + 1 :] if item.code == ")"), None)
    stop = close.start if close is not None else state.passage.stop
    share = next((item for item in state.items[behind.place :] if item.label == "percent" and item.end <= stop), None)
    if share is not None:
        group.share = share.value
    listed = read_name_list(state.passage.text, start, stop, state.words.vocabulary)
    counted = group.count if group.count is not None else _count_before(state)
    named = [name for name in listed if name.confidence >= _SURE_NAME or len(listed) == counted]
    if named and not group.names:
        group.names = [name.text for name in named]
        group.sure = min(max(name.confidence, _COUNTED_NAME) for name in named)
    elif not named and not group.names and (group.kind == "collective" or _holds_bodies(state, start, stop)):
        _bracket_bodies(state, group, start, stop)
    end = close.end if close is not None else state.passage.stop
    group.end = behind.end = end
    _skip_to(state, behind, end)


def _count_before(state: State) -> int | None:
    """How many people the sentence spoke of before the honour: "05 đồng chí đạt … (đ/c Lan, …)"."""
    fresh = [group.count for group in state.groups if group.count is not None]
    return fresh[0] if len(fresh) == 1 and not state.groups_read else None


def _holds_bodies(state: State, start: int, stop: int) -> bool:
    return any(item.code == "collective" and start <= item.start < stop for item in state.items)


def _bracket_bodies(state: State, group: Group, start: int, stop: int) -> None:
    """ "02 tập thể (Tổ Toán, Tổ Văn)": the bodies as written."""
    words = _LEAD.sub("", state.passage.text[start:stop])
    pieces = [" ".join(piece.split()) for piece in re.split(r"[;,]| và ", words)]
    whole = " ".join(words.split())
    pieces = [whole] if any(piece.isdigit() for piece in pieces[1:]) and len(whole) <= 40 else pieces  # "(tổ 4, 5)"
    group.names = [piece for piece in pieces if 2 < len(piece) <= 40 and not piece[0].isdigit()]  # "(4 tổ)"
    group.kind = group.kind or "collective"
