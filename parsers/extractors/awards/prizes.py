"""Prizes of contests: ranks with their counts, totals, places of the whole team."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from parsers.extractors.awards.draft import Draft, Group
from parsers.extractors.awards.items import Item
from parsers.extractors.names import find_names

if TYPE_CHECKING:
    from parsers.extractors.awards.sentence import Reader

_PLACES = {"nhất": 1, "nhì": 2, "hai": 2, "ba": 3, "tư": 4}
_PLACE = re.compile(r"\s*(?:thứ\s*)?(nhất|nhì|hai|ba|tư|\d{1,2}|i{1,3})(?!\w)")
_RANKS = {1: "first", 2: "second", 3: "third"}


def read_rank(reader: Reader, index: int) -> None:
    """A rank with its count: "01 giải nhì", "nhì: 01", "02 em đạt giải nhất", "giải nhất, nhì, ba" undivided."""
    item = reader.items[index]
    draft = Draft("prize", item.start, item.end, rank=item.code)
    before = count_before(reader, index)
    after = None if before is not None else count_behind(reader, index)
    following = index + 1
    if before is not None:
        draft.count, draft.start = int(before.value or 0), before.start
        before.used = True
        following = _undivided(reader, index, draft)
    elif after is not None:
        number, following = after
        draft.count, draft.end = int(number.value or 0), number.end
        number.used = True
    elif _undivided(reader, index, draft) > index + 1:
        following = index + 1
        _count_people(reader, draft)
    else:
        _count_people(reader, draft)
    following = _overall(reader, following, draft)
    _people_behind(reader, following, draft)
    add_prize(reader, draft)


def read_total(reader: Reader, index: int) -> None:
    """A number of prizes without a rank: "đạt 19 giải", "số giải: 19", "40/42 em dự thi đạt giải"."""
    item = reader.items[index]
    draft = Draft("prize", item.start, item.end, is_total=True)
    before = count_before(reader, index)
    after = None if before is not None else count_behind(reader, index)
    if before is not None:
        draft.count, draft.start = int(before.value or 0), before.start
        before.used = True
    elif after is not None and not _split_behind(reader, index):
        draft.count, draft.end = int(after[0].value or 0), after[0].end
        after[0].used = True
    else:
        group = _counted_people(reader)
        if group is None or group.count is None or reader.groups_read:
            return
        if (
            not reader.small[max(0, item.start - 8) : item.start]
            .rstrip()
            .endswith(("đạt", "đoạt", "có", "giành", "dành"))
        ):
            return
        draft.count, draft.start, draft.group = group.count, min(group.start, draft.start), group
    reader.close_total()
    if add_prize(reader, draft):
        reader.total = draft


def read_placing(reader: Reader, index: int) -> None:
    """ "Xếp thứ nhất toàn đoàn": a team's prize. A place without "toàn đoàn" is none ("xếp vị trí thứ nhất")."""
    item = reader.items[index]
    match = _PLACE.match(reader.small, item.end)
    if match is None:
        return
    overall = next((near for near in reader.items[index + 1 : index + 4] if near.label == "overall"), None)
    for near in reader.items[index + 1 : index + 3]:
        if near.start < match.end():
            near.used = True
    if overall is None or reader.small[match.end() : overall.start].strip(" :-"):
        return
    overall.used = True
    place = _place_number(match[1])
    rank = f"overall_{_RANKS[place]}" if place in _RANKS else None
    draft = Draft("prize", item.start, overall.end, rank=rank, count=1, placing=place, doubt=0.88)
    add_prize(reader, draft)


def _place_number(word: str) -> int:
    if word.isdigit():
        return int(word)
    return _PLACES.get(word, len(word) if set(word) == {"i"} else 0)


def read_overall(reader: Reader, index: int) -> None:
    """ "Toàn đoàn: giải nhì", "nhất toàn đoàn": the rank stands on the other side."""
    item = reader.items[index]
    following = reader.items[index + 1] if index + 1 < len(reader.items) else None
    if following is not None and following.code == ":" and index + 2 < len(reader.items):
        following = reader.items[index + 2]
    word = re.search(r"(?<!\w)(nhất|nhì|ba|khuyến khích)\s*\Z", reader.small[reader.segment : item.start])
    if following is not None and following.label == "rank" and not reader.small[item.end : following.start].strip(" :"):
        following.code = f"overall_{following.code}"
        following.start = item.start
    elif word and (reader.open or reader.contest is not None):
        rank = {"nhất": "first", "nhì": "second", "ba": "third", "khuyến khích": "consolation"}[word[1]]
        start = reader.segment + word.start()
        add_prize(reader, Draft("prize", start, item.end, rank=f"overall_{rank}", count=1, doubt=0.9))


