"""Prizes of contests: ranks with their counts, totals, places of the whole team."""

from __future__ import annotations

import re
from dataclasses import replace

from parsers.extractors.awards.annotate import PLACE
from parsers.extractors.awards.draft import Draft, Group
from parsers.extractors.awards.prize_counts import (
    NUMBER_OF,
    count_before,
    count_behind,
    is_split_behind,
    join_undivided,
)
from parsers.extractors.awards.state import State
from parsers.extractors.awards.winners import classes_before, is_team, names_before, one_of_them
from parsers.extractors.awards.winners_behind import name_behind
from parsers.extractors.names import Name, find_names
from parsers.text import shadow

_PLACES = {"nhất": 1, "nhì": 2, "hai": 2, "ba": 3, "tư": 4}
_WINS = tuple(map(shadow, ("đạt", "đoạt", "có", "giành", "dành")))
_REACHED = re.compile(rf"(?:{'|'.join(_WINS)}|xếp|giải)\s+\Z")
_OVERALL_LEADS = re.compile(r"\s|:|(?<!\w)(?:xếp|đạt|đoạt|giành|có)(?!\w)")
_WORKS = re.compile(r"(?<!\w)(?:sáng kiến|skkn)(?!\w)")
_RANKS = {1: "first", 2: "second", 3: "third"}


def read_rank(state: State, index: int) -> None:
    """A rank with its count: "01 giải nhì", "nhì: 01", "02 em đạt giải nhất", "giải nhất, nhì, ba" undivided."""
    item = state.items[index]
    draft = Draft("prize", item.start, item.end, rank=item.code)
    before = count_before(state, index)
    if before is None and _one_of_each(state, index):
        return
    after = None if before is not None else count_behind(state, index)
    if before is None and after is None and NUMBER_OF.search(state.small, state.segment, item.start):
        return  # "số giải Nhất còn ít"
    following = index + 1
    if before is not None:
        draft.count, draft.start = int(before.value or 0), before.start
        before.used = True
        following = join_undivided(state, index, draft)
    elif after is not None:
        number, following = after
        draft.count, draft.end = int(number.value or 0), number.end
        number.used = True
    elif join_undivided(state, index, draft) > index + 1:
        following = index + 1
        _count_people(state, draft)
    else:
        _count_people(state, draft)
    following = _overall(state, following, draft)
    name_behind(state, following, draft)
    add_prize(state, draft)


def read_total(state: State, index: int) -> None:
    """A number of prizes without a rank: "đạt 19 giải", "số giải: 19", "40/42 em dự thi đạt giải"."""
    item = state.items[index]
    if _is_a_subjects_part(state, index):
        return
    draft = Draft("prize", item.start, item.end, is_total=True)
    before = count_before(state, index)
    after = None if before is not None else count_behind(state, index)
    if before is not None:
        draft.count, draft.start = int(before.value or 0), before.start
        before.used = True
    elif after is not None and not is_split_behind(state, index):
        draft.count, draft.end = int(after[0].value or 0), after[0].end
        after[0].used = True
    else:
        group = _counted_people(state)
        if group is None or group.count is None or state.groups_read:
            return
        if not state.small[max(0, item.start - 8) : item.start].rstrip().endswith(_WINS):
            return
        draft.count, draft.start, draft.group = group.count, min(group.start, draft.start), group
    state.close_total()
    if after is not None:
        state.honour = ("prize", "")  # "số giải cấp huyện: 23; cấp tỉnh: 5"
    if add_prize(state, draft):
        state.total = draft


def _is_a_subjects_part(state: State, index: int) -> bool:
    """ "16 giải (Toán: 7 giải, Tiếng Việt: 9 giải)", "…, trong đó Toán 7 giải": what the total in front is made of."""
    total = state.total
    if total is None or total.parts or not (state.depth or state.partial):
        return False
    own = [item for item in state.items[:index] if item.start >= state.segment and item.label not in ("sign", "among")]
    if [item.label for item in own] != ["subject", "count"]:
        return False
    own[1].used = True
    return True


