"""Who stands behind a level: bodies with the place they belong to, and the two meanings of "thành phố"."""

from __future__ import annotations

import datetime
import re

from parsers.extractors.awards.items import Item
from parsers.extractors.awards.words import AwardWords
from parsers.text import shadow

# The place's own name behind its kind: "UBND huyện Mường Lát".
_CAPITAL = "[A-ZĐ" + "".join(letter for letter in map(chr, range(0xC0, 0x1EFA)) if letter.isupper()) + "]"
PLACE_NAME = re.compile(rf"\s+({_CAPITAL}[^\W\d_]*(?:[ '-]{_CAPITAL}[^\W\d_]*){{0,3}})")
_PLACE_NUMBER = re.compile(r"(?<=quận|ường)\s+[1-9]\d?(?=\s+(?:tặng|khen|trao|công nhận|tổ chức)|\s*[.;,)]|\s*\Z)")
_CITY_NAME = re.compile(r"\s*\.?\s*([^\W\d_]+(?: [^\W\d_]+)?)")
_BEFORE_A_PLACE = (
    "contest",
    "form",
    "rank",
    "bare_rank",
    "title",
    "prize",
    "subject",
    "grades",
)  # "HSG huyện", "giải nhì tỉnh"
_BARE_YOUTH = 4  # characters of "Đoàn", which is a family name too
_RECEIVES = ("được", "đạt", "vinh dự", "nhận")
_NO_NAME = ("tặng", "khen", "công nhận", "trao")


_PLACED = ("issuer", "place", "level")


def attach_places(items: list[Item], text: str, words: AwardWords) -> list[Item]:
    """Join a body with the words that belong to it ("BTV" "Đảng ủy" "xã" "Mường Lát") and give it its level."""
    joined: list[Item] = []
    for place, item in enumerate(items):
        last = joined[-1] if joined else None
        if last is not None and last.label == "issuer" and item.start < last.end:
            continue  # the number of "phường 5", the name of a city
        if item.label not in _PLACED:
            joined.append(item)
            continue
        touching = last is not None and not text[last.end : item.start].strip(" -.")
        if item.label == "issuer" and item.code == "school" and _is_no_giver(item, last, text):
            if _receives(item, text) and not (touching and last is not None and last.label == "receiver"):
                joined.append(Item("receiver", "post", item.start, item.end))
            continue
        if item.label == "issuer" and touching and last is not None and last.label in ("issuer", "issuer_prefix"):
            item.start = last.start
            joined.pop()
        elif item.label in ("place", "level") and touching and last is not None and last.label == "issuer":
            _place(last, item, text, words)
            continue
        if item.label == "place":
            beside = touching and last is not None and last.label in _BEFORE_A_PLACE
            beside = beside or (touching and last is not None and text[last.start : last.end].endswith("thi"))
            beside = beside or (last is not None and _hosts(last, item, text))
            if beside or _leads_a_number(items, place, text):
                item.label, item.level = "level", item.code
                joined.append(item)
            continue
        if item.label == "level":
            item.level = item.code
        elif item.label == "issuer":
            item.level = words.issuers[item.code].get("level")
            _named_city(item, text, words)
        joined.append(item)
    youth = [_own_youth(item) for item in joined]
    return [item for item in youth if _is_body(item, words)]


def _own_youth(item: Item) -> Item:
    """ "Đoàn thanh niên được …": without a place it is the school's own, which receives."""
    if item.code == "youth" and item.label == "issuer" and item.level is None and item.end - item.start > _BARE_YOUTH:
        return Item("receiver", "collective", item.start, item.end)
    return item


def _is_no_giver(item: Item, last: Item | None, text: str) -> bool:
    """ "đồng chí Hiệu trưởng", "Hiệu trưởng được …", "đ/c Lê Thị Hạnh - Hiệu trưởng": who receives, or a post."""
    called = last is not None and last.label == "receiver" and not text[last.end : item.start].strip(" -.")
    return called or _receives(item, text) or _is_post(last, item, text)


_LABEL_SIGNS = (";", ",", ":", "(", ".", "\n", "-", "+")
_COUNTED = ("sign", "rank", "bare_rank", "prize", "receiver", "percent", "and")


