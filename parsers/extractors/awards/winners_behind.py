"""Winners that stand behind their prize: "01 giải nhất (em …)", "giải nhì: em …", "thuộc về lớp 8A"."""

from __future__ import annotations

import re

from parsers.extractors.awards.draft import Draft, Group
from parsers.extractors.awards.state import State
from parsers.extractors.awards.winners import classes_behind
from parsers.extractors.names import find_names

_WITH_WHAT = re.compile(r"(?: [^\W\d_]+){1,4} ")
_GOES_TO = ("thuộc", "về", "là", "cho", "của")  # "giải nhất thuộc về em …"


def name_behind(state: State, place: int, draft: Draft) -> None:
    """Winners named behind: "01 giải nhất (em …)", "giải nhì: em …"."""
    items = state.items
    place = _went_to(state, place, draft)
    if _went_to_classes(state, place, draft):
        return
    if state.touches(draft.end, place, "receiver"):
        items[place].used = True
        draft.end = items[place].end
        if items[place].code == "staff":
            draft.kind = "staff"
        place += 1
        if items[place - 1].code in ("student", "staff") and _winner_behind(state, place, draft):
            return
    place, end = _bracket_ahead(state, place, draft.end)
    if not state.touches(end, place, "sign") or items[place].code not in ("(", ":"):
        return
    closing = (")",) if items[place].code == "(" else (")", ";")
    stop = state.passage.stop
    for item in items[place + 1 :]:
        if item.label in ("rank", "prize", "count", "level", "title", "form") or item.code in closing:
            stop = item.start
            break
    names = find_names(state.passage.text, items[place].end, stop, state.words.vocabulary)
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
            if item.label == "receiver" and item.code == "staff":
                draft.kind = "staff"
            item.used = True


def _went_to(state: State, place: int, draft: Draft) -> int:
    """The place behind the words that lead from a prize to its winners: "thuộc về", "cho"."""
    items = state.items
    while state.touches(draft.end, place, "glue") and state.small[items[place].start : items[place].end] in _GOES_TO:
        if items[place].end - items[place].start == 3 and not state.touches(items[place].end, place + 1, "receiver"):
            break  # "của": a person's, or else a contest's or a giver's
        draft.end, place = items[place].end, place + 1
    return place


def _went_to_classes(state: State, place: int, draft: Draft) -> bool:
    """ "giải nhì thuộc về lớp 8A và 9B": a prize for each class."""
    led = draft.end > state.items[place - 1].start and state.items[place - 1].label == "glue"
    classes = classes_behind(state, place) if led and draft.group is None else None
    if classes is None:
        return False
    state.items[place].used = True
    draft.count, draft.end = classes, state.items[place].end
    return True


def _winner_behind(state: State, place: int, draft: Draft) -> bool:
    """ "giải nhì em Vàng A Súa": one name right behind the word for the person."""
    stop = next((item.start for item in state.items[place:] if item.label != "subject"), state.passage.stop)
    names = find_names(state.passage.text, draft.end, stop, state.words.vocabulary)
    if len(names) != 1 or names[0].confidence < 0.9 or state.small[draft.end : names[0].start].strip():
        return False
    draft.group = Group("", names[0].start, names[0].end, 1, names=[names[0].text])
    draft.end = names[0].end
    return True


def _bracket_ahead(state: State, place: int, end: int) -> tuple[int, int]:
    """The bracket behind a prize's level or subject: "giải nhì môn Văn (em …)"; else the place and end as they are."""
    if place + 1 < len(state.items) and state.items[place].code == "(":
        between = state.passage.text[end : state.items[place].start]
        if state.items[place + 1].code in ("student", "staff") and _WITH_WHAT.fullmatch(between):
            return place, state.items[place].start  # "giải nhất đơn ca (em …)"
    for index in range(place, min(place + 6, len(state.items))):
        item = state.items[index]
        if item.code == "(" and index > place:
            return index, state.items[index - 1].end
        if item.label not in ("level", "lead", "subject", "contest", "grades", "school_year", "year", "receiver"):
            break
    return place, end