def add_prize(reader: Reader, draft: Draft) -> bool:
    """Take the draft in, with what the sentence carries; False where it is a plan, a denial or nothing."""
    reader.groups_read = True
    if draft.count == 0 or reader.planned or reader.negated:
        return False
    draft.level, draft.contest = reader.level, reader.contest
    if draft.level is None and reader.issuer is not None and reader.issuer.level is not None and reader.given < 0:
        draft.level = reader.issuer.level
    draft.contest_own = reader.contest is not None and reader.contest is not reader.setting.contest and not reader.open
    draft.contest_own = draft.contest_own or (
        reader.contest is not None and reader.contest.start < draft.start and reader.contest.start >= reader.clause
    )
    draft.level_own = draft.level is not None and draft.level != reader.setting.level
    draft.year, draft.school_year = reader.year, reader.school_year
    if draft.group is None:
        draft.group = _named(reader)
    if not draft.is_total and reader.total is not None:
        reader.total.parts.append(draft)
        reader.total.partial = reader.total.partial or (reader.partial and not reader.depth)
        draft.level = reader.total.level if reader.total.level_own else draft.level
    reader.drafts.append(draft)
    reader.open.append(draft)
    return True


def _named(reader: Reader) -> Group | None:
    """The people before the prize: their kind matters, their names are the winners'."""
    return reader.groups[-1] if reader.groups else None


# --- counts -----------------------------------------------------------------------------------------------------------


def count_before(reader: Reader, index: int) -> Item | None:
    """The number right before the item: "01 giải nhì", "1 (một) giải", "03 em giải nhất"."""
    if not index:
        return None
    item, before = reader.items[index], reader.items[index - 1]
    if before.label == "count" and not before.used and not reader.small[before.end : item.start].strip(" -"):
        return before
    return None


def count_behind(reader: Reader, index: int) -> tuple[Item, int] | None:
    """The number right behind ("nhì: 01", "nhất 2", "giải ba có 03 em") and the index after it."""
    place, items = index + 1, reader.items
    end = items[index].end
    while place < len(items) and not reader.small[end : items[place].start].strip():
        item = items[place]
        if item.label == "count" and not item.used:
            if _owned_behind(reader, place):
                return None
            if item.code == "fraction":
                return None
            return item, place + 1
        if (
            item.code in (":", "(", "=", "-")
            or item.label in ("glue", "level")
            or (item.label == "verb" and item.code == "reach")
        ):
            if item.code == "(" and not _closes_soon(items, place):
                return None
            end, place = item.end, place + 1
            continue
        return None
    return None


def _closes_soon(items: list[Item], place: int) -> bool:
    """ "giải nhì (02)", "giải nhì (02 em)": the bracket holds a number only."""
    inside = [item for item in items[place + 1 : place + 4]]
    return bool(inside) and inside[0].label == "count" and any(item.code == ")" for item in inside[1:3])


def _owned_behind(reader: Reader, place: int) -> bool:
    """The number belongs to what follows it ("nhất, 2 nhì"): a rank that has no number behind."""
    items = reader.items
    if place + 1 >= len(items):
        return False
    number, following = items[place], items[place + 1]
    if following.label == "prize" and not reader.small[number.end : following.start].strip():
        return place + 2 < len(items) and items[place + 2].code not in (";", ",", ".", ")", "and", "\n", "(")
    if following.label not in ("rank", "bare_rank") or reader.small[number.end : following.start].strip():
        return False
    return count_behind(reader, place + 1) is None


def _split_behind(reader: Reader, index: int) -> bool:
    """ "giải: 1 nhất, 2 nhì": the number behind is the first rank's."""
    found = count_behind(reader, index)
    if found is None:
        return True
    following = reader.items[found[1]] if found[1] < len(reader.items) else None
    return (
        following is not None
        and following.label in ("rank", "bare_rank")
        and not reader.small[found[0].end : following.start].strip()
    )


