"""A stack of reports in one file: told, and each stored as a report of its own when asked."""

from __future__ import annotations

import json
import shutil
import zipfile
from pathlib import Path
from typing import Any

import docx
import pytest
from click.testing import CliRunner
from PIL import Image
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen import canvas
from sqlalchemy import func, select

from commands import parse as parse_command
from models.database import registry
from models.database.connection import Database
from models.document import load_document
from models.errors import RefusedError
from parsers.readers.scan.letters import model_folder
from pipeline.decisions import Reviewer, approve
from pipeline.ingest import Ingested, find_sources, ingest
from pipeline.jobs import count_unfinished, register, unfinished
from pipeline.originals import content_hash, original_path
from pipeline.parse import parse_file, parse_parts
from pipeline.reports import list_reports
from pipeline.scope import EVERYTHING
from pipeline.store import report_in_force
from samples.scanner import FONT, scan, type_page

HELP: dict[str, Any] = {"help_option_names": ["-h", "--help"]}  # as the program's own; a command keeps its first
REPORT = (
    "ĐẢNG BỘ XÃ NÀ HOA",
    "CHI BỘ TRƯỜNG {school} XÃ NÀ HOA",
    "ĐẢNG CỘNG SẢN VIỆT NAM",
    "Nà Hoa, ngày 18 tháng 12 năm 2023",
    "BÁO CÁO KIỂM ĐIỂM TẬP THỂ",
    "Năm 2023",
    "I. Ưu điểm, kết quả đạt được",
    "Trong năm chi bộ đã kết nạp được {count} đảng viên.",
    "II. Hạn chế, khuyết điểm và nguyên nhân",
    "Còn một số hồ sơ nộp chậm so với quy định.",
    "III. Kết quả khắc phục hạn chế, khuyết điểm",
    "Chi bộ đã khắc phục xong các hạn chế của năm trước.",
    "VI. Phương hướng, biện pháp khắc phục hạn chế, khuyết điểm",
    "Nộp hồ sơ đúng hạn.",
    "T/M CHI BỘ",
    "BÍ THƯ",
)
SCHOOLS = ("TIỂU HỌC", "THCS", "MẦM NON")


def lines(number: int, count: int | None = None) -> list[str]:
    return [line.format(school=SCHOOLS[number], count=f"{count or number + 2:02}") for line in REPORT]


def stack(path: Path, *reports: list[str]) -> Path:
    document = docx.Document()
    for report in reports:
        for line in report:
            document.add_paragraph(line)
    document.save(str(path))
    return path


def pdf_stack(path: Path, *reports: list[str]) -> Path:
    pdfmetrics.registerFont(TTFont("Serif", FONT))
    sheet = canvas.Canvas(str(path), pagesize=(595, 842))
    for report in reports:
        for half in (report[:9], report[9:]):  # two pages each
            sheet.setFont("Serif", 14)
            for place, line in enumerate(half):
                sheet.drawString(72, 770 - 24 * place, line)
            sheet.showPage()
    sheet.save()
    return path


def feed(database: Database, data: Path, *paths: Path, split: bool = False, again: bool = False) -> list[Ingested]:
    return list(ingest(database, data, find_sources(paths, split=split), again=again))


def told(results: list[Ingested]) -> list[tuple[str, int, int, int | None]]:
    return [(one.status, one.part, one.parts, one.report_id) for one in results]


def count(database: Database, table: Any) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def schools(database: Database) -> list[str | None]:
    with database.reading() as session:
        ids = session.scalars(select(registry.StoredReport.id).order_by(registry.StoredReport.id)).all()
        return [report_in_force(session, number).organisation.school for number in ids]


@pytest.fixture
def three(tmp_path: Path) -> Path:
    return stack(tmp_path / "xã.docx", *(lines(number) for number in range(3)))


