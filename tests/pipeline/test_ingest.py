"""Files into the database: idempotent, one bad file harms no other, nothing is passed over unsaid."""

from __future__ import annotations

import io
import os
import stat
import threading
import unicodedata
import zipfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import docx
import pytest
from sqlalchemy import func, select

from models.database import Base, registry, review
from models.database.connection import Database
from models.document import load_document
from models.errors import RefusedError, StoreError
from pipeline import sources
from pipeline.ingest import Ingested, Summary, find_sources, ingest
from pipeline.jobs import register
from pipeline.originals import content_hash, display_name, keep_original, original_path
from pipeline.outcome import Outcome
from pipeline.parse import Parsed, parse_file
from pipeline.scope import EVERYTHING, find_report
from pipeline.store import report_in_force, store
from pipeline.workers import WORK_LIMITS, Here, Task
from pipeline.workers.parsing import ParseFile, answer_of


def paper(path: Path, school: str = "Trường THCS xã Nà Hoa", year: int = 2023) -> Path:
    """A short report as a school would type it."""
    document = docx.Document()
    for line in (
        "ĐẢNG BỘ XÃ NÀ HOA",
        f"CHI BỘ {school.upper()}",
        f"Nà Hoa, ngày 18 tháng 12 năm {year}",
        "BÁO CÁO KIỂM ĐIỂM TẬP THỂ",
        f"Năm {year}",
        "I. Ưu điểm, kết quả đạt được",
        "1. Việc chấp hành nguyên tắc tổ chức và hoạt động",
        "Chi ủy đã họp đủ 12 kỳ.",
        "II. Hạn chế, khuyết điểm và nguyên nhân",
        "Còn một số hồ sơ nộp chậm.",
    ):
        document.add_paragraph(line)
    path.parent.mkdir(parents=True, exist_ok=True)
    document.save(str(path))
    return path


Parser = Callable[[Path], Parsed]


class Reading:
    """A runner that reads files by a function of the test's."""

    limits, at_once = WORK_LIMITS, 1

    def __init__(self, parser: Parser) -> None:
        self._parser = parser

    def run(self, task: Task, limits: Any = None, on_progress: Any = None) -> Outcome[bytes]:
        assert isinstance(task.work, ParseFile)
        path = task.work.path
        return Here().run(Task(task.name, lambda tell: answer_of(self._parser(path))))

    def stop(self) -> None:
        pass


def feed(database: Database, data: Path, *paths: Path, parser: Parser | None = None, **more: Any) -> list[Ingested]:
    runner = None if parser is None else Reading(parser)
    sources = find_sources(paths, more.pop("as_one", False), more.pop("split", False))
    return list(ingest(database, data, sources, runner=runner, **more))


def told(results: list[Ingested]) -> list[tuple[str, str]]:
    return [(one.name, one.error.code if one.error else one.reason or one.status) for one in results]


def count(database: Database, table: Any) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def test_a_file_goes_in_once(database: Database, tmp_path: Path) -> None:
    file = paper(tmp_path / "in" / "a.docx")
    (first,) = feed(database, tmp_path / "data", file)
    assert (first.status, first.waiting, first.facts > 2) == ("new", None, True)
    before = {table: count(database, table) for table in (registry.Reading, review.Claim, registry.StoredReport)}
    copy = tmp_path / "in" / "the same under another name.docx"
    copy.write_bytes(file.read_bytes())
    (second,) = feed(database, tmp_path / "data", copy)
    assert (second.status, second.report_id) == ("unchanged", first.report_id)
    assert before == {table: count(database, table) for table in before}


def test_what_is_in_the_database_is_what_parse_says(database: Database, tmp_path: Path) -> None:
    file = paper(tmp_path / "a.docx")
    (one,) = feed(database, tmp_path / "data", file)
    assert one.report_id is not None
    with database.reading() as session:
        assert report_in_force(session, one.report_id) == parse_file(file).report
        kept = session.scalars(select(registry.KeptDocument)).one()
        assert load_document(kept.content) == parse_file(file).document


def test_the_original_is_kept_by_its_content(database: Database, tmp_path: Path) -> None:
    file = paper(tmp_path / "a.docx")
    feed(database, tmp_path / "data", file)
    with database.reading() as session:
        sha256 = session.scalars(select(registry.File.sha256)).one()
    assert original_path(tmp_path / "data", sha256).read_bytes() == file.read_bytes()


def test_again_reads_anew_and_doubles_nothing(database: Database, tmp_path: Path) -> None:
    file = paper(tmp_path / "a.docx")
    (first,) = feed(database, tmp_path / "data", file)
    (second,) = feed(database, tmp_path / "data", file, again=True)
    assert (second.status, second.report_id) == ("reread", first.report_id)
    assert count(database, registry.StoredReport) == count(database, registry.File) == 1


