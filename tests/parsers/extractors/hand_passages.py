# ruff: noqa: E501 - a row of the head is one line
"""Passages as other hands write them, each with every fact that it states: `passages/NAME.txt`.

A case is a few lines of a report (the lines of `hand_papers`, so tables too) and then its facts, a blank line between
cases. `# year=2024` before the lines sets the year under review. A fact is a line that begins with `= `:

    = a NAME | category holder level rank count [share%] | recipient; recipient
    = d kind: name; name        (persons admitted, introduced, confirmed)
    = c admitted=3 target=2     (their counts)
    = s metric [group] value[%|x] [school year]
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from models.report import Award, Report, Statistic
from parsers.readers import Input
from pipeline.parse import parse_bytes
from tests.parsers.extractors.hand_papers import word_file

PASSAGES = Path(__file__).parent / "passages"
COUNTS = ("admitted", "introduced", "confirmed", "planned", "target")
_SIGNS = {"count": "", "percent": "%", "times": "x"}
_PAPER = """¦ ĐẢNG ỦY XÃ YÊN HẠ⏎**CHI BỘ TRƯỜNG THCS YÊN HẠ**⏎*⏎Số 12-BC/CB ¦ **ĐẢNG CỘNG SẢN VIỆT NAM**⏎Yên Hạ, ngày 15 tháng 12 năm {year} ¦
**BÁO CÁO KIỂM ĐIỂM TẬP THỂ**
Năm {year}
Tập thể chi ủy kiểm điểm với các nội dung chủ yếu sau:
I. Ưu điểm, kết quả đạt được
1. Việc chấp hành nguyên tắc tổ chức và hoạt động
Chi ủy giữ vững nguyên tắc tập trung dân chủ.
2. Kết quả thực hiện các mục tiêu, chỉ tiêu, nhiệm vụ năm {year}
{lines}
II. Hạn chế, khuyết điểm và nguyên nhân
Còn chậm ở khâu hồ sơ.
T/M CHI ỦY
BÍ THƯ
Nguyễn Minh Khôi"""


@dataclass(frozen=True)
class Case:
    lines: tuple[str, ...]
    facts: tuple[str, ...]
    year: int = 2023


def cases(name: str, folder: Path = PASSAGES) -> list[Case]:
    """The cases of one file, in order."""
    found = []
    for chunk in (folder / f"{name}.txt").read_text(encoding="utf-8").split("\n\n"):
        rows = [row for row in chunk.split("\n") if row.strip()]
        year = next((int(row.removeprefix("# year=")) for row in rows if row.startswith("# year=")), 2023)
        lines = tuple(row for row in rows if not row.startswith(("# ", "= ")))
        facts = tuple(row.removeprefix("= ") for row in rows if row.startswith("= "))
        if lines:
            found.append(Case(lines, facts, year))
    return found


def read(case: Case) -> list[str]:
    """The facts that the program reads in the case, each in the form of the files."""
    return facts(report(case))


def report(case: Case) -> Report:
    """The whole paper that holds the case, read."""
    paper = word_file(_PAPER.format(year=case.year, lines="\n".join(case.lines)))
    return parse_bytes(Input("paper.docx", paper)).report


def facts(report: Report) -> list[str]:
    """Awards, persons, counts and figures of a report, a line each, in the report's order."""
    told = [award_line(award) for award in report.awards]
    for kind in ("admitted", "introduced", "confirmed"):
        names = [admission.name for admission in report.admissions if admission.kind == kind]
        told += [f"d {kind}: {'; '.join(names)}"] if names else []
    counts = report.admission_counts
    stated = [f"{name}={getattr(counts, name)}" for name in COUNTS if counts and getattr(counts, name) is not None]
    told += [f"c {' '.join(stated)}"] if stated else []
    return told + [f"s {_figure(figure)}" for figure in report.statistics]


def award_line(award: Award) -> str:
    parts = [award.category, award.recipient_type, award.level or "-", award.rank or "-"]
    parts.append("-" if award.count is None else str(award.count))
    parts += [f"{award.share:g}%"] if award.share is not None else []
    line = f"a {award.name} | {' '.join(parts)}"
    return f"{line} | {'; '.join(award.recipients)}" if award.recipients else line


def _figure(figure: Statistic) -> str:
    value = f"{'≥' if figure.at_least else ''}{figure.value:g}{_SIGNS[figure.unit]}"
    return " ".join(part for part in (figure.metric, figure.group, value, figure.school_year) if part)
