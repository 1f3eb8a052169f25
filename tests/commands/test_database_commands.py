"""The commands over the database, called as a user calls them."""

from __future__ import annotations

import json
from pathlib import Path

import click
import docx
import pytest
from click.testing import CliRunner, Result

from commands import assign, decide, ingest, restore, show, stats, withdraw
from commands import list as list_command
from models.errors import UsageError

LINES = (
    "ĐẢNG BỘ XÃ NÀ HOA",
    "CHI BỘ TRƯỜNG THCS XÃ NÀ HOA",
    "Nà Hoa, ngày 18 tháng 12 năm 2023",
    "BÁO CÁO KIỂM ĐIỂM TẬP THỂ",
    "Năm 2023",
    "I. Ưu điểm, kết quả đạt được",
    "1. Việc chấp hành nguyên tắc tổ chức và hoạt động",
    "Trong năm chi bộ đã kết nạp được 02 quần chúng ưu tú vào Đảng.",
    "Tự đánh giá về cấp độ thực hiện: Tốt",
    "II. Hạn chế, khuyết điểm và nguyên nhân",
    "Còn một số hồ sơ nộp chậm.",
)


@pytest.fixture(autouse=True)
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("KIEMDIEM_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.delenv("KIEMDIEM_DATABASE_URL", raising=False)
    monkeypatch.setenv("KIEMDIEM_USER", "clerk")
    monkeypatch.setenv("COLUMNS", "200")
    document = docx.Document()
    for line in LINES:
        document.add_paragraph(line)
    (tmp_path / "in").mkdir()
    document.save(str(tmp_path / "in" / "a.docx"))
    return tmp_path / "in"


def call(command: click.Command, *arguments: object) -> Result:
    """Without the group above it, so that errors arrive as they are; with its name for the help option."""
    words = [str(argument) for argument in arguments]
    return CliRunner().invoke(command, words, catch_exceptions=True, help_option_names=["-h", "--help"])


def ok(command: click.Command, *arguments: object) -> str:
    result = call(command, *arguments)
    assert result.exit_code == 0, (result.output, result.exception)
    return result.stdout


def test_from_files_to_answers(office: Path) -> None:
    assert "a.docx: new, #1" in ok(ingest.command, office)
    assert "unchanged" in ok(ingest.command, office)
    assert "Trường THCS" in ok(list_command.command)
    (line,) = json.loads(ok(list_command.command, "--json", "--where", "year=2023"))
    assert (line["id"], line["state"]) == (1, "counted")
    assert json.loads(ok(show.command, 1, "--json"))["year"] == 2023
    shown = ok(show.command, 1)
    assert "BÁO CÁO KIỂM ĐIỂM TẬP THỂ" in shown and "¶" in shown
    assert json.loads(ok(stats.command, "reports", "--by", "year", "--format", "json")) == [
        {"year": 2023, "value": 1, "reports": 1, "doubtful": 0}
    ]
    csv = call(stats.command, "reports", "--format", "csv").stdout_bytes
    assert csv == b"\xef\xbb\xbfvalue,reports,doubtful\r\n1,1,0\r\n"
    assert "reports" in ok(stats.command)


def test_tables_fit_eighty_columns_and_cut_nothing(office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    name = "bao-cao-kiem-diem-tap-the-chi-bo-truong-trung-hoc-co-so-xa-na-hoa-nam-2023.docx"
    (office / "a.docx").rename(office / name)
    ok(ingest.command, office)
    listed, shown = ok(list_command.command), ok(show.command, 1)
    assert "…" not in listed
    heads, *lines = listed.splitlines()
    assert name in "".join(line[heads.index("File") :].strip() for line in lines)
    assert all(len(line) <= 80 for line in [*listed.splitlines(), *shown.splitlines()])


def test_in_a_pipe_a_report_is_one_line(office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COLUMNS")
    (office / "a.docx").rename(office / ("rất dài " * 20 + ".docx"))
    ok(ingest.command, office)
    assert len(ok(list_command.command).splitlines()) == 2


def test_only_the_findings(office: Path) -> None:
    ok(ingest.command, office)
    assert len(ok(show.command, 1, "--findings").splitlines()) < len(ok(show.command, 1).splitlines())


def test_an_empty_database_says_how_reports_come_in() -> None:
    assert "kiemdiem ingest" in ok(list_command.command)


def test_a_file_that_fails_gives_the_exit_code_and_harms_no_other(office: Path) -> None:
    (office / "empty.docx").write_bytes(b"")
    result = call(ingest.command, office, "--quiet")
    assert result.exit_code == 3
    assert "empty.docx" in result.stderr and "1  new" in result.stdout


def test_deciding_and_taking_back(office: Path) -> None:
    ok(ingest.command, office)
    assert "added" in ok(
        decide.command, 1, "award:I", "add", "category=flag", "recipient_type=collective", "name=Cờ", "count=2"
    )
    assert json.loads(ok(show.command, 1, "--json"))["awards"][-1]["count"] == 2
    assert "clerk" in ok(show.command, 1)
    ok(decide.command, 1, "award:I", "undo")
    assert json.loads(ok(show.command, 1, "--json"))["awards"] == []
    ok(decide.command, 1, "report", "accept", "--note", "good")
    assert "approved" in ok(show.command, 1)


def test_withdrawing_and_assigning(office: Path) -> None:
    ok(ingest.command, office)
    ok(withdraw.command, 1)
    assert json.loads(ok(list_command.command, "--json", "--state", "withdrawn"))[0]["id"] == 1
    ok(restore.command, 1)
    ok(assign.command, 1, "--school", "Trường Tiểu học Khe Sa", "--commune", "Khe Sa", "--year", 2022)
    (line,) = json.loads(ok(list_command.command, "--json"))
    assert (line["school"], line["year"]) == ("Trường Tiểu học Khe Sa", 2022)
    ok(assign.command, 1, "--undo")
    (line,) = json.loads(ok(list_command.command, "--json"))
    assert line["year"] == 2023 and "Khe Sa" not in line["school"]


@pytest.mark.parametrize(
    ("command", "arguments", "code"),
    [
        pytest.param(show.command, (9,), "report_unknown", id="no such report"),
        pytest.param(decide.command, (1, "head", "correct"), "decision_empty", id="nothing to correct"),
        pytest.param(decide.command, (1, "head", "correct", "year"), "field_unreadable", id="no value"),
        pytest.param(assign.command, (1,), "nothing_assigned", id="nothing assigned"),
        pytest.param(assign.command, (1, "--school", "Trường X"), "school_needs_place", id="a name without a place"),
        pytest.param(assign.command, (1, "--school-id", 9), "school_number_unknown", id="no such school"),
        pytest.param(decide.command, (1, "version", "correct", "number=7"), "version_unknown", id="no such version"),
        pytest.param(decide.command, (1, "version", "correct", "number=x"), "version_unknown", id="no number"),
        pytest.param(decide.command, (1, "report", "correct", "a=1"), "fact_unknown", id="a report has no fields"),
    ],
)
def test_what_cannot_be_done_is_said(
    office: Path, command: click.Command, arguments: tuple[object, ...], code: str
) -> None:
    ok(ingest.command, office)
    result = call(command, *arguments)
    assert isinstance(result.exception, UsageError) and result.exception.code == code
    assert result.exception.sentence("vi") and result.exception.sentence("en")
