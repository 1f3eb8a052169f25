"""Folders as offices have them: what is no report is passed over and said, whatever a file is called is read."""

from __future__ import annotations

import os
import struct
import unicodedata
import zipfile
import zlib
from pathlib import Path

import docx
import pytest
from sqlalchemy import func, select

from models.database import registry
from models.database.connection import Database
from pipeline.ingest import find_sources, ingest
from pipeline.jobs import count_unfinished, register, unfinished
from pipeline.sources import member_name


def paper(path: Path, school: str = "THCS", year: int | None = 2023) -> Path:
    document = docx.Document()
    for line in (
        "ĐẢNG BỘ XÃ NÀ HOA",
        f"CHI BỘ TRƯỜNG {school} XÃ NÀ HOA",
        "BÁO CÁO KIỂM ĐIỂM TẬP THỂ",
        f"Năm {year}" if year else "",
        "I. Ưu điểm, kết quả đạt được",
        "Chi ủy đã họp đủ 12 kỳ.",
    ):
        document.add_paragraph(line)
    path.parent.mkdir(parents=True, exist_ok=True)
    document.save(str(path))
    return path


def feed(database: Database, data: Path, *paths: Path) -> list[tuple[str, str]]:
    results = ingest(database, data, find_sources(paths))
    return [(one.name, one.error.code if one.error else one.reason or one.status) for one in results]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        pytest.param(".DS_Store", b"x", "hidden", id="macOS's view of the folder"),
        pytest.param("._a.docx", b"x", "hidden", id="macOS's second fork"),
        pytest.param("Thumbs.db", b"x", "hidden", id="Windows' small pictures"),
        pytest.param("thumbs.db", b"x", "hidden", id="the same in small letters"),
        pytest.param("ehthumbs.db", b"x", "hidden", id="Media Center's"),
        pytest.param("desktop.ini", b"x", "hidden", id="Windows' view of the folder"),
        pytest.param("Desktop.ini", b"x", "hidden", id="with a capital"),
        pytest.param("~$o cao.docx", b"x", "lock_file", id="Word has the file open"),
        pytest.param(".~lock.a.docx#", b"x", "lock_file", id="LibreOffice has it open"),
        pytest.param("Báo cáo - Shortcut.lnk", b"L\0\0\0", "other_type", id="a shortcut leads elsewhere"),
        pytest.param("link.url", b"[InternetShortcut]", "other_type", id="a link into the web"),
        pytest.param("a.xlsx", b"PK", "other_type", id="a spreadsheet"),
        pytest.param("a.docx.tmp", b"x", "other_type", id="half a download"),
        pytest.param("không có đuôi", b"x", "other_type", id="no suffix"),
        pytest.param("empty.docx", b"", "file_empty", id="nothing in it"),
        pytest.param("blank.pdf", b"\0" * 10, "file_empty", id="zeros only, as a broken copy leaves"),
        pytest.param("a.docx", b"plain text", "wrong_type", id="another thing under a report's name"),
    ],
)
def test_what_is_no_report_is_said(database: Database, tmp_path: Path, name: str, content: bytes, said: str) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / name).write_bytes(content)
    ((shown, told),) = feed(database, tmp_path / "data", folder)
    assert (shown, told) == (f"in/{name}", said)


def test_two_names_of_one_content_are_one_report(database: Database, tmp_path: Path) -> None:
    first = paper(tmp_path / "in" / "a.docx")
    (tmp_path / "in" / "b (1).docx").write_bytes(first.read_bytes())
    assert feed(database, tmp_path / "data", tmp_path / "in") == [("in/a.docx", "new"), ("in/b (1).docx", "unchanged")]


