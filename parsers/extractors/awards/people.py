"""Who receives: people with their number and names, bodies as the text names them."""

from __future__ import annotations

import re

from parsers.extractors.awards.draft import Group
from parsers.extractors.awards.items import Item
from parsers.extractors.awards.state import State
from parsers.extractors.awards.subjects import (
    body_of_the_school,
    called_again,
    describes,
    is_guided,
    is_no_subject,
    is_of,
)
from parsers.extractors.names import find_names, read_name_list
from parsers.text import shadow

_SHARE = re.compile(r"\(\s*[\d.,]+\s*%\s*\)")
# What ends a body's name.
REASON = re.compile(
    shadow(
        r"\s+(?:vì|do|đã|có|trong|được|đạt|theo|nhân|với|năm|hoàn thành|tham gia|tổ chức|thực hiện|giành|đoạt|nhận|xếp"
        r"|vinh dự|luôn|duy trì|không|chưa|cũng)(?!\w)"
    )
)
# "Đoàn trường THPT", "Liên đội trường Tiểu học": what goes on with the name of a school's body.
_OF_SCHOOL = re.compile(
    r"(?<=ường)\s+(?:THPT|THCS|TH|MN|PTDTNT|PTDTBT|[Tt]iểu học|[Mm]ầm non)(?: (?:THCS|THPT))?(?!\w)"
)
LONGEST_GAP = 24  # characters of other words between a number and the people it counts


def read_receiver(state: State, index: int, item: Item) -> None:
    """People or bodies before an award; their number stands before them."""
    if is_no_subject(state, index, item):
        return
    group = body_of_the_school(state, item) or _counted(state, index, item)
    if group is None:
        return
    previous = state.groups[-1] if state.groups and not state.groups_read else None
    if previous is not None and is_of(state, previous, item):
        return
    if item.code == "post":
        group.kind, group.single = "staff", not group.several
    if previous is not None and _joins(state, index, previous, group):
        return
    if not group.names:
        _name(state, index, group)
    if previous is not None and (describes(state, previous, group) or _takes_names(state, previous, group)):
        return
    _share_in_bracket(state, index, group)
    if previous is not None and is_guided(state, previous, group):
        state.guide = previous
    if state.groups_read or (previous is not None and group.count is not None and not _beside(state, previous, group)):
        state.groups, state.groups_read = [], False
    if _is_label(state, index, group):
        state.label_kind = group.kind if group.count is None and not group.names else ""
        state.groups = []  # "Nhiều tập thể được khen: Tổ Toán: Giấy khen …": who the line is about
    state.groups.append(group)


def _joins(state: State, index: int, previous: Group, group: Group) -> bool:
    """ "thầy giáo, cô giáo", "Đ/c Phó Hiệu trưởng Nguyễn Thị Nga": words of one and the same people."""
    if group.count is not None or group.share is not None or group.names:
        return False
    item, between = state.items[index], state.small[previous.end : group.start]
    alike = previous.kind == item.code == "staff" and between.strip() in (",", "và", "/", "") and not previous.names
    if between.strip(" -") and not alike:
        return False
    previous.end = item.end
    if item.code == "post" and not previous.names:
        _name(state, index, previous)
    if previous.kind == "person":
        previous.kind = item.code
    if previous.kind == item.code == "collective" and previous.count is None and not previous.names:
        name_collective(state, index, group)
        previous.names, previous.end = group.names, group.end
    return True


def _takes_names(state: State, previous: Group, group: Group) -> bool:
    """'dự án "…" của em A và em B', "đ/c A, đ/c B và đ/c C": names of the group before."""
    people = previous.kind == "work" and group.kind in ("student", "staff", "person")
    if people and state.small[: group.start].rstrip().endswith("của"):
        previous.names, previous.sure, previous.end = group.names, group.sure, group.end
        previous.count = previous.count or 1
        return True
    if not _goes_on(state, previous, group):
        return False
    previous.names += group.names
    previous.count, previous.end = len(previous.names), group.end
    previous.sure = min(previous.sure, group.sure)
    return True


def _counted(state: State, index: int, item: Item) -> Group | None:
    """The people with the number before them; None for "các trường", which are others."""
    group = Group(item.code, item.start, item.end)
    last = state.items[index - 1] if index else None
    if last is not None and last.label == "several":
        if item.code == "school":
            return None
        group.several = True
    if last is not None and last.code == ")" and index > 3 and state.items[index - 2].label == "percent":
        last = state.items[index - 4]
    if last is not None and last.label in ("count", "percent") and not last.used and _near(state, last, item):
        count_into(group, last)
    return group


