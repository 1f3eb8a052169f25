"""doctor tells the truth about what is there, what is not, and what only looks so."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from models.settings import Settings
from pipeline.doctor import Part, examine


def parts(**settings: object) -> dict[str, Part]:
    return {part.name: part for part in examine(Settings.model_validate(settings))}


def test_nothing_is_made_by_looking(tmp_path: Path) -> None:
    told = parts(data_dir=tmp_path / "not" / "there")
    assert told["data folder"].state == told["database"].state == "there"
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_no_database_is_told(tmp_path: Path) -> None:
    (tmp_path / "kiemdiem.sqlite3").write_bytes(b"no database at all " * 200)
    database = parts(data_dir=tmp_path)["database"]
    assert database.state == "failing" and database.get.startswith("mv ")


def test_a_folder_that_is_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("")
    assert parts(data_dir=tmp_path / "data")["data folder"].state == "failing"


@pytest.mark.skipif(os.geteuid() == 0, reason="the administrator may write everywhere")
def test_a_folder_that_may_not_be_written_is_told(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    assert parts(data_dir=tmp_path)["data folder"].get.startswith("mkdir -p")


def test_programs_beside_it_are_optional_and_come_with_a_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    told = parts(data_dir=tmp_path)
    for name in ("LibreOffice", "bsdtar"):
        assert told[name].state == "missing" and not told[name].needed
        assert "apt-get install" in told[name].get


def test_a_program_that_does_not_answer_is_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "soffice").write_text("#!/bin/false\n")
    (tmp_path / "soffice").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert parts(data_dir=tmp_path)["LibreOffice"].state == "failing"


def test_every_package_that_is_asked_for_is_told(tmp_path: Path) -> None:
    told = parts(data_dir=tmp_path)
    assert {"spacy", "pypdfium2", "packaging"} <= told.keys()
    assert all(part.state == "there" for part in told.values() if part.key == "package")