def read_placing(state: State, index: int) -> None:
    """ "Xếp thứ nhất toàn đoàn": a team's prize. A place without "toàn đoàn" is none ("xếp vị trí thứ nhất")."""
    item = state.items[index]
    match = PLACE.match(state.small, item.end)
    if match is None:
        return
    overall = next((near for near in state.items[index + 1 : index + 4] if near.label == "overall"), None)
    for near in state.items[index + 1 : index + 3]:
        if near.start < match.end():
            near.used = True
    before = state.items[index - 1] if index and state.items[index - 1].label == "overall" else None
    if before is not None and not state.small[before.end : item.start].strip(" :-"):
        item.start, overall = before.start, before  # "toàn đoàn xếp thứ Nhì"
    elif overall is None or state.small[match.end() : overall.start].strip(" :-"):
        for near in state.items[index + 1 : index + 4]:
            if near.label in ("level", "issuer") and not state.small[match.end() : near.start].strip(" :-"):
                near.used = True  # "xếp thứ 3 toàn huyện", "… khối thi đua số 2": a place among schools
        return
    overall.used = True
    place = _place_number(match[1])
    rank = f"overall_{_RANKS[place]}" if place in _RANKS else None
    draft = Draft("prize", item.start, max(overall.end, match.end()), rank=rank, count=1, placing=place, doubt=0.95)
    add_prize(state, draft)


def _place_number(word: str) -> int:
    if word.isdigit():
        return int(word)
    return _PLACES.get(word, len(word) if set(word) == {"i"} else 0)


def read_overall(state: State, index: int) -> None:
    """ "Toàn đoàn: giải nhì", "nhất toàn đoàn": the rank stands on the other side."""
    item = state.items[index]
    following = state.items[index + 1] if index + 1 < len(state.items) else None
    if following is not None and following.code in (":", "reach") and index + 2 < len(state.items):
        led = state.touches(item.end, index + 1, "sign", "verb", gap=" xếp")
        following = state.items[index + 2] if led else None
    word = re.search(r"(?<!\w)(nhất|nhì|ba|khuyến khích)\s*\Z", state.small[state.segment : item.start])
    if (
        following is not None
        and following.label == "rank"
        and not _OVERALL_LEADS.sub("", state.small[item.end : following.start])
    ):
        following.code = f"overall_{following.code}"
        following.start = item.start
    elif word and (
        state.open or state.contest is not None or _REACHED.search(state.small[: state.segment + word.start()])
    ):
        rank = {"nhất": "first", "nhì": "second", "ba": "third", "khuyến khích": "consolation"}[word[1]]
        start = state.segment + word.start()
        add_prize(state, Draft("prize", start, item.end, rank=f"overall_{rank}", count=1, doubt=0.9))


def add_prize(state: State, draft: Draft) -> bool:
    """Take the draft in, with what the sentence carries; False where it is a plan, a denial or nothing."""
    fresh, state.groups_read = not state.groups_read, True
    if draft.count == 0 or state.planned or state.negated or state.subset or state.elsewhen:
        return False
    draft.level, draft.contest = state.level, state.contest
    if draft.level is None and state.issuer is not None and state.issuer.level is not None and state.given < 0:
        draft.level = state.issuer.level
    carried = state.contest is state.setting.contest or state.contest_behind
    draft.contest_own = state.contest is not None and not carried
    told = state.level_at >= state.clause or draft.level != state.level  # not carried from the clause before
    draft.level_own = draft.level is not None and draft.level != state.setting.level and told
    draft.year, draft.school_year, draft.subject = state.year, state.school_year, state.subject
    draft.grades = state.grades
    draft.of_works = _WORKS.search(state.small, state.clause, draft.start) is not None
    if draft.group is None:
        draft.group = _named(state, fresh=fresh)
    if draft.group is not None and draft.group.kind == "outsider":
        return False
    if not draft.is_total and state.total is not None:
        state.total.parts.append(draft)
        state.total.partial = state.total.partial or state.partial
        draft.fallback = draft.fallback or state.total.fallback
        same = draft.contest is state.total.contest and state.total.start >= state.clause
        draft.contest_own = draft.contest_own or (state.total.contest_own and same)
        draft.level = state.total.level if state.total.level_own else draft.level
    state.drafts.append(draft)
    state.open.append(draft)
    return True


def _named(state: State, *, fresh: bool) -> Group | None:
    """The people before the prize: their kind matters, their names are the winners'.

    Not those of an honour before it, where the contest opens a stretch of its own ("LĐTT 38 đ/c, HSG huyện 20 giải").
    """
    group = state.groups[-1] if state.groups else None
    told, contest = state.drafts[-1] if state.drafts else None, state.contest
    if group is None or fresh or told is None or told.category == "prize" or contest is None:
        return group
    opens = contest.start > group.end and not state.small[state.segment : contest.start].strip(" -+")
    return None if opens else group


# --- counts ---


