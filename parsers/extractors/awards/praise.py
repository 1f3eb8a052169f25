"""Commendations told without their form: "được UBND xã khen thưởng"."""

from __future__ import annotations

import itertools

from parsers.extractors.awards.behind import read_behind
from parsers.extractors.awards.draft import KINDS, Draft, Group
from parsers.extractors.awards.items import Item
from parsers.extractors.awards.state import State

_DOUBT = 0.8  # the form follows from who gave it, the text does not say it
_TOLD = ("form", "title", "flag", "medal", "rank", "prize", "standard", "percent")


def read_praise(state: State, index: int) -> bool:
    """One commendation for each group that a body outside the school praised; its form is the one the body gives.

    By the emulation law heads of provinces and ministries give bằng khen, those below them giấy khen.
    """
    item = state.items[index]
    if state.small[item.start : item.end] not in state.words.praise or state.planned or state.negated:
        return False
    if _told_otherwise(state, index):
        return False
    behind = read_behind(state, index + 1, item.end)
    body = behind.issuer or state.issuer
    form = _form(state, body)
    groups = behind.groups or state.groups
    groups = [
        group for group in groups if group.kind in KINDS and (group.count or group.names or group.kind == "school")
    ]
    if body is None or form is None or not groups or body.start < state.clause:
        for taken in behind.taken:
            taken.used = False
        return False
    for group in groups:
        state.drafts.append(_draft(state, item, body, form, group))
    state.groups_read = True
    return True


def _told_otherwise(state: State, index: int) -> bool:
    """An award stands behind in the clause: the verb only leads to it, but for "được UBND huyện khen: 02 đ/c, …"."""
    colon = state.touches(state.items[index].end, index + 1, "sign") and state.items[index + 1].code == ":"
    if colon and state.touches(state.items[index + 1].end, index + 2, "count"):
        return False
    for item, following in itertools.pairwise((*state.items[index + 1 :], state.items[index])):
        if item.code in (";", ".", "\n") or (item.code == "," and following.label in ("receiver", "count")):
            return False
        if item.label in _TOLD:
            return True
    return False


def _form(state: State, body: Item | None) -> str | None:
    if body is None:
        return None
    forms = state.words.forms_by_body
    return forms.get(body.code, {}).get(body.level or "") or forms["any"].get(body.level or "")


def _draft(state: State, item: Item, body: Item, form: str, group: Group) -> Draft:
    start, end = min(item.start, body.start, group.start), max(item.end, body.end, group.end)
    draft = Draft("commendation", start, end, name=form, doubt=_DOUBT, group=group, level=body.level)
    draft.kind = KINDS.get(group.kind, "staff")
    draft.count = group.count or len(group.names) or (1 if draft.kind == "collective" and not group.several else None)
    draft.issuer = " ".join(state.passage.text[body.start : body.end].split())
    draft.year, draft.school_year = state.year, state.school_year
    return draft
