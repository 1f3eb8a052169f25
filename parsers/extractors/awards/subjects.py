"""Whether words for people tell of somebody new: of outsiders, of whose work it is, or more of those before."""

from __future__ import annotations

import re

from parsers.extractors.awards.draft import Group
from parsers.extractors.awards.items import Item
from parsers.extractors.awards.state import State
from parsers.text import shadow

_POST_SIGNS = ("(", "-", ",", "")
_CLASSED = shadow(" hoàn thành")
_CALLED = re.compile(r"\s([^\W\d_a-zđ][^\W\d_]*)(?= [^\W\d_])")
_EVENTS = "thi|khỏe|khoẻ|thao|giảng|diễn|trại|đồng|nghị"
_BODY = re.compile(
    rf"\s*((?:Chi hội|Hội(?! (?:{_EVENTS})(?!\w))|Ban|Câu lạc bộ|CLB)(?: [^\W\d_]+){{1,7}} )\Z",
)
# "Nghị quyết Chi bộ", "sự lãnh đạo của Chi bộ": whose work is done, no subject.
_WORK_OF = re.compile(r"(?<!\w)(?:(?:nghị quyết|kế hoạch|chương trình)(?: của)?|(?:lãnh|chỉ) đạo của)(?: các)?\s+\Z")
_GUIDES = re.compile(r"(?<!\w)(?:hướng dẫn|bồi dưỡng|huấn luyện|phụ trách|ôn luyện|dẫn dắt)(?!\w)[^,;:()]*\Z")


def is_no_subject(state: State, index: int, item: Item) -> bool:
    """Whether the words at `index` bring nobody of the school who could have an award."""
    if item.code == "outsider":
        _say_outsider(state, index, item)
        return True
    if item.code != "collective":
        return False
    return _is_a_class(state, index, item) or _WORK_OF.search(state.small, state.segment, item.start) is not None


def _say_outsider(state: State, index: int, item: Item) -> None:
    """ "Ông Lê Văn Toàn, Trưởng ban đại diện cha mẹ học sinh", "phụ huynh lớp 3A được …": none of the school's."""
    fresh = state.groups[-1] if state.groups and not state.groups_read else None
    if fresh is not None and not state.small[fresh.end : item.start].strip(" ,-("):
        fresh.kind, fresh.end = "outsider", item.end
        return
    following = next((other for other in state.items[index + 1 :] if other.label not in ("grades", "receiver")), None)
    if following is not None and following.label in ("verb", "issuer"):
        state.groups, state.groups_read = [Group("outsider", item.start, item.end)], False


def _is_a_class(state: State, index: int, item: Item) -> bool:
    """ "công nhận Công đoàn cơ sở hoàn thành xuất sắc nhiệm vụ": what it was found to be, nobody new."""
    led = index > 0 and state.items[index - 1].code == "give"
    return led and bool(state.groups) and state.small.startswith(_CLASSED, item.end)


def is_of(state: State, previous: Group, item: Item) -> bool:
    """Whether the words only say more of those before: "đ/c Lê Thị Hoa (Phó Hiệu trưởng)", "Công đoàn … cơ sở"."""
    if item.code == "post":
        return bool(previous.names) and state.small[previous.end : item.start].strip() in _POST_SIGNS
    return item.code == "collective" and _same_body(state, previous, item)


def _same_body(state: State, previous: Group, item: Item) -> bool:
    first, second = (state.small[x.start : x.end].split() for x in (previous, item))
    longer = second[: len(first)] == first and len(second) > 1
    return previous.kind == "collective" and longer and first[0] not in ("tổ", "tập")


def describes(state: State, previous: Group, group: Group) -> bool:
    """ "Thầy Lê An, giáo viên môn Tin học, …": who the person before is."""
    plain = group.kind == previous.kind == "staff" and not group.names and group.count is None and not group.several
    if not (plain and previous.names) or state.small[previous.end : group.start].strip() not in (",", "-", "("):
        return False
    previous.end = group.end
    return True


def is_guided(state: State, previous: Group, group: Group) -> bool:
    """ "Thầy A hướng dẫn 02 học sinh đạt giải": whose work the pupils' prize is."""
    led = group.kind == "student" and previous.kind == "staff" and bool(previous.names)
    return led and _GUIDES.search(state.small, previous.end, group.start) is not None


def called_again(state: State, group: Group) -> None:
    """ "…; riêng cô Huyền còn được …": the last syllable of somebody who was named before."""
    called = _CALLED.match(state.passage.text, group.end)
    told = [name for draft in state.drafts if draft.group is not None for name in draft.group.names]
    if called is None or not any(name.split()[-1] == called[1] for name in told if " " in name):
        return
    group.names, group.end, group.sure = [called[1]], called.end(), 0.9
    group.count = 1 if group.count is None else group.count


def body_of_the_school(state: State, item: Item) -> Group | None:
    """ "Hội LHTN Việt Nam trường được …": a body that the vocabulary does not know, named up to its school."""
    body = _BODY.match(state.passage.text, state.segment, item.start) if item.code == "school" else None
    if body is None:
        return None
    return Group("collective", body.start(1), item.end, names=[state.passage.text[body.start(1) : item.end]])
