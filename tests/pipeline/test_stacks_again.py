"""A stack that is read again by other eyes: fewer parts, more, others; asked for with --split or without."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
import pytest
from sqlalchemy import select

from models.database import registry
from models.database.connection import Database
from models.database.review import Decision
from models.document import Document, Skipped, load_document
from models.messages import label, message
from parsers.readers import read as read_file
from pipeline.decisions import Reviewer, approve, decide, restore
from pipeline.ingest import Ingested, Summary, find_sources, ingest
from pipeline.outcome import Outcome
from pipeline.parse import parse_document
from pipeline.reports import list_reports, show_report
from pipeline.scope import EVERYTHING
from pipeline.workers import WORK_LIMITS, Here, Task
from pipeline.workers.parsing import ParseFile, answer_of

CLERK = Reviewer("clerk", EVERYTHING)
SCHOOLS = {"A": "TIỂU HỌC", "B": "THCS", "C": "MẦM NON", "D": "PTDTBT"}
REPORT = (
    "ĐẢNG BỘ XÃ NÀ HOA",
    "CHI BỘ TRƯỜNG {school} XÃ NÀ HOA",
    "BÁO CÁO KIỂM ĐIỂM TẬP THỂ",
    "Năm 2023",
    "I. Ưu điểm, kết quả đạt được",
    "Trong năm chi bộ đã kết nạp được {count:02} đảng viên.",
    "II. Hạn chế, khuyết điểm và nguyên nhân",
    "Còn {count:02} bộ hồ sơ nộp chậm so với quy định của trường {school}.",
    "III. Kết quả khắc phục hạn chế, khuyết điểm",
    "Chi bộ đã khắc phục xong các hạn chế của năm trước.",
)


def lines(*letters: str) -> list[str]:
    """The lines of these reports one behind the other."""
    return [line.format(school=SCHOOLS[letter], count=ord(letter) - 60) for letter in letters for line in REPORT]


def write(path: Path, *letters: str) -> Path:
    document = docx.Document()
    for line in lines(*letters):
        document.add_paragraph(line)
    document.save(str(path))
    return path


class Seeing:
    """A runner that sees these reports in every file, each "AB" a report of the lines of both; with `cut` in part."""

    limits, at_once = WORK_LIMITS, 1

    def __init__(self, *parts: str, cut: bool = False) -> None:
        self._parts, self._cut = parts, cut

    def run(self, task: Task, limits: Any = None, on_progress: Any = None) -> Outcome[bytes]:
        work = task.work
        assert isinstance(work, ParseFile)
        whole = read_file(work.path)
        blocks = {block.text: block for block in whole.blocks}
        seen = self._parts if work.split else self._parts[:1]
        documents = [
            Document(
                replace(whole.source, part=number, parts=len(self._parts)),
                tuple(blocks[line] for line in lines(*part)),
                (Skipped("page", "page_unreadable", page=9),) if self._cut else (),
            )
            for number, part in enumerate(seen, 1)
        ]
        return Here().run(Task(task.name, lambda tell: answer_of(*map(parse_document, documents))))

    def stop(self) -> None:
        pass


@pytest.fixture
def feed(database: Database, tmp_path: Path) -> Any:
    file = write(tmp_path / "xã.docx", *"ABCD")

    def run(*parts: str, split: bool = True, again: bool = True, cut: bool = False) -> list[Ingested]:
        sources = find_sources([file], split=split)
        return list(ingest(database, tmp_path / "data", sources, again=again, runner=Seeing(*parts, cut=cut)))

    return run


def told(results: list[Ingested]) -> list[tuple[str, int | None]]:
    return [(one.status, one.report_id) for one in results]


def states(database: Database) -> dict[int, tuple[str, str | None]]:
    """Each listed report: what it is worth, and whose it is."""
    with database.reading() as session:
        return {line.id: (line.state, line.school) for line in list_reports(session, EVERYTHING)}


def school(letter: str) -> str:
    names = {"A": "Tiểu học", "B": "THCS", "C": "Mầm non", "D": "PTDTBT"}
    return f"Trường {names[letter]} xã Nà Hoa"


@pytest.mark.parametrize(
    ("first", "second", "statuses", "counted", "withdrawn"),
    [
        pytest.param("A B C", "A B", "reread1 reread2 gone3", "1A 2B", "3C", id="the last is gone"),
        pytest.param("A B C", "A C", "reread1 reread3 gone2", "1A 3C", "2B", id="one in the middle: C stays C"),
        pytest.param("A B C", "C", "reread3 gone1 gone2", "3C", "1A 2B", id="only the last is left"),
        pytest.param("A B C", "A BC", "reread1 reread2 gone3", "1A 2B", "3C", id="a head is no longer seen"),
        pytest.param("A C", "A B C", "reread1 new3 reread2", "1A 2C 3B", "", id="one more in the middle"),
        pytest.param("A B", "A D", "reread1 reread2", "1A 2D", "", id="as many: the place says which"),
        pytest.param("A B C", "A B C", "reread1 reread2 reread3", "1A 2B 3C", "", id="the same"),
    ],
)
def test_each_reading_stays_with_its_report_and_what_is_gone_leaves_the_answers(
    database: Database, feed: Any, first: str, second: str, statuses: str, counted: str, withdrawn: str
) -> None:
    feed(*first.split())
    assert " ".join(f"{status}{report}" for status, report in told(feed(*second.split()))) == statuses
    wanted = {int(one[0]): ("counted", school(one[1])) for one in counted.split()}
    wanted |= {int(one[0]): ("withdrawn", school(one[1])) for one in withdrawn.split()}
    assert states(database) == wanted


def test_what_is_gone_is_told_keeps_its_history_and_can_be_restored(database: Database, feed: Any) -> None:
    feed("A", "B", "C")
    with database.writing() as session:
        decide(session, CLERK, 3, "admission_counts", "accept")
    *_, gone = feed("A", "B")
    assert (gone.note, gone.decisions, gone.parts) == ("part_gone", 1, 2)
    said = message(f"terminal.{gone.note}", {"report": 3, "file": "x", "parts": 2, "decisions": 1}, "vi")
    assert (
        "kiemdiem restore 3" in said and label(f"labels.note.{gone.note}", "vi") and label("labels.ingest.gone", "vi")
    )
    summary = Summary()
    for one in feed("A", "B"):  # told once: it is gone already
        summary.add(one)
    assert (summary.files, dict(summary.statuses)) == (1, {"reread": 2})
    with database.reading() as session:
        shown = show_report(session, EVERYTHING, 3)
        assert [(one.who, one.verdict) for one in shown.decisions] == [("clerk", "accept"), ("kiemdiem", "reject")]
        assert shown.report.organisation.school == school("C") and shown.line.file == "xã.docx"
    with database.writing() as session:
        restore(session, CLERK, 3)
    assert states(database)[3][0] == "counted"
    assert [one.status for one in feed("A", "B")] == ["reread", "reread"]  # a person's word stands
    assert states(database)[3][0] == "counted"


def test_a_part_that_is_found_again_counts_again(database: Database, feed: Any) -> None:
    feed("A", "B", "C")
    feed("A", "C")
    assert told(feed("A", "B", "C")) == [("reread", 1), ("reread", 2), ("reread", 3)]
    assert [state for state, _ in states(database).values()] == ["counted"] * 3
    with database.reading() as session:
        assert session.scalars(select(Decision.undone_by)).all() == ["kiemdiem"]


def test_a_part_that_could_not_be_read_is_not_gone(database: Database, feed: Any) -> None:
    feed("A", "B", "C")
    assert [one.status for one in feed("A", "C", cut=True)] == ["reread", "reread"]
    assert [state for state, _ in states(database).values()] == ["counted"] * 3
    assert states(database)[3] == ("counted", school("C"))


def test_an_approved_report_stays_and_is_told(database: Database, feed: Any) -> None:
    feed("A", "B", "C")
    with database.writing() as session:
        approve(session, CLERK, 3)
    *_, gone = feed("A", "B")
    assert (gone.status, gone.note, gone.report_id) == ("gone", "part_gone_kept", 3)
    assert states(database)[3] == ("counted", school("C"))


def test_a_report_with_another_file_stands_on_that(database: Database, feed: Any, tmp_path: Path) -> None:
    alone = write(tmp_path / "c.docx", "C")
    list(ingest(database, tmp_path / "data", find_sources([alone])))
    assert told(feed("A", "B", "C"))[2] == ("version", 1)
    *_, gone = feed("A", "B")
    assert (gone.note, gone.report_id) == ("part_gone_other_file", 1)
    with database.reading() as session:
        assert show_report(session, EVERYTHING, 1).line.file == "c.docx"
        assert session.get_one(registry.StoredReport, 1).counted


def test_asked_singly_then_split_then_singly(database: Database, feed: Any) -> None:
    assert told(feed("A", "B", "C", split=False)) == [("new", 1)]
    assert told(feed("A", "B", "C", again=False)) == [("reread", 1), ("new", 2), ("new", 3)]
    unchanged = [("unchanged", 1), ("unchanged", 2), ("unchanged", 3)]
    assert told(feed("A", "B", "C", split=False, again=False)) == unchanged
    assert told(feed("A", "B", "C", split=False)) == [("reread", 1), ("reread", 2), ("reread", 3)]
    assert told(feed("A", split=False)) == [("reread", 1), ("gone", 2), ("gone", 3)]
    assert told(feed("A", split=False, again=False)) == [("unchanged", 1)]  # not those that are gone
    assert told(feed("A", "B", "C", split=False)) == [("reread", 1), ("reread", 2), ("reread", 3)]  # once split, split
    assert [state for state, _ in states(database).values()] == ["counted"] * 3


def test_read_singly_a_stack_that_looks_smaller_loses_nothing(database: Database, feed: Any) -> None:
    feed("A", "B", "C", split=False)
    assert told(feed("A", "B", split=False)) == [("reread", 1)]
    assert told(feed("A", "B", again=False)) == [("reread", 1), ("new", 2)]


def test_the_kept_documents_are_those_of_the_parts(database: Database, feed: Any) -> None:
    feed("A", "B", "C")
    feed("A", "C")
    with database.reading() as session:
        parts = session.scalars(select(registry.File.part).order_by(registry.File.id)).all()
        kept = session.scalars(select(registry.KeptDocument).order_by(registry.KeptDocument.file_id)).all()
        texts = [load_document(one.content).text for one in kept]
    assert parts == [1, 3, 2]
    assert [f"TRƯỜNG {SCHOOLS[letter]}" in text for letter, text in zip("ABC", texts, strict=True)] == [True] * 3
