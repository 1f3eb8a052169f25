"""Report → what the template's tags say. Whatever the report does not know stays blank."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from models.report import Report, Section
from pipeline.regenerate.blocks import rating_xml, table_xml

_SUBJECTS = {"cell_committee": "Chi ủy", "cell": "", "leadership": "lãnh đạo nhà trường"}
_PERIODS = {"quarter_1": "Quý I năm {year}", "quarter_2": "Quý II năm {year}", "quarter_3": "Quý III năm {year}",
            "quarter_4": "Quý IV năm {year}", "term": "Nhiệm kỳ {term}", "year": "Năm {year}"}  # fmt: skip
_NO_MATTER = "Không."


def report_context(report: Report) -> dict[str, Any]:
    """The values of the template's tags."""
    organisation, signatory = report.organisation, report.signatory
    return {
        "form_code": f"Mẫu 01-HD KĐ.ĐG {report.document.form}" if report.document.form else "",
        "parent": (organisation.parent or "").upper(),
        "issuer": (organisation.name or organisation.school or "").upper(),
        "number": f"Số {report.number}" if report.number else "Số      -BC/CB",
        "place_and_date": _place_and_date(report),
        "title": report.title or "",
        "period": _period(report),
        "preamble": _preamble(report),
        "items": list(_items(report, annex=False)),
        "closing": _closing(report),
        "recipient": f"- {organisation.parent};" if organisation.parent else "",
        "on_behalf_of": f"T/M {signatory.on_behalf_of.upper()}" if signatory.on_behalf_of else "",
        "position": (signatory.position or "").upper(),
        "signed": "(đã ký)" if signatory.signed else "",
        "signatory": signatory.name or "",
        "annex": list(_items(report, annex=True)),
    }


def _place_and_date(report: Report) -> str:
    date = report.date
    if date is None:
        when = "ngày      tháng      năm"
    else:  # a Party paper writes a leading nought before days under 10 and the months 1 and 2
        month = f"{date.month:02}" if date.month < 3 else str(date.month)
        when = f"ngày {date.day:02} tháng {month} năm {date.year}"
    return f"{report.place}, {when}" if report.place else when


def _period(report: Report) -> str:
    if report.document.period == "term" and report.document.term:
        return _PERIODS["term"].format(term=report.document.term)
    return _PERIODS[report.document.period].format(year=report.year) if report.year else ""


def _preamble(report: Report) -> str:
    organisation = report.organisation
    body = ", ".join(
        part for part in (_SUBJECTS.get(report.document.subject or "", ""), _inside(organisation.name)) if part
    )
    parent = f" (trực thuộc {organisation.parent})" if organisation.parent else ""
    term = f" nhiệm kỳ {report.document.term}" if report.document.term else ""
    return (
        "Căn cứ kết quả lãnh đạo, chỉ đạo thực hiện nhiệm vụ chính trị, "
        f"tập thể {body}{parent}{term} kiểm điểm với các nội dung chủ yếu sau:"
    )


def _closing(report: Report) -> str:
    body = _inside(report.organisation.name)
    return f"Trên đây là báo cáo kiểm điểm của tập thể {body}." if body else "Trên đây là báo cáo kiểm điểm."


def _inside(name: str | None) -> str:
    """A name within a sentence: "Chi bộ 5" after "tập thể" is "chi bộ 5"."""
    return f"{name[0].lower()}{name[1:]}" if name and name.startswith("Chi bộ") else name or ""


def _items(report: Report, *, annex: bool) -> Iterator[dict[str, Any]]:
    """Headings, paragraphs, tables and rating blocks in the report's order.

    What no section's flow holds is written before the headings of an annex, where a first annex without any has its
    tables, and after those of the body: it is never dropped.
    """
    strays = list(_strays(report, annex=annex))
    if annex and strays:
        yield from ({"style": "section_1", "text": "PHỤ LỤC"}, *strays)
    for section in report.sections:
        if section.annex == annex:
            yield {"style": _style(section), "text": _heading(section)}
            yield from _flow(report, section)
    if not annex:
        yield from strays


def _flow(report: Report, section: Section) -> Iterator[dict[str, Any]]:
    lines = [line for line in section.text.split("\n") if line]
    paragraphs = section.flow.count("p")
    seen = 0
    for step in section.flow:
        if step == "p":
            seen += 1
            take = len(lines) if seen == paragraphs else 1  # the last takes what a broken line left over
            yield from ({"text": line} for line in lines[:take])
            lines = lines[take:]
        elif step.startswith("t"):
            yield {"xml": table_xml(report.tables[int(step[1:])])}
        else:
            yield {"xml": rating_xml(report.ratings[int(step[1:])])}
    yield from ({"text": line} for line in lines)


def _strays(report: Report, *, annex: bool) -> Iterator[dict[str, Any]]:
    """Tables, with their captions, and ratings that no section's flow holds."""
    placed = {step for section in report.sections for step in section.flow}
    for index, table in enumerate(report.tables):
        if f"t{index}" not in placed and table.annex == annex:
            if table.caption:
                yield {"style": "section_1", "text": table.caption}
            yield {"xml": table_xml(table)}
    for index, rating in enumerate(report.ratings):
        if f"r{index}" not in placed and not annex:
            yield {"xml": rating_xml(rating)}


def _style(section: Section) -> str:
    return f"section_{min(section.path.count('.') + 1, 3)}"


def _heading(section: Section) -> str:
    """ "I.", "1.", "1.1.": below the first level the roman numeral is left to the heading above."""
    first, *rest = section.path.split(".")
    return f"{'.'.join(rest) or first}. {section.title}".rstrip()