def _undivided(reader: Reader, index: int, draft: Draft) -> int:
    """ "02 giải nhất, nhì": one number for ranks that nobody splits makes a row without rank."""
    place, items = index + 1, reader.items
    while place + 1 < len(items) and items[place].code in (",", "and", "/", "-") and items[place + 1].label == "rank":
        rank = items[place + 1]
        if reader.small[rank.start : rank.start + 4] == "giải" or count_behind(reader, place + 1) is not None:
            break
        if reader.small[items[place].end : rank.start].strip():
            break
        rank.used = True
        draft.rank, draft.end, draft.is_total = None, rank.end, False
        place += 2
    return place


def _counted_people(reader: Reader) -> Group | None:
    counted = [group for group in reader.groups if group.count is not None]
    return counted[-1] if counted else (reader.groups[-1] if reader.groups else None)


def _count_people(reader: Reader, draft: Draft) -> None:
    """Without a number of its own a prize is counted by the winners before it, else it is one."""
    group = _counted_people(reader)
    entrants = group is not None and group.end <= reader.entered < reader.segment
    if group is None or entrants or group.kind in ("school", "collective"):
        loose = _loose_count(reader, draft)
        draft.count = loose if loose is not None else 1
        if group is None and loose is None:
            draft.doubt *= 0.95
            names = find_names(reader.passage.text, reader.segment, draft.start, reader.words.vocabulary)
            if len(names) == 1 and names[0].confidence >= 0.9:
                draft.group = Group("", names[0].start, names[0].end, 1, names=[names[0].text])
        elif loose is not None:
            draft.doubt *= 0.85
        return
    if group.count is not None and (not reader.groups_read or group.count == 1):
        draft.count, draft.start, draft.group = group.count, min(group.start, draft.start), group
        return
    draft.count = None if group.several and group.count is None else 1
    draft.doubt *= 0.6 if group.several or group.count is not None else 0.9


def _loose_count(reader: Reader, draft: Draft) -> int | None:
    """A number in the same stretch whose people the vocabulary does not know: "02 bạn nhỏ đạt giải nhất"."""
    for item in reversed(reader.items):
        if item.start >= reader.segment and item.end <= draft.start and item.label == "count" and not item.used:
            item.used = True
            draft.start = item.start
            return int(item.value or 0)
    return None


def _overall(reader: Reader, place: int, draft: Draft) -> int:
    """ "giải nhì toàn đoàn" is the whole team's: one, unless a number stands before it."""
    if place < len(reader.items) and reader.items[place].label == "overall" and draft.rank is not None:
        overall = reader.items[place]
        if not reader.small[draft.end : overall.start].strip(" -"):
            overall.used = True
            draft.rank, draft.end = f"overall_{draft.rank}", overall.end
            if draft.count is None or draft.group is not None:
                draft.count, draft.group = 1, None
            return place + 1
    return place


def _people_behind(reader: Reader, place: int, draft: Draft) -> None:
    """Winners named behind: "01 giải nhất (em …)", "giải nhì: em …"."""
    items = reader.items
    if (
        place < len(items)
        and items[place].label == "receiver"
        and not reader.small[draft.end : items[place].start].strip()
    ):
        items[place].used = True
        draft.end = items[place].end
        if items[place].code == "staff":
            draft.kind = "staff"
        place += 1
    if (
        place >= len(items)
        or items[place].code not in ("(", ":")
        or reader.small[draft.end : items[place].start].strip()
    ):
        return
    stop = reader.passage.stop
    for item in items[place + 1 :]:
        if item.label in ("rank", "prize", "count", "level", "title", "form") or item.code in (
            ")",
            ";" if items[place].code == ":" else ")",
        ):
            stop = item.start
            break
    names = find_names(reader.passage.text, items[place].end, stop, reader.words.vocabulary)
    named = [name for name in names if name.confidence >= 0.6]
    if not named:
        return
    draft.group = Group(
        draft.group.kind if draft.group is not None else "",
        named[0].start,
        named[-1].end,
        names=[name.text for name in named],
    )
    draft.doubt *= min(1.0, min(name.confidence for name in named) + 0.03)
    draft.end = named[-1].end
    for item in items[place + 1 :]:
        if item.start < stop and item.label != "sign":
            if (
                item.label == "receiver"
                and item.code == "staff"
                and reader.small[item.start : item.end] not in ("đ/c", "đồng chí")
            ):
                draft.kind = "staff"
            item.used = True
