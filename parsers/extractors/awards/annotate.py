"""A passage as the grammar reads it: its numbers, terms of the vocabulary and signs, in order."""

from __future__ import annotations

import re

from parsers.extractors.awards.items import Item
from parsers.extractors.awards.levels import attach_places, close_levels
from parsers.extractors.awards.words import AwardWords
from parsers.language import Term
from parsers.text import COUNT, SCHOOL_YEAR, read_school_year, shadow

# A count ("03", "1.254"), a share of those who tried ("40/42": 40 of them), a percent. "6A" is a class, no count.
_NUMBER = re.compile(
    rf"(?<!\w)(?<!\d[.,])(?:({COUNT})\s*/\s*({COUNT})|(\d+(?:[.,]\d+)?)\s*%|({COUNT})(?![a-h](?:\d|\b)))"
)
_YEAR = re.compile(r"năm\s*((?:19|20)\d\d)(?!\d|\s*[-–/]\s*(?:19|20)?\d\d)")
_GRADES = re.compile(
    r"(?:lớp|khối)\s*((?:1[0-2]|[1-9])(?:[a-h]\d?)?(?!\d)(?:\s*(?:,|;|/|-|và|\+)\s*(?:lớp|khối)?\s*(?:1[0-2]|[1-9])(?:[a-h]\d?)?(?!\d)"
    r"(?!\s*(?:giải|em|hs|học|nhất|nhì|ba\b|kk|huy|hc|đ/c|%)))*)"
)
# "(11 Anh)": a class of a school for the gifted.
_GIFTED = re.compile(
    r"(?<=\()\s*(1[0-2])\s+(?:toán|lý|hóa|sinh|tin|văn|sử|địa|anh|pháp|nga|trung|nhật|đức)\d?(?=\s*\))"
)
_DATE = re.compile(r"\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{4}|\d+\s*/\s*[^\W\d_][\w-]*(?:/[\w-]+)*")
_BARE_YEAR = re.compile(r"(?:19[4-9]|20[0-3])\d(?!\d|[.,]\d)(?!\s*(?:giải|em|hs|học|đ/c|gv|cb|lượt|huy|%))")
_PAIR = re.compile(r"(?<!\w)0?([1-9]\d?)([abcvđ])(?!\w)")
_GLUED = re.compile(r"(?<!\w)\d{1,2}[abcvđ](?:\s*(?:,|;|-|\+|và)\s*\d{1,2}[abcvđ](?!\w))+")
_PRIZES_BEFORE = re.compile(r"(?<!\w)giải\s*[(:,-]?\s*\Z")
_PRIZES = re.compile(r"\s*giải(?!\w)")
_SUM = 10_000  # a number as great is money
# Behind "xếp", "hạng": "thứ nhất", "2/18 trường".
PLACE = re.compile(
    r"\s*(?:thứ\s*)?(nhất|nhì|hai|ba|tư|\d{1,2}|i{1,3})(?!\w)"
    rf"(?:\s*/\s*\d+(?: (?:trường|đơn vị|{shadow('đoàn')}|đội))?)?"
)
_SIGN = re.compile(r"[;,:()\n=+]|[.!?](?=\s|\Z)|(?<=\s)-(?=\s)|\s/\s")
# "Đ/c. Lê Mơ", but "22 đ/c. Trường được tặng …" ends a sentence.
_ABBREVIATION = re.compile(r"(?<!\w)(?:(?:tp|tx|tt|q|p|h|ths|ts|pgs|gs|bs|st)|(?<!\d )đ/c)\Z")


def annotate(text: str, start: int, end: int, words: AwardWords, city: str | None) -> list[Item]:
    """The items of `text` from `start` to `end`, in order, none overlapping; `city` is the level of "thành phố"."""
    small = shadow(text)
    items = _dated(small, start, end)
    items += _glued_ranks(small, start, end, words, items)
    items += _terms(text, start, end, words, items)
    items += _numbers(small, start, end, words, items)
    items += _signs(text, small, start, end, items)
    items.sort(key=lambda item: item.start)
    items = attach_places(items, text, words)
    close_levels(items, city)
    for item in items:
        if item.label == "prize" and (_is_a_contest(text, small, item) or _is_named_behind(items, item, small)):
            item.label, item.code = "lead", "named"
    items = [item for place, item in enumerate(items) if not _is_solving(items, place, small)]
    items = _join_bodies(items, small)
    _say_bare_ranks(items, text, small)
    return _compose([item for place, item in enumerate(items) if not _is_base(items, place, small)], small)


