"""RAR and 7-Zip archives: a member at a time, each thing that is not read told."""

from __future__ import annotations

import random
import shutil
import subprocess
from contextlib import nullcontext
from pathlib import Path

import pytest
from hand_made_archives import locked_7z, rar, rar5

from models.errors import KiemdiemError
from pipeline import unpacking
from pipeline.rar import is_locked_rar
from pipeline.sources import walk

needs_bsdtar = pytest.mark.skipif(shutil.which("bsdtar") is None, reason="bsdtar is not installed")


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """A 7-Zip file with everything that a school may put into one."""
    folder = tmp_path / "in"
    for name in ("Nà Hoa/b.docx", "a*.docx", "notes.txt", "__MACOSX/a.docx", "inner.7z"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(f"content of {name}")
    (folder / "link.docx").symlink_to("/etc/passwd")
    names = sorted(path.name for path in folder.iterdir())
    subprocess.run(["bsdtar", "-caf", "../all.7z", *names], cwd=folder, check=True, env={"LC_ALL": "C.UTF-8"})
    return tmp_path / "all.7z"


def told(path: Path) -> list[tuple[str, str]]:
    """Each source with its text, or why it is not read."""
    found = []
    for source in walk([path]):
        if source.place is None:
            found.append((source.name, source.error.code if source.error else source.passed_over or ""))
            continue
        try:
            with nullcontext(source.place) if isinstance(source.place, Path) else source.place() as copy:
                found.append((source.name, copy.read_text()))
        except KiemdiemError as error:
            found.append((source.name, error.code))
    return sorted(found)


@needs_bsdtar
def test_members_come_one_by_one(archive: Path) -> None:
    assert told(archive) == [
        ("all.7z/Nà Hoa/b.docx", "content of Nà Hoa/b.docx"),
        ("all.7z/__MACOSX/a.docx", "hidden"),
        ("all.7z/a*.docx", "content of a*.docx"),
        ("all.7z/inner.7z", "zip_in_zip"),
        ("all.7z/link.docx", "link"),
        ("all.7z/notes.txt", "other_type"),
    ]


@needs_bsdtar
def test_members_that_nobody_copies_are_passed(archive: Path) -> None:
    assert [source.member for source in walk([archive]) if source.place] == ["Nà Hoa/b.docx", "a*.docx"]


@needs_bsdtar
@pytest.mark.parametrize("suffix", [".7z", ".rar"])
def test_a_damaged_archive_is_said(archive: Path, suffix: str) -> None:
    data = archive.read_bytes()
    damaged = archive.with_name(f"damaged{suffix}")
    damaged.write_bytes(data[: len(data) // 2])
    assert told(damaged)[-1] == (f"damaged{suffix}", "archive_damaged")


@needs_bsdtar
def test_what_stands_before_the_break_is_read(tmp_path: Path) -> None:
    whole = rar({"a.docx": b"content of a", "b.docx": bytes(5000)})
    (tmp_path / "torn.rar").write_bytes(whole[:-3000])
    assert told(tmp_path / "torn.rar") == [
        ("torn.rar", "archive_damaged"),  # and not "locked"
        ("torn.rar/a.docx", "content of a"),
        ("torn.rar/b.docx", "archive_damaged"),
    ]


@needs_bsdtar
def test_a_7z_whose_content_is_damaged_is_not_called_locked(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(random.Random(7).randbytes(50_000))
    subprocess.run(["bsdtar", "-caf", "all.7z", "a.docx"], cwd=tmp_path, check=True)
    data = bytearray((tmp_path / "all.7z").read_bytes())
    data[20_000:20_020] = bytes(20)
    (tmp_path / "all.7z").write_bytes(data)
    assert ("all.7z", "archive_damaged") in told(tmp_path / "all.7z")


@needs_bsdtar
def test_a_budget_holds_for_what_comes_out(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KIEMDIEM_LIMIT_ARCHIVE_MEMBER_BYTES", "20")
    assert ("all.7z/Nà Hoa/b.docx", "archive_member_bytes") in told(archive)
    assert ("all.7z/a*.docx", "content of a*.docx") in told(archive)


@needs_bsdtar
def test_a_flood_of_members_is_cut_and_said(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KIEMDIEM_LIMIT_ARCHIVE_MEMBERS", "2")
    assert ("all.7z", "archive_members") in told(archive)


def test_without_the_program_the_next_step_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpacking, "PROGRAM", "no-such-program")
    (tmp_path / "a.rar").write_bytes(b"Rar!")
    (source,) = walk([tmp_path / "a.rar"])
    assert source.error is not None and source.error.code == "archive_program_missing"
    assert "libarchive-tools" in source.error.next_step("vi")


@needs_bsdtar
def test_a_rar_archive_is_read_a_member_at_a_time(tmp_path: Path) -> None:
    (tmp_path / "all.rar").write_bytes(
        rar({"Nà Hoa\\b.docx": b"content of b", "a.docx": b"content of a", "inner.rar": b"Rar!", "Thumbs.db": b"x"})
    )
    assert told(tmp_path / "all.rar") == [
        ("all.rar/Nà Hoa/b.docx", "content of b"),
        ("all.rar/Thumbs.db", "hidden"),
        ("all.rar/a.docx", "content of a"),
        ("all.rar/inner.rar", "zip_in_zip"),
    ]


@needs_bsdtar
def test_a_rar_5_archive_is_read_a_member_at_a_time(tmp_path: Path) -> None:
    members = {"Nà Hoa/b.docx": b"content of b", "a.docx": b"content of a" * 50, "inner.rar": b"Rar!"}
    (tmp_path / "all.rar").write_bytes(rar5(members))
    assert told(tmp_path / "all.rar") == [
        ("all.rar/Nà Hoa/b.docx", "content of b"),
        ("all.rar/a.docx", "content of a" * 50),
        ("all.rar/inner.rar", "zip_in_zip"),
    ]


@pytest.mark.parametrize("cut", range(0, 200, 7))
def test_a_rar_5_header_cut_anywhere_is_an_outcome(tmp_path: Path, cut: int) -> None:
    (tmp_path / "a.rar").write_bytes(rar5({"a.docx": b"1" * 99}, locked=True)[:cut])
    assert is_locked_rar(tmp_path / "a.rar") in (True, False)


@needs_bsdtar
@pytest.mark.parametrize(
    ("name", "data"),
    [
        pytest.param("a.rar", rar({"a.docx": b"1"}, archive_flags=0x80), id="a RAR whose names are locked too"),
        pytest.param("a.rar", rar({"a.docx": b"1"}, file_flags=0x4), id="a RAR whose files are locked"),
        pytest.param("a.rar", rar5({"a.docx": b"1"}, locked=True), id="RAR 5 whose files are locked"),
        pytest.param("a.rar", rar5({"a.docx": b"1"}, locked_names=True), id="RAR 5 whose names are locked too"),
        pytest.param("a.7z", locked_7z(bytes(16)), id="7-Zip"),
    ],
)
def test_a_locked_archive_is_said_with_the_next_step(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    (source,) = [source for source in walk([tmp_path / name]) if source.error is not None]
    assert source.error is not None and source.error.code == "archive_encrypted"
    assert source.error.next_step("vi")
