"""A person's correction shows in the report that is written out again; one without a single place is told."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from docx import Document

from models.database.connection import Database
from models.report import DataTable, Evidence, Report, Section, Source
from pipeline import decisions
from pipeline.decisions import Reviewer
from pipeline.kinds import keyed_facts
from pipeline.parse import parse
from pipeline.regenerate import write_reports
from pipeline.regenerate.corrections import Correction, write_corrections
from pipeline.scope import EVERYTHING
from pipeline.store import store

LINE = "Kết nạp được 02 đảng viên, giám sát 3 lượt, đạt 94,5% kế hoạch."


def a_report(*texts: str) -> Report:
    sections = [Section(path=f"I.{number}", title="", text=text) for number, text in enumerate(texts, 1)]
    evidence = Evidence(block=7, text="")
    table = DataTable(header=[["Khối"], ["Số HS"]], rows=[["6", "120"], ["7", "98"]], evidence=evidence)
    source = Source(filename="x.docx", sha256="", media_type="", reader="docx")
    return Report(source=source, sections=sections, tables=[table])


@pytest.mark.parametrize(
    ("words", "old", "new", "expected"),
    [
        pytest.param("02 đảng viên", {"count": 2}, {"count": 3}, "03 đảng viên", id="a leading nought stays"),
        pytest.param("giám sát 3 lượt", {"value": 3.0}, {"value": 12.0}, "giám sát 12 lượt", id="none is added"),
        pytest.param("đạt 94,5%", {"value": 94.5}, {"value": 95.0}, "đạt 95,0%", id="as many decimals, the comma"),
        pytest.param("đạt 94,5%", {"value": 94.5}, {"value": 95.25}, "đạt 95,25%", id="more where the value has more"),
        pytest.param("02 đảng viên", {"name": "Lò Văn A"}, {"name": "Lò Văn B"}, None, id="a name not in the words"),
        pytest.param("02 đảng viên", {"kind": "admitted"}, {"kind": "introduced"}, None, id="a kind has no words"),
        pytest.param("02 đảng viên", {"count": 2}, {}, None, id="a figure taken away has no words either"),
    ],
)
def test_a_correction_is_written_as_the_old_form_was(
    words: str, old: dict[str, Any], new: dict[str, Any], expected: str | None
) -> None:
    one = Correction("key", Evidence(block=1, text=words), old, new)
    corrected, unplaced = write_corrections(a_report(LINE), [one])
    assert corrected.sections[0].text == (LINE if expected is None else LINE.replace(words, expected))
    assert unplaced == ([one] if expected is None else [])


def test_the_same_words_in_two_places_are_no_place() -> None:
    one = Correction("key", Evidence(block=1, text="02 đảng viên"), {"count": 2}, {"count": 3})
    corrected, unplaced = write_corrections(a_report(LINE, LINE), [one])
    assert [section.text for section in corrected.sections] == [LINE, LINE]
    assert unplaced == [one]


def test_a_figure_of_a_table_is_corrected_in_its_cell() -> None:
    cell = Evidence(block=7, cell=(1, 1), text="120")
    corrected, unplaced = write_corrections(a_report(), [Correction("key", cell, {"value": 120.0}, {"value": 121.0})])
    assert corrected.tables[0].rows == [["6", "121"], ["7", "98"]]
    assert not unplaced


def test_the_written_report_says_what_was_decided(database: Database, tmp_path: Path) -> None:
    document = Document()
    for line in (
        "BÁO CÁO KIỂM ĐIỂM TẬP THỂ",
        "Năm 2023",
        "Tập thể chi bộ Trường THCS Nà Phay kiểm điểm như sau:",
        "I. Ưu điểm, kết quả đạt được",
        "Thực hiện giám sát 15 lượt đảng viên.",
        "II. Hạn chế, khuyết điểm và nguyên nhân",
        "Sinh hoạt có buổi còn hình thức.",
    ):
        document.add_paragraph(line)
    file = tmp_path / "report.docx"
    document.save(str(file))
    report = parse(file)
    with database.writing() as session:
        number = store(session, report).report_id
        key = next(one.key for one in keyed_facts(report) if "party.supervisions" in one.key)
        decisions.decide(session, Reviewer("clerk", EVERYTHING), number, key, "correct", {"value": 51.0})
    with database.reading() as session:
        (written,) = write_reports(session, EVERYTHING, [number], tmp_path / "out")
    assert written.unplaced == ()
    again = parse(written.file)
    assert [(s.metric, s.value) for s in again.statistics] == [("party.supervisions", 51.0)]