def test_two_processes_with_the_same_file_store_it_once(database: Database, tmp_path: Path) -> None:
    file = paper(tmp_path / "a.docx")

    def parser(path: Path) -> Parsed:
        feed(database, tmp_path / "data", file)  # the other process is quicker
        return parse_file(path)

    feed(database, tmp_path / "data", file, parser=parser)
    assert count(database, registry.StoredReport) == count(database, registry.File) == 1


def test_a_changed_file_is_a_new_version(database: Database, tmp_path: Path) -> None:
    feed(database, tmp_path / "data", paper(tmp_path / "a.docx"))
    changed = docx.Document(str(tmp_path / "a.docx"))
    changed.add_paragraph("III. Kết quả khắc phục")
    changed.save(str(tmp_path / "b.docx"))
    (second,) = feed(database, tmp_path / "data", tmp_path / "b.docx")
    assert second.status == "version" and count(database, registry.StoredReport) == 1


def test_a_folder_is_walked_and_nothing_is_passed_over_unsaid(database: Database, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    paper(folder / "a.docx")
    paper(folder / "xã khác" / "b.docx", "Trường Tiểu học xã Nà Hoa")
    for name in ("~$a.docx", ".hidden.docx", "notes.txt", ".git/config.docx", "empty.docx", ".~lock.a.docx#"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(b"")
    (folder / "link.docx").symlink_to(folder / "a.docx")
    results = feed(database, tmp_path / "data", folder)
    assert told(results) == [
        ("in/.git", "hidden"),
        ("in/.hidden.docx", "hidden"),
        ("in/.~lock.a.docx#", "lock_file"),
        ("in/a.docx", "new"),
        ("in/empty.docx", "file_empty"),
        ("in/link.docx", "link"),
        ("in/notes.txt", "other_type"),
        ("in/xã khác/b.docx", "new"),
        ("in/~$a.docx", "lock_file"),
    ]
    summary = Summary()
    for one in results:
        summary.add(one)
    assert summary.statuses == {"passed_over": 6, "new": 2, "failed": 1}
    assert summary.failures == {"file_empty": 1} and summary.exit_code == 3


def test_a_zip_file_is_read_member_by_member(database: Database, tmp_path: Path) -> None:
    good = paper(tmp_path / "a.docx").read_bytes()
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("b.docx", good)
    with zipfile.ZipFile(tmp_path / "all.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("truong/a.docx", good)
        archive.writestr("../../outside.docx", b"")
        archive.writestr("__MACOSX/._a.docx", b"x")
        archive.writestr("nested.zip", inner.getvalue())
        link = zipfile.ZipInfo("link.docx")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
    assert sorted(told(feed(database, tmp_path / "data", tmp_path / "all.zip"))) == [
        ("all.zip/../../outside.docx", "file_empty"),
        ("all.zip/__MACOSX/._a.docx", "hidden"),
        ("all.zip/link.docx", "link"),
        ("all.zip/nested.zip", "zip_in_zip"),
        ("all.zip/truong/a.docx", "new"),
    ]
    assert not (tmp_path.parent / "outside.docx").exists()


def test_vietnamese_names_that_windows_packs_without_saying_so() -> None:
    member = zipfile.ZipInfo("Nà Hoa.docx".encode().decode("cp437"))
    assert sources.member_name(member) == "Nà Hoa.docx"


@pytest.mark.parametrize("limit", ["archive_member_bytes", "archive_ratio"])
def test_a_bomb_in_a_zip_costs_little(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: str
) -> None:
    monkeypatch.setenv("KIEMDIEM_LIMIT_ARCHIVE_MEMBER_BYTES", str(2**20 if limit == "archive_member_bytes" else 2**30))
    good = paper(tmp_path / "a.docx").read_bytes()
    with zipfile.ZipFile(tmp_path / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("1.docx", b"\0" * (32 * 2**20))
        archive.writestr("2.docx", good)
    assert told(feed(database, tmp_path / "data", tmp_path / "bomb.zip")) == [
        ("bomb.zip/1.docx", limit),
        ("bomb.zip/2.docx", "new"),
    ]


def test_an_encrypted_member_is_said(database: Database, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "locked.zip", "w") as archive:
        archive.writestr("1.docx", b"x")
    data = bytearray((tmp_path / "locked.zip").read_bytes())
    data[data.index(b"PK\1\2") + 8] |= 1  # the central directory's flag: encrypted
    (tmp_path / "locked.zip").write_bytes(data)
    (one,) = feed(database, tmp_path / "data", tmp_path / "locked.zip")
    assert one.error is not None and one.error.code == "archive_encrypted" and one.error.sentence("vi")


def test_an_archive_of_too_many_members_is_refused(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KIEMDIEM_LIMIT_ARCHIVE_MEMBERS", "2")
    with zipfile.ZipFile(tmp_path / "many.zip", "w") as archive:
        for number in range(3):
            archive.writestr(f"{number}.docx", b"")
    assert told(feed(database, tmp_path / "data", tmp_path / "many.zip")) == [("many.zip", "archive_members")]


def test_damaged_and_missing_things_are_outcomes(database: Database, tmp_path: Path) -> None:
    (tmp_path / "damaged.zip").write_bytes(b"PK\3\4 no more")
    (tmp_path / "damaged.docx").write_bytes(b"PK\3\4 no more")
    results = feed(
        database,
        tmp_path / "data",
        tmp_path / "damaged.zip",
        tmp_path / "gone.docx",
        tmp_path / "damaged.docx",
        paper(tmp_path / "a.docx"),
    )
    assert [one.status for one in results] == ["failed", "failed", "failed", "new"]
    assert [one.error.code for one in results if one.error][:2] == ["archive_damaged", "path_missing"]
    for one in results[:3]:
        assert one.error is not None and one.error.sentence("vi") and one.error.next_step("vi")


def test_a_parser_that_breaks_harms_no_other_file(database: Database, tmp_path: Path) -> None:
    def parser(path: Path) -> Parsed:
        if path.name == "b.docx":
            raise ZeroDivisionError("Hà Thị Mơ")
        return parse_file(path)

    files = [paper(tmp_path / f"{name}.docx", year=2020 + number) for number, name in enumerate("abc")]
    results = feed(database, tmp_path / "data", *files, parser=parser)
    assert [one.status for one in results] == ["new", "failed", "new"]
    error = results[1].error
    assert error is not None and error.code == "unexpected" and "Mơ" not in error.sentence("vi")
    (again,) = feed(database, tmp_path / "data", files[1])
    assert again.status == "new"  # nothing stood in its way


def test_of_a_secret_paper_nothing_is_kept_but_its_hash(database: Database, tmp_path: Path) -> None:
    def parser(path: Path) -> Parsed:
        raise RefusedError("secret_paper", file=path.name, stamp="MẬT")

    secret = paper(tmp_path / "cong-van-rieng.docx")
    assert register(database, find_sources([secret])) == 1
    (one,) = feed(database, tmp_path / "data", secret, parser=parser)
    assert one.status == "failed" and one.error is not None and one.error.exit_code == 4
    assert count(database, registry.StoredReport) == count(database, registry.KeptDocument) == 0
    assert not (tmp_path / "data" / "originals").exists()
    with database.reading() as session:
        file = session.scalars(select(registry.File)).one()
    assert (file.filename, file.size, file.refused) == (None, None, "secret_paper")
    with database.reading() as session:
        kept = [str(row) for table in Base.metadata.sorted_tables for row in session.execute(select(table))]
    assert not any("cong-van-rieng" in row for row in kept)


def test_the_databases_own_failure_ends_the_batch(database: Database, tmp_path: Path) -> None:
    (tmp_path / "data").write_text("no folder")
    with pytest.raises(StoreError):
        feed(database, tmp_path / "data", paper(tmp_path / "a.docx"))
    assert count(database, registry.StoredReport) == 0


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        pytest.param("../../etc/passwd", "passwd", id="no folders"),
        pytest.param("C:\\Users\\x\\bao cao.docx", "bao cao.docx", id="no Windows folders"),
        pytest.param("a\u202ecod.docx", "acod.docx", id="no bidi override"),
        pytest.param("a\r\nb\0.docx", "ab.docx", id="one line, no control characters"),
        pytest.param(unicodedata.normalize("NFD", "Nà Hoa.docx"), "Nà Hoa.docx", id="NFC"),
        pytest.param("\u200b", "?", id="nothing left"),
        pytest.param("a" * 300 + ".docx", "a" * 195 + ".docx", id="cut before the suffix"),
    ],
)
def test_names_are_cleaned_for_display(name: str, shown: str) -> None:
    assert display_name(name) == shown


def test_a_file_that_changes_while_it_is_read_is_not_stored(database: Database, tmp_path: Path) -> None:
    file = paper(tmp_path / "a.docx")

    def parser(path: Path) -> Parsed:
        parsed = parse_file(path)
        paper(path, year=2021)  # its user saves it
        return parsed

    def early(path: Path) -> Parsed:
        paper(path, year=2022)
        return parse_file(path)

    for reader in (parser, early):
        (one,) = feed(database, tmp_path / "data", file, parser=reader)
        assert one.error is not None and one.error.code == "file_changed" and one.error.next_step("vi")
    assert count(database, registry.StoredReport) == 0
    assert [path for path in (tmp_path / "data").rglob("*") if path.is_file()] == []


def test_a_file_that_is_gone_when_it_is_stored_harms_no_other(database: Database, tmp_path: Path) -> None:
    def parser(path: Path) -> Parsed:
        parsed = parse_file(path)
        if path.name == "a.docx":
            path.unlink()
        return parsed

    files = [paper(tmp_path / f"{name}.docx", year=2020 + number) for number, name in enumerate("ab")]
    results = feed(database, tmp_path / "data", *files, parser=parser)
    assert [one.error.code if one.error else one.status for one in results] == ["file_unreadable", "new"]


def test_a_paper_put_in_the_place_of_a_stored_one_takes_nothing_with_it(database: Database, tmp_path: Path) -> None:
    file = paper(tmp_path / "a.docx")
    feed(database, tmp_path / "data", file)

    def parser(path: Path) -> Parsed:
        paper(path, year=2021)  # another paper, a secret one, under the same name
        raise RefusedError("secret_paper", file=path.name, stamp="MẬT")

    (one,) = feed(database, tmp_path / "data", file, parser=parser, again=True)
    assert one.error is not None and one.error.code == "file_changed"
    assert count(database, registry.StoredReport) == 1


def test_two_writers_that_wait_for_each_other_both_store(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two stacks with the same schools in the opposite order: each holds what the other waits for."""
    if database.engine.dialect.name == "sqlite":
        pytest.skip("on SQLite there is one writer at a time")
    met, first = threading.Barrier(2, timeout=120), threading.local()

    def stored(*arguments: Any) -> Any:
        result = store(*arguments)
        if not getattr(first, "over", False):
            first.over = True
            met.wait()
        return result

    monkeypatch.setattr("pipeline.ingest.store", stored)
    reading = threading.Lock()  # two processes read at once, two threads of one do not

    class OneByOne(Here):
        def run(self, task: Task, limits: Any = None, on_progress: Any = None) -> Outcome[bytes]:
            with reading:
                return super().run(task, limits, on_progress)

    def ingested(path: Path) -> list[Ingested]:
        return list(ingest(database, tmp_path / "data", find_sources([path], split=True), runner=OneByOne()))

    schools = ("Trường THCS xã Nà Hoa", "Trường Tiểu học xã Nà Hoa")
    for name, order in (("a", schools), ("b", schools[::-1])):
        stack = docx.Document()
        for school in order:
            single = paper(tmp_path / f"{name}-{school}.docx", school)
            for paragraph in docx.Document(str(single)).paragraphs:
                stack.add_paragraph(paragraph.text)
            stack.add_paragraph("III. Kết quả khắc phục hạn chế, khuyết điểm")
            stack.add_paragraph("Đã khắc phục xong.")
        stack.save(str(tmp_path / f"{name}.docx"))
    with ThreadPoolExecutor(2) as threads:
        runs = [threads.submit(ingested, tmp_path / f"{name}.docx") for name in "ab"]
        results = [run.result() for run in runs]
    assert [len(one) for one in results] == [2, 2] and not any(one.error for run in results for one in run)
    assert count(database, registry.StoredReport) == 2 and count(database, registry.Reading) == 4


def test_what_another_process_stored_while_this_one_waited_to_write_is_not_stored_again(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, data = paper(tmp_path / "a.docx", "Trường THCS xã Nà Hoa"), tmp_path / "data"
    overtaken: list[Ingested] = []

    def kept(*arguments: Any) -> Any:
        """The last step before the transaction; here another process is through with the same file."""
        monkeypatch.setattr("pipeline.ingest.keep_original", keep_original)
        overtaken.extend(ingest(database, data, find_sources([path])))
        return keep_original(*arguments)

    monkeypatch.setattr("pipeline.ingest.keep_original", kept)
    (late,) = ingest(database, data, find_sources([path]))
    (first,) = overtaken
    assert (first.status, late.status) == ("new", "unchanged") and late.report_id == first.report_id
    assert count(database, registry.StoredReport) == count(database, registry.Reading) == 1


def test_keeping_is_all_or_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = paper(tmp_path / "a.docx")

    def full(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("shutil.copyfileobj", full)
    with pytest.raises(StoreError, match="No space left"):
        keep_original(tmp_path / "data", file, content_hash(file))
    assert [path for path in (tmp_path / "data").rglob("*") if path.is_file()] == []


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_an_unreadable_folder_is_an_outcome(tmp_path: Path) -> None:
    folder = tmp_path / "closed"
    folder.mkdir(mode=0o000)
    (one,) = find_sources([folder])
    assert one.error is not None and one.error.code == "file_unreadable"
    folder.chmod(0o700)


def test_a_stored_report_can_be_found(database: Database, tmp_path: Path) -> None:
    (one,) = feed(database, tmp_path / "data", paper(tmp_path / "a.docx"))
    with database.reading() as session:
        assert find_report(session, one.report_id or 0, EVERYTHING).counted
