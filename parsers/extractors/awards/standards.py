"""School standards reached: national standard, accreditation, library, safe school, and the like."""

from __future__ import annotations

import re

from parsers.extractors.awards.draft import Draft
from parsers.extractors.awards.items import Item
from parsers.extractors.awards.state import State

_ROMAN = {"i": 1, "ii": 2, "iii": 3}
_DECISION = re.compile(r"(?:quyết định|qđ)(?!\w).*\bcủa\s*\Z|(?<!\w)của\s*\Z")
_LONGEST_NAME = 70  # characters that a standard's name may run on


def read_standard(state: State, index: int) -> None:
    """A standard that the text says was reached; work towards it and its keeping are none."""
    item = state.items[index]
    if state.planned or state.negated or state.keeping:
        return
    draft = _library(state, index) if item.label == "library" else _standard(state, index)
    if draft is None:
        return
    draft.kind, draft.count = "collective", 1
    draft.name = " ".join(state.passage.text[draft.start : draft.end].split())
    if draft.name[:1].isupper() and draft.name[1:2].islower():
        draft.name = draft.name[0].lower() + draft.name[1:]
    draft.year, draft.school_year = state.year, state.school_year
    dated = next((x for x in state.items[index + 1 :] if x.start >= draft.end), None)
    if dated is not None and dated.label == "year" and not state.small[draft.end : dated.start].strip(" ("):
        draft.year, dated.used = int(dated.code), True
    draft.level = next(
        (x.level for x in state.items[index + 1 :] if x.label == "level" and _beside(state, draft, x)), None
    )
    issuer = _giver(state, item) or _decided_by(state, index)
    if issuer is not None:
        draft.issuer = " ".join(state.passage.text[issuer.start : issuer.end].split())
        draft.level = draft.level or issuer.level
    state.drafts.append(draft)


def _beside(state: State, draft: Draft, level: Item) -> bool:
    """ "“Trường học hạnh phúc” cấp huyện": the level right behind the standard, which is then part of it."""
    if not 0 <= level.start - draft.end < 6 or state.small[draft.end : level.start].strip(' "”)'):
        return False
    level.used = True
    return True


def _giver(state: State, item: Item) -> Item | None:
    """ "UBND tỉnh công nhận trường …": the body before the verb of giving; not one that gave something told before."""
    body = state.issuer
    if body is None or state.given < 0 or state.items[state.given].end < state.clause:
        return None
    told = state.drafts[-1] if state.drafts else None
    given = told is not None and body.start < told.end and told.issuer is not None
    return None if given and told is not None and told.category != "recognition" else body


def _decided_by(state: State, index: int) -> Item | None:
    """ "… theo Quyết định số 12/QĐ-UBND của UBND tỉnh": the body behind, before the next thing reached."""
    both = False
    for place in range(index + 1, len(state.items)):
        item = state.items[place]
        if item.code == "and" and state.touches(item.end, place + 1, "standard", gap=" đạt"):
            both = True
        elif item.label == "standard" and both:
            both = False  # "chuẩn quốc gia mức độ 1 và kiểm định … theo Quyết định … của UBND tỉnh"
        elif item.code in (";", ".", "\n", ",", "and") or item.label in ("standard", "title", "form", "rank"):
            return None
        if item.label == "issuer":
            between = state.small[state.items[index].end : item.start]
            by = between.rstrip().endswith(" do") and state.touches(item.end, place + 1, "verb")
            if not by and not _DECISION.search(between):
                return None
            item.used = True
            return item
    return None


def _standard(state: State, index: int) -> Draft | None:
    item = state.items[index]
    entry = state.words.standards[item.code]
    draft = Draft("recognition", item.start, item.end, doubt=0.97)
    match = _grade(state, item.end)
    if match is not None:
        draft.grade, draft.end = match
    elif entry.get("needs_grade"):
        return None
    elif not entry.get("before"):
        draft.end = _name_end(state, index)
    if not _is_reached(state, index, draft.grade is not None):
        return None
    before = "|".join(sorted(map(re.escape, entry.get("before", ())), key=len, reverse=True))
    lead = re.search(rf"(?<!\w)(?:{before})\s*\Z", state.small[state.segment : item.start]) if before else None
    if lead is not None and (state.small[: item.end].find("công tác") < 0):
        draft.start = state.segment + lead.start()
    if state.small[draft.start : draft.end].startswith("đạt "):
        draft.start += 4
    if draft.grade is None and item.code == "national_standard":
        draft.doubt *= 0.94
    return draft


def _grade(state: State, end: int) -> tuple[int, int] | None:
    """The grade behind a standard: "mức độ 2", "đạt mức 3", "cấp độ II"; a bracket or a word may stand between."""
    stop = next(
        (
            item.start
            for item in state.items
            if item.start >= end
            and (item.code in (";", ".", "\n", ",", ":") or item.label in ("standard", "keep", "plan"))
        ),
        state.passage.stop,
    )
    match = state.words.grade.search(state.small, end, min(stop, end + 60))
    if match is None:
        return None
    digits = match[1]
    return (int(digits) if digits.isdigit() else _ROMAN[digits]), match.end()


def _is_reached(state: State, index: int, graded: bool) -> bool:
    """A verb of reaching in the clause; with a grade the verb may stand in the sentence before it."""
    item = state.items[index]
    before = state.small[state.clause : item.start]
    if re.search(r"(?<!\w)(?:đạt|được công nhận|công nhận|cấp bằng|được cấp|chứng nhận|nhận danh hiệu)(?!\w)", before):
        return not state.small[item.end :].lstrip().startswith(":")
    behind = state.small[item.end : item.end + 40]
    return (graded and re.match(r"[^;.:]*?(?<!\w)(?:đạt|được công nhận)(?!\w)", behind) is not None) or (
        "đạt" in state.small[item.start : item.end].split() and graded
    )


def _name_end(state: State, index: int) -> int:
    """A standard's name runs on to the next sign or number: "trường học an toàn, phòng chống tai nạn thương tích"."""
    item = state.items[index]
    end = state.passage.stop
    for following in state.items[index + 1 :]:
        if following.label in (
            "sign",
            "count",
            "percent",
            "level",
            "year",
            "school_year",
            "verb",
            "issuer",
            "form",
            "title",
        ):
            end = following.start
            break
    text = state.small[item.end : end]
    cut = re.search(r"\s+(?:do|của|theo|và|được|trong|năm|với)(?!\w)", text)
    if cut is not None:
        end = item.end + cut.start()
    end = min(end, item.end + _LONGEST_NAME)
    while end > item.end and state.small[end - 1] in " .,;-\"'":
        end -= 1
    return end


def _library(state: State, index: int) -> Draft | None:
    """ "Thư viện nhà trường đạt Tiên tiến": the class stands behind the verb."""
    item = state.items[index]
    if item.code != "class":
        return None
    places = [
        other
        for other in state.items
        if other.label == "library" and other.code == "place" and state.clause <= other.start < item.start
    ]
    if places and "," in state.small[places[0].end : item.start]:
        return None
    if not places or not re.search(
        r"(?<!\w)(?:đạt|công nhận|xếp loại|là)(?!\w)", state.small[places[0].end : item.start]
    ):
        return None
    draft = Draft("recognition", places[0].start, item.end, doubt=0.95)
    match = _grade(state, item.end)
    if match is not None:
        draft.grade, draft.end = match
    return draft


def is_standard(item: Item) -> bool:
    """Whether the item can be a standard."""
    return item.label in ("standard", "library")
