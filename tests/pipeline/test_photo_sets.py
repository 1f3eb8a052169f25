"""Which photos are one report, and that a set is kept, known and taken up like a file."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import zipfile
import zlib
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from click.testing import CliRunner
from hand_made_archives import rar
from PIL import Image
from sqlalchemy import func, select

from commands import ingest as ingest_command
from commands import parse as parse_command
from models.database import registry
from models.database.connection import Database
from models.database.work import Job
from models.document import Document, Paragraph, Photo, Source, Span
from models.errors import InputError, KiemdiemError
from parsers.readers.bundle import hash_of_bundle, opened_bundle
from parsers.readers.limits import LIMITS
from parsers.readers.scan.letters import model_folder
from pipeline.decisions import Reviewer, withdraw
from pipeline.ingest import Ingested, find_sources, ingest
from pipeline.jobs import count_unfinished, register, unfinished
from pipeline.originals import content_hash, original_path
from pipeline.outcome import Outcome
from pipeline.parse import parse_document
from pipeline.scope import EVERYTHING
from pipeline.sources import SourceFile
from pipeline.workers import WORK_LIMITS, Here, Task
from pipeline.workers.parsing import ParseFile, answer_of
from samples.scanner import FONT, type_page

needs_bsdtar = pytest.mark.skipif(shutil.which("bsdtar") is None, reason="bsdtar is not installed")
HELP: dict[str, Any] = {"help_option_names": ["-h", "--help"]}  # as the program's own; a command keeps its first


def photo(path: Path, shade: int) -> Path:
    """A small picture unlike those of other shades."""
    path.parent.mkdir(parents=True, exist_ok=True)
    kind = {".jpg": "JPEG", ".png": "PNG", ".heic": "PNG"}[path.suffix.lower()]
    Image.fromarray(np.full((40, 30), shade, np.uint8)).save(path, kind)
    return path


def names(source: SourceFile) -> list[str]:
    """The photos that a set is bound of."""
    assert callable(source.place)
    with source.place() as path, opened_bundle(path, "set", LIMITS) as bundle:
        return bundle.names


def told(sources: Iterable[SourceFile]) -> list[tuple[str, Any]]:
    """Each source with its photos, or what is said of it."""
    result: list[tuple[str, Any]] = []
    for source in sources:
        if source.error is not None or source.passed_over is not None:
            result.append((source.name, source.error.code if source.error else source.passed_over))
        else:
            result.append((source.name, names(source) if source.as_one else "file"))
    return result


def test_photos_named_together_are_one(tmp_path: Path) -> None:
    photos = [photo(tmp_path / name, shade) for shade, name in enumerate(["IMG_10.jpg", "IMG_9.JPG", "b/IMG_11.png"])]
    (source,) = find_sources(photos, as_one=True)
    assert source.name == "IMG_9.JPG … IMG_11.png"
    assert names(source) == ["IMG_10.jpg", "IMG_9.JPG", "IMG_11.png"]


def test_each_folder_is_one_and_what_is_not_certain_is_said(tmp_path: Path) -> None:
    folder = tmp_path / "xã"
    for place in ("a/p1.jpg", "a/p2.jpg", "a/p10.jpg", "b/p1.jpg", "b/p2.jpg", "c/x.jpg", "d/p1.jpg", "d/p2.jpg"):
        photo(folder / place, zlib.crc32(place.encode()) % 251)
    (folder / "d" / "report.docx").write_bytes(b"x")
    (folder / "a" / "Thumbs.db").write_bytes(b"x")
    (folder / "a" / ".DS_Store").write_bytes(b"x")
    assert told(find_sources([folder], as_one=True)) == [
        ("xã/a/.DS_Store", "hidden"),
        ("xã/a/Thumbs.db", "hidden"),
        ("xã/d/report.docx", "file"),
        ("xã/a", ["p1.jpg", "p10.jpg", "p2.jpg"]),
        ("xã/b", ["p1.jpg", "p2.jpg"]),
        ("xã/c/x.jpg", "file"),  # one photo is a file like any other
        ("xã/d", "photos_mixed"),
    ]


def test_an_archive_of_photos(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "zalo.zip", "w") as archive:
        for place in ("a/p1.jpg", "a/p2.jpg", "p3.jpg", "p4.jpg"):
            archive.writestr(place, photo(tmp_path / "x.jpg", len(archive.namelist())).read_bytes())
    assert told(find_sources([tmp_path / "zalo.zip"], as_one=True)) == [
        ("zalo.zip/a", ["p1.jpg", "p2.jpg"]),
        ("zalo.zip", ["p3.jpg", "p4.jpg"]),
    ]


@pytest.mark.parametrize("suffix", [".zip", pytest.param(".7z", marks=needs_bsdtar)])
def test_one_photo_in_an_archives_folder_is_a_file(tmp_path: Path, suffix: str) -> None:
    for place in ("a/p1.jpg", "b/p1.jpg", "b/p2.jpg"):
        photo(tmp_path / "in" / place, len(place) + len(list(tmp_path.rglob("*.jpg"))))
    path = tmp_path / f"all{suffix}"
    if suffix == ".7z":
        subprocess.run(["bsdtar", "-caf", str(path), "a", "b"], cwd=tmp_path / "in", check=True)
    else:
        with zipfile.ZipFile(path, "w") as archive:
            for file in sorted((tmp_path / "in").rglob("*.jpg")):
                archive.write(file, file.relative_to(tmp_path / "in"))
    sources = {source.name: source for source in find_sources([path], as_one=True)}
    alone = sources[f"all{suffix}/a/p1.jpg"]
    assert not alone.as_one and callable(alone.place)
    with alone.place() as copy:
        assert copy.read_bytes() == (tmp_path / "in" / "a" / "p1.jpg").read_bytes()
    assert sorted(names(sources[f"all{suffix}/b"])) == ["p1.jpg", "p2.jpg"]


def test_what_is_no_photo_is_refused_with_the_next_step(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(b"x")
    first, second = find_sources([tmp_path / "a.docx", tmp_path / "gone.jpg"], as_one=True)
    assert [first.error and first.error.code, second.error and second.error.code] == ["not_a_photo", "path_missing"]
    assert first.error is not None and first.error.next_step("vi")


@pytest.mark.parametrize(
    ("files", "pointed_out"),
    [
        pytest.param(["a/IMG_1.jpg", "a/IMG_2.jpg", "a/IMG_3.jpg"], ["in/a/IMG_2.jpg"], id="a series, told once"),
        pytest.param(["a/p1.jpg", "b/p2.jpg"], [], id="two folders"),
        pytest.param(["a/x.jpg", "a/y.jpg"], [], id="no series"),
    ],
)
def test_photos_are_never_put_together_unasked(tmp_path: Path, files: list[str], pointed_out: list[str]) -> None:
    for shade, file in enumerate(files):
        photo(tmp_path / "in" / file, shade)
    sources = list(find_sources([tmp_path / "in"]))
    assert [source.name for source in sources] == [f"in/{file}" for file in files]
    assert [source.name for source in sources if source.note == "photo_series"] == pointed_out


# --- in the database -----------------------------------------------------------------------------------------------


def seen(task: Task) -> Outcome[bytes]:
    """What a reader would say of a set or a photo, without its letters: a line for each photo."""
    assert isinstance(task.work, ParseFile)
    path = task.work.path
    head = ("ĐẢNG BỘ XÃ NÀ HOA", "CHI BỘ TRƯỜNG THCS XÃ NÀ HOA", "BÁO CÁO KIỂM ĐIỂM TẬP THỂ", "Năm 2023")
    photos: tuple[Photo, ...] = ()
    if hash_of_bundle(path) is not None:
        with opened_bundle(path, path.name, LIMITS) as bundle:
            datas = [bundle.photo(place) for place in range(len(bundle.names))]
            photos = tuple(
                Photo(number, name, _hash(data))
                for number, (name, data) in enumerate(zip(bundle.names, datas, strict=True), 1)
            )
    kind = "application/vnd.kiemdiem.photos+zip" if photos else "image/jpeg"
    source = Source(path.name, content_hash(path), kind, "ocr", pages=max(len(photos), 1), photos=photos)
    lines = head if photos else ()
    blocks = tuple(Paragraph(line, spans=(Span(0, len(line), 1, (0, 0, 9, 9)),)) for line in (*lines, path.name))
    return Here().run(Task(task.name, lambda tell: answer_of(parse_document(Document(source, blocks)))))


def _hash(data: bytes) -> str:
    import hashlib

    return hashlib.sha256(data).hexdigest()


class Reading:
    """A runner that reads by a function of the test's."""

    limits, at_once = WORK_LIMITS, 1

    def __init__(self, reader: Callable[[Task], Outcome[bytes]] = seen) -> None:
        self._reader = reader

    def run(self, task: Task, limits: Any = None, on_progress: Any = None) -> Outcome[bytes]:
        return self._reader(task)

    def stop(self) -> None:
        pass