def _share_in_bracket(state: State, index: int, group: Group) -> None:
    """ "35/37 CB, GV, NV (94,6%) được công nhận …": the share of those in front."""
    share = state.items[index + 2] if index + 3 < len(state.items) else None
    if share is None or share.label != "percent" or not state.touches(group.end, index + 1, "sign"):
        return
    if group.count is not None and state.items[index + 1].code == "(" and state.items[index + 3].code == ")":
        group.share, share.used = share.value, True


def _is_label(state: State, index: int, group: Group) -> bool:
    """Whether the group opens its stretch and a colon stands behind it."""
    opens = not state.small[state.segment : group.start].strip(" -+*:") or state.items[index - 1].code == ":"
    return opens and state.touches(group.end, index + 1, "sign") and state.items[index + 1].code == ":"


def _name(state: State, index: int, group: Group) -> None:
    """Give the group the names that stand behind it or in its bracket."""
    if group.kind in ("staff", "student", "person") and group.count in (None, 1) and group.share is None:
        _name_group(state, index, group)
        if group.count is not None and not group.names:
            _names_in_bracket(state, index, group)
    elif group.kind == "collective":
        name_collective(state, index, group)
        if group.count is not None and not group.names:
            _bodies_in_bracket(state, index, group)
    elif group.count is not None and group.kind in ("staff", "student", "person"):
        _names_in_bracket(state, index, group)
        if not group.names:
            _names_of_so_many(state, index, group)
    for item in state.items[index + 1 :]:
        if item.start >= group.end:
            break
        item.used = item.used or item.label in ("subject", "contest", "rank", "bare_rank")  # "em Lò Thị Mai Anh"


def _names_of_so_many(state: State, index: int, group: Group) -> None:
    """ "Hai em Lê An và Phan Minh": as many names right behind as the number says."""
    names = find_names(state.passage.text, group.end, _stop_of_list(state, index), state.words.vocabulary)
    if len(names) == group.count and not state.small[group.end : names[0].start].strip(" :"):
        group.names = [name.text for name in names]
        group.sure = min(max(name.confidence, 0.88) for name in names)
        group.end = names[-1].end


_BRACKET = re.compile(r"\([^()]*\)")


def _beside(state: State, first: Group, second: Group) -> bool:
    """Two groups receive together where only "và" stands between, or a comma between unlike kinds."""
    between = _BRACKET.sub("", state.small[first.end : second.start]).strip()
    return between in ("và", "cùng", "cùng với", "và có", ", và") or (
        between in (",", "") and first.kind != second.kind
    )


def _goes_on(state: State, first: Group, second: Group) -> bool:
    """ "đ/c A, đ/c B và đ/c C": one list of named people."""
    if first.kind != second.kind or not first.names or not second.names or first.count != len(first.names):
        return False
    return _BRACKET.sub("", state.small[first.end : second.start]).strip() in (",", ";", "và", ", và", "")


def _near(state: State, first: Item, second: Item) -> bool:
    """Nothing but a word or two stands between."""
    between = _SHARE.sub("", state.small[first.end : second.start])  # "38/40 (95%) CBGVNV"
    return len(between) <= LONGEST_GAP and not any(sign in between for sign in ",;:()")


def _name_group(state: State, index: int, group: Group) -> None:
    stop = _stop_of_people(state, index) if not group.several else _stop_of_list(state, index)
    names = find_names(state.passage.text, group.end, stop, state.words.vocabulary)
    named = [name for name in names if name.confidence >= 0.6]
    if not named:
        called_again(state, group)
    if named:
        group.names = [name.text for name in named]
        group.sure = min(name.confidence for name in named)
        group.end = named[-1].end
        group.count = group.count if group.count is not None else len(named)


def _names_in_bracket(state: State, index: int, group: Group) -> None:
    """ "03 đồng chí (A, B, C) được …": as many names as the number says, else the bracket tells something else."""
    if not state.touches(group.end, index + 1, "sign") or state.items[index + 1].code != "(":
        return
    closing = next((item for item in state.items[index + 2 :] if item.code == ")"), None)
    if closing is None:
        return
    place = state.items[index + 1].end, closing.start
    names = find_names(state.passage.text, *place, state.words.vocabulary)
    if len(names) != group.count and group.kind != "person":
        names = read_name_list(state.passage.text, *place, state.words.vocabulary)  # "(Hạnh, Thủy, Sen)"
    if len(names) == group.count:
        group.names = [name.text for name in names]
        group.sure = min(max(name.confidence, 0.88) for name in names)
        for item in state.items[index + 2 :]:
            if item.start < closing.start and item.label != "sign":
                item.used = True