def _join_bodies(items: list[Item], small: str) -> list[Item]:
    """ "Chi đoàn trường", "Công đoàn nhà trường": a body with the word for its school is one."""
    joined: list[Item] = []
    for item in items:
        last = joined[-1] if joined else None
        beside = item.code == "school" and last is not None and last.code == "collective"
        if beside and last is not None and small[last.end : item.end].strip() in _ITS_SCHOOL:
            joined[-1] = Item("receiver", "collective", last.start, item.end)
        else:
            joined.append(item)
    return joined


_OPENING = (":", ";", ",", "-", "+", "(")


def _say_bare_ranks(items: list[Item], text: str, small: str) -> None:
    """ "HKPĐ cấp huyện: Nhất đơn nam, Nhì đôi nữ", "đạt 01 A, 02 B": ranks without "giải" behind a contest."""
    contest = False
    for place, item in enumerate(items):
        if item.label in ("contest", "lead"):
            contest = True
        elif item.label == "sign" and item.code in (".", "\n"):
            contest = False
        elif contest and item.label == "bare_rank" and place:
            figure = small[item.start : item.end] in _FIGURES
            if _counted_letters(items, place, small) if figure else _opens_a_stretch(items, place, text, small):
                item.label = "rank"


def _opens_a_stretch(items: list[Item], place: int, text: str, small: str) -> bool:
    """A rank with a capital right behind a sign, lower-case words that are no number behind it."""
    item, before = items[place], items[place - 1]
    if before.label != "sign" or before.code not in _OPENING or small[before.end : item.start].strip():
        return False
    behind = text[item.end : item.end + 2]
    return text[item.start].isupper() and behind[:1] == " " and behind[1:].islower()


def _counted_letters(items: list[Item], place: int, small: str) -> bool:
    """ "01 A, 02 B": a number right before the letter, and another such pair beside it."""

    def pair(at: int) -> bool:
        if not 0 < at < len(items) or items[at].label not in ("bare_rank", "rank") or items[at - 1].label != "count":
            return False
        return items[at].start - items[at - 1].end == 1 and small[items[at].start : items[at].end] in _FIGURES

    return pair(place) and (pair(place + 3) or pair(place - 3))


def _dated(small: str, start: int, end: int) -> list[Item]:
    """Years, school years, class lists and dates: their digits count nothing."""
    items: list[Item] = []
    for label, pattern in (
        ("date", _DATE),
        ("school_year", SCHOOL_YEAR),
        ("year", _YEAR),
        ("grades", _GRADES),
        ("grades", _GIFTED),
    ):
        for match in pattern.finditer(small, start, end):
            if not _overlaps(match.start(), match.end(), items):
                code = match[1] if label in ("year", "grades") else match[0]
                code = (read_school_year(code) or "") if label == "school_year" else code
                items.append(Item(label, code, *match.span()))
    return [item for item in items if item.label != "date" or "/" in item.code]


def _glued_ranks(small: str, start: int, end: int, words: AwardWords, taken: list[Item]) -> list[Item]:
    """ "5 giải (1A, 2B, 2C)", "1V, 3B": numbers with the letter of their rank, two or more in a list.

    Letters that a class may have ("6A, 7B") count behind a number of prizes only.
    """
    items: list[Item] = []
    for match in _GLUED.finditer(small, start, end):
        pairs = [(int(number), letter, place) for number, letter, place in _pairs(match)]
        letters = [letter for _, letter, _ in pairs]
        ranks = next((codes for codes in words.rank_letters if set(letters) <= set(codes)), None)
        if ranks is None or len(set(letters)) < len(letters) or _overlaps(match.start(), match.end(), taken):
            continue
        if not {"v", "đ"} & set(letters) and not _PRIZES_BEFORE.search(small, start, match.start()):
            continue
        for number, letter, place in pairs:
            at = place + len(str(number))
            items += [Item("count", "", place, at, float(number)), Item("rank", ranks[letter], at, at + len(letter))]
    return items


def _pairs(match: re.Match[str]) -> list[tuple[str, str, int]]:
    return [(pair[1], pair[2], match.start() + pair.start(1)) for pair in _PAIR.finditer(match[0])]


def _terms(text: str, start: int, end: int, words: AwardWords, dated: list[Item]) -> list[Item]:
    return [
        Item(term.label, term.code, term.start + start, stop)
        for term in words.finder.find(text[start:end])
        if (stop := _free_end(term, start, dated))
        and (term.label != "placing" or PLACE.match(shadow(text), term.end + start))  # not the name "Hạng A Lử"
        and not (term.label == "issuer" and text[term.start + start : stop] in _NO_BODIES)
        and not (
            _may_be_of_a_name(term, text[term.start + start : stop]) and _is_of_a_name(text, term.start + start, stop)
        )
    ]


def _may_be_of_a_name(term: Term, words: str) -> bool:
    """A word for people, a verb, or one of the bodies that are words of every day."""
    return term.label in ("receiver", "verb") or (term.label == "issuer" and words.lower() in _NO_BODIES)


