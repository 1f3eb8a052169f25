"""What an honour has behind it beside its people: level, giver, share, year."""

from __future__ import annotations

from dataclasses import dataclass, field

from parsers.extractors.awards.draft import Group
from parsers.extractors.awards.items import Item
from parsers.extractors.awards.state import State


@dataclass(slots=True)
class Behind:
    """What stands behind an honour: the place after it, and what was read there."""

    place: int
    end: int
    levelled: bool = False  # a level word stood there, whatever level it means
    level: str | None = None
    issuer: Item | None = None
    groups: list[Group] = field(default_factory=list)
    share: float | None = None
    year: int | None = None
    school_year: str | None = None
    colon: bool = False
    denied: bool = False  # "CSTĐ cấp tỉnh: không"
    taken: list[Item] = field(default_factory=list)  # the items read, to be given back where it was nothing


def take_detail(state: State, item: Item, behind: Behind) -> bool:
    """A level, a giver, a share or a year of the honour; words that only lead on."""
    match item.label:
        case "level" if not behind.groups:
            behind.level, behind.levelled = item.level, True
        case "issuer" if not behind.groups and behind.issuer is None and not _gives(state, behind.place):
            behind.issuer = item
        case "year":
            behind.year = int(item.code)
        case "school_year":
            behind.school_year = item.code or None
        case "percent" if behind.groups:
            behind.groups[-1].share = item.value
        case "percent":
            behind.share = item.value
        case "glue" | "ordinal" | "several":
            pass
        case _:
            return False
    return True


def _gives(state: State, place: int) -> bool:
    """The body gives the next honour: "… , UBND huyện tặng giấy khen"; behind "của" it gave this one."""
    if place and state.items[place - 1].label == "glue" and state.small[: state.items[place].start].endswith("của "):
        return False
    following = state.items[place + 1] if place + 1 < len(state.items) else None
    return following is not None and following.label == "verb" and following.code == "give"
