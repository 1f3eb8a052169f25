"""The regenerated report: how it looks on paper, and that it says what it was made from, all of it."""

from __future__ import annotations

import datetime
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.shared import Pt
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from soak import soak_examples
from written_reports import write, written_stories

from models.errors import UsageError
from models.report import DataTable, DocumentInfo, Organisation, Rating, Report, Section, Signatory, Source
from pipeline.parse import parse
from pipeline.regenerate import STANDARD_TEMPLATE, file_name, regenerate
from pipeline.templates.make_standard_report import make
from samples.make import make as make_sample
from samples.story import Story

SAMPLES = sorted((Path(__file__).parents[2] / "samples" / "reports").glob("*.docx"))
LOOKED_AWAY = {"evidence", "confidence", "head_evidence", "source", "also"}


def facts(report: Report) -> Any:
    """The report without the file it came from: what must survive being written out and read again."""
    told = _strip(report.model_dump(mode="json"))
    told["findings"] = [_without_head(finding) for finding in told["findings"]]
    return told


def _without_head(finding: dict[str, Any]) -> Any:
    """A report whose head is lost is written with one: what is still missing then is its number."""
    return "number_missing" if finding["code"] in ("head_missing", "number_missing") else finding


def _strip(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _strip(item) for key, item in value.items() if key not in LOOKED_AWAY}
    return [_strip(item) for item in value] if isinstance(value, list) else value


def read_back(report: Report, folder: Path) -> Report:
    """The report after a round trip through its Word file."""
    file = folder / "again.docx"
    file.write_bytes(regenerate(report))
    return parse(file)


def a_report(**fields: Any) -> Report:
    """A small report with everything that a head has."""
    defaults: dict[str, Any] = {
        "source": Source(filename="x.docx", sha256="0", media_type="", reader="docx"),
        "document": DocumentInfo(kind="collective_review", subject="cell"),
        "organisation": Organisation(
            name="Chi bộ Trường THCS Nà Phay", school="Trường THCS Nà Phay", parent="Đảng bộ xã Nà Phay"
        ),
        "title": "BÁO CÁO KIỂM ĐIỂM TẬP THỂ",
        "number": "07-BC/CB",
        "year": 2023,
        "place": "Nà Phay",
        "date": datetime.date(2023, 12, 5),
        "sections": [
            Section(path="I", title="Ưu điểm, kết quả đạt được", kind="strengths"),
            Section(path="I.1", title="Chấp hành nguyên tắc tập trung dân chủ", flow=["p", "r0"], text="Họp đúng kỳ."),
        ],
        "ratings": [Rating(section="I.1", scale="criterion", level="good", status="marked", marks=["good"])],
        "signatory": Signatory(name="Lò Thị Inh", position="Bí thư", on_behalf_of="Chi bộ"),
    }
    return Report(**{**defaults, **fields})


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_every_sample_survives_the_round_trip(sample: Path, tmp_path: Path) -> None:
    report = parse(sample)
    assert facts(read_back(report, tmp_path)) == facts(report)


