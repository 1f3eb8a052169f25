"""A data folder that takes no more: the run ends with an error that says what to do, and the database stays whole."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path

import docx
import pytest
from sqlalchemy import create_engine, make_url

from models.database import connection
from models.database.connection import Database
from models.errors import KiemdiemError, StoreError

resource = pytest.importorskip("resource", reason="this system bounds no sizes of files")

FILES = 12
ROOM = 160 * 1024  # bytes: less than what the reports take in the database's log, more than one file of them
EXIT = StoreError.exit_code


def paper(path: Path, number: int) -> None:
    document = docx.Document()
    for line in (
        "ĐẢNG BỘ XÃ NÀ HOA",
        f"CHI BỘ TRƯỜNG THCS SỐ {number} XÃ NÀ HOA",
        "Nà Hoa, ngày 18 tháng 12 năm 2023",
        "BÁO CÁO KIỂM ĐIỂM TẬP THỂ",
        "Năm 2023",
        "I. Ưu điểm, kết quả đạt được",
        f"Kết nạp được {number + 1} đảng viên.",
        *(f"Nội dung thứ {line} của trường số {number} đã thực hiện đầy đủ." for line in range(200)),
    ):
        document.add_paragraph(line)
    document.save(str(path))


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("papers")
    for number in range(FILES):
        paper(folder / f"{number:02}.docx", number)
    return folder


def run(data: Path, *asked: object, room: int | None = None) -> subprocess.CompletedProcess[str]:
    """`kiemdiem ingest`; with `room`, no file that it writes can grow larger."""
    bound = None if room is None else partial(resource.setrlimit, resource.RLIMIT_FSIZE, (room, room))
    environment = {**os.environ, "KIEMDIEM_DATA_DIR": str(data), "PYTHONPATH": str(Path(__file__).parents[2])}
    command = [sys.executable, "-m", "cli", "--language", "en", "ingest", *map(str, asked)]
    return subprocess.run(command, env=environment, capture_output=True, text=True, preexec_fn=bound, check=False)


def assert_told(ended: subprocess.CompletedProcess[str], *codes: str) -> None:
    """The run ended with one of these errors: its next step stands there, and no traceback."""
    assert ended.returncode == EXIT
    assert "Traceback" not in ended.stderr
    steps = [KiemdiemError(code, url="", reason="", folder="").next_step() for code in codes]
    assert any(step in ended.stderr for step in steps), ended.stderr


def assert_whole(data: Path, papers: Path) -> None:
    """Nothing is harmed, and what was left undone is done once there is room."""
    with closing(sqlite3.connect(data / "kiemdiem.sqlite3")) as rows:
        assert rows.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        (before,) = rows.execute("SELECT count(*) FROM reports").fetchone()
    assert before < FILES
    assert run(data, "--retry-failed", papers).returncode == 0
    with closing(sqlite3.connect(data / "kiemdiem.sqlite3")) as rows:
        assert rows.execute("SELECT count(*) FROM reports").fetchone() == (FILES,)
        assert rows.execute("SELECT count(*) FROM jobs WHERE state != 'done'").fetchone() == (0,)
    assert sum(path.is_file() for path in (data / "originals").rglob("*")) == FILES


def test_a_database_that_can_grow_no_more(tmp_path: Path, papers: Path) -> None:
    assert run(tmp_path, papers / "00.docx").returncode == 0
    assert_told(run(tmp_path, papers, room=ROOM), "database_disk")
    assert_whole(tmp_path, papers)


def _mount(*words: object) -> bool:
    mount = shutil.which("mount")
    command = [mount or "mount", *map(str, words)]
    return mount is not None and subprocess.run(command, capture_output=True, check=False).returncode == 0


@contextmanager
def _disk(place: Path, size: str) -> Iterator[Path]:
    if not sys.platform.startswith("linux") or not _mount("-t", "tmpfs", "-o", f"size={size},mode=777", "tmpfs", place):
        pytest.skip("only who administers the machine can make a disk")
    try:
        yield place
    finally:
        subprocess.run(["umount", "--lazy", str(place)], check=True)


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of its own, of 900 KB."""
    with _disk(tmp_path, size="900k") as place:
        yield place


