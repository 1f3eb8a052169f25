"""Awards whose words stand before or above: "CSTĐ cơ sở: 07 đ/c; cấp tỉnh: 01 đ/c", "…, kết quả 04 đ/c đạt"."""

from __future__ import annotations

from parsers.extractors.awards.behind import read_behind
from parsers.extractors.awards.details import Behind
from parsers.extractors.awards.draft import Draft, Group
from parsers.extractors.awards.honours import NUCLEI, add_honour
from parsers.extractors.awards.items import Item
from parsers.extractors.awards.prizes import add_prize
from parsers.extractors.awards.state import State

_LEADS = ("", "của", "do", "trong đó", "trong đó có", "gồm", "riêng", "trong đó:")  # before a level that has its own


def elided(state: State, index: int) -> bool:
    """ "CSTĐ cơ sở: 07 đ/c; cấp tỉnh: 01 đ/c", "Bằng khen: UBND tỉnh 01 đ/c": the honour stands before or above."""
    item = state.items[index]
    if state.honour is None or not _may_stand_for(state, index, state.honour[0]):
        return False
    behind = read_behind(state, index, item.start)
    told = any(group.count is not None or group.names for group in behind.groups)
    if not told or not (behind.levelled or behind.issuer is not None):
        for taken in behind.taken:
            taken.used = False
        return False
    item.used = True
    if not (state.planned or state.negated):
        _add_elided(state, item, behind, *state.honour)
    return True


def elided_between(state: State, index: int) -> bool:
    """ "150 em đạt CNBH cấp trường, 12 em đạt cấp huyện", "05 em đạt giải cấp huyện, 02 em đạt cấp tỉnh": people and
    their verb stand before the level, the award in the stretch before."""
    item, group = state.items[index], state.groups[-1] if state.groups and not state.groups_read else None
    total = next((draft for draft in reversed(state.open) if draft.end > state.clause), None)
    honour = state.honour if state.honour is not None and state.honour[0] != "prize" else None
    if group is None or group.count is None or group.start < state.segment or state.planned or state.negated:
        return False
    verb = state.touches(group.end, index - 1, "verb") and state.items[index - 1].code == "reach"
    plain = honour is not None and honour[0] == "title" and group.start == _opening(state)
    if not verb and not plain:  # "20 đội viên cấp huyện" behind a title
        return False
    if state.small[state.items[index - 1].end if verb else group.end : item.start].strip() or not _ends_the_stretch(
        state, index
    ):
        return False
    if honour is None and (total is None or not total.is_total):
        return False
    item.used = True
    if honour is None:
        draft = Draft("prize", group.start, item.end, count=group.count, doubt=0.95, is_total=True, group=group)
        state.close_total()
        if add_prize(state, draft):
            draft.level, draft.level_own, state.total = item.level, True, draft
        return True
    behind = Behind(index + 1, item.end, levelled=True, level=item.level)
    label, code = honour
    code = next((general for general in state.words.title_names if code.startswith(general)), code)
    add_honour(state, label, code, Item(label, code, item.start, item.end), item.start, behind, group, False)
    state.groups_read = True
    return True


def _opening(state: State) -> int:
    """Where the words of the stretch begin."""
    return state.segment + len(state.small[state.segment :]) - len(state.small[state.segment :].lstrip())


def _ends_the_stretch(state: State, index: int) -> bool:
    """Nothing but a sign or "và" stands behind the item."""
    return index + 1 >= len(state.items) or state.touches(state.items[index].end, index + 1, "sign", "and")


def _may_stand_for(state: State, index: int, label: str) -> bool:
    """A level or body that opens its stretch, with no award of its own behind it."""
    item = state.items[index]
    if item.label == "issuer" and label in ("title", "prize"):
        return False
    for near in state.items[index + 1 :]:
        if near.label == "sign" and near.code in (";", ".", "\n", "("):
            break
        if near.label in NUCLEI or near.code == "give":
            return False
    return state.small[state.segment : item.start].strip(" -+*") in _LEADS


def _add_elided(state: State, item: Item, behind: Behind, label: str, code: str) -> None:
    if label == "prize":
        state.close_total()
        for group in behind.groups:
            draft = Draft("prize", item.start, group.end, count=group.count, doubt=0.95, is_total=True)
            if group.count is not None and add_prize(state, draft):
                draft.level, draft.level_own, state.level = behind.level, True, behind.level
                state.total = draft
        return
    code = next((general for general in state.words.title_names if code.startswith(general)), code)
    here = Item(label, code, item.start, item.start)
    for group in behind.groups:
        add_honour(state, label, code, here, item.start, behind, group, False)


def elided_result(state: State, index: int) -> bool:
    """ "Chỉ tiêu CSTĐ cơ sở: 5; thực hiện: 6", "…, kết quả có 04 giáo viên đạt": the title stands with the plan."""
    item, place = state.items[index], index + 1
    if state.honour is None or state.honour[0] not in ("title", "form"):
        return False
    end = item.end
    while state.touches(end, place, "sign", "verb", "glue", "result") and state.items[place].code not in (
        ";",
        ".",
        ",",
    ):
        end, place = state.items[place].end, place + 1
    if not state.touches(end, place, "count") or state.items[place].used:
        return False
    group = Group("", state.items[place].start, state.items[place].end, int(state.items[place].value or 0))
    following = place + 1
    if state.touches(group.end, following, "receiver"):
        group.kind, group.end, following = state.items[following].code, state.items[following].end, following + 1
    if state.touches(group.end, following, "verb") and state.items[following].code in ("reach", "give"):
        group.end, following = state.items[following].end, following + 1
    if following < len(state.items) and not state.touches(group.end, following, "sign", "and"):
        return False
    for taken in state.items[place:following]:
        taken.used = True
    label, code = state.honour
    here = Item(label, code, group.start, group.start)
    add_honour(state, label, code, here, group.start, read_behind(state, following, group.end), group, False)
    return True
