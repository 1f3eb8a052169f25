"""Sums and shares of the statistics: scales that split a total, percents that stand beside their counts."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from models.report import Report, Statistic
from parsers.text import decimals, read_count, read_decimal
from pipeline.checks.figures import Figure, Place, Share, Sum, of_one_base
from pipeline.checks.words import CheckWords, Family

_NO_FIGURE = re.compile(r"\D*")
Row = tuple[Any, ...]  # block, row of a table or None, school year, group
Rows = dict[Row, list[Statistic]]
POPULATION = "students.total"
ENROLMENT = ("students.classes", "students.actual")
LEAST_GROUPS = 3
NEARLY = 0.05  # of the whole: a group that was left out is more than that
TOTAL = "total"  # the group of a table's total row
LEAD_REACH = 4  # paragraphs that a line telling how many pupils there are stands over
WHOLE = 0.55  # points: percents of a full split add up to 100 but for their rounding


def statistic_sums(rows: Rows, words: CheckWords) -> Iterator[Sum]:
    """Every scale whose levels stand in one row of a table, or in one paragraph, beside their total."""
    for row, statistics in rows.items():
        counts = [s for s in statistics if s.unit == "count" and not s.at_least]
        metrics = {s.metric for s in counts}
        for family in words.families if len(metrics) > 1 else ():
            if len(metrics.intersection(family.parts)) < 2 or (row[3] == TOTAL and _leaves_out(rows, row, family)):
                continue
            entry = _family_sum(counts, statistics, family, in_table=row[1] is not None)
            if entry is not None:
                yield entry
    yield from _group_sums(rows)


def _group_sums(rows: Rows) -> Iterator[Sum]:
    """Groups told in one line beside the whole in a near one: "Nhà trẻ 61 cháu; 3 tuổi 78; …", "Toàn trường 325".

    A line may leave a group out: only a sum that nearly holds shows that its groups were meant to be all.
    """
    told: dict[tuple[str, str | None, str | None], dict[int, Statistic]] = defaultdict(dict)
    for (block, row, year, group), statistics in rows.items():
        for statistic in statistics if row is None else ():
            if statistic.unit == "count" and statistic.metric in ENROLMENT:
                told[statistic.metric, year, None if group == TOTAL else group][block] = statistic
    for (metric, year, group), wholes in told.items():
        for block, whole in wholes.items() if group is None else ():
            split = [(g, s) for (m, y, g), s in told.items() if g is not None and (m, y) == (metric, year)]
            for near in (block - 1, block + 1):
                parts = tuple(_group_figure(g, s[near]) for g, s in split if near in s)
                entry = Sum(parts, _figure(whole))
                if len(parts) >= LEAST_GROUPS and abs(entry.difference) <= NEARLY * whole.value:
                    yield entry


def _group_figure(group: str, statistic: Statistic) -> Figure:
    figure = _figure(statistic)
    return figure._replace(label=group, place=(*figure.place, group))


def _leaves_out(rows: Rows, total: Row, family: Family) -> bool:
    """Whether a grade of the total's table has its number of pupils and no levels: the total's levels lack it too."""
    for (block, _, year, group), statistics in rows.items():
        told = {s.metric for s in statistics} if (block, year) == (total[0], total[2]) and group != TOTAL else set()
        if told & set(family.totals) and not told & set(family.parts):
            return True
    return False


def statistic_shares(rows: Rows, words: CheckWords) -> Iterator[Share]:
    """Every percent whose count stands in the same row or paragraph and whose base is told there."""
    blocks: dict[object, list[Share]] = defaultdict(list)
    for row, statistics in rows.items():
        blocks[row[0]].extend(_row_shares(statistics, words))
    for shares in blocks.values():
        yield from of_one_base(shares)


def _row_shares(statistics: list[Statistic], words: CheckWords) -> Iterator[Share]:
    counts = [s for s in statistics if s.unit != "percent"]
    for percent in (s for s in statistics if s.unit == "percent" and not s.at_least):
        same = [count for count in counts if count.metric == percent.metric and not count.at_least]
        if len(same) == 1 and (share := _share(same[0], percent, counts, words)):
            yield share


def statistic_rows(report: Report) -> Rows:
    """Statistics by the row of a table or the paragraph that tells them, what they are about being equal."""
    rows: Rows = defaultdict(list)
    for told in report.statistics:
        for statistic in _statements(told):
            evidence = statistic.evidence
            assert evidence is not None
            row = evidence.cell[0] if evidence.cell else None
            rows[evidence.block, row, statistic.school_year, statistic.group].append(statistic)
    _lend_totals(rows)
    return rows


def _lend_totals(rows: Rows) -> None:
    """A line that only says how many pupils there are heads those below: "Chất lượng năm học … (412 học viên):"."""
    heads = {
        place: statistics
        for place, statistics in rows.items()
        if place[1] is None and all(statistic.metric == POPULATION for statistic in statistics)
    }
    for (block, row, *about), statistics in rows.items() if heads else ():
        if row is not None or any(statistic.metric == POPULATION for statistic in statistics):
            continue
        above = (heads.get((block - step, None, *about)) for step in range(1, LEAD_REACH + 1))
        statistics.extend(next((head for head in above if head), []))


def _statements(statistic: Statistic) -> Iterator[Statistic]:
    """The figure at every place that states it: a total that two tables begin with is one fact of two places."""
    if statistic.evidence is None:
        return
    yield statistic
    for other in statistic.evidence.also:
        if other.cell is not None and statistic.value in (read_count(other.text), read_decimal(other.text)):
            yield statistic.model_copy(update={"evidence": other})


def _family_sum(counts: list[Statistic], statistics: list[Statistic], family: Family, in_table: bool) -> Sum | None:
    parts = [s for s in counts if s.metric in family.parts]
    if len(parts) < 2 or len({s.metric for s in parts}) < len(parts):
        return None
    stated = _total(counts, parts, family)
    if stated is None:
        return None
    told = {s.metric for s in parts}
    percents = sum(s.value for s in statistics if s.unit == "percent" and s.metric in told and not s.at_least)
    whole = bool(told & family.closing) or (in_table and len(parts) > 2) or abs(percents - 100) <= WHOLE
    labels = _telling_apart(parts)
    figures = (_figure(part)._replace(label=label) if label else _figure(part) for part, label in labels)
    return Sum(tuple(figures), stated, at_most=not whole)


def _telling_apart(parts: list[Statistic]) -> list[tuple[Statistic, str]]:
    """The parts with the labels that tell them apart: "Giỏi", "Khá" where the head has "Học lực" over both."""
    heads = [[e.text for e in p.evidence.also] if p.evidence and p.evidence.cell else [] for p in parts]
    for texts in zip(*heads, strict=False):
        if len(set(texts)) == len(parts) and all(texts):
            return list(zip(parts, texts, strict=True))
    return [(part, "") for part in parts]


def _total(counts: list[Statistic], parts: list[Statistic], family: Family) -> Figure | None:
    """The total stated in the row, else the one base that all parts are told of."""
    totals = [s for s in counts if s.metric in family.totals]
    if totals:
        return _figure(totals[0]) if len(totals) == 1 else None
    bases = {s.base for s in parts}
    base = bases.pop() if len(bases) == 1 else None
    return None if base is None else _base_figure(parts[0], base)


def _share(count: Statistic, percent: Statistic, counts: list[Statistic], words: CheckWords) -> Share | None:
    base = count.base if count.base is not None else percent.base
    if base is not None:
        base_figure = _base_figure(count, base)
    else:
        totals = [s for metric in words.bases_of(count.metric) for s in counts if s.metric == metric]
        if len(totals) != 1:
            return None
        base_figure = _figure(totals[0])
    written = percent.raw or (percent.evidence.text if percent.evidence else "")
    stem = count.metric.rpartition(".")[0]
    siblings = tuple(s.value for s in counts if s is not count and s.metric.startswith(stem + "."))
    nested = stem.endswith(".excellent") and sum(siblings) + count.value != base_figure.value
    return Share(
        part=_figure(count),
        base=base_figure,
        percent=_figure(percent),
        decimals=_decimals(written, percent.value),
        others=siblings if nested else (),
    )


def _decimals(written: str, value: float) -> int:
    """The precision of the written percent; the text of the evidence may hold more than the percent alone."""
    shortest = f"{value:g}"
    return max(decimals(written), len(shortest.partition(".")[2]))


def _figure(statistic: Statistic) -> Figure:
    evidence = statistic.evidence
    assert evidence is not None
    place: Place = (
        (evidence.block, *evidence.cell) if evidence.cell else (evidence.block, statistic.metric, statistic.unit)
    )
    return Figure(_label(statistic), statistic.value, place, lambda: evidence)


def _base_figure(statistic: Statistic, base: float) -> Figure:
    evidence = statistic.evidence
    assert evidence is not None
    return Figure("", base, (evidence.block, "base", base), lambda: evidence)


def _label(statistic: Statistic) -> str:
    """The words that the fact was read by: those before its figure, else its head cell, else its code."""
    evidence = statistic.evidence
    assert evidence is not None
    words = None if evidence.text[:1].isdecimal() else _NO_FIGURE.match(evidence.text)
    before = words[0].strip(" -+:(") if words else ""
    return before or next((other.text for other in evidence.also if other.text), statistic.metric)
