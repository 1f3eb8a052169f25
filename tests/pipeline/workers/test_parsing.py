"""A file whose page ends the child is read without that page, and says so."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from reportlab.pdfgen import canvas

from models.database.connection import Database
from models.document import load_document
from models.errors import KiemdiemError
from parsers.readers.limits import Limits
from pipeline.ingest import ingest
from pipeline.jobs import count_unfinished, register, unfinished
from pipeline.outcome import Outcome
from pipeline.parse import parse_file
from pipeline.sources import walk
from pipeline.workers import WORK_LIMITS, Here, Progress, Task, WorkLimits
from pipeline.workers.batches import read_files
from pipeline.workers.parsing import ParseFile, read_answer
from pipeline.workers.seam import Tell

PAGES = 5


@pytest.fixture
def pdf(tmp_path: Path) -> Path:
    path = tmp_path / "a.pdf"
    sheet = canvas.Canvas(str(path), pagesize=(595, 842))
    for page in range(1, PAGES + 1):
        for line in range(20):
            sheet.drawString(72, 760 - 30 * line, f"Report of the year, line {line} of page {page}.")
        sheet.showPage()
    sheet.save()
    return path


class Breaking:
    """A runner whose children are ended by some pages."""

    limits, at_once = WORK_LIMITS, 1

    def __init__(self, code: str, bad: Callable[[int, frozenset[int]], bool]) -> None:
        self._code, self._bad = code, bad
        self.tries: list[frozenset[int]] = []

    def run(self, task: Task, limits: WorkLimits | None = None, on_progress: Tell | None = None) -> Outcome[bytes]:
        assert isinstance(task.work, ParseFile) and on_progress is not None
        left_out = task.work.limits.leave_out
        self.tries.append(left_out)
        for page in range(1, PAGES + 1):
            on_progress(Progress(page, PAGES))
            if page not in left_out and self._bad(page, left_out):
                return Outcome("failed", error=KiemdiemError(self._code, file=task.name, reason=1, limit=1))
        return Here().run(task)

    def stop(self) -> None:
        pass


@pytest.mark.parametrize(
    ("code", "bad", "read"),
    [
        pytest.param("work_crashed", lambda page, out: page == 3, {1, 2, 4, 5}, id="one page crashes"),
        pytest.param("work_memory_bytes", lambda page, out: page == 1, {2, 3, 4, 5}, id="the first one needs too much"),
        pytest.param(
            "work_crashed", lambda page, out: page in (2, 4), {1, 3}, id="two crash: what came before the second"
        ),
        pytest.param("work_wall_seconds", lambda page, out: page == 4, {1, 2, 3}, id="time is up at the fourth"),
    ],
)
def test_the_other_pages_are_read(
    pdf: Path, code: str, bad: Callable[[int, frozenset[int]], bool], read: set[int]
) -> None:
    ((_, outcome),) = read_files(Breaking(code, bad), [(pdf.name, pdf)])
    assert outcome.status == "partial" and outcome.value is not None
    assert outcome.error is not None and outcome.error.code == code
    (one,) = outcome.value
    report, document = one.report, load_document(one.document)
    assert report.source.pages == PAGES and len(report.source.page_sizes) == PAGES
    assert {part.page for part in report.source.skipped if part.what == "page"} == set(range(1, PAGES + 1)) - read
    assert {page for page in range(1, PAGES + 1) if f"of page {page}." in document.text} == read


def test_what_cannot_be_read_at_all_fails_with_the_first_reason(pdf: Path) -> None:
    runner = Breaking("work_crashed", lambda page, out: True)
    ((_, outcome),) = read_files(runner, [(pdf.name, pdf)])
    assert outcome.status == "failed" and outcome.value is None
    assert runner.tries == [frozenset(), frozenset({1})]  # at the second there is nothing left


def test_an_error_that_was_foreseen_is_not_tried_again(pdf: Path) -> None:
    runner = Breaking("encrypted", lambda page, out: True)
    ((_, outcome),) = read_files(runner, [(pdf.name, pdf)])
    assert outcome.status == "failed" and len(runner.tries) == 1


def test_what_comes_back_is_what_was_read(pdf: Path) -> None:
    parsed = parse_file(pdf)
    answer = Here().run(Task("a", ParseFile(pdf))).value
    assert answer is not None
    read = read_answer(answer)
    assert (read.report, load_document(read.document)) == (parsed.report, parsed.document)
    assert read.own_findings == parsed.own_findings


def test_readers_tell_every_page(pdf: Path) -> None:
    heard: list[Progress] = []
    Here().run(Task("a", ParseFile(pdf, limits=Limits(leave_out=frozenset({2})))), on_progress=heard.append)
    assert heard == [Progress(page, PAGES) for page in range(1, PAGES + 1)]


def test_a_cut_report_is_kept_told_and_left_to_be_read_again(pdf: Path, database: Database, tmp_path: Path) -> None:
    runner = Breaking("work_crashed", lambda page, out: page == 3)
    register(database, walk([pdf]))
    (one,) = ingest(database, tmp_path / "data", walk([pdf]), runner=runner)
    assert (one.status, one.partial) == ("new", True)
    assert one.error is not None and one.error.code == "work_crashed"
    assert [source.origin for source in unfinished(database)] == [pdf]
    (again,) = ingest(database, tmp_path / "data", unfinished(database), again=True)
    assert (again.status, again.partial, again.error) == ("reread", False, None)
    assert count_unfinished(database) == 0


def test_what_is_passed_over_is_no_job(database: Database, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for name in ("a.docx", "~$a.docx", "notes.txt"):
        (folder / name).write_bytes(b"x")
    assert register(database, walk([folder])) == 3
    register(database, walk([folder]))  # a second run asks for the same
    assert [source.origin for source in unfinished(database)] == [folder / "a.docx"]
