"""The command line: quick help, errors as sentences with exit codes, `parse`, `schema`."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import docx
import jsonschema
import pytest
from click.testing import CliRunner, Result

import cli
from models.errors import StoreError, VocabularyError
from models.messages import Language
from models.report import Report

SAMPLES = sorted((Path(__file__).parent.parent / "samples" / "reports").glob("*.docx"))
HEAVY = ("pydantic", "spacy", "sqlalchemy", "lxml", "docx", "docxtpl", "rapidfuzz", "rich", "numpy")
HELP_SECONDS = 0.4


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(cli.main, [str(argument) for argument in arguments])


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    """A small report with one thing that does not add up."""
    document = docx.Document()
    for line in (
        "BÁO CÁO KIỂM ĐIỂM TẬP THỂ",
        "Năm 2023",
        "I. Ưu điểm, kết quả đạt được",
        "Thi cờ vua cấp huyện đạt 06 giải (02 giải nhì; 03 giải ba).",
        "II. Hạn chế, khuyết điểm và nguyên nhân",
        "Cơ sở vật chất còn thiếu.",
    ):
        document.add_paragraph(line)
    path = tmp_path / "bao-cao.docx"
    document.save(str(path))
    return path


def test_help_lists_every_command_and_answers_at_once() -> None:
    script = (
        f"import sys, cli; cli.main(['-h'], standalone_mode=False); print([m for m in {HEAVY} if m in sys.modules])"
    )
    seconds = []
    for _ in range(3):
        start = _children_seconds()
        answer = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
        seconds.append(_children_seconds() - start)
    assert answer.stdout.splitlines()[-1] == "[]", "heavy imports are for the commands that need them"
    assert all(f"  {name} " in answer.stdout for name in cli.COMMANDS)
    assert min(seconds) < HELP_SECONDS


def _children_seconds() -> float:
    """Processor time of the processes that ended: what else the machine does tells nothing about the program."""
    times = os.times()
    return times.children_user + times.children_system


@pytest.mark.parametrize("name", cli.COMMANDS)
def test_every_command_loads_and_has_help(name: str) -> None:
    result = run(name, "-h")
    assert result.exit_code == 0, result.output
    assert "Usage:" in result.output


def test_an_unknown_command_is_a_usage_error() -> None:
    assert run("no-such-command").exit_code == 2


def test_parse_prints_the_contract(paper: Path) -> None:
    result = run("parse", paper)
    assert result.exit_code == 0, result.stderr
    report = json.loads(result.stdout)
    assert report["title"] == "BÁO CÁO KIỂM ĐIỂM TẬP THỂ"
    assert report["number"] is None, "what is not told is null, not absent"
    assert "sum_mismatch" in [finding["code"] for finding in report["findings"]]
    Report.model_validate(report)


def test_jsonl_keeps_the_order_and_a_failure_harms_no_other(paper: Path, tmp_path: Path) -> None:
    empty = tmp_path / "trống.docx"
    empty.write_bytes(b"")
    result = run("parse", "--jsonl", paper, empty, tmp_path / "absent.docx", paper)
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    assert [line["source"]["filename"] for line in lines] == [
        "bao-cao.docx",
        "trống.docx",
        "absent.docx",
        "bao-cao.docx",
    ]
    assert lines[0] == lines[3]
    assert lines[1].keys() == {"source", "error"}
    assert lines[1]["error"].keys() == {"code", "message"}
    assert lines[1]["error"]["code"] == "file_empty"
    assert result.exit_code == 3


def test_a_failing_file_is_told_on_stderr_with_its_next_step(tmp_path: Path) -> None:
    empty = tmp_path / "a.docx"
    empty.write_bytes(b"")
    result = run("--language", "en", "parse", empty)
    assert result.stdout == ""
    sentence, step = result.stderr.splitlines()
    assert sentence.startswith("a.docx")
    assert step.strip()
    assert result.exit_code == 3


def test_an_unforeseen_exception_is_an_error_of_that_file(paper: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import pipeline.parse
    import pipeline.workers

    def explode(*_: Any) -> None:
        raise ZeroDivisionError("Lò Thị Mai")

    monkeypatch.setattr(pipeline.parse, "extract", explode)
    monkeypatch.setattr(pipeline.workers, "open_pool", lambda *_: pipeline.workers.Here())  # a child would not see it
    result = run("parse", "--jsonl", paper)
    error = json.loads(result.stdout)["error"]
    assert error["code"] == "unexpected"
    assert "ZeroDivisionError" in error["message"]
    assert "Mai" not in result.output, "the exception's text may hold the file's personal data"
    assert result.exit_code == 1


@pytest.mark.parametrize(
    ("error", "exit_code"),
    [
        pytest.param(StoreError("settings_invalid", names=["X"]), 7, id="an error that says what to do"),
        pytest.param(ZeroDivisionError("secret"), 1, id="one that nobody foresaw"),
    ],
)
def test_errors_of_a_command_are_sentences(error: Exception, exit_code: int, monkeypatch: pytest.MonkeyPatch) -> None:
    import pipeline.vocabulary_check

    def fail(*_: Any) -> None:
        raise error

    monkeypatch.setattr(pipeline.vocabulary_check, "check_vocabulary", fail)
    result = run("vocabulary", "check")
    assert result.exit_code == exit_code
    assert len(result.stderr.splitlines()) == 2
    assert "Traceback" not in result.output
    assert "secret" not in result.output


def test_a_setting_that_cannot_be_used_is_told(monkeypatch: pytest.MonkeyPatch, paper: Path) -> None:
    monkeypatch.setenv("KIEMDIEM_VOCABULARY_DIR", str(paper.parent / "absent"))
    result = run("parse", paper)
    assert result.exit_code == 8
    assert "absent" in result.stderr


@pytest.mark.parametrize("language", ["vi", "en"])
def test_sentences_follow_the_language(language: Language, tmp_path: Path) -> None:
    folder = tmp_path / "absent"
    expected = VocabularyError("vocabulary_folder_missing", folder=str(folder))
    result = run("--language", language, "vocabulary", "check", folder)
    assert result.stderr.splitlines() == [expected.sentence(language), expected.next_step(language)]


def test_the_schema_is_of_what_parse_prints(paper: Path) -> None:
    schema = json.loads(run("schema").stdout)
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    result = run("parse", "--jsonl", paper, *SAMPLES)
    lines = result.stdout.splitlines()
    assert len(lines) == 1 + len(SAMPLES)
    for line in lines:
        validator.validate(json.loads(line))


def test_the_schema_refuses_what_is_no_report() -> None:
    validator = jsonschema.Draft202012Validator(json.loads(run("schema").stdout))
    assert not validator.is_valid({"source": {"filename": "x"}})
    assert not validator.is_valid({"sources": {}})


def test_doctor_lists_parts_with_the_command_that_gets_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KIEMDIEM_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("PATH", os.defpath + os.pathsep + str(tmp_path))
    result = run("doctor", "--json")
    parts = {part["name"]: part for part in json.loads(result.stdout)}
    assert parts["spacy"]["state"] == "there"
    assert parts["spacy"]["version"]
    assert all(part["get"] for part in parts.values() if part["state"] != "there")
    assert result.exit_code == (6 if any(p["needed"] and p["state"] != "there" for p in parts.values()) else 0)


@pytest.mark.parametrize(
    "url",
    [
        pytest.param("nonsense", id="no URL at all"),
        pytest.param("postgresql+psycopg://nobody:pass-word@127.0.0.1:1/none", id="nobody answers"),
    ],
)
def test_doctor_says_that_the_database_does_not_answer(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KIEMDIEM_DATABASE_URL", url)
    result = run("doctor")
    assert result.exit_code == 6
    assert "KIEMDIEM_DATABASE_URL" in result.stdout
    assert "pass-word" not in result.stdout
