"""Who gave an honour, where the body stands further off."""

from __future__ import annotations

import re

from parsers.extractors.awards.items import Item
from parsers.extractors.awards.state import State

_DECISION = re.compile(r"(?<!\w)(?:quyết định|qđ)(?!\w)")


def of_whom(state: State, place: int, *, title: bool) -> Item | None:
    """ "Cờ “…” của UBND tỉnh": the giver behind more words of the same stretch; a title's only behind its decision."""
    first = state.items[place].start if place < len(state.items) else 0
    for index in range(place, len(state.items) - 1):
        item, following = state.items[index], state.items[index + 1]
        if item.label == "sign" or item.label in ("form", "flag", "medal", "title", "rank", "count"):
            return None
        if item.label == "glue" and state.small[item.start : item.end] == "của" and following.label == "issuer":
            if title and not _DECISION.search(state.small, max(0, first - 24), item.start):
                return None
            following.used = True
            return following
    return None


def gives_a_title(state: State) -> bool:
    """A body gives a title only by a verb of giving: "được UBND tỉnh công nhận TTLĐXS"."""
    if state.given < 0 or state.issuer is None:
        return False
    return state.items[state.given].start >= state.segment and state.issuer.start >= state.segment
