"""What the paper itself lacks or tells oddly: ratings, sections, number, head, date, scales."""

from __future__ import annotations

import datetime
import re
from collections import defaultdict
from collections.abc import Iterator

from models.report import Finding, Report
from parsers.text import fold
from pipeline.checks.messages import finding
from pipeline.checks.words import CheckWords

EARLIEST = (5, 1)  # month, day of the year under review: schools that review by school year sign from May on
LATEST = (9, 30)  # month, day of the year after it: later papers review another year
FEW = 4  # top-level sections: a paper with fewer follows no template


def form_findings(report: Report, words: CheckWords) -> Iterator[Finding]:
    """Ratings without one mark, what the paper lacks or tells oddly, and that a paper is no review of a collective."""
    yield from _ratings(report)
    if report.document.kind == "collective_review":
        yield from _sections(report, words)
        yield from _head(report)
    else:
        title = report.head_evidence.get("title")
        yield finding("not_a_review", {"kind": f"labels.document.{report.document.kind}"}, [title], severity="info")
    yield from _date(report)
    yield from _scales(report)


def _ratings(report: Report) -> Iterator[Finding]:
    for rating in report.ratings:
        values = {"section": rating.section or "", "scale": rating.scale}
        if rating.status == "blank":
            yield finding("rating_blank", values, [rating.evidence])
        elif rating.status == "ambiguous":
            yield finding("rating_ambiguous", {**values, "marks": rating.marks}, [rating.evidence])


def _sections(report: Report, words: CheckWords) -> Iterator[Finding]:
    """A kind that no section has and no title of a merged section names."""
    own = [section for section in report.sections if not section.annex]
    if sum("." not in section.path for section in own) < FEW:
        return
    kinds = {section.kind for section in own}
    titles = " \n".join(fold(section.title) for section in own)
    for kind, anchors in words.branch["sections"].items():
        if kind not in kinds and not any(fold(anchor) in titles for anchor in anchors):
            yield finding("section_missing", {"kind": f"labels.section.{kind}"}, severity="info")


def _head(report: Report) -> Iterator[Finding]:
    """The head names no organisation; else it leaves the number out. One cause: a lost head has lost its number."""
    title = report.head_evidence.get("title")
    organisation = report.organisation
    named = [organisation.evidence, *organisation.evidence.also] if organisation.evidence else []
    named_late = title is not None and bool(named) and all(place.block > title.block for place in named)
    nameless = organisation.school is None and organisation.cell is None
    if report.number is None and (nameless or named_late):
        yield finding("head_missing", {}, [title], severity="info")
    elif report.number is None:
        yield finding("number_missing", {}, [title], severity="info")


def _date(report: Report) -> Iterator[Finding]:
    written = report.head_evidence.get("date")
    if report.date is None and written is not None and report.year is not None:  # "ngày 31 tháng 11": no such day
        values = {"date": re.sub(r"^ngày\s+", "", written.text), "year": str(report.year)}
        yield finding("date_implausible", values, [written, report.head_evidence.get("year")])
    if report.date is None or report.year is None or report.document.period == "term":
        return
    first = 1 if report.document.period != "year" else EARLIEST[0]
    earliest = datetime.date(report.year, first, 1)
    latest = datetime.date(report.year + 1, *LATEST)
    if not earliest <= report.date <= latest:
        values = {"date": report.date.isoformat(), "year": str(report.year)}
        yield finding("date_implausible", values, [report.head_evidence.get(name) for name in ("date", "year")])


def _scales(report: Report) -> Iterator[Finding]:
    """One row of one table with the labels of two scales ("Giỏi" beside "Đạt"); two grades may have two scales."""
    rows = defaultdict(list)
    for statistic in report.statistics:
        evidence = statistic.evidence
        if statistic.scale and evidence is not None and evidence.cell is not None:
            family = statistic.metric.rpartition(".")[0]
            rows[evidence.block, evidence.cell[0], statistic.group, family].append(statistic)
    told = set()
    for (block, *_), statistics in rows.items():
        scales = sorted({statistic.scale for statistic in statistics if statistic.scale})
        if len(scales) > 1 and (block, *scales) not in told:
            told.add((block, *scales))
            yield finding("scale_mixed", {"scales": scales}, [statistic.evidence for statistic in statistics])