def feed(database: Database, data: Path, *paths: Path, as_one: bool = True, reader: Any = seen) -> list[Ingested]:
    register(database, find_sources(paths, as_one))
    return list(ingest(database, data, find_sources(paths, as_one), runner=Reading(reader)))


def count(database: Database, table: Any) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for number in (1, 2, 3):
        photo(tmp_path / "Nà Hoa" / f"p{number}.jpg", 10 * number)
    return tmp_path / "Nà Hoa"


def test_a_set_is_one_file_with_one_original(database: Database, tmp_path: Path, folder: Path) -> None:
    (one,) = feed(database, tmp_path / "data", folder)
    assert (one.name, one.status, one.waiting) == ("Nà Hoa", "new", None)
    with database.reading() as session:
        (file,) = session.scalars(select(registry.File)).all()
        (reading,) = session.scalars(select(registry.Reading)).all()
    assert file.filename == "Nà Hoa" and [p["filename"] for p in reading.source["photos"]] == [
        "p1.jpg",
        "p2.jpg",
        "p3.jpg",
    ]
    with opened_bundle(original_path(tmp_path / "data", file.sha256), "x", LIMITS) as bundle:
        assert bundle.photo(2) == (folder / "p3.jpg").read_bytes()


def test_the_same_photos_are_the_same_report(database: Database, tmp_path: Path, folder: Path) -> None:
    feed(database, tmp_path / "data", folder)
    other = tmp_path / "other"
    for number, name in ((1, "zc.jpg"), (2, "za.jpg"), (3, "zb.jpg")):
        photo(other / name, 10 * number)
    named = sorted(other.iterdir())
    kept = next(path for path in (tmp_path / "data" / "originals").rglob("*") if path.is_file())
    for paths in ([folder], [other], named, named[::-1], [kept]):
        results = feed(database, tmp_path / "data", *paths, as_one=paths != [kept])
        assert [(one.status, one.report_id) for one in results] == [("unchanged", 1)], paths
    assert count(database, registry.StoredReport) == count(database, registry.Reading) == 1