@pytest.mark.soak
@settings(
    max_examples=soak_examples(12, 600), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(seed=st.integers(1000, 100_000))
def test_reports_of_any_story_survive_the_round_trip(seed: int, tmp_path: Path) -> None:
    report = parse(make_sample(seed, tmp_path))
    assert facts(read_back(report, tmp_path)) == facts(report)


@pytest.mark.soak
@settings(
    max_examples=soak_examples(25, 1500), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(story=written_stories(), style=st.integers(0, 10**6))
def test_whatever_sentences_and_tables_say_survives_the_round_trip(story: Story, style: int, tmp_path: Path) -> None:
    report = parse(write(story, style, tmp_path))
    assert facts(read_back(report, tmp_path)) == facts(report)


def test_writing_again_changes_nothing_more(tmp_path: Path) -> None:
    once = read_back(parse(make_sample(5, tmp_path)), tmp_path)
    assert facts(read_back(once, tmp_path)) == facts(once)


@pytest.mark.parametrize(
    ("status", "marks"),
    [
        pytest.param("marked", ["poor"], id="one box is marked"),
        pytest.param("blank", [], id="none is: it stays blank, never a default"),
        pytest.param("ambiguous", ["excellent", "good"], id="two are: both are written"),
        pytest.param("unknown", [], id="marks that could not be seen: no boxes are drawn"),
    ],
)
@pytest.mark.parametrize("scale", ["criterion", "overall"])
def test_a_rating_keeps_its_status(status: Any, marks: list[str], scale: Any, tmp_path: Path) -> None:
    marks = ["not_completed" if scale == "overall" and mark == "poor" else mark for mark in marks]
    rating = Rating(
        section="I.1", scale=scale, level=marks[0] if status == "marked" else None, status=status, marks=marks
    )
    again = read_back(a_report(ratings=[rating]), tmp_path).ratings
    assert [(r.scale, r.status, r.level, r.marks) for r in again] == [(scale, status, rating.level, marks)]


@pytest.mark.parametrize(("scale", "level"), [("criterion", "good"), ("overall", "excellent")])
@pytest.mark.parametrize("status", ["marked", "blank", "unknown"])
def test_a_score_is_written_and_read_again(scale: Any, level: str, status: Any, tmp_path: Path) -> None:
    marked = status == "marked"
    rating = Rating(
        section="I.1", scale=scale, level=level if marked else None, status=status, marks=[level] * marked, score=18.5
    )
    again = read_back(a_report(ratings=[rating]), tmp_path).ratings
    assert [(r.scale, r.status, r.level, r.score) for r in again] == [(scale, status, rating.level, 18.5)]


@pytest.mark.parametrize("signed", [True, None])
def test_a_signature_said_to_be_there_is_said_again(signed: bool | None, tmp_path: Path) -> None:
    signatory = Signatory(name="Lò Thị Inh", position="Bí thư", on_behalf_of="Chi bộ", signed=signed)
    again = read_back(a_report(signatory=signatory), tmp_path).signatory
    assert (again.name, again.position, again.on_behalf_of, again.signed) == (
        "Lò Thị Inh", "Bí thư", "Chi bộ", signed
    )  # fmt: skip


@pytest.mark.parametrize("level", ["clean_strong", "clean_strong_exemplary", "weak", "qualified_good"])
def test_the_classes_of_before_2018_are_written_in_their_own_words(level: str, tmp_path: Path) -> None:
    section = Section(path="VII", title="Đề nghị xếp loại chất lượng", kind="proposed_class", flow=["r0"])
    rating = Rating(section="VII", scale="overall_2014", level=level, status="marked", marks=[level])
    again = read_back(a_report(sections=[section], ratings=[rating]), tmp_path).ratings
    assert [(r.scale, r.status, r.level) for r in again] == [("overall_2014", "marked", level)]


TABLES = [
    pytest.param([["Khối"], ["Số lớp"]], [["6", "4"], ["7", "3"]], id="a head of one row"),
    pytest.param(
        [["Khối"], ["Học sinh", "KH"], ["Học sinh", "TH"], ["Ghi chú"]],
        [["6", "40", "39", ""], ["Tổng", "40", "39", "chuyển đi 01"]],
        id="a head that spans columns and rows",
    ),
    pytest.param([["Lớp"], ["Sĩ số"]], [["1A", "-"], ["1B", "<30 & >20"]], id="signs that XML reserves"),
]


@pytest.mark.parametrize(("header", "rows"), TABLES)
def test_a_table_keeps_its_head_and_rows(header: list[list[str]], rows: list[list[str]], tmp_path: Path) -> None:
    section = Section(path="I", title="Ưu điểm, kết quả đạt được", flow=["p", "t0"], text="- Số lượng học sinh:")
    report = a_report(sections=[section], tables=[DataTable(section="I", header=header, rows=rows)], ratings=[])
    again = read_back(report, tmp_path).tables
    assert [(table.header, table.rows) for table in again] == [(header, rows)]


def test_the_page_is_a_party_papers(tmp_path: Path) -> None:
    """HD 36-HD/VPTW: margins 20/20/30/15 mm, Times New Roman 14."""
    document = Document(BytesIO(regenerate(a_report())))
    page = document.sections[0]
    margins = (page.top_margin, page.bottom_margin, page.left_margin, page.right_margin)
    assert [round(margin.mm) for margin in margins if margin is not None] == [20, 20, 30, 15]
    assert page.page_width is not None and page.page_height is not None
    assert (round(page.page_width.mm), round(page.page_height.mm)) == (210, 297)
    body = document.styles["Body"]
    assert (body.font.name, body.font.size) == ("Times New Roman", Pt(14))
    head = document.tables[0].rows[0].cells
    assert head[0].text.split("\n") == ["ĐẢNG BỘ XÃ NÀ PHAY", "CHI BỘ TRƯỜNG THCS NÀ PHAY", "*", "Số 07-BC/CB"]
    assert head[1].text.split("\n") == ["ĐẢNG CỘNG SẢN VIỆT NAM", "Nà Phay, ngày 05 tháng 12 năm 2023"]


def test_the_file_names_nobody_and_hides_nothing() -> None:
    data = regenerate(a_report())
    properties = Document(BytesIO(data)).core_properties
    assert (properties.author, properties.last_modified_by, properties.comments) == ("", "", "")
    with zipfile.ZipFile(BytesIO(data)) as package:
        names = set(package.namelist())
        text = package.read("word/document.xml").decode()
    assert not any(name.startswith(("customXml/item", "word/comments")) for name in names)
    assert not any(tag in text for tag in ("<w:vanish", "<w:bookmarkStart", "<w:ins ", "<w:del ", "{{", "{%"))


def test_what_is_unknown_stays_blank(tmp_path: Path) -> None:
    report = a_report(number=None, date=None, place=None, organisation=Organisation(), signatory=Signatory())
    again = read_back(report, tmp_path)
    assert (again.number, again.date, again.place) == (None, None, None)
    assert (again.organisation.school, again.organisation.parent, again.signatory.name) == (None, None, None)


def test_other_papers_have_no_standard_form() -> None:
    with pytest.raises(UsageError, match="self-review"):
        regenerate(a_report(document=DocumentInfo(kind="minutes")))


def test_a_broken_template_is_told(tmp_path: Path) -> None:
    for name, data in (("missing.docx", None), ("text.docx", b"no zip"), ("tag.docx", _with_broken_tag())):
        template = tmp_path / name
        if data is not None:
            template.write_bytes(data)
        with pytest.raises(UsageError) as caught:
            regenerate(a_report(), template)
        assert caught.value.code == "template_unreadable"
        assert caught.value.values["file"] == name


def _with_broken_tag() -> bytes:
    document = Document(str(STANDARD_TEMPLATE))
    document.add_paragraph("{% if title %}")
    target = BytesIO()
    document.save(target)
    return target.getvalue()


def test_the_template_is_what_its_script_makes() -> None:
    made = BytesIO()
    make().save(made)
    assert _document_xml(made.getvalue()) == _document_xml(STANDARD_TEMPLATE.read_bytes())


def _document_xml(data: bytes) -> bytes:
    with zipfile.ZipFile(BytesIO(data)) as package:
        return package.read("word/document.xml")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        pytest.param("Chi bộ 5 - Trường MN Đồng Lê", "2023-chi-bo-5-truong-mn-dong-le-9.docx", id="đ and tones fold"),
        pytest.param("../../etc/passwd", "2023-etc-passwd-9.docx", id="no way out of the folder"),
        pytest.param("A" * 300, f"2023-{'a' * 115}-9.docx", id="no longer than file systems allow"),
    ],
)
def test_file_names_are_safe(name: str, expected: str) -> None:
    assert file_name(a_report(organisation=Organisation(name=name)), 9) == expected