def test_links_lead_nowhere(database: Database, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    paper(folder / "a.docx")
    (folder / "round").symlink_to(folder, target_is_directory=True)
    (folder / "self").symlink_to("self")
    (folder / "gone.docx").symlink_to("nothing.docx")
    os.mkfifo(folder / "pipe.docx")
    assert feed(database, tmp_path / "data", folder, folder / "self") == [
        ("in/a.docx", "new"),
        ("in/gone.docx", "link"),
        ("in/pipe.docx", "no_file"),
        ("in/round", "link"),
        ("in/self", "link"),
        (str(folder / "self"), "path_missing"),
    ]


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_a_file_that_may_not_be_read_harms_no_other(database: Database, tmp_path: Path) -> None:
    paper(tmp_path / "in" / "a.docx")
    (tmp_path / "in" / "b.docx").write_bytes(b"x")
    (tmp_path / "in" / "b.docx").chmod(0)
    assert feed(database, tmp_path / "data", tmp_path / "in") == [
        ("in/a.docx", "new"),
        ("in/b.docx", "file_unreadable"),
    ]


def test_names_of_other_systems_are_read_and_shown_alike(database: Database, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    paper(folder / unicodedata.normalize("NFD", "Báo cáo xã Nà Hoa.docx"))  # macOS
    raw = os.fsencode(folder) + b"/B\xb8o c\xb8o.docx"  # TCVN3 bytes on an old disk: no UTF-8
    Path(os.fsdecode(raw)).write_bytes(paper(tmp_path / "b.docx", "TIỂU HỌC").read_bytes())
    register(database, find_sources([folder]))
    results = feed(database, tmp_path / "data", folder)
    assert sorted(said for _, said in results) == ["new", "new"]
    assert "in/Báo cáo xã Nà Hoa.docx" in [name for name, _ in results]
    assert all(name.isprintable() for name, _ in results)
    assert count_unfinished(database) == 0


@pytest.mark.parametrize(
    ("written", "extra", "shown"),
    [
        pytest.param("Báo cáo Nà Hoa.docx".encode(), b"", "Báo cáo Nà Hoa.docx", id="UTF-8 without saying so"),
        pytest.param(
            unicodedata.normalize("NFD", "Báo cáo.docx").encode(), b"", "Báo cáo.docx", id="macOS: UTF-8, marks apart"
        ),
        pytest.param(
            b"B\xe1o c\xe1o \xd0o\xe0n.docx", b"", "Báo cáo Đoàn.docx", id="Vietnamese Windows, code page 1258"
        ),
        pytest.param(b"ki\xea\xd2m.docx", b"", "kiểm.docx", id="1258: the vowel, then its tone mark"),
        pytest.param(b"r\x82sum\x82.docx", b"", "résumé.docx", id="code page 437"),
        pytest.param(b"B\xb8o c\xb8o.docx", b"", "B╕o c╕o.docx", id="TCVN3: shown as it is, read all the same"),
        pytest.param(b"B?o c?o.docx", "Báo cáo.docx".encode(), "Báo cáo.docx", id="WinRAR: the name stands beside"),
    ],
)
def test_names_within_a_zip(database: Database, tmp_path: Path, written: bytes, extra: bytes, shown: str) -> None:
    path = zip_of(tmp_path, written, extra, paper(tmp_path / "a.docx").read_bytes())
    with zipfile.ZipFile(path) as archive:
        assert unicodedata.normalize("NFC", member_name(archive.infolist()[0])) == shown
    assert feed(database, tmp_path / "data", path) == [(f"all.zip/{shown}", "new")]


def zip_of(folder: Path, written: bytes, beside: bytes, content: bytes) -> Path:
    """A zip file whose one member has these bytes as its name, and perhaps another name beside it."""
    member = zipfile.ZipInfo("n" * len(written))
    if beside:
        field = struct.pack("<BI", 1, zlib.crc32(written)) + beside
        member.extra = struct.pack("<HH", 0x7075, len(field)) + field
    with zipfile.ZipFile(folder / "all.zip", "w") as archive:
        archive.writestr(member, content)
    data = (folder / "all.zip").read_bytes().replace(b"n" * len(written), written)
    (folder / "all.zip").write_bytes(data)
    return folder / "all.zip"


# --- read again ----------------------------------------------------------------------------------------------------


def reports(database: Database) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(registry.StoredReport)) or 0


def readings(database: Database) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(registry.Reading)) or 0


def test_a_copy_that_waits_brings_no_second_reading(database: Database, tmp_path: Path) -> None:
    first = paper(tmp_path / "in" / "a.docx")
    feed(database, tmp_path / "data", first)
    (tmp_path / "in" / "copy.docx").write_bytes(first.read_bytes())
    register(database, find_sources([tmp_path / "in" / "copy.docx"]))  # an ingest that was killed before it
    (one,) = ingest(database, tmp_path / "data", unfinished(database))
    assert (one.status, one.report_id) == ("unchanged", 1)
    assert (count_unfinished(database), readings(database)) == (0, 1)


def test_a_file_that_is_mended_joins_the_report_that_waits(database: Database, tmp_path: Path) -> None:
    file = tmp_path / "a.docx"
    paper(file, year=None)
    register(database, find_sources([file]))
    assert [one.waiting for one in ingest(database, tmp_path / "data", find_sources([file]))] == ["year_unknown"]
    broken = tmp_path / "b.docx"
    broken.write_bytes(b"PK\3\4 no more")
    register(database, find_sources([broken]))
    list(ingest(database, tmp_path / "data", find_sources([broken])))
    broken.write_bytes(file.read_bytes())  # the right one this time: the same as the file that waits
    (one,) = ingest(database, tmp_path / "data", unfinished(database))
    assert (one.status, one.report_id, count_unfinished(database)) == ("reread", 1, 0)
    assert reports(database) == 1


def test_an_archive_that_could_not_be_opened_is_read_whole_later(database: Database, tmp_path: Path) -> None:
    path = tmp_path / "all.zip"
    path.write_bytes(b"PK\3\4 no more")
    register(database, find_sources([path]))
    assert feed(database, tmp_path / "data", path) == [("all.zip", "archive_damaged")]
    with zipfile.ZipFile(path, "w") as archive:
        archive.write(paper(tmp_path / "a.docx"), "a.docx")
        archive.write(paper(tmp_path / "b.docx", "TIỂU HỌC"), "x/b.docx")
    results = [(one.name, one.status) for one in ingest(database, tmp_path / "data", unfinished(database))]
    assert results == [("all.zip/a.docx", "new"), ("all.zip/x/b.docx", "new")]
    assert (count_unfinished(database), reports(database)) == (0, 2)


def test_a_member_that_is_gone_is_said(database: Database, tmp_path: Path) -> None:
    path = tmp_path / "all.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.docx", b"PK\3\4 no more")
    register(database, find_sources([path]))
    feed(database, tmp_path / "data", path)
    with zipfile.ZipFile(path, "w") as archive:
        archive.write(paper(tmp_path / "b.docx"), "b.docx")
    (one,) = ingest(database, tmp_path / "data", unfinished(database))
    assert one.error is not None and one.error.code == "path_missing" and "a.docx" in one.error.sentence("vi")