def test_photos_of_a_set_make_no_reports_of_their_own(database: Database, tmp_path: Path, folder: Path) -> None:
    feed(database, tmp_path / "data", folder)
    results = feed(database, tmp_path / "data", folder, as_one=False)
    assert [(one.status, one.report_id, one.note) for one in results] == [("unchanged", 1, "photo_of_set")] * 3
    assert count(database, registry.StoredReport) == 1


def test_photos_of_a_set_that_was_withdrawn_are_read_alone(database: Database, tmp_path: Path, folder: Path) -> None:
    (one,) = feed(database, tmp_path / "data", folder)
    with database.writing() as session:
        withdraw(session, Reviewer("clerk", EVERYTHING), one.report_id or 0, "three reports, not one")
    results = feed(database, tmp_path / "data", folder, as_one=False)
    assert [one.status for one in results] == ["new"] * 3 and "photo_of_set" not in {one.note for one in results}
    assert count(database, registry.StoredReport) == 4


def test_photos_that_were_reports_of_their_own_are_told(database: Database, tmp_path: Path, folder: Path) -> None:
    singly = feed(database, tmp_path / "data", folder, as_one=False)
    assert [one.status for one in singly] == ["new"] * 3
    (one,) = feed(database, tmp_path / "data", folder)
    assert one.alone == tuple(sorted(one.report_id or 0 for one in singly))


def test_another_photo_makes_a_new_version(database: Database, tmp_path: Path, folder: Path) -> None:
    feed(database, tmp_path / "data", folder)
    photo(folder / "p4.jpg", 200)
    (one,) = feed(database, tmp_path / "data", folder)
    assert (one.status, one.report_id) == ("version", 1)


@pytest.mark.parametrize("way", ["folder", "named", "archive"])
def test_a_set_that_failed_is_taken_up_as_a_set(database: Database, tmp_path: Path, folder: Path, way: str) -> None:
    def broken(task: Task) -> Outcome[bytes]:
        return Outcome("failed", error=KiemdiemError("work_crashed", file=task.name, reason=1))

    paths = [folder]
    if way == "named":
        paths = sorted(folder.iterdir())
    if way == "archive":
        paths = [tmp_path / "a.zip"]
        with zipfile.ZipFile(paths[0], "w") as archive:
            for file in sorted(folder.iterdir()):
                archive.write(file, f"Nà Hoa/{file.name}")
    (one,) = feed(database, tmp_path / "data", *paths, reader=broken)
    assert one.status == "failed" and count_unfinished(database) == 1
    (again,) = ingest(database, tmp_path / "data", unfinished(database), runner=Reading())
    assert again.status == "new" and count_unfinished(database) == 0
    with database.reading() as session:
        (reading,) = session.scalars(select(registry.Reading)).all()
    assert len(reading.source["photos"]) == 3


