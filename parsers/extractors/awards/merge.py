"""A fact that the report states twice is one item: equal awards become one, with both places."""

from __future__ import annotations

import re
from collections.abc import Iterable

from models.report import Award
from parsers.text import fold

_NAMELESS = frozenset({"giải", "giải thưởng", "giải các loại"})
_FILLERS = re.compile(r"\b(?:hội thi|cuộc thi|kỳ thi|thi|trường|nhà|đạt|các môn|môn|danh hiệu)\b")


def merge(awards: Iterable[Award]) -> list[Award]:
    """The awards in order, each once; a total that ranked awards told elsewhere make up is dropped."""
    kept: list[Award] = []
    told: dict[tuple[object, ...], dict[str | None, Award]] = {}  # by school year: an undated one is any year's
    for award in awards:
        years = told.setdefault(_key(award), {})
        first = years.get(award.school_year) or years.get(None)
        if first is None and award.school_year is None:
            first = next(iter(years.values()), None)
        if first is None:
            years[award.school_year] = award
            kept.append(award)
        elif first.evidence is not None and award.evidence is not None:
            first.evidence.also.append(award.evidence)
            first.issuer = first.issuer or award.issuer
    return _without_told_totals(kept)


def _key(award: Award) -> tuple[object, ...]:
    if award.category == "recognition":
        return (award.category, _standard(award), award.grade)
    return (
        award.category,
        award.recipient_type,
        award.level,
        award.rank,
        award.count,
        award.share,
        _contest(award),
        fold(award.subject or ""),
        tuple(award.grades or ()),
        tuple(fold(name) for name in award.recipients),
        fold(award.issuer or "") if award.category == "commendation" else "",
        award.year,
    )


def _contest(award: Award) -> str:
    return " ".join(_FILLERS.sub(" ", fold(award.name)).split())


def _standard(award: Award) -> str:
    """The national standard is one however it is worded; other standards go by their words."""
    name = fold(award.name)
    if "chuẩn quốc gia" in name:
        return "chuẩn quốc gia"
    if "kiểm định" in name or "kđcl" in name:
        return "kiểm định"
    return " ".join(_FILLERS.sub(" ", name).split())


def _without_told_totals(awards: list[Award]) -> list[Award]:
    """ "Đạt 35 giải" in a summary and its ranks in another line are one statement."""
    sums: dict[tuple[object, ...], int] = {}
    for award in awards:
        if award.category == "prize" and award.rank and award.count:
            sums[_group(award)] = sums.get(_group(award), 0) + award.count
    whole: dict[str, int] = {}
    for award in awards:
        if award.category == "prize" and award.level and award.count:
            whole[_of(award)] = whole.get(_of(award), 0) + award.count
    awards = [award for award in _without_told_forms(awards) if not _is_told_by_level(award, awards)]
    titles = _titles_told(awards)
    awards = [award for award in awards if not _is_whole(award, whole) and not _is_sum(award, titles)]
    return [
        award
        for award in awards
        if award.category != "prize" or award.rank or award.count is None or sums.get(_group(award)) != award.count
    ]


def _is_told_by_level(award: Award, awards: list[Award]) -> bool:
    """ "Học sinh đạt giải cấp huyện | 12" among targets, and twelve ranked prizes of that level told by contest."""
    if award.category != "prize" or award.rank or not award.count or fold(award.name) not in _NAMELESS:
        return False
    ranked = [a.count or 0 for a in awards if a.category == "prize" and a.rank and _holder(a) == _holder(award)]
    return sum(ranked) == award.count


def _holder(award: Award) -> tuple[object, ...]:
    return award.level, award.recipient_type


def _without_told_forms(awards: list[Award]) -> list[Award]:
    """ "05 bằng khen, gồm: UBND tỉnh 02 bằng khen, Tỉnh đoàn 03 bằng khen": the first number is the others' sum."""
    forms = [award for award in awards if award.category == "commendation" and award.count]
    told: dict[tuple[str, str], int] = {}
    for award in forms:
        if award.level is not None:
            key = award.name, award.recipient_type
            told[key] = told.get(key, 0) + (award.count or 0)
    return [
        award
        for award in awards
        if award.category != "commendation"
        or award.level is not None
        or award.recipients
        or not award.count
        or award.count != told.get((award.name, award.recipient_type))
    ]


def _titles_told(awards: list[Award]) -> dict[str, int]:
    """A title without a level → the sum of its levels: "CSTĐ các cấp: 06 đ/c (cấp tỉnh: 01, cơ sở: 05)"."""
    told: dict[str, int] = {}
    for award in awards:
        general = award.name.split(" cơ sở")[0].split(" cấp ")[0]
        if award.category == "title" and award.count and general != award.name:
            told[general] = told.get(general, 0) + award.count
    return told


def _is_sum(award: Award, titles: dict[str, int]) -> bool:
    return award.count is not None and titles.get(award.name) == award.count


def _of(award: Award) -> str:
    return f"{award.recipient_type} {award.contest or _contest(award)}"


def _is_whole(award: Award, whole: dict[str, int]) -> bool:
    """ "56 giải, trong đó cấp tỉnh 6 giải, cấp huyện 50 giải": the first number is the others' sum."""
    if award.category != "prize" or award.rank is not None or award.level is not None or award.count is None:
        return False
    return whole.get(_of(award)) == award.count


def _group(award: Award) -> tuple[object, ...]:
    return (award.recipient_type, award.level, award.contest or _contest(award))
