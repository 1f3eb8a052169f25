"""What people were praised for: "tặng Giấy khen cho 05 giáo viên có học sinh đạt giải" tells no prize."""

from __future__ import annotations

from parsers.extractors.awards.items import Item
from parsers.extractors.awards.state import State
from parsers.text import shadow

_FINDS = shadow("công nhận")  # "công nhận 05 đ/c đạt CSTĐ": what those have, no reason for it
_FOR = ("cho", "tặng cho")
_WITH_PEOPLE = ("receiver", "glue", "grades", "subject")  # between the people praised and their own verb
_BEFORE_PEOPLE = ("form", "glue", "count", "issuer", "several", "receiver")  # between the verb of giving and them


def join_merit(state: State, index: int) -> None:
    """Make one item of the words behind those whom the verb of giving or the form at `index` has for its object.

    They begin with the people's own verb and run to the next sign; what they name is no award of this stretch.
    """
    items = state.items
    if _FINDS in state.small[items[index].start : items[index].end]:
        return
    verb = _verb_of_the_praised(items, index + 1)
    if verb is not None and items[index].label == "form" and not _is_for(state, index, verb):
        return
    if verb is None:
        return
    stop = verb
    while stop < len(items) and items[stop].label != "sign" and not _opens_people(items, stop):
        stop += 1
    start, end = items[verb].start, items[stop].start if stop < len(items) else state.passage.stop
    items[verb:stop] = [Item("glue", "merit", start, start + len(state.small[start:end].rstrip()))]


def _verb_of_the_praised(items: list[Item], place: int) -> int | None:
    """The place of the verb that the people behind the verb of giving have themselves."""
    people = False
    for index in range(place, len(items)):
        item = items[index]
        if item.label == "verb":
            return index if people and item.code == "reach" else None
        if item.label not in (_WITH_PEOPLE if people else _BEFORE_PEOPLE):
            return None
        people = people or item.label == "receiver"
    return None


def _is_for(state: State, form: int, verb: int) -> bool:
    """ "Giấy khen của Giám đốc Sở cho giáo viên có học sinh đạt giải": a word leads from the form to the people."""
    return any(state.small[item.start : item.end] in _FOR for item in state.items[form:verb])


def _opens_people(items: list[Item], place: int) -> bool:
    """ "… và 12 học sinh": further people."""
    return items[place].label == "and" and place + 1 < len(items) and items[place + 1].label in ("count", "receiver")
