"""Of a paper that is found to be secret after it was stored, nothing stays but its hash, the time and the reason."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import docx
import pytest
from sqlalchemy import func, select

from commands import ingest as ingest_command
from models.database import Base, registry
from models.database.connection import Database
from models.database.work import Job
from models.errors import RefusedError, StoreError
from models.messages import label, message
from parsers.readers.bundle import hashes_of_photos
from pipeline.decisions import Reviewer, approve, assign, decide, undo, withdraw
from pipeline.ingest import Ingested, Summary, find_sources, ingest
from pipeline.jobs import register
from pipeline.originals import content_hash, original_path
from pipeline.outcome import Outcome
from pipeline.scope import EVERYTHING
from pipeline.store import report_in_force
from pipeline.workers import WORK_LIMITS, Here, Task
from pipeline.workers.parsing import ParseFile, answer_of

CLERK = Reviewer("clerk", EVERYTHING)
WORDS = ("NÀ HOA", "Nà Hoa", "Khau Vai", "văn thư", "thư mật")  # of the paper, its file's name, people's notes


def paper(path: Path, school: str = "THCS", last: str = "Chi bộ thôn Khau Vai phối hợp tốt.", title: str = "") -> Path:
    document = docx.Document()
    for line in (
        "ĐẢNG BỘ XÃ NÀ HOA",
        f"CHI BỘ TRƯỜNG {school} XÃ NÀ HOA",
        "Nà Hoa, ngày 18 tháng 12 năm 2023",
        title or "BÁO CÁO KIỂM ĐIỂM TẬP THỂ",
        "Năm 2023",
        "I. Ưu điểm, kết quả đạt được",
        "Trong năm chi bộ đã kết nạp được 02 đảng viên.",
        last,
        "II. Hạn chế, khuyết điểm và nguyên nhân",
        "Còn một số hồ sơ nộp chậm.",
        "III. Kết quả khắc phục hạn chế, khuyết điểm",
        "Đã khắc phục xong.",
    ):
        document.add_paragraph(line)
    path.parent.mkdir(parents=True, exist_ok=True)
    document.save(str(path))
    return path


class Refusing:
    """A runner for which the papers with these hashes bear a stamp: what a newer program sees."""

    limits, at_once = WORK_LIMITS, 1

    def __init__(self, *secret: str) -> None:
        self._secret = secret

    def run(self, task: Task, limits: Any = None, on_progress: Any = None) -> Outcome[bytes]:
        assert isinstance(task.work, ParseFile)
        if content_hash(task.work.path) in self._secret:
            return Outcome("failed", error=RefusedError("secret_paper", file=task.name, stamp="MẬT"))
        return Here().run(task)

    def stop(self) -> None:
        pass


def feed(database: Database, data: Path, *paths: Path, secret: Path | None = None, **more: Any) -> list[Ingested]:
    asked = {"split": more.pop("split", False), "as_one": more.pop("as_one", False)}
    register(database, find_sources(paths, **asked))
    runner = Refusing(*([content_hash(secret)] if secret is not None else []))
    return list(ingest(database, data, find_sources(paths, **asked), runner=runner, **more))


def rows(database: Database) -> dict[str, list[str]]:
    with database.reading() as session:
        found = {t.name: [str(tuple(row)) for row in session.execute(select(t))] for t in Base.metadata.sorted_tables}
    return {name: kept for name, kept in found.items() if kept}


def count(database: Database, table: Any) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def test_nothing_but_hash_time_and_reason_stays(database: Database, tmp_path: Path) -> None:
    file = paper(tmp_path / "in" / "thư mật.docx")
    copy = tmp_path / "in" / "bản sao văn thư.docx"
    copy.write_bytes(file.read_bytes())
    data = tmp_path / "data"
    first, same = feed(database, data, copy, file)
    assert (first.status, same.status) == ("new", "unchanged")
    with database.writing() as session:
        approve(session, CLERK, 1, "đã xem với văn thư")
        decide(session, CLERK, 1, "admission_counts", "correct", {"admitted": 3})
        undo(session, CLERK, 1, "report")
    original = original_path(data, content_hash(file))
    assert original.exists()
    (one,) = feed(database, data, file, secret=file, again=True)
    assert (one.status, one.error and one.error.code, one.note) == ("failed", "secret_paper", "secret_erased")
    assert (one.erased.reports, one.erased.remain, one.erased.decisions) == ((1,), (), 2)
    left = rows(database)
    assert set(left) == {"files"} and len(left["files"]) == 1
    with database.reading() as session:
        kept = session.scalars(select(registry.File)).one()
        assert (kept.sha256, kept.refused, kept.filename, kept.size) == (content_hash(file), "secret_paper", None, None)
    assert not original.exists()
    assert all(word not in row for word in WORDS for row in left["files"])


def test_the_disk_does_not_hold_it_either(empty_sqlite: Path, tmp_path: Path) -> None:
    place = tmp_path / "test.sqlite3"
    place.write_bytes(empty_sqlite.read_bytes())
    database = Database(f"sqlite:///{place}")
    file = paper(tmp_path / "a.docx", last="Chi bộ thôn Khau Vai phối hợp tốt.")
    feed(database, tmp_path / "data", file)
    files = (place, place.with_name(place.name + "-wal"))

    def on_disk() -> bool:
        return any(b"Khau Vai" in each.read_bytes() for each in files if each.exists())

    assert on_disk()
    feed(database, tmp_path / "data", file, secret=file, again=True)
    assert not on_disk()
    database.close()


def test_a_report_with_another_file_stands_on_that(database: Database, tmp_path: Path) -> None:
    data = tmp_path / "data"
    open_paper = paper(tmp_path / "a.docx", last="Mọi việc đã xong.")
    secret = paper(tmp_path / "b.docx")
    assert [one.status for one in feed(database, data, open_paper, secret)] == ["new", "version"]
    with database.writing() as session:
        decide(session, CLERK, 1, "head", "accept")  # on the newer file, the secret one
    (one,) = feed(database, data, secret, secret=secret, again=True)
    assert (one.erased.reports, one.erased.remain, one.erased.decisions) == ((), (1,), 1)
    with database.reading() as session:
        report = report_in_force(session, 1)
        assert report.source.filename == "a.docx"
        assert session.get_one(registry.StoredReport, 1).counted
        assert not any("Khau Vai" in str(row) for row in rows(database).values())
    assert [job for (job,) in _places(database)] == [str(open_paper)]


def _places(database: Database) -> list[Any]:
    with database.reading() as session:
        return list(session.execute(select(Job.place)))


def test_a_report_that_had_joined_another_leaves_no_signpost(database: Database, tmp_path: Path) -> None:
    data = tmp_path / "data"
    feed(database, data, paper(tmp_path / "a.docx", last="Mọi việc đã xong."))
    secret = paper(tmp_path / "b.docx", school="TIỂU HỌC")
    feed(database, data, secret)
    with database.writing() as session:
        school = session.get_one(registry.StoredReport, 1).school_id
        assign(session, CLERK, 2, {"school_id": school})
    (one,) = feed(database, data, secret, secret=secret, again=True)
    assert (one.erased.reports, one.erased.remain, one.erased.decisions) == ((2,), (1,), 1)
    with database.reading() as session:
        assert report_in_force(session, 1).source.filename == "a.docx"
        assert session.scalars(select(registry.School.name)).all() == ["Trường THCS xã Nà Hoa"]


def test_all_parts_of_a_stack_go(database: Database, tmp_path: Path) -> None:
    stack = docx.Document()
    for number, school in enumerate(("THCS", "TIỂU HỌC", "MẦM NON")):
        for paragraph in docx.Document(str(paper(tmp_path / f"{number}.docx", school))).paragraphs:
            stack.add_paragraph(paragraph.text)
    file = tmp_path / "xã.docx"
    stack.save(str(file))
    other = paper(tmp_path / "other.docx", "THCS SỐ 2", last="Mọi việc đã xong.")
    assert [one.parts for one in feed(database, tmp_path / "data", file, other, split=True)] == [3, 3, 3, 1]
    (one,) = feed(database, tmp_path / "data", file, secret=file, again=True)
    assert one.erased.reports == (1, 2, 3)
    assert count(database, registry.StoredReport) == count(database, registry.Reading) == 1
    with database.reading() as session:
        kept = session.execute(select(registry.File.part, registry.File.refused).order_by(registry.File.id)).all()
    assert kept == [(1, None), (1, "secret_paper")]


def test_an_original_that_cannot_go_leaves_all_as_it_was(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = paper(tmp_path / "a.docx")
    feed(database, tmp_path / "data", file)
    before = {name: kept for name, kept in rows(database).items() if name != "jobs"}

    def fixed(self: Path, missing_ok: bool = False) -> None:
        raise PermissionError(13, "Permission denied")

    with monkeypatch.context() as machine:
        machine.setattr(Path, "unlink", fixed)
        with pytest.raises(StoreError, match="Permission denied"):
            feed(database, tmp_path / "data", file, secret=file, again=True)
    assert {name: kept for name, kept in rows(database).items() if name != "jobs"} == before
    (one,) = feed(database, tmp_path / "data", file, secret=file, again=True)
    assert one.erased.reports == (1,)


def test_names_in_jobs_of_an_earlier_program_go_too(database: Database, tmp_path: Path) -> None:
    file = paper(tmp_path / "thư mật.docx")
    feed(database, tmp_path / "data", file, paper(tmp_path / "other.docx", "TIỂU HỌC"))
    with database.writing() as session:
        for job in session.scalars(select(Job)):
            job.sha256 = None  # as a job that ended before hashes were kept
        session.add(Job(place="/ổ cũ/thư mật.docx", state="waiting"))  # may be another paper: its turn comes
    moved = tmp_path / "moved.docx"
    file.rename(moved)
    feed(database, tmp_path / "data", moved, secret=moved, again=True)
    assert sorted(place for (place,) in _places(database)) == [str(tmp_path / "other.docx"), "/ổ cũ/thư mật.docx"]


def test_a_paper_that_was_refused_by_mistake_can_be_read_later(database: Database, tmp_path: Path) -> None:
    file = paper(tmp_path / "a.docx")
    feed(database, tmp_path / "data", file, secret=file)
    (one,) = feed(database, tmp_path / "data", file)
    assert one.status == "new"
    with database.reading() as session:
        kept = session.scalars(select(registry.File)).one()
    assert (kept.refused, kept.filename, kept.size) == (None, "a.docx", file.stat().st_size)


def test_the_clerk_is_told_what_went(database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = paper(tmp_path / "a.docx")
    feed(database, tmp_path / "data", file)
    (one,) = feed(database, tmp_path / "data", file, secret=file, again=True)
    summary = Summary()
    summary.add(one)
    assert summary.notes == {"secret_erased": 1} and label(f"labels.note.{one.note}", "en")
    said: list[str] = []
    monkeypatch.setattr("click.echo", lambda line, err=False: said.append(line))
    monkeypatch.setenv("KIEMDIEM_LANGUAGE", "en")
    ingest_command._tell(one, quiet=True)
    assert any("#1" in line and "0 decisions" in line for line in said)


# --- photos ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    from PIL import Image

    folder = tmp_path / "ảnh"
    folder.mkdir()
    for number in (1, 2, 3):
        Image.new("L", (30, 40), 20 * number).save(folder / f"p{number}.jpg")
    return folder


class SeeingPhotos(Refusing):
    """A runner that gives a photo or a set one line of text: OCR is not what is under test."""

    def run(self, task: Task, limits: Any = None, on_progress: Any = None) -> Outcome[bytes]:
        from models.document import Document, Paragraph, Photo, Source
        from pipeline.parse import parse_document

        assert isinstance(task.work, ParseFile)
        path = task.work.path
        if content_hash(path) in self._secret:
            return Outcome("failed", error=RefusedError("secret_paper", file=task.name, stamp="MẬT"))
        hashes = (hashes_of_photos(path) or []) if path.suffix != ".jpg" else []
        of_set = tuple(Photo(number, f"p{number}.jpg", one) for number, one in enumerate(hashes, 1))
        kind = "application/vnd.kiemdiem.photos+zip" if of_set else "image/jpeg"
        source = Source(path.name, content_hash(path), kind, "ocr", pages=max(1, len(of_set)), photos=of_set)
        document = Document(source, (Paragraph("BÁO CÁO KIỂM ĐIỂM TẬP THỂ"), Paragraph(path.name)))
        return Here().run(Task(task.name, lambda tell: answer_of(parse_document(document))))


def see(database: Database, data: Path, *paths: Path, secret: str = "", as_one: bool = False) -> list[Ingested]:
    register(database, find_sources(paths, as_one))
    runner = SeeingPhotos(secret)
    return list(ingest(database, data, find_sources(paths, as_one), runner=runner, again=True))


def hash_of_set(folder: Path) -> str:
    (source,) = find_sources([folder], as_one=True)
    assert callable(source.place)
    with source.place() as path:
        return content_hash(path)


def told(results: list[Ingested]) -> list[tuple[str, str | None]]:
    return [(one.status, one.error.code if one.error else one.note) for one in results]


def test_photos_of_a_refused_set_do_not_come_in_one_by_one(database: Database, tmp_path: Path, photos: Path) -> None:
    data, secret = tmp_path / "data", hash_of_set(photos)
    assert told(see(database, data, photos, secret=secret, as_one=True)) == [("failed", "secret_paper")]
    singly = see(database, data, photos)
    assert told(singly) == [("failed", "photo_of_secret")] * 3
    assert singly[0].error is not None and "--as-one" in singly[0].error.next_step("vi")
    assert count(database, registry.StoredReport) == count(database, Job) == 0
    with database.reading() as session:
        assert set(session.scalars(select(registry.File.filename))) == {None}
    assert not list(data.rglob("*.jpg")) and not (data / "originals").exists()


def test_another_set_of_them_is_read_and_told(database: Database, tmp_path: Path, photos: Path) -> None:
    see(database, tmp_path / "data", photos, secret=hash_of_set(photos), as_one=True)
    (photos / "p1.jpg").unlink()  # the page with the stamp, as the clerk says
    (one,) = see(database, tmp_path / "data", photos, as_one=True)
    assert (one.status, one.note) == ("new", "photos_of_secret")
    assert message("terminal.photos_of_secret", {"report": one.report_id}, "vi")


def test_photos_that_were_stored_alone_go_with_their_set(database: Database, tmp_path: Path, photos: Path) -> None:
    data = tmp_path / "data"
    assert [one.status for one in see(database, data, photos)] == ["new"] * 3
    (one,) = see(database, data, photos, secret=hash_of_set(photos), as_one=True)
    assert one.erased.reports == (1, 2, 3)
    assert set(rows(database)) == {"files"}
    assert [path for path in (data / "originals").rglob("*") if path.is_file()] == []


def test_a_set_that_is_no_secret_after_all_frees_its_photos(database: Database, tmp_path: Path, photos: Path) -> None:
    see(database, tmp_path / "data", photos, secret=hash_of_set(photos), as_one=True)
    (one,) = see(database, tmp_path / "data", photos, as_one=True)
    assert (one.status, one.note) == ("new", None)
    with database.writing() as session:
        withdraw(session, CLERK, one.report_id or 0)  # three reports, not one
    assert [one.status for one in see(database, tmp_path / "data", photos)] == ["new"] * 3
