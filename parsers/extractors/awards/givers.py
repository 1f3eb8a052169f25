"""Commendations of several givers: "được Tỉnh đoàn, Huyện đoàn tặng Bằng khen, Giấy khen"."""

from __future__ import annotations

from parsers.extractors.awards.honours import read_honour
from parsers.extractors.awards.items import Item
from parsers.extractors.awards.state import State

_BESIDE = (",", "và", ", và")
_SHARED = 0.9  # one form of two bodies: one each, or of both together


def read_given(state: State, index: int, item: Item) -> None:
    """A form of commendation; of as many forms as givers each has its own."""
    givers, told = state.givers, len(state.drafts)
    forms = _forms_from(state, index) if len(givers) > 1 and givers[-1] is state.issuer else 0
    paired = 1 < forms == len(givers)
    state.issuer = givers[0] if paired else state.issuer
    read_honour(state, index, item)
    if paired:
        state.issuer, state.givers = givers[-1], givers[1:]
        return
    for draft in state.drafts[told:] if forms else ():
        draft.doubt *= _SHARED


def _forms_from(state: State, index: int) -> int:
    """How many forms stand beside one another from `index` on."""
    place, forms = index, 1
    while place + 2 < len(state.items) and state.items[place + 2].label == "form":
        between = state.small[state.items[place].end : state.items[place + 2].start].strip()
        if between not in _BESIDE:
            break
        place, forms = place + 2, forms + 1
    return forms
