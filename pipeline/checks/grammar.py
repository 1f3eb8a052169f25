"""The patterns by which sentences state sums and shares, built from the vocabulary once, over the shadow of a line."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from parsers.text import COUNT, DECIMAL
from pipeline.checks.words import CheckWords, alternatives, first_words

REACH = 60  # characters between a stated total and its breakdown: "19 giải, xếp vị trí thứ nhất toàn đoàn ("
ASIDE = r"(?:\([^()]*\)[^\d():;.%]{0,10}?)?"  # a remark between the two: "57 đồng chí (nữ 40), trong đó"
ALONE = r"(?<![\d/.,])"  # a figure that is no part of a date, a share or a decimal


@dataclass(frozen=True, slots=True)
class ListGrammar:
    """A total and the list that breaks it down: prizes by rank, classes or pupils by grade."""

    total: re.Pattern[str]  # "19 giải", not "19 giải nhất"
    opening: re.Pattern[str]  # what leads from the total to its list: "(", ":", "trong đó có"
    item: re.Pattern[str]  # "01 giải nhì", "khuyến khích: 17", "khối 6: 03 lớp"
    separator: re.Pattern[str]
    lowest: re.Pattern[str]  # the last rank that there is: a list that ends with it tells all
    signs: tuple[str, ...]  # words: a line without any of them has no such list


@cache
def list_grammars(words: CheckWords) -> tuple[ListGrammar, ...]:
    """Refused by them: a rank with its own count ("05 giải khuyến khích (lớp 6, 7)"), items that count nothing."""
    return _awards(words), _grades(words)


def _awards(words: CheckWords) -> ListGrammar:
    unit = alternatives(words.branch["award_units"])
    rank = alternatives(words.branch["ranks"])
    counted = rf"(?P<count>{COUNT})\s*(?:{unit}\s+)?(?:loại\s+|hạng\s+)?(?P<label>{rank})(?![\w/])"
    turned = rf"(?:{unit}\s+)?(?P<label2>{rank})\s*[:=]?\s*(?P<count2>{COUNT})(?:\s*{unit})?(?![\w/])"
    total = rf"(?P<unit>{unit})(?!\w)(?!\s+(?:loại\s+|hạng\s+)?{rank}(?!\w))"
    lowest = alternatives(words.branch["lowest_ranks"])
    return _listing(words, total, rf"{counted}|{turned}", lowest, first_words(words.branch["award_units"]))


def _grades(words: CheckWords) -> ListGrammar:
    """Grades and ages, each with its number: "12 lớp (khối 6: 03 lớp; khối 7: 04 lớp …)"."""
    unit = alternatives(words.branch["grade_units"])
    age = r"\d{1,2}(?:-\d{1,2})?\s*(?:tuổi|tháng)"
    grade = rf"(?:(?:khối|lớp|khối\s+lớp)\s+\d{{1,2}}|(?:(?:lớp|nhóm|trẻ)\s+)?{age})"
    named = rf"(?P<label2>{grade})\s*(?::|=|có|là)\s*(?P<count2>{COUNT})(?:\s*(?P<unit2>{unit}))?(?![\w/%])"
    counted = rf"(?P<count>{COUNT})\s*(?P<unit1>{unit})\s+(?P<label>khối\s+\d{{1,2}}|{age})(?![\w/])"
    signs = ("khối", "lớp", "tuổi", "tháng")
    return _listing(words, rf"(?P<unit>(?:{unit}(?!\w))?)", rf"{named}|{counted}", lowest="(?!)", signs=signs)


def _listing(words: CheckWords, unit: str, item: str, lowest: str, signs: tuple[str, ...]) -> ListGrammar:
    listing = alternatives(words.branch["listings"])
    some = r"(?P<some>trong\s+(?:số\s+)?đó)(?:\s+có)?"
    bracket = r"(?:(?P<bracket>\()\s*)?"
    return ListGrammar(
        total=re.compile(rf"{ALONE}(?P<total>{COUNT})\s*{unit}"),
        opening=re.compile(
            rf"[^\d();:.]{{0,{REACH}}}?{ASIDE}{bracket}(?:[:,]?\s*(?:{some}|{listing})|(?(bracket)|:))[\s:]*"
        ),
        item=re.compile(item),
        separator=re.compile(r"\s*(?:[;,+.&]|và|;\s*và|,\s*và)\s*(?:có\s+)?"),
        lowest=re.compile(lowest),
        signs=signs,
    )


@dataclass(frozen=True, slots=True)
class PartitionGrammar:
    """A total and the groups that it falls into without rest."""

    anchors: tuple[re.Pattern[str], ...]  # each group's name: a line without one of them is left alone
    opening: re.Pattern[str]  # the total and what leads to its first group, which is looked at and not taken
    named: tuple[re.Pattern[str], ...]  # "chính thức: 33"
    counted: tuple[re.Pattern[str], ...]  # "33 đồng chí chính thức"
    signs: tuple[str, ...]  # how the names of the first group begin


@cache
def partition_grammars(words: CheckWords) -> tuple[PartitionGrammar, ...]:
    """One grammar a partition of the vocabulary."""
    persons = alternatives(words.branch["persons"])
    return tuple(_partition(partition["parts"], persons) for partition in words.branch["partitions"])


def _partition(parts: list[list[str]], persons: str) -> PartitionGrammar:
    names = [alternatives(part) for part in parts]
    groups = "|".join(names)
    total = rf"{ALONE}(?P<total>{COUNT})[^\d():;.%]{{0,40}}?{ASIDE}"
    opening = r"(?:\(\s*)?(?:trong\s+đó|gồm|chia\s+ra|:|\()[\s:]*(?:có\s+)?"
    named = rf"(?:là\s+)?(?:{groups})(?:\s*(?:là|có|:|=))?\s*{COUNT}"
    counted = rf"{COUNT}\s*{persons}?\s*(?:là\s+)?(?:{groups})(?!\w)"
    label = "(?P<label>{})".format
    return PartitionGrammar(
        anchors=tuple(re.compile(rf"(?<!\w){name}(?!\w)") for name in names),
        opening=re.compile(rf"{total}{opening}(?={named}|{counted})"),
        named=tuple(
            re.compile(rf"(?<!\w){label(name)}(?:\s*(?:là|có|:|=))?\s*(?P<count>{COUNT})(?!\s*%)") for name in names
        ),
        counted=tuple(
            re.compile(rf"(?P<count>{COUNT})\s*{persons}?\s*(?:là\s+)?{label(name)}(?!\w)") for name in names
        ),
        signs=first_words(parts[0]),
    )


@dataclass(frozen=True, slots=True)
class ShareGrammar:
    """A share and its percent."""

    share: re.Pattern[str]  # "18/34 đồng chí, chiếm 52,9 %"
    turned: re.Pattern[str]  # "52,9 % (18/34)"
    refused: re.Pattern[str]  # what stands before a figure with a slash that is no share: "lớp 9/1", "ngày 20/11"


@cache
def share_grammar(words: CheckWords) -> ShareGrammar:
    """Between share and percent stand only links of the vocabulary."""
    links = alternatives(words.branch["share_links"])
    persons = alternatives(words.branch["persons"])
    share = (
        rf"{ALONE}(?P<part>{COUNT})\s*/\s*(?P<base>{COUNT})(?!/)"
        rf"(?:\s*(?:{links}(?!\w)|[(:=,])){{0,6}}\s*(?P<percent>{DECIMAL})\s*%(?!\s*so\s+(?:với|cùng))"
    )
    turned = (
        rf"(?<![\w.,])(?P<percent>{DECIMAL})\s*%\s*\(\s*(?P<part>{COUNT})\s*/\s*(?P<base>{COUNT})(?:\s*{persons})?\s*\)"
    )
    return ShareGrammar(
        re.compile(share), re.compile(turned), re.compile(rf"(?<!\w){alternatives(words.branch['not_shares'])}\s*\Z")
    )
