"""Who: the persons that an event's stretch lists, with what it says about each."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from typing import Literal

from parsers.extractors.admissions.events import PASSIVE, Event, Sentence
from parsers.extractors.names import Name, read_name_list

Who = Literal["student", "staff"]
PLAUSIBLE_NAME = 0.6  # names under it count only where the stated figure confirms them
_DATE = re.compile(r"ngày\s+(\d{1,2})\s*(?:[/.-]|tháng)\s*(\d{1,2})\s*(?:[/.-]|năm)\s*((?:19|20)\d\d)")
_BARE_DATE = re.compile(r"(?<![\d/])(\d{1,2})[/.-](\d{1,2})[/.-]((?:19|20)\d\d)(?!\d)")
_THAT_DAY = re.compile(r"\s*(?:vào\s+)?ngày\s+\d")
_DECISION = re.compile(r"(?:quyết định|qđ|nghị quyết|sinh)[^.;]*\Z")
_BY = re.compile(
    r"(?<!\w)(?:do|bởi|người giới thiệu|giúp đỡ|phân công)[\s:]*(?:các\s+)?(?:đồng chí|đ/c|đảng viên|ông|bà)?[\s:]*\Z"
)


@dataclass(frozen=True, slots=True)
class Person:
    """A name that a sentence lists, with what it says about the person."""

    name: Name
    date: datetime.date | None = None
    who: Who | None = None


def people_of(event: Event, count: int | None, sentence: Sentence) -> tuple[Person, ...]:
    """The persons listed in the event's stretch; behind its opening first, before it where the verb is passive."""
    behind = _listed(event.extent if event.verb else event.end, event.last, sentence)
    names = _plausible(behind, count)
    if not names:
        passive = PASSIVE.search(sentence.small, max(event.first, event.start - 24), event.end)
        dated = _THAT_DAY.match(sentence.small, event.end) is not None  # "Đ/c Hà Tú, giáo viên, kết nạp ngày 15/3"
        if passive or dated or (event.kind == "introduced" and not event.verb):
            names = _plausible(_listed(event.first, event.extent, sentence), count)
    everyone = who_is_meant(sentence.small[event.extent : names[0].start if names else event.last], sentence)
    return tuple(_person(name, names[i + 1 : i + 2], everyone, event, sentence) for i, name in enumerate(names))


def _listed(start: int, end: int, sentence: Sentence) -> list[Name]:
    names = read_name_list(sentence.text, start, end, sentence.vocabulary)
    return [name for name in names if not _BY.search(sentence.small, max(start, name.start - 40), name.start)]


def _plausible(names: list[Name], count: int | None) -> list[Name]:
    if count is not None and count == len(names):
        return names
    return [name for name in names if name.confidence >= PLAUSIBLE_NAME]


def _person(name: Name, following: list[Name], everyone: Who | None, event: Event, sentence: Sentence) -> Person:
    end = following[0].start if following else event.last
    own = sentence.small[name.end : end]
    who = who_is_meant(own, sentence) or everyone
    date = _date(sentence.small, name.end, end)
    if date is None and not following:
        date = None
    return Person(name, date if event.kind != "introduced" else None, who)


def who_is_meant(words: str, sentence: Sentence) -> Who | None:
    student = sentence.grammar.student.search(words) is not None
    staff = sentence.grammar.staff.search(words) is not None
    if student == staff:
        return None
    return "student" if student else "staff"


def _date(small: str, start: int, end: int) -> datetime.date | None:
    for pattern in (_DATE, _BARE_DATE):
        for match in pattern.finditer(small, start, end):
            if _DECISION.search(small, start, match.start()):
                continue
            try:
                return datetime.date(int(match[3]), int(match[2]), int(match[1]))
            except ValueError:
                return None
    return None
