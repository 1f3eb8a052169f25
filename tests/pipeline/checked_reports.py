"""Short ways to say the reports that the checks are tried on."""

from __future__ import annotations

from typing import Any

from models.report import DataTable, DocumentInfo, Evidence, Finding, Report, Section, Source, Statistic
from pipeline.checks import check

SOURCE = Source(filename="x.docx", sha256="0", media_type="application/x", reader="docx")

REVIEW: dict[str, Any] = {"document": DocumentInfo(kind="collective_review"), "number": "1-BC/CB"}


def evidence(block: int, text: str, cell: tuple[int, int] | None = None, start: int = 0) -> Evidence:
    return Evidence(block=block, start=start, end=start + len(text), cell=cell, text=text)


def report(**parts: Any) -> Report:
    return Report(source=SOURCE, **(REVIEW | parts))


def prose(*lines: str) -> Report:
    """A report whose one section says these lines."""
    return report(sections=[Section(path="I", title="Ưu điểm", kind="strengths", text="\n".join(lines))])


def table(head: str, *rows: str) -> DataTable:
    """ "Khối | Số HS/KHG | Số HS/Thực hiện", "6 | 197 | 197"."""
    header = [[label.strip() for label in path.split("/")] for path in head.split("|")]
    cells = [[cell.strip() for cell in row.split("|")] for row in rows]
    return DataTable(header=header, rows=cells, evidence=evidence(7, head))


def statistic(metric: str, value: float, place: tuple[int, int] | None, **more: Any) -> Statistic:
    """A figure of block 7; `place` its cell, None in prose."""
    text = more.pop("text", f"{value:g}".replace(".", ","))
    return Statistic(metric=metric, value=value, evidence=evidence(7, text, place), **more)


def codes(findings: list[Finding]) -> list[str]:
    return [finding.code for finding in findings]


def findings_of(tried: Report) -> list[str]:
    return codes(check(tried))
