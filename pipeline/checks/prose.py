"""Sums and shares that sentences state: "19 giải (01 nhì; 18 khuyến khích)", "18/34 đạt 52,9 %"."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from models.report import Evidence, Report
from parsers.text import COUNT, decimals, read_count, read_decimal, shadow
from pipeline.checks.figures import Figure, Share, Sum
from pipeline.checks.grammar import ListGrammar, PartitionGrammar, list_grammars, partition_grammars, share_grammar
from pipeline.checks.words import CheckWords

BEFORE = 120  # characters before a share that can name it or say that it is none
_DIGIT = re.compile(r"\d")
_REMARK = re.compile(r"\s*\([^()]*\)")
_BODY = re.compile(r"[^.)]{0,300}")
_CLASS_UNITS = (shadow("lớp"), shadow("nhóm"))
_FIGURE = re.compile(rf"(?<![\d,./]){COUNT}(?!\s*%)")


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph of a section's text, and how to say where its characters stand."""

    text: str
    section: Evidence | None
    facts: Sequence[Evidence]  # of the report's prose: those read from this paragraph know its block best

    def evidence(self, start: int, end: int) -> Evidence | None:
        """The place of the characters; page and box are those of the fact or section that leads to it."""
        anchor, offset = self._anchor()
        if anchor is None:
            return None
        return anchor.model_copy(
            update={"start": offset + start, "end": offset + end, "text": self.text[start:end], "also": []}
        )

    def _anchor(self) -> tuple[Evidence | None, int]:
        """A fact read from this paragraph, or the section itself, and where the paragraph begins in its block."""
        for fact in self.facts:
            at = self.text.find(fact.text)
            if at >= 0 and fact.start >= at:
                return fact, fact.start - at
        return self.section, 0

    def figure(self, label: str, value: float, start: int, end: int) -> Figure:
        return Figure(label, value, (self.text, start), lambda: self.evidence(start, end))


def lines(report: Report) -> Iterator[Line]:
    """Every paragraph of every section, its heading included."""
    places = [fact.evidence for kind in (report.awards, report.statistics, report.admissions) for fact in kind]
    facts = [evidence for evidence in places if evidence is not None and evidence.cell is None and evidence.text]
    for section in report.sections:
        for text in (section.title, *section.text.split("\n")):
            if _DIGIT.search(text):
                yield Line(text, section.evidence, facts)


# --- a total and its breakdown -----------------------------------------------------------------------------------


def prose_sums(told: Iterable[Line], words: CheckWords) -> Iterator[Sum]:
    """Every stated total with its breakdown in the same sentence."""
    for line in told:
        text = shadow(line.text)
        for grammar in list_grammars(words):
            if any(map(text.__contains__, grammar.signs)):
                yield from _list_sums(line, text, grammar)
        for partition in partition_grammars(words):
            begun = any(map(text.__contains__, partition.signs))
            if begun and all(anchor.search(text) for anchor in partition.anchors):
                yield from _partition_sum(line, text, partition)


def _list_sums(line: Line, text: str, grammar: ListGrammar) -> Iterator[Sum]:
    """Breakdowns by rank or grade: "đạt 19 giải (01 giải nhì; 18 giải khuyến khích)".

    After "trong đó" the list may tell some of all, unless it goes down to the lowest rank. Refused: a list with
    anything in it but counts ("(em An)").
    """
    for total in grammar.total.finditer(text):
        opening = grammar.opening.match(text, total.end())
        if opening is None:
            continue
        items, whole = _items(text, opening.end(), grammar, bracket=opening["bracket"] is not None)
        stated = read_count(total["total"])
        if items and whole and stated is not None and _of_one_unit(total, items):
            parts = tuple(_listed(line, item) for item in items)
            figure = line.figure(line.text[total.start("unit") : total.end()], stated, *total.span("total"))
            some = opening["some"] is not None and not grammar.lowest.fullmatch(shadow(parts[-1].label))
            yield Sum(parts, figure, at_most=some)