def test_photos_at_the_root_of_an_archive_are_read_again_where_a_part_was_not_read(
    database: Database, tmp_path: Path, folder: Path
) -> None:
    def partly(task: Task) -> Outcome[bytes]:
        return Outcome("partial", seen(task).value, KiemdiemError("work_crashed", file=task.name, reason=1))

    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for file in sorted(folder.iterdir()):
            archive.write(file, file.name)
    (one,) = feed(database, tmp_path / "data", path, reader=partly)
    assert (one.status, one.partial, count_unfinished(database)) == ("new", True, 1)
    (again,) = ingest(database, tmp_path / "data", unfinished(database), runner=Reading())
    assert (again.status, again.partial, count_unfinished(database)) == ("reread", False, 0)


def test_an_archive_that_could_not_be_opened_is_taken_up_as_sets(
    database: Database, tmp_path: Path, folder: Path
) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(b"PK\3\4 no more")
    (one,) = feed(database, tmp_path / "data", path)
    assert one.error is not None and one.error.code == "archive_damaged"
    with zipfile.ZipFile(path, "w") as archive:
        for file in sorted(folder.iterdir()):
            archive.write(file, f"Nà Hoa/{file.name}")
    (again,) = ingest(database, tmp_path / "data", unfinished(database), runner=Reading())
    assert (again.name, again.status, count_unfinished(database)) == ("a.zip/Nà Hoa", "new", 0)


def broken_rar(path: Path, photos: dict[str, bytes]) -> Path:
    """A RAR that breaks off within its last member."""
    whole = rar({**photos, "notes.txt": bytes(5000)})
    path.write_bytes(whole[:-3000])
    return path


@needs_bsdtar
@pytest.mark.parametrize("inner", ["", "Nà Hoa\\"], ids=["at the root", "in a folder"])
def test_a_rar_that_breaks_off_and_its_set_are_two_jobs(
    database: Database, tmp_path: Path, folder: Path, inner: str
) -> None:
    photos = {inner + file.name: file.read_bytes() for file in sorted(folder.iterdir())}
    path = broken_rar(tmp_path / "a.rar", photos)
    results = feed(database, tmp_path / "data", path)
    assert {one.error.code for one in results if one.error} == {"archive_damaged"} and len(results) >= 2
    assert count(database, registry.StoredReport) == 0  # a set that lacks photos would look whole
    jobs = "Nà Hoa" if inner else "."
    assert {("", "failed"), (jobs, "failed")} <= set(states(database))
    path.write_bytes(rar(photos))
    list(ingest(database, tmp_path / "data", unfinished(database), runner=Reading()))
    assert (count(database, registry.StoredReport), count_unfinished(database)) == (1, 0)
    with database.reading() as session:
        (reading,) = session.scalars(select(registry.Reading)).all()
    assert len(reading.source["photos"]) == 3


def states(database: Database) -> list[tuple[str, str]]:
    with database.reading() as session:
        return [(member, state) for member, state in session.execute(select(Job.member, Job.state))]


@needs_bsdtar
def test_a_set_at_an_archives_root_that_was_stored_says_nothing_of_the_archive(
    database: Database, tmp_path: Path, folder: Path
) -> None:
    photos = {file.name: file.read_bytes() for file in sorted(folder.iterdir())}
    (tmp_path / "a.rar").write_bytes(rar(photos))
    feed(database, tmp_path / "data", tmp_path / "a.rar")
    broken_rar(tmp_path / "a.rar", photos)
    feed(database, tmp_path / "data", tmp_path / "a.rar")
    assert {state for _, state in states(database)} == {"failed"}  # neither is done because the other is


def test_a_broken_archive_beside_photos_is_no_mixed_folder(tmp_path: Path, folder: Path) -> None:
    (folder / "a.zip").write_bytes(b"PK\3\4 no more")
    assert told(find_sources([folder], as_one=True)) == [
        ("Nà Hoa/a.zip", "archive_damaged"),
        ("Nà Hoa", ["p1.jpg", "p2.jpg", "p3.jpg"]),
    ]


