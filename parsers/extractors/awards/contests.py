"""The contest that a clause speaks of: behind "thi", by a word of the vocabulary, or by its place in the clause."""

from __future__ import annotations

import re

from parsers.extractors.awards.draft import Contest
from parsers.extractors.awards.items import Item
from parsers.extractors.awards.levels import PLACE_NAME
from parsers.extractors.awards.state import State
from parsers.extractors.names import find_names
from parsers.text import shadow

_STOPS = (
    "verb", "level", "count", "percent", "rank", "prize", "bare_rank", "form", "title", "issuer", "year",
    "enter", "among",
    "plan", "result", "negator", "flag", "medal", "overall", "placing", "school_year", "submit",
)  # fmt: skip
_TEAM = re.compile(rf"(?<!\w)(?:đội|{shadow('đoàn')}) (?:tuyển )?\Z")
_STAFF = re.compile(
    shadow(r"(?<!\w)(?:giáo viên|cb-?gv|cán bộ|công đoàn|công nhân viên chức|cnvc|viên chức|người lao động)(?!\w)")
)
_SCHOOL = re.compile(r"\s(?:hệ )?(?:thpt|thcs|gdtx)(?!\w)")
_ABOUT = re.compile(r"(?<!\w)(?:về|ơn|tri ân|tặng|kính yêu)(?: các| những| người)? \Z")
_FOR = ("cho", "dành cho")  # whom a contest is for may be told as part of its name or not
_PRIZE = shadow("giải ")  # "giải Nhất giải bóng chuyền …": the contest's name may begin with either word
_UNION = shadow("công đoàn")
_UNIONS = ("union", "union_national")
_GUESS_LONGEST = 70  # characters of a contest that no word announces
_TIMES = re.compile(r"(?<=\w)[\s,-]+lần (?:thứ )?(?:\d+|[ivxl]+)(?!\w).*")  # which time it is held
_LETTERS = re.compile(r"\s*\((?!(?:THPT|THCS|TH|MN|KHKT|HSG)\))[A-Z]{3,8}\)")  # "Olympic Toán học … (HOMC)"
_TRADE = re.compile(r"\s+ngành (?:giáo dục(?: và đào tạo|(?: *& *| )đào tạo)?|gd(?:&đt|đt)?)(?!\w)")
_TOPIC = re.compile(r"[\W\d_]*(?:về|công tác|phong trào|hoạt động|lĩnh vực)(?!\w)")
GRADE = re.compile(r"1[0-2]|[1-9]")
_CLOSING = {'"': '"', "“": "”", "«": "»"}
_EDGE = " \"'“”-–:,;.*+()"


def is_team(state: State, index: int) -> bool:
    """ "đội văn nghệ nhà trường": who took part, not what in, where the contest is named already."""
    told = state.contest
    item = state.items[index]
    same = told is not None and (told.led or state.small[item.start : item.end] in shadow(told.text))
    return same and _TEAM.search(state.small, 0, item.start) is not None


def read_contest(state: State, index: int, *, forward: bool) -> Contest | None:
    """The contest that begins at the item `index`; `forward`: prizes follow it, so that a comma may stand in it."""
    items, first = state.items, state.items[index]
    start = first.end if first.label == "lead" and first.code in ("lead", "subject") else first.start
    last = index
    end = state.passage.stop
    for place in range(index + 1, len(items)):
        item = items[place]
        if item.label in _STOPS or (item.label == "sign" and item.code in ":;.(\n=)"):
            end = item.start
            break
        if first.code == "subject" and _names_the_contest(item, items[place - 1]):
            end = item.start  # "giải nhất môn Tin học HSG cấp tỉnh", "… môn Karate giải vô địch tỉnh"
            break
        if item.label == "lead" and item.code == "lead" and items[place - 1].label != "lead":
            end = item.start
            break
        if item.label == "glue" and state.small[item.start : item.end] in ("tại", "ở") and _contest_next(items, place):
            end = item.start
            break
        if item.label == "glue" and state.small[item.start : item.end] in ("của", "cho") and _people_next(items, place):
            end = item.start
            break
        if item.code == "-" and _people_next(items, place):
            end = item.start
            break
        if (
            item.label == "glue"
            and state.small[item.start : item.end] == "do"
            and state.small[start : item.start].strip(_EDGE)
        ):
            end = item.start
            break
        if item.label == "sign" and item.code == "," and not _goes_on(state, place, forward):
            end = item.start
            break
        last = place
    return _build(state, index, start, _without_glue(state, index, last, end))