def _is_of_a_name(text: str, start: int, stop: int) -> bool:
    """ "Nông Thị Bé", "Khổng Văn Đạt", "Bắc Bộ": the word is a syllable of a name, between capitals."""
    if stop - start > _SYLLABLE or not text[start].isupper() or " " in text[start:stop]:
        return False
    before = text[max(0, start - _SYLLABLE - 3) : start].split(" ")
    if len(before) < 2 or before[-1] or not before[-2].isalpha():
        return False
    return before[-2][0].isupper() and before[-2][1:].islower()


def _free_end(term: Term, shift: int, dated: list[Item]) -> int:
    """Where the term ends; 0 where a date covers it; "tập thể lớp" gives its "lớp" to the class behind it."""
    start, end = term.start + shift, term.end + shift
    over = next((item for item in dated if item.start < end and item.end > start), None)
    if over is None:
        return end
    return over.start - 1 if term.label == "receiver" and over.label == "grades" and over.start > start else 0


def _numbers(small: str, start: int, end: int, words: AwardWords, taken: list[Item]) -> list[Item]:
    items: list[Item] = []
    for match in _NUMBER.finditer(small, start, end):
        if _overlaps(match.start(), match.end(), taken):
            continue
        part, base, percent, count = match.groups()
        if part is not None and _value(part) > _value(base) and not _PRIZES.match(small, match.end()):
            continue  # "20/11": a day; "12/10 giải" are more than planned
        if percent is not None:
            items.append(Item("percent", "", *match.span(), float(percent.replace(",", "."))))
        elif _BARE_YEAR.match(small, match.start()) or words.ordinal.search(
            small, max(start, match.start() - 16), match.start()
        ):
            items.append(Item("ordinal", "", *match.span(), _value(part or count)))
        elif _value(part or count) < _SUM and not words.not_counted.match(small, match.end()):
            items.append(Item("count", "fraction" if part else "", *match.span(), _value(part or count)))
    return items


def _signs(text: str, small: str, start: int, end: int, taken: list[Item]) -> list[Item]:
    """Signs that part clauses. A full stop ends a sentence before a capital, a number or a list sign only."""
    items: list[Item] = []
    for match in _SIGN.finditer(small, start, end):
        sign = match[0].strip() or "\n"
        if _overlaps(match.start(), match.end(), taken):
            continue
        if sign in ".!?":
            following = text[match.end() : end].lstrip()[:1]
            if (following.isalpha() and following.islower()) or _ABBREVIATION.search(small, start, match.start()):
                continue
            sign = "."
        items.append(Item("sign", sign, *match.span()))
    return items


def _value(digits: str) -> float:
    return float(digits.replace(".", ""))


def _overlaps(start: int, end: int, items: list[Item]) -> bool:
    return any(item.start < end and item.end > start for item in items)


# Letters and roman figures are ranks only right behind "giải" or in a list of such ranks.
_FIGURES = ("a", "b", "c", "i", "ii", "iii")
_NO_BODIES = ("bộ", "đoàn", "sở")  # "12 bộ đồ dùng", "đoàn vận động viên": bodies have a capital
_ITS_SCHOOL = ("trường", "nhà trường")
_SYLLABLE = 4  # letters of "Cháu", "Thầy"
_QUOTES = " \"'-"
_NUMBER_WORDS = {"third": 3.0, "fourth": 4.0}  # "ba giải nhì": three second prizes