def test_each_report_is_stored_as_what_it_would_be_alone(database: Database, tmp_path: Path, three: Path) -> None:
    results = feed(database, tmp_path / "data", three, split=True)
    assert told(results) == [("new", 1, 3, 1), ("new", 2, 3, 2), ("new", 3, 3, 3)]
    with database.reading() as session:
        files = [line.file for line in list_reports(session, EVERYTHING)]
    assert sorted(map(str, files)) == ["xã.docx (1/3)", "xã.docx (2/3)", "xã.docx (3/3)"]
    for number in range(3):
        alone = parse_file(stack(tmp_path / "alone.docx", lines(number))).report
        with database.reading() as session:
            stored = report_in_force(session, number + 1)
        assert (stored.source.part, stored.source.parts) == (number + 1, 3)
        assert stored.model_copy(update={"source": alone.source}) == alone
    with database.reading() as session:
        kept = session.scalars(select(registry.KeptDocument).order_by(registry.KeptDocument.file_id)).all()
        texts = [load_document(one.content).text for one in kept]
    assert [sum(f"TRƯỜNG {school}" in text for text in texts) for school in SCHOOLS] == [1, 1, 1]
    assert original_path(tmp_path / "data", content_hash(three)).exists()


def test_without_asking_the_first_is_read_and_the_clerk_is_told_how(
    database: Database, tmp_path: Path, three: Path
) -> None:
    (one,) = feed(database, tmp_path / "data", three)
    assert told([one]) == [("new", 1, 3, 1)] and one.unread
    with database.reading() as session:
        findings = report_in_force(session, 1).findings
    (finding,) = [finding for finding in findings if finding.code == "several_reports"]
    assert "--split" in finding.message


def test_what_was_read_singly_can_be_split_later_and_nothing_doubles(
    database: Database, tmp_path: Path, three: Path
) -> None:
    feed(database, tmp_path / "data", three)
    later = feed(database, tmp_path / "data", three, split=True)
    assert told(later) == [("reread", 1, 3, 1), ("new", 2, 3, 2), ("new", 3, 3, 3)]
    for split in (True, False):  # known now, however it is asked for
        same = feed(database, tmp_path / "data", three, split=split)
        assert told(same) == [("unchanged", 1, 3, 1), ("unchanged", 2, 3, 2), ("unchanged", 3, 3, 3)]
    again = feed(database, tmp_path / "data", three, again=True)  # a stack that was split stays so
    assert told(again) == [("reread", 1, 3, 1), ("reread", 2, 3, 2), ("reread", 3, 3, 3)]
    assert count(database, registry.StoredReport) == 3 and count(database, registry.File) == 3
    with database.reading() as session:
        assert not any(one.code == "several_reports" for one in report_in_force(session, 1).findings)


def test_a_file_of_one_report_is_the_same_with_split(database: Database, tmp_path: Path) -> None:
    file = stack(tmp_path / "a.docx", lines(0))
    assert told(feed(database, tmp_path / "data", file)) == [("new", 1, 1, 1)]
    assert told(feed(database, tmp_path / "data", file, split=True)) == [("unchanged", 1, 1, 1)]


def test_a_changed_stack_brings_new_versions_and_decisions_stay_with_their_report(
    database: Database, tmp_path: Path, three: Path
) -> None:
    feed(database, tmp_path / "data", three, split=True)
    changed = stack(tmp_path / "xã (2).docx", lines(1), lines(0), lines(2, count=9))  # in another order too
    results = feed(database, tmp_path / "data", changed, split=True)
    assert told(results) == [("version", 1, 3, 2), ("version", 2, 3, 1), ("version", 3, 3, 3)]
    with database.reading() as session:
        counts = [report_in_force(session, number).admission_counts for number in (1, 2, 3)]
    assert [one and one.admitted for one in counts] == [2, 3, 9]
    assert len(schools(database)) == 3


def test_the_same_report_twice_in_a_stack_is_two_versions(database: Database, tmp_path: Path) -> None:
    file = stack(tmp_path / "a.docx", lines(0, count=3), lines(0, count=4))
    assert told(feed(database, tmp_path / "data", file, split=True)) == [("new", 1, 2, 1), ("version", 2, 2, 1)]
    with database.reading() as session:
        counts = report_in_force(session, 1).admission_counts
    assert counts is not None and counts.admitted == 4  # what comes later in the file is the newer one


def test_pages_stay_those_of_the_file(tmp_path: Path) -> None:
    parts = parse_parts(pdf_stack(tmp_path / "a.pdf", *(lines(number) for number in range(3))))
    assert [part.report.organisation.school for part in parts] == [
        "Trường Tiểu học xã Nà Hoa",
        "Trường THCS xã Nà Hoa",
        "Trường Mầm non xã Nà Hoa",
    ]
    places = [{s.evidence.page for s in part.report.sections if s.evidence} for part in parts]
    assert places == [{1, 2}, {3, 4}, {5, 6}]
    assert [part.report.source.pages for part in parts] == [6, 6, 6]