def _items(text: str, start: int, grammar: ListGrammar, bracket: bool) -> tuple[list[re.Match[str]], bool]:
    """The items from `start` on, and whether nothing else stands before the bracket's or the sentence's end."""
    items: list[re.Match[str]] = []
    position = start
    while item := grammar.item.match(text, position):
        items.append(item)
        position = _after_remark(text, item.end())
        separator = grammar.separator.match(text, position)
        if separator is None or not grammar.item.match(text, separator.end()):
            break
        position = separator.end()
    rest = text[position:].lstrip()
    return items, rest.startswith(")") if bracket else not rest or rest[0] in ".;"


def _of_one_unit(total: re.Match[str], items: list[re.Match[str]]) -> bool:
    """Whether the items count what the total counts: not "12 lớp với 410 học sinh (khối 6: 3 lớp; …)"."""
    told = {unit for item in items for name in ("unit1", "unit2") if (unit := item.groupdict().get(name))}
    return not total["unit"] or not told or any(_is_class(unit) == _is_class(total["unit"]) for unit in told)


def _is_class(unit: str) -> bool:
    return unit.split()[0] in _CLASS_UNITS


def _after_remark(text: str, position: int) -> int:
    """Past a bracket that stands within the breakdown: "01 giải nhất (em An), 02 giải nhì"."""
    remark = _REMARK.match(text, position)
    return remark.end() if remark else position


def _listed(line: Line, item: re.Match[str]) -> Figure:
    count, label = ("count", "label") if item["count"] else ("count2", "label2")
    value = read_count(item[count])
    assert value is not None
    return line.figure(line.text[item.start(label) : item.end(label)], value, *item.span(count))


def _partition_sum(line: Line, text: str, grammar: PartitionGrammar) -> Iterator[Sum]:
    """A total and the groups it falls into without rest: "35 đồng chí, trong đó chính thức 33, dự bị 02"."""
    for total in grammar.opening.finditer(text):
        body = _BODY.match(text, total.end())
        assert body is not None
        patterns = grammar.counted if text[total.end()].isdigit() else grammar.named
        parts = tuple(figure for pattern in patterns if (figure := _group(line, text, body.span(), pattern)))
        stated = read_count(total["total"])
        if stated is not None and len(parts) == len(patterns):
            others = len(_FIGURE.findall(body[0])) - len(parts)
            yield Sum(parts, line.figure("", stated, *total.span("total")), at_most=others > 0)


def _group(line: Line, text: str, span: tuple[int, int], pattern: re.Pattern[str]) -> Figure | None:
    match = pattern.search(text, *span)
    value = read_count(match["count"]) if match else None
    if match is None or value is None:
        return None
    return line.figure(line.text[match.start("label") : match.end("label")], value, *match.span("count"))


# --- a share and its percent -------------------------------------------------------------------------------------


def prose_shares(told: Iterable[Line], words: CheckWords) -> Iterator[Share]:
    """Every "18/34 đạt 52,9 %"; refused: classes, dates and paper numbers with a slash ("lớp 9/1", "20/11")."""
    grammar = share_grammar(words)
    for line in told:
        if "%" not in line.text or "/" not in line.text:
            continue
        text = shadow(line.text)
        for match in itertools.chain(grammar.share.finditer(text), grammar.turned.finditer(text)):
            part, base, percent = read_count(match["part"]), read_count(match["base"]), read_decimal(match["percent"])
            before = slice(max(0, match.start() - BEFORE), match.start())
            if part is None or not base or percent is None or grammar.refused.search(text[before]):
                continue
            label = re.split(r"[;,.(]", line.text[before])[-1].strip(" -+:")
            yield Share(
                part=line.figure(label, part, *match.span("part")),
                base=line.figure("", base, *match.span("base")),
                percent=line.figure(label, percent, *match.span("percent")),
                decimals=decimals(match["percent"]),
            )
