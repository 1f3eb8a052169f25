"""Every bound has its reason in both languages, can be set, and is named where it cut something."""

from __future__ import annotations

import ast
import io
import json
import zipfile
from collections.abc import Iterable
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from commands import doctor
from models.errors import LimitError, UsageError
from models.messages import message
from parsers.readers.limits import LIMITS
from pipeline.limits import BATCH_LIMITS, batch_limits
from pipeline.sources import SourceFile, walk
from pipeline.workers.limits import PREFIX, WORK_LIMITS, settable, unit

ALL: dict[str, int] = {}
for one in (LIMITS, WORK_LIMITS, BATCH_LIMITS):
    assert not ALL.keys() & settable(one).keys()  # one name, one limit: the environment knows no classes
    ALL |= settable(one)
ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("name", ALL)
def test_each_has_its_reason_for_users(name: str) -> None:
    assert message(f"limits.{name}", {}, "en") and message(f"limits.{name}", {}, "vi")
    assert f"`{name}`" in (ROOT / "docs" / "limits.md").read_text(encoding="utf-8")


def test_the_doctor_shows_each_with_what_sets_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(f"{PREFIX}ARCHIVE_MEMBERS", "7")
    options: dict[str, Any] = {"help_option_names": ["-h", "--help"]}
    shown = CliRunner().invoke(doctor.command, ["--limits"], **options)
    assert shown.exit_code == 0
    assert all(f"{PREFIX}{name.upper()}=" in shown.stdout for name in ALL)
    assert f"{PREFIX}ARCHIVE_MEMBERS=7\n" in shown.stdout
    listed = json.loads(CliRunner().invoke(doctor.command, ["--limits", "--json"], **options).stdout)
    assert {one["name"]: one["unit"] for one in listed} == {name: unit(name) for name in ALL}


def test_what_is_no_number_is_said() -> None:
    with pytest.raises(UsageError) as raised:
        batch_limits({f"{PREFIX}ARCHIVE_BYTES": "4 GB"})
    assert raised.value.code == "settings_invalid"


def errors(sources: Iterable[SourceFile]) -> list[tuple[str, int]]:
    """The limit and its value of each source that goes past one; each is entered in its turn."""
    found = []
    for source in sources:
        try:
            if source.error is not None:
                raise source.error
            if callable(source.place):
                with source.place():
                    pass
        except LimitError as error:
            found.append((error.code, error.values["limit"]))
    return found


@pytest.mark.parametrize(
    ("limit", "value", "told"),
    [
        pytest.param("archive_members", 1, [("archive_members", 1)], id="too many files"),
        pytest.param("archive_member_bytes", 2 << 20, [("archive_member_bytes", 2)], id="one is too large"),
        pytest.param("archive_bytes", 4 << 20, [("archive_bytes", 4)], id="all together"),
        pytest.param("archive_ratio", 9, [("archive_ratio", 9)] * 2, id="packed as no report is"),
    ],
)
def test_the_limit_that_cut_is_the_one_that_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: str, value: int, told: list[tuple[str, int]]
) -> None:
    monkeypatch.setenv(f"{PREFIX}{limit.upper()}", str(value))
    monkeypatch.setenv(f"{PREFIX}ARCHIVE_RATIO_FROM", "1000")
    if limit != "archive_ratio":
        monkeypatch.setenv(f"{PREFIX}ARCHIVE_RATIO", "100000")
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("1.docx", bytes(1 << 20))
        archive.writestr("2.docx", bytes(3 << 20) + b"x")
        if limit == "archive_bytes":
            archive.writestr("3.docx", io.BytesIO(bytes(1)).read())
    found = errors(walk([tmp_path / "a.zip"]))
    assert found[: len(told)] == told


def test_a_folder_that_lies_too_deep_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(f"{PREFIX}FOLDER_DEPTH", "2")
    (tmp_path / "in" / "a" / "b" / "c").mkdir(parents=True)
    for place in ("in/1.docx", "in/a/2.docx", "in/a/b/3.docx", "in/a/b/c/4.docx"):
        (tmp_path / place).write_bytes(b"x")
    told = [(source.name, source.passed_over) for source in walk([tmp_path / "in"])]
    assert told == [("in/1.docx", None), ("in/a/2.docx", None), ("in/a/b/3.docx", None), ("in/a/b/c", "too_deep")]


def test_no_limit_error_names_a_bound_that_is_not_listed() -> None:
    """Each `LimitError` in the code says a value that comes from the listed limits."""
    own = {"xml_too_deep"}  # libxml2's
    loose = []
    for path in [*(ROOT / "parsers").rglob("*.py"), *(ROOT / "pipeline").rglob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "LimitError":
                code = node.args[0].value if isinstance(node.args[0], ast.Constant) else ""
                (value,) = [ast.unparse(word.value) for word in node.keywords if word.arg == "limit"]
                if code not in own and "limit" not in value and value != "value":
                    loose.append((path.name, code, value))
    assert loose == []


def test_every_field_is_a_number_with_a_reason_beside_it() -> None:
    source = (ROOT / "pipeline" / "limits.py").read_text(encoding="utf-8")
    lines = [line for line in source.splitlines() if line.startswith("    ") and ": int = " in line]
    assert len(lines) == len(fields(BATCH_LIMITS)) and all("  # " in line for line in lines)