def _names_the_contest(item: Item, before: Item) -> bool:
    """Whether the contest begins right behind the subject that a prize was won in."""
    return (item.label == "contest" and before.label == "subject") or (item.label == "lead" and item.code == "named")


def _contest_next(items: list[Item], place: int) -> bool:
    return place + 1 < len(items) and items[place + 1].label in ("lead", "contest")


def _people_next(items: list[Item], place: int) -> bool:
    return place + 1 < len(items) and items[place + 1].label == "receiver"


def _goes_on(state: State, comma: int, forward: bool) -> bool:
    """Whether the contest's name runs over a comma: "… bằng MTCT, các môn văn hóa lớp 9 cấp huyện"."""
    following = state.items[comma + 1] if comma + 1 < len(state.items) else None
    if following is None:
        return False
    if following.label in ("contest", "subject", "grades"):
        return forward or following.label != "contest"
    if not forward or following.label in ("receiver", "glue", *_STOPS):
        return False
    for item in state.items[comma + 1 :]:
        if item.label == "receiver" or (item.label == "lead" and item.code != "subject"):
            return False
        if item.label in _STOPS or (item.label == "sign" and item.code in ":("):
            return item.label in ("level", "contest") or item.code == ":"
    return False


def _without_glue(state: State, first: int, last: int, end: int) -> int:
    """`end` without the trailing words that only lead on ("do", "của", "với")."""
    for item in reversed(state.items[first + 1 : last + 1]):
        if item.label not in ("glue", "several", "and", "keep") or state.small[item.end : end].strip():
            break
        end = item.start
    return end


def _build(state: State, index: int, start: int, end: int) -> Contest | None:
    text = state.passage.text
    while start < end and text[start] in _EDGE:
        start += 1
    end = _to_closing_quote(text, start, end, state.passage.stop)
    cut = state.words.contest_tail.search(state.small[start:end])
    end = start + cut.start() if cut is not None else end
    while end > start and text[end - 1] in _EDGE and not _closes_quote(text, start, end):
        end -= 1
    quote = text.find(_CLOSING[text[start - 1]], start, end + 1) if start and text[start - 1] in _CLOSING else -1
    end = quote if quote > start else end
    letters = _LETTERS.match(text, end) if quote <= start else None
    end = letters.end() if letters is not None else end
    times = _TIMES.search(state.small, start, end)
    end = times.start() if times is not None else end
    level, end = (None, end) if quote > start and times is None else _place_at_end(state, start, end)
    trade = _TRADE.match(state.small, end) if level is None and quote <= start else None
    own, end = end, trade.end() if trade is not None else end
    tail = _behind_level(state, index, end) if level is None else (end, end)
    name = " ".join(f"{text[start:end]} {text[tail[0] : tail[1]]}".split())
    if len(name) < 2 or state.words.never_contest.match(shadow(name)):
        return None
    inside = [item for item in state.items[index:] if item.start < own and item.end > start]
    if _are_people(state, inside, start, end):
        return None
    for item in inside:
        item.used = True
    state.items[index].used = True
    known = next((item.code for item in inside if item.label == "contest"), None)
    subject = next((item for item in inside if item.label == "subject"), None)
    near = next((item for item in state.items[index:] if item.label == "grades" and item.start < end + 24), None)
    staff = (
        any(item.code == "staff" and item.label == "receiver" and not _is_topic(state, item) for item in inside)
        or _STAFF.search(shadow(name)) is not None
        or (known is not None and state.words.contests[known].get("recipient") == "staff")
    )
    host = next((x for x in state.items[index:] if x.label in ("issuer", "receiver") and x.start >= end), None)
    aside = host is not None and host.label == "receiver" and state.small[end : host.start].strip() in _FOR
    again = index > 0 and state.items[index - 1].label == "rank" and shadow(name).startswith(_PRIZE)
    by = state.small[end : host.start].strip(' "”,)') if host is not None else ""
    staff = staff or (by == "do" and host is not None and _is_union(state, host))
    pupils = any(item.code == "student" for item in state.items if item.start >= state.clause)
    of_trade = trade is not None or _TRADE.search(f" {shadow(name)}") is not None
    staff = staff or (of_trade and not pupils)  # "giải thể thao ngành giáo dục": of those who work in it
    return Contest(
        text=name,
        start=start,
        end=end,
        code=known,
        staff=staff,
        subject=text[subject.start : subject.end] if subject is not None else None,
        grades=GRADE.findall(near.code) if near is not None else None,
        evidence=state.passage.evidence(start, end),
        level=level,
        several=index > 0 and state.items[index - 1].label == "several",
        led=_is_announced(state, index, name),
        topic=_TOPIC.match(state.small, state.clause, start) is not None and state.small.startswith(":", end),
        sure=_sureness(state.items[index], known)
        * (0.9 if of_trade or aside or again else 1.0),  # the staff's or the pupils'
    )