def _one_of_each(state: State, index: int) -> bool:
    """ "03 em đạt giải Nhất, Nhì, Ba": as many winners as ranks."""
    ranks, place = [index], index + 1
    while (
        place + 1 < len(state.items)
        and state.items[place].code in (",", "and")
        and state.items[place + 1].label == "rank"
    ):
        ranks.append(place + 1)
        place += 2
    people = [group.count for group in state.groups] if not state.groups_read else []
    loose = [item for item in state.items if item.label == "count" and not item.used and item.start >= state.segment]
    told = people[-1:] or [int(item.value or 0) for item in loose if item.end <= state.items[index].start][-1:]
    if len(ranks) < 2 or told != [len(ranks)] or count_behind(state, ranks[-1]) is not None:
        return False
    for rank in ranks:
        item = state.items[rank]
        item.used = True
        group = state.groups[-1] if state.groups else None
        draft = Draft("prize", item.start, item.end, rank=item.code, count=1, doubt=0.93)
        draft.group = Group(group.kind, group.start, group.end) if group is not None else None
        add_prize(state, draft)
    for item in loose:
        item.used = item.used or item.end <= state.items[index].start
    return True


def _counted_people(state: State) -> Group | None:
    counted = [group for group in state.groups if group.count is not None]
    if counted and (one := one_of_them(state, counted[-1], state.groups[-1])) is not None:
        return one
    return counted[-1] if counted else (state.groups[-1] if state.groups else None)


def _count_people(state: State, draft: Draft) -> None:
    """Without a number of its own a prize is counted by the winners before it, else it is one."""
    if state.small[: draft.start].rstrip().endswith("còn lại"):
        draft.doubt *= 0.6  # the rest: how many, nobody says
        return
    named = names_before(state, draft)
    if named is not None:
        draft.count, draft.group, draft.winners = named.count, replace(named, names=list(named.names)), named
        draft.doubt *= min(1.0, named.sure + 0.03)
        return
    classes = classes_before(state, draft)
    if classes is not None:
        draft.count = classes
        return
    group = _counted_people(state)
    if group is not None and not state.groups_read and is_team(state, group):
        draft.count, draft.start, draft.group = 1, min(group.start, draft.start), replace(group, count=1)
        return
    entrants = group is not None and group.end <= state.entered < state.segment
    if group is None or entrants or group.kind in ("school", "collective"):
        loose = _loose_count(state, draft)
        draft.count = loose if loose is not None else 1
        if group is None and loose is None:
            draft.doubt *= 0.95
            names = find_names(state.passage.text, state.segment, draft.start, state.words.vocabulary)
            names = names or _opening_name(state, draft)
            if len(names) == 1 and names[0].confidence >= 0.9:
                draft.group = Group("", names[0].start, names[0].end, 1, names=[names[0].text])
        elif loose is not None:
            draft.doubt *= 0.85
        return
    if group.count is not None and (not state.groups_read or group.count == 1):
        draft.count, draft.start, draft.group = group.count, min(group.start, draft.start), group
        return
    several = group.several and not state.small[: group.start].rstrip().endswith(("các", "những"))
    draft.count = None if several and group.count is None else 1
    draft.doubt *= 0.6 if group.several or group.count is not None else 0.9


def _opening_name(state: State, draft: Draft) -> list[Name]:
    """ "1. Trần Bảo Ngọc - Lớp 9A - Giải Nhì": the one name that opens the line."""
    names = find_names(state.passage.text, state.passage.start, draft.start, state.words.vocabulary)
    opens = names and not re.search(r"[^\W\d_]", state.small[state.passage.start : names[0].start])
    return names if opens and not state.drafts else []


def _loose_count(state: State, draft: Draft) -> int | None:
    """A number in the same stretch whose people the vocabulary does not know: "02 bạn nhỏ đạt giải nhất"."""
    for item in reversed(state.items):
        if item.start >= state.segment and item.end <= draft.start and item.label == "count" and not item.used:
            item.used = True
            draft.start = item.start
            return int(item.value or 0)
    return None


def _overall(state: State, place: int, draft: Draft) -> int:
    """ "giải nhì toàn đoàn" is the whole team's: one, unless a number stands before it."""
    if place < len(state.items) and state.items[place].label == "overall" and draft.rank is not None:
        overall = state.items[place]
        if not state.small[draft.end : overall.start].strip(" -"):
            overall.used = True
            draft.rank, draft.end = f"overall_{draft.rank}", overall.end
            if draft.count is None or draft.group is not None:
                draft.count, draft.group = 1, None
            return place + 1
    return place