@pytest.mark.skipif(model_folder() is None or not Path(FONT).exists(), reason="needs tesseract-ocr-vie and a font")
def test_a_stack_that_was_printed_and_scanned(tmp_path: Path, empty_sqlite: Path) -> None:
    """Two reports in one scanned PDF, with the real engine: each is stored, with the pages that it stands on."""
    halves = [half for number in (0, 1) for half in (lines(number)[:9], lines(number)[9:])]
    pages = [Image.fromarray(scan(type_page(half), seed)) for seed, half in enumerate(halves)]
    pages[0].save(tmp_path / "quét.pdf", save_all=True, append_images=pages[1:], resolution=200)
    shutil.copy(empty_sqlite, tmp_path / "test.sqlite3")
    database = Database(f"sqlite:///{tmp_path / 'test.sqlite3'}")
    results = feed(database, tmp_path / "data", tmp_path / "quét.pdf", split=True)
    assert [(one.status, one.part, one.parts) for one in results] == [("new", 1, 2), ("new", 2, 2)]
    with database.reading() as session:
        reports = [report_in_force(session, one.report_id or 0) for one in results]
    database.close()
    assert [report.source.reader for report in reports] == ["ocr", "ocr"]
    assert [report.organisation.school for report in reports] == ["Trường Tiểu học xã Nà Hoa", "Trường THCS xã Nà Hoa"]
    assert [report.admission_counts and report.admission_counts.admitted for report in reports] == [2, 3]
    places = [{one.evidence.page for one in report.sections if one.evidence} for report in reports]
    assert places[0] <= {1, 2} and places[1] <= {3, 4} and all(places)


def test_a_secret_paper_within_a_stack_refuses_the_file(database: Database, tmp_path: Path) -> None:
    secret = [*lines(1)[:3], "MẬT", *lines(1)[3:]]
    file = stack(tmp_path / "a.docx", lines(0), secret)
    for split in (False, True):
        with pytest.raises(RefusedError):
            (parse_parts if split else parse_file)(file)
        (one,) = feed(database, tmp_path / "data", file, split=split)
        assert one.error is not None and one.error.code == "secret_paper"
    assert count(database, registry.StoredReport) == 0


def test_a_failed_split_is_taken_up_as_it_was_asked(database: Database, tmp_path: Path) -> None:
    place = tmp_path / "xã.docx"
    place.write_bytes(b"PK\3\4 no more")
    register(database, find_sources([place], split=True))
    (broken,) = ingest(database, tmp_path / "data", find_sources([place], split=True))
    assert broken.status == "failed"
    stack(place, *(lines(number) for number in range(3)))
    assert len(list(ingest(database, tmp_path / "data", unfinished(database)))) == 3
    assert count_unfinished(database) == 0


def test_a_stack_within_an_archive(database: Database, tmp_path: Path, three: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.write(three, "xã.docx")
    assert [one.part for one in feed(database, tmp_path / "data", tmp_path / "a.zip", split=True)] == [1, 2, 3]


def test_parse_prints_a_line_for_each(three: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("KIEMDIEM_DATA_DIR", str(tmp_path / "data"))
    split = CliRunner().invoke(parse_command.command, ["--split", "--jsonl", str(three)], **HELP)
    reports = [json.loads(line) for line in split.stdout.splitlines()]
    assert [report["source"]["part"] for report in reports] == [1, 2, 3] and split.exit_code == 0
    single = CliRunner().invoke(parse_command.command, ["--jsonl", str(three)], **HELP)
    (report,) = [json.loads(line) for line in single.stdout.splitlines()]
    assert (report["source"]["part"], report["source"]["parts"]) == (1, 3)


def test_a_decision_is_on_one_report_of_the_stack(database: Database, tmp_path: Path, three: Path) -> None:
    feed(database, tmp_path / "data", three, split=True)
    with database.writing() as session:
        approve(session, Reviewer("clerk", EVERYTHING), 2)
    feed(database, tmp_path / "data", stack(tmp_path / "b.docx", *(lines(n, count=8) for n in range(3))), split=True)
    with database.reading() as session:
        reports = [session.get_one(registry.StoredReport, number) for number in (1, 2, 3)]
        counts = [report_in_force(session, report.id).admission_counts for report in reports]
        assert [report.approved for report in reports] == [False, True, False]
    assert [one and one.admitted for one in counts] == [8, 3, 8]  # the approved one stays in force, the newer waits