def _is_topic(state: State, people: Item) -> bool:
    """'Viết về thầy cô': whom it is about, not who takes part."""
    return _ABOUT.search(state.small, 0, people.start) is not None


def _are_people(state: State, inside: list[Item], start: int, end: int) -> bool:
    """ "Hội thi cán bộ, giáo viên, nhân viên: đạt giải Nhì Hội thi …": whose contests they are, no name."""
    people = [item for item in inside if item.start >= start]
    words = "".join(state.small[item.start : item.end] for item in people)
    told = bool(people) and all(item.label in ("receiver", "sign", "and") for item in people)
    return told and len(words.replace(" ", "")) >= len(state.small[start:end].replace(" ", "")) > 0


def _is_union(state: State, host: Item) -> bool:
    return host.code in _UNIONS or state.small.startswith(_UNION, host.start)


def _to_closing_quote(text: str, start: int, end: int, stop: int) -> int:
    """Where a name ends whose quote is still open at `end`: 'Hội thi "Bé khỏe, bé ngoan"'."""
    for opening, closing in _CLOSING.items():
        opened = text.rfind(opening, max(0, start - 1), end)
        shut = opened >= 0 and (
            text.count(opening, max(0, start - 1), end) % 2 == 0 if opening == closing else closing in text[opened:end]
        )
        close = text.find(closing, end, min(stop, end + _GUESS_LONGEST)) if opened >= 0 and not shut else -1
        if close >= 0:
            return close + (opened >= start)
    return end


def _is_announced(state: State, index: int, name: str) -> bool:
    """Whether a word for contests opens it: "cuộc thi …", "Hội khỏe Phù Đổng"."""
    first = state.items[index]
    if first.label == "lead":
        return first.code != "subject"
    return shadow(name).startswith(state.words.named_leads)


def _sureness(first: Item, known: str | None) -> float:
    """A contest is known, or announced by a word for contests; "môn Sinh" alone names what was examined."""
    if known is not None:
        return 1.0
    return 1.0 if first.label == "lead" and first.code != "subject" else 0.9 if first.code == "subject" else 0.93


def _place_at_end(state: State, start: int, end: int) -> tuple[str | None, int]:
    """ "Hội diễn văn nghệ quần chúng xã": a bare kind of place ends the name; its level, and where the name ends."""
    last = state.small.rfind(" ", start, end)
    for place in (state.small.rfind(" ", start, max(start, last)), last):  # "thị xã" before "xã"
        level = state.words.places.get(state.small[place + 1 : end]) if place > start + 3 else None
        if level is not None:
            return level, place
    return None, end