def _compose(items: list[Item], small: str) -> list[Item]:
    """Join "giải" and its rank, tell number words from ranks, drop the words that were only in the way."""
    joined: list[Item] = []
    ranked = letters = metal = False
    for index, item in enumerate(items):
        following = items[index + 1] if index + 1 < len(items) else None
        last = joined[-1] if joined else None
        if item.label in ("bare_rank", "number"):
            counts = following is not None and following.label in ("prize", "rank", "receiver", "form")
            close = following is not None and not small[item.end : following.start].strip()
            close = close and not (item.label == "bare_rank" and _touch(last, item, small, "prize"))
            if counts and close and (item.label == "number" or small[item.start : item.end] in ("ba", "tư")):
                value = float(item.code) if item.label == "number" else _NUMBER_WORDS[item.code]
                joined.append(Item("count", "", item.start, item.end, value))
                continue
            if item.label == "number":
                continue
            if (
                last is not None
                and last.label == "prize"
                and not small[last.end : item.start].strip(_QUOTES)
                and (item.code not in ("gold", "silver", "bronze") or last.end - last.start >= 4)
            ):
                joined[-1] = Item("rank", item.code, last.start, item.end)
                ranked, letters = True, letters or small[item.start : item.end] in _FIGURES
                metal = metal or item.code in ("gold", "silver", "bronze")
                continue
            figure = small[item.start : item.end] in _FIGURES
            alone = _stands_alone(last, item, following, small, figure)
            if (
                ranked
                and alone
                and (letters or not figure)
                and (metal or item.code not in ("gold", "silver", "bronze"))
            ):
                joined.append(Item("rank", item.code, item.start, item.end))
            elif not figure and _counted(last, item, following, small) and (item.code != "bronze" or metal):
                joined.append(Item("bare_rank", item.code, item.start, item.end))
                metal = metal or item.code in ("gold", "silver")  # "đồng" alone is money
            else:
                joined.append(Item("other", "", item.start, item.end))
            continue
        if item.label == "lead" and small.startswith("giải ", item.start) and _touch(last, item, small, "count"):
            joined.append(Item("prize", "prize", item.start, item.start + 4))  # "8 giải thể thao"
            item.start += 5
        if item.label == "count" and _is_a_place(joined, item, following, small):
            joined[-1] = Item("rank", _PLACES[int(item.value or 0)], joined[-1].start, item.end)
            ranked = True
            continue
        if item.label == "rank":
            ranked = metal = True
        if item.label == "prize":
            ranked = True
            metal = metal or item.code == "medal_prize"
        joined.append(item)
    return [item for item in joined if item.label != "other"]


_TAKES_PART = re.compile(r"(?<!\w)(?:tham gia|tham dự|dự|tại|trong)\s+\Z")


def _is_a_contest(text: str, small: str, item: Item) -> bool:
    """ "tham gia giải Marathon Vươn tới đỉnh cao": a contest by its own name, no prize."""
    named = text[item.end : item.end + 2].strip()[:1].isupper() and small[item.start : item.end] == "giải"
    return named and _TAKES_PART.search(small, 0, item.start) is not None


def _is_named_behind(items: list[Item], item: Item, small: str) -> bool:
    """ "2 HCĐ giải Taekwondo": a contest's name behind the medal that was won there."""
    place = items.index(item)
    if not 0 < place < len(items) - 1 or items[place - 1].label != "rank" or items[place + 1].label != "contest":
        return False
    return not small[items[place - 1].end : items[place + 1].start].replace("giải", "", 1).strip()


def _is_solving(items: list[Item], place: int, small: str) -> bool:
    """ "thi giải Toán bằng tiếng Anh": what is solved, no prize."""
    if items[place].label != "prize" or not 0 < place < len(items) - 1 or items[place + 1].label != "subject":
        return False
    last = items[place - 1]
    return last.label == "lead" and not small[last.end : items[place + 1].start].replace("giải", "").strip()


_BASES = ("số", "tổng số")


def _is_base(items: list[Item], place: int, small: str) -> bool:
    """ "15% số LĐTT": what the share is of, no award."""
    if items[place].label not in ("title", "form"):
        return False
    share, last = items[max(0, place - 2)], items[max(0, place - 1)]
    if share.label != "percent":
        return False
    return last.label == "glue" and small[last.start : last.end] in _BASES


_PLACES = {1: "first", 2: "second", 3: "third"}


def _is_a_place(joined: list[Item], item: Item, following: Item | None, small: str) -> bool:
    """ "1 em đạt giải 3": the figure behind "giải" is the rank, with a verb before and no people behind."""
    if len(joined) < 2 or joined[-1].code != "prize" or joined[-2].label != "verb":
        return False
    plain = small[item.start : item.end] in ("1", "2", "3") and not small[joined[-1].end : item.start].strip()
    return plain and (following is None or following.label in ("sign", "level", "lead", "contest", "and", "subject"))


def _touch(last: Item | None, item: Item, small: str, label: str) -> bool:
    return last is not None and last.label == label and not small[last.end : item.start].strip()


def _counted(last: Item | None, item: Item, following: Item | None, small: str) -> bool:
    """A count stands right before or behind ("2 nhất", "nhì: 1")."""
    before = last is not None and last.label == "count" and not small[last.end : item.start].strip()
    between = small[item.end : following.start].strip(" :(") if following is not None else "x"
    if following is not None and following.label == "sign" and following.code in (":", "("):
        return before or small[following.end : following.end + 3].strip()[:1].isdigit()
    return before or (following is not None and following.label == "count" and not between)


def _stands_alone(last: Item | None, item: Item, following: Item | None, small: str, figure: bool) -> bool:
    """A rank without "giải": counted, or in a list of ranks ("nhất, nhì, ba")."""
    if _counted(last, item, following, small):
        return not (figure and last is not None and last.label == "count" and last.end == item.start)
    return last is not None and (
        last.label == "rank" or (last.label in ("sign", "and") and last.code in (",", "and", "/"))
    )