def test_a_full_disk(disk: Path, papers: Path) -> None:
    assert_told(run(disk, papers), "database_disk", "originals_unwritable")
    assert _mount("-o", "remount,size=64m", disk)
    assert_whole(disk, papers)


def test_a_disk_that_has_no_room_for_a_database(disk: Path, papers: Path) -> None:
    assert _mount("-o", "remount,size=16k", disk)
    assert_told(run(disk, papers), "database_unreachable")


def test_a_disk_that_may_only_be_read(disk: Path, papers: Path) -> None:
    assert run(disk, papers / "00.docx").returncode == 0
    assert _mount("-o", "remount,ro", disk)
    assert_told(run(disk, papers), "database_unreachable", "database_disk")
    assert _mount("-o", "remount,rw,size=64m", disk)
    assert_whole(disk, papers)


def test_a_folder_that_may_not_be_written_to(tmp_path: Path, papers: Path) -> None:
    tmp_path.chmod(0o500)
    if os.access(tmp_path, os.W_OK):
        pytest.skip("who administers the machine may write everywhere")
    assert_told(run(tmp_path / "data", papers), "database_unreachable")


@pytest.mark.parametrize(
    "statement",
    [pytest.param("PRAGMA max_page_count = 1", id="full"), pytest.param("PRAGMA query_only = ON", id="read only")],
)
def test_a_database_that_takes_no_more_says_so(tmp_path: Path, statement: str) -> None:
    database = Database(f"sqlite:///{tmp_path / 'x.sqlite3'}")
    with pytest.raises(StoreError) as caught, database.writing() as session:
        session.connection().exec_driver_sql(statement)
        session.connection().exec_driver_sql("CREATE TABLE more (word TEXT)")
        session.connection().exec_driver_sql("INSERT INTO more VALUES (hex(zeroblob(100000)))")
    assert caught.value.code == "database_disk"
    database.close()


@pytest.fixture
def small_postgresql(postgresql_url: str) -> Iterator[str]:
    """A PostgreSQL database whose tables lie on a disk of 32 MB."""
    administering = create_engine(
        make_url(postgresql_url).set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT"
    )
    with (
        tempfile.TemporaryDirectory() as folder,
        _disk(Path(folder), size="32m") as place,
        administering.connect() as server,
    ):
        data = Path(str(server.exec_driver_sql("SHOW data_directory").scalar()))
        tables = place / "tables"
        tables.mkdir()
        shutil.chown(tables, data.stat().st_uid, data.stat().st_gid)  # the server may run as another user
        server.exec_driver_sql(f"CREATE TABLESPACE small LOCATION '{tables}'")
        server.exec_driver_sql("CREATE DATABASE small TABLESPACE small")
        yield make_url(postgresql_url).set(database="small").render_as_string(hide_password=False)
        server.exec_driver_sql("DROP DATABASE small WITH (FORCE)")
        server.exec_driver_sql("DROP TABLESPACE small")
    administering.dispose()


def test_a_postgresql_without_room(small_postgresql: str) -> None:
    database = Database(small_postgresql)
    with pytest.raises(StoreError) as caught, database.writing() as session:
        session.connection().exec_driver_sql("CREATE TABLE more (word TEXT)")
        session.connection().exec_driver_sql(
            "INSERT INTO more SELECT repeat('x', 1000) FROM generate_series(1, 100000)"
        )
    assert caught.value.code == "database_disk"
    with database.writing() as session:  # what was begun is gone, and the rest goes on
        assert not session.connection().dialect.has_table(session.connection(), "more")
    database.close()


def test_a_postgresql_that_may_only_be_read(postgresql_url: str) -> None:
    Database(postgresql_url).close()
    database = Database(f"{postgresql_url}%20-cdefault_transaction_read_only%3Don")
    with pytest.raises(StoreError) as caught, database.writing() as session:
        session.connection().exec_driver_sql("CREATE TABLE more (word TEXT)")
    assert caught.value.code == "database_disk"
    database.close()


def test_one_that_another_writes_to_is_only_busy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "BUSY_TIMEOUT", 0.01)
    database = Database(f"sqlite:///{tmp_path / 'x.sqlite3'}")
    with closing(sqlite3.connect(tmp_path / "x.sqlite3", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError) as caught, database.writing() as session:
            session.connection()
    assert caught.value.code == "database_busy"
    database.close()