@pytest.mark.parametrize("archive", [False, True], ids=["folder", "archive"])
def test_of_a_set_one_photo_may_be_left(database: Database, tmp_path: Path, folder: Path, archive: bool) -> None:
    def broken(task: Task) -> Outcome[bytes]:
        return Outcome("failed", error=KiemdiemError("work_crashed", file=task.name, reason=1))

    path = tmp_path / "a.zip"

    def pack() -> None:
        with zipfile.ZipFile(path, "w") as opened:
            for file in sorted(folder.iterdir()):
                opened.write(file, file.name)

    pack()
    feed(database, tmp_path / "data", path if archive else folder, reader=broken)
    for name in ("p2.jpg", "p3.jpg"):
        (folder / name).unlink()
    pack()
    (one,) = ingest(database, tmp_path / "data", unfinished(database), runner=Reading())
    assert (one.status, count_unfinished(database)) == ("new", 0)


def test_a_run_killed_while_an_archive_is_opened_again_loses_nothing(
    database: Database, tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(b"PK\3\4 no more")
    feed(database, tmp_path / "data", path)

    def killed(*_: Any) -> int:
        raise KeyboardInterrupt

    with monkeypatch.context() as machine:
        machine.setattr("pipeline.jobs.register", killed)
        with pytest.raises(KeyboardInterrupt):
            list(unfinished(database))
    assert count_unfinished(database) == 1


def test_what_was_left_of_photos_alone_is_done_with_their_set(database: Database, tmp_path: Path, folder: Path) -> None:
    register(database, find_sources([folder]))  # an ingest that was killed at once
    assert count_unfinished(database) == 3
    feed(database, tmp_path / "data", folder)
    assert count_unfinished(database) == 0


def test_a_set_whose_folder_is_gone_is_said(database: Database, tmp_path: Path, folder: Path) -> None:
    register(database, find_sources([folder], as_one=True))
    folder.rename(tmp_path / "elsewhere")
    results = list(ingest(database, tmp_path / "data", unfinished(database), runner=Reading()))
    assert [one.error.code for one in results if one.error] == ["path_missing"] * len(results) and results


def test_a_photo_that_cannot_be_opened_fails_its_set(database: Database, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        for name in ("p1.jpg", "p2.jpg"):
            archive.writestr(name, b"x")
    data = bytearray((tmp_path / "a.zip").read_bytes())
    data[data.rindex(b"PK\1\2") + 8] |= 1  # the second is encrypted
    (tmp_path / "a.zip").write_bytes(data)
    (one,) = feed(database, tmp_path / "data", tmp_path / "a.zip")
    assert one.error is not None and one.error.code == "archive_encrypted"


def test_a_photo_that_is_gone_meanwhile_fails_its_set(tmp_path: Path, folder: Path) -> None:
    (source,) = find_sources([folder], as_one=True)
    (folder / "p2.jpg").unlink()
    with pytest.raises(InputError) as raised:
        names(source)
    assert raised.value.code == "file_unreadable" and "p2.jpg" in raised.value.sentence("en")


def test_the_folder_above_has_its_own_name(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "inner").mkdir()
    monkeypatch.chdir(folder / "inner")
    assert told(find_sources([Path("..")], as_one=True)) == [("Nà Hoa", ["p1.jpg", "p2.jpg", "p3.jpg"])]


# --- the commands, with the real engine ----------------------------------------------------------------------------


@pytest.mark.skipif(model_folder() is None or not Path(FONT).exists(), reason="needs tesseract-ocr-vie and a font")
def test_the_commands_read_photos_as_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KIEMDIEM_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("COLUMNS", "200")
    pages = (
        ["BÁO CÁO KIỂM ĐIỂM TẬP THỂ", "Năm 2023", "I. Ưu điểm, kết quả đạt được", "Chi ủy đã họp đủ 12 kỳ trong năm."],
        ["II. Hạn chế, khuyết điểm và nguyên nhân", "Còn một số hồ sơ nộp chậm so với thời gian quy định."],
    )
    files = []
    for number, page in enumerate(pages, 1):
        buffer = io.BytesIO()
        Image.fromarray(type_page(page)).save(buffer, "PNG")
        files.append(tmp_path / f"p{number}.png")
        files[-1].write_bytes(buffer.getvalue())
    parsed = CliRunner().invoke(parse_command.command, ["--as-one", "--jsonl", *map(str, files)], **HELP)
    (report,) = [json.loads(line) for line in parsed.stdout.splitlines()]
    assert report["source"]["pages"] == 2 and report["source"]["filename"] == "p1.png … p2.png"
    assert {one["evidence"]["photo"] for one in report["sections"]} <= {"p1.png", "p2.png"}
    stored = CliRunner().invoke(ingest_command.command, ["--as-one", *map(str, files)], **HELP)
    assert "p1.png … p2.png: new, #1" in stored.stdout