def _stop_of_list(state: State, index: int) -> int:
    """Where a list of people ends: "các em A (9A1), B (lớp 9A2) và C đạt …"."""
    bracket = False
    for item in state.items[index + 1 :]:
        if item.code in ("(", ")"):
            bracket = item.code == "("
            continue
        if bracket and item.label in ("glue", "subject", "sign", "lead", "contest"):
            continue
        if item.label not in ("receiver", "and", "grades", "ordinal", "several", "subject") and item.code not in (
            "-",
            ",",
        ):
            return item.start
    return state.passage.stop


def _stop_of_people(state: State, index: int) -> int:
    """Where the words behind a receiver end: the next thing that is no name."""
    for item in state.items[index + 1 :]:
        if item.label not in ("receiver", "subject", "grades", "glue", "ordinal", "and") and item.code not in (
            "-",
            ",",
            "(",
        ):
            return item.start
        if item.label == "receiver" or item.code in ("(", ","):
            return item.start
    return state.passage.stop


def name_collective(state: State, index: int, group: Group) -> None:
    """ "Công đoàn", "tổ Toán - Lý": the body as the text names it; plain "tập thể" names nobody."""
    words = " ".join(state.passage.text[state.items[index].start : group.end].split())
    if group.several:
        return  # "các tổ còn lại"
    if shadow(words).startswith("tập thể ") and len(words.split()) > 2:
        words = words.split(" ", 2)[2]
    if shadow(words) in ("tập thể", "lượt tập thể"):
        if state.touches(group.end, index + 1, "grades") and state.items[index + 1].code[-1:].isalnum():
            group.end = state.items[index + 1].end  # "tập thể lớp 12A1"
            group.names = [state.passage.text[state.items[index + 1].start : group.end]]
        return
    if shadow(words) in state.words.named_bodies:
        stop = next(
            (
                item.start
                for item in state.items[index + 1 :]
                if item.label not in ("subject", "and", "ordinal", "grades", "contest")
                and item.code not in ("-", "+")
                and not _numbers_a_body(state, item, group.end)
            ),
            state.passage.stop,
        )
        cut = REASON.search(state.small, group.end, stop)
        stop = cut.start() if cut is not None else stop
        raw = state.passage.text[group.end : stop].rstrip(" -,:;.").removesuffix(" và")
        tail = " ".join(raw.split()).strip(" -,:;.")
        if not tail or len(tail) > 40:
            return
        group.end += len(raw)
        for item in state.items:
            inside = group.end - len(raw) <= item.start < group.end
            item.used = item.used or (item.label == "count" and inside)
        pieces = [piece.strip() for piece in tail.split(" và ")] if (group.count or 1) > 1 else [tail]
        group.names = [f"{words} {piece}" for piece in pieces if piece]
        return
    if group.count in (None, 1):
        school = _OF_SCHOOL.match(state.passage.text, group.end)
        group.names = [words + (f" {school[0].strip()}" if school is not None else "")]
        group.end = school.end() if school is not None else group.end


def _numbers_a_body(state: State, item: Item, end: int) -> bool:
    """ "tổ 4+5": figures right behind the word for a body are its name, where no people follow them."""
    if item.label != "count" or state.small[end : item.start].strip(" 0123456789+-"):
        return False
    following = next((other for other in state.items if other.start >= item.end), None)
    return following is None or following.label in ("verb", "sign", "and", "title", "form")


def _bodies_in_bracket(state: State, index: int, group: Group) -> None:
    """ "02 tập thể (Tổ Khối 1, Tổ Khối 3) được …": as many bodies as the number says."""
    if not state.touches(group.end, index + 1, "sign") or state.items[index + 1].code != "(":
        return
    closing = next((item for item in state.items[index + 2 :] if item.code == ")"), None)
    if closing is None:
        return
    words = state.passage.text[state.items[index + 1].end : closing.start]
    pieces = [" ".join(piece.split()) for piece in re.split(r"[;,]| và ", words) if piece.strip()]
    if len(pieces) == group.count and all(2 < len(piece) <= 40 for piece in pieces):
        group.names, group.end = pieces, closing.end
        for item in state.items[index + 2 :]:
            item.used = item.used or (item.start < closing.start and item.label != "sign")


def count_into(group: Group, number: Item) -> None:
    """Give the number before or behind the people to them."""
    if number.label == "percent":
        group.share = number.value
    else:
        group.count = int(number.value or 0)
    number.used = True
    group.start = min(group.start, number.start)
