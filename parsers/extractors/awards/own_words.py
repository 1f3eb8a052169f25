"""What an honour's own words hold: its degree, its quote, what it is given for, the body that it names."""

from __future__ import annotations

import re

from parsers.extractors.awards.draft import Group
from parsers.extractors.awards.items import Item
from parsers.extractors.awards.state import State

CLASS = re.compile(r"\s*\(?hạng\s+(nhất|nhì|hai|ba|i{1,3})(?!\w)")
CLASSES = {
    "nhất": "first",
    "nhì": "second",
    "hai": "second",
    "ba": "third",
    "i": "first",
    "ii": "second",
    "iii": "third",
}
_QUOTE = re.compile(r"\s*[\"“«][^\"“”«»]{3,90}[\"”»]")


def degree_of(state: State, index: int, here: Item) -> str | None:
    """ "Huân chương Lao động hạng Ba": the degree, which then belongs to `here`."""
    degree = CLASS.match(state.small, here.end)
    if degree is None:
        return None
    for item in state.items[index + 1 :]:
        if item.start < degree.end():
            item.used = True
    here.end = degree.end()
    return CLASSES[degree[1]]


def take_quote(state: State, index: int, here: Item) -> None:
    """'Cờ thi đua “Đơn vị dẫn đầu …”': what is written on it is no title of its own."""
    quote = _QUOTE.match(state.passage.text, here.end) if here.label in ("flag", "form") else None
    if quote is None:
        _take_merit(state, index, here)
        return
    for item in state.items[index + 1 :]:
        if item.start < quote.end():
            item.used = True
    here.end = quote.end()


def _take_merit(state: State, index: int, here: Item) -> None:
    """ "tặng Giấy khen trong sạch vững mạnh tiêu biểu": the title right behind is what it is given for."""
    if here.label == "form" and state.touches(here.end, index + 1, "title"):
        merit = state.items[index + 1]
        if state.words.title_kinds.get(merit.code) == "collective":
            merit.used, here.end = True, merit.end


def in_its_words(state: State, here: Item) -> list[Group] | None:
    """ "Liên đội: Xuất sắc cấp tỉnh": the title's words begin with the body that has it."""
    if here.label != "title":
        return None
    words = state.passage.text[here.start : here.end]
    body, colon, _ = words.partition(":") if ":" in words else words.partition(" đạt ")
    return [Group("collective", here.start, here.start + len(body), names=[body.strip()])] if colon else None


def medal_name(state: State, here: Item, code: str) -> str:
    """ "Kỷ niệm chương Hùng Vương": a medal's own name runs on over capitals and quotes."""
    more = re.match(
        r"\s+(?:[\"“][^\"”]{3,60}[\"”]|[Vv]ì sự nghiệp[^,.;:()]*|[A-ZĐ][^\W\d_]*(?: [A-ZĐ][^\W\d_]*)*)",
        state.passage.text[here.end :],
    )
    return f"{code} {more[0].strip()}" if more is not None and code == "Kỷ niệm chương" else code