def _leads_a_number(items: list[Item], place: int, text: str) -> bool:
    """ "CSTĐ: cơ sở 08, tỉnh 01", "Quốc gia: 01 giải; tỉnh có 04 giải": a place that labels a number of awards."""
    item, before = items[place], items[place - 1] if place else None
    if before is None or before.label != "sign" or before.code not in _LABEL_SIGNS:
        return False
    if text[before.end : item.start].strip(" -+"):
        return False
    end, following = item.end, place + 1
    while following < len(items) and (items[following].code == ":" or items[following].label in ("verb", "glue")):
        if text[end : items[following].start].strip():
            return False
        end, following = items[following].end, following + 1
    if following >= len(items) or items[following].label != "count" or text[end : items[following].start].strip():
        return False
    behind = items[following + 1] if following + 1 < len(items) else None
    return behind is None or (behind.label in _COUNTED and not text[items[following].end : behind.start].strip())


def _hosts(last: Item, item: Item, text: str) -> bool:
    """ "do xã tổ chức": the place holds it."""
    return text[last.start : item.start].strip() == "do" and text[item.end :].lstrip().startswith("tổ chức")


def _receives(item: Item, text: str) -> bool:
    """ "Hiệu trưởng được tặng …": the head of school is who receives."""
    return shadow(text[item.end : item.end + 16]).lstrip().startswith(_RECEIVES)


def _is_post(last: Item | None, item: Item, text: str) -> bool:
    """Whether the head of school is only named as somebody's post: behind a dash or comma, without a verb of giving."""
    if last is None or last.label != "sign" or last.code not in ("-", ",") or text[last.end : item.start].strip():
        return False
    return not shadow(text[item.end : item.end + 24]).lstrip().startswith(("nhà trường tặng", *_NO_NAME))


def _place(body: Item, place: Item, text: str, words: AwardWords) -> None:
    """`body` takes `place`; a body with a level of its own keeps it ("Phòng GD&ĐT huyện", "Sở … tỉnh")."""
    body.end = place.end
    if words.issuers[body.code].get("level") is None or body.code == "commune_body":
        body.level = _city(place.code, text, place.end, words)
    name = PLACE_NAME.match(text, place.end) or _PLACE_NUMBER.match(shadow(text), place.end)
    if name:
        body.end = name.end()


def _named_city(body: Item, text: str, words: AwardWords) -> None:
    """ "UBND TP", "LĐLĐ Hà Nội": a city run from the centre is a province, whatever stands before its name."""
    if body.level is None:
        name = _CITY_NAME.match(shadow(text), body.end)
        if name and any(name[1].startswith(city) for city in words.cities["province"]):
            body.level, body.end = "province", name.end()


def _city(level: str, text: str, end: int, words: AwardWords) -> str:
    if level == "city":
        name = shadow(text[end : end + 24]).strip(" .")
        if any(name.startswith(city) for city in words.cities["province"]):
            return "province"
    return level


def _is_body(item: Item, words: AwardWords) -> bool:
    """A general name ("Đoàn", "Hội Khuyến học") is a body that gives only with its place; a lone prefix never is."""
    if item.label == "issuer":
        return item.level is not None or not words.issuers[item.code].get("needs_place", False)
    return item.label != "issuer_prefix"


def close_levels(items: list[Item], city: str | None) -> None:
    """Give "thành phố" the level that it has in this paper; "ngành" has none."""
    for item in items:
        if item.level == "city":
            item.level = city
            item.code = "city" if item.label == "level" else item.code
        elif item.level == "sector":
            item.level = "province" if item.label == "issuer" else None  # "Hội thao ngành": of what place is unsaid


_PROVINCE_WORDS = re.compile(
    shadow(
        "cấp tỉnh|ubnd tỉnh|tỉnh ủy|lđlđ tỉnh|liên đoàn lao động tỉnh|tỉnh đoàn|toàn tỉnh|thành phố[^.;\n]{0,30}, tỉnh "
    )
)
_PROVINCE_NAME = re.compile(rf"(?<!\w)tỉnh\s+{_CAPITAL}")
_DISTRICT_WORDS = re.compile(r"\bquận\b|cấp huyện|ubnd huyện|ubnd thị xã|cấp quận")
_CITY = re.compile(r"\btp\b")


def city_level(text: str, words: AwardWords, date: datetime.date | None = None) -> str | None:
    """What "thành phố" is in a paper with this text: province, district, or None where nothing tells.

    Provinces and cities beside one another make the city a district; districts beside a city make it a province.
    """
    small = shadow(text)
    if "thành phố" not in small and not ("tp" in small and _CITY.search(small)):
        return None
    named = re.compile(rf"(?:thành phố|tp\.?)\s*(?:{'|'.join(words.cities['province'])})(?!\w)")
    if named.search(small):
        return "province"
    if _PROVINCE_WORDS.search(small) or _PROVINCE_NAME.search(text):
        return "district"
    if _DISTRICT_WORDS.search(small):
        return "province"
    last = datetime.date.fromisoformat(words.cities["district_until"])
    return "province" if date is not None and date > last else None