def _behind_level(state: State, index: int, end: int) -> tuple[int, int]:
    """ "HSG cấp huyện lớp 6, 7, 8", "học sinh giỏi huyện các môn văn hóa": what of the name stands behind its level.

    One subject of several ("môn Toán 1 giải, môn Văn 2 giải") is none of the name.
    """
    items = state.items
    place = next((place for place in range(index + 1, len(items)) if items[place].start >= end), len(items))
    if items[index].code == "subject" or not state.touches(end, place, "level"):
        return end, end
    start = stop = _place_behind(state, items[place])
    place += 1
    while state.touches(stop, place, "school_year", "year"):
        start = stop = items[place].end
        place += 1
    while place < len(items) and not state.small[stop : items[place].start].strip():
        item = items[place]
        several = item.label == "several" and state.touches(item.end, place + 1, "lead", "subject")
        subjects = [other for other in items if other.label == "lead" and other.code == "subject"]
        if (
            item.label == "grades"
            or several
            or (item.label == "lead" and item.code == "subject" and len(subjects) == 1)
        ):
            end_of_it = items[place + 1].start if place + 1 < len(items) else state.passage.stop
            stop = item.end if item.label == "grades" else max(item.end, end_of_it)
        elif stop > start and item.label in ("subject", "contest"):
            stop = item.end
        else:
            break
        place += 1
    bracket = place + 2 < len(items) and items[place].code == "(" and items[place + 2].code == ")"
    if bracket and items[place + 1].label == "grades" and state.touches(stop, place, "sign"):
        return start if stop > start else items[place].start, items[place + 2].end  # "HSG cấp huyện (lớp 6, 7, 8)"
    school = _SCHOOL.match(state.small, stop)
    stop = school.end() if school is not None else stop
    behind = state.passage.text[start:stop]
    return start, start + len(behind.rstrip(" .,;:-("))


def _place_behind(state: State, level: Item) -> int:
    """Where a level ends with its place's own name: "cấp thành phố Hải Phòng"."""
    place = PLACE_NAME.match(state.passage.text, level.end)
    if (
        place is None
        or not place[1][1:2].islower()
        or any(level.end <= item.start < place.end() for item in state.items)
    ):
        return level.end
    return place.end()


def _closes_quote(text: str, start: int, end: int) -> bool:
    """Whether the last character closes a quote that opens within: 'thiết kế video “Trường em”'."""
    opening = {"”": "“", '"': '"', "»": "«", ")": "("}.get(text[end - 1])
    return opening is not None and opening in text[start : end - 1]


def unknown_contest(state: State, index: int) -> Contest | None:
    """The words that open a clause of prizes, where nothing else explains them: "Tài năng nhí cấp huyện: 3 giải"."""
    items, start = state.items, state.clause if not state.depth else state.segment
    start = max(start, state.segment)
    if index >= len(items):
        return None
    first = items[index]
    if first.label == "receiver" and index + 1 < len(items) and items[index + 1].label == "level":
        if state.small[start : first.start].strip(_EDGE) or not state.small[first.end : items[index + 1].start].strip():
            return None
        index, first = index + 1, items[index + 1]  # "Em yêu biển đảo quê hương cấp huyện: 02 giải nhì"
    text = state.passage.text[start : first.start].strip(_EDGE)
    if not 3 <= len(text) <= _GUESS_LONGEST or first.label not in (
        "level",
        "sign",
        "verb",
        "count",
        "grades",
        "school_year",
        "year",
    ):
        return None
    if first.label == "sign" and first.code != ":":
        return None
    if find_names(text, 0, len(text), state.words.vocabulary):
        return None  # "Trần Bảo Ngọc – lớp 9A – giải nhì": the winner
    if not text[:1].isupper() or state.words.no_contest.match(shadow(text)) or not _prizes_follow(items, index):
        return None
    contest = _build(state, next(i for i, item in enumerate(items) if item.start >= start), start, first.start)
    first.used = False
    if contest is not None:
        contest.sure = 0.9
    return contest


def _prizes_follow(items: list[Item], index: int) -> bool:
    """Prizes stand in the clause, with no receiver between."""
    for item in items[index:]:
        if item.label in ("rank", "prize"):
            return True
        if item.label in ("receiver", "lead", "contest", "form", "title") or (
            item.label == "sign" and item.code in ".;\n"
        ):
            return False
    return False
