"""The list and one report whole; names are withheld from those who may not see them."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import select
from stored_reports import report

from models.database.connection import Database
from models.database.registry import School
from models.errors import UsageError
from models.report import Organisation
from pipeline import decisions
from pipeline.decisions import Reviewer
from pipeline.reports import list_reports, nameless, show_report
from pipeline.scope import EVERYTHING, Scope
from pipeline.store import store

CLERK = Reviewer("clerk", EVERYTHING)


@pytest.fixture
def filled(database: Database) -> Database:
    for one in (
        report(),
        report("b", school="Trường Tiểu học Nà Hoa", year=2022),
        report("c", organisation=Organisation()),
        report("d", number="05-BC/CB"),
    ):
        with database.writing() as session:
            store(session, one)
    return database


def listed(database: Database, *where: str, state: str | None = None, scope: Scope = EVERYTHING) -> list[int]:
    with database.reading() as session:
        return [line.id for line in list_reports(session, scope, where, state)]


def test_the_list(filled: Database) -> None:
    with filled.reading() as session:
        lines = {line.id: line for line in list_reports(session, EVERYTHING)}
    assert {number: (line.state, line.versions, line.year) for number, line in lines.items()} == {
        1: ("counted", 2, 2023),
        2: ("counted", 1, 2022),
        3: ("waiting", 1, 2023),
    }
    assert lines[1].findings > 0 and lines[3].waiting == "school_unknown"


@pytest.mark.parametrize(
    ("where", "state", "found"),
    [
        pytest.param(("year=2022",), None, [2], id="year"),
        pytest.param(("school=trường TH Nà Hoa",), None, [2], id="school in another spelling"),
        pytest.param((), "waiting", [3], id="state"),
        pytest.param(("waiting=school_unknown",), None, [3], id="why it waits"),
        pytest.param(("year>2030",), None, [], id="nothing"),
    ],
)
def test_the_list_filtered(filled: Database, where: tuple[str, ...], state: str | None, found: list[int]) -> None:
    assert listed(filled, *where, state=state) == found


def test_a_scope_sees_its_own_only(filled: Database) -> None:
    with filled.reading() as session:
        mine = session.scalars(select(School.id).where(School.name == "Trường Tiểu học Nà Hoa")).one()
    scope = Scope(schools=frozenset({mine}))
    assert listed(filled, scope=scope) == [2]
    with filled.reading() as session:
        assert show_report(session, scope, 2).line.id == 2
        for other in (1, 3, 99):
            with pytest.raises(UsageError, match="no report"):
                show_report(session, scope, other)


def test_one_report_whole(filled: Database) -> None:
    with filled.writing() as session:
        decisions.decide(session, CLERK, 1, "rating:I.1:criterion", "correct", {"level": "poor"}, note="so it is")
    with filled.reading() as session:
        shown = show_report(session, EVERYTHING, 1)
    first = shown.facts["rating"][0]
    assert first.key == "rating:I.1:criterion" and first.decision is not None and first.decision.who == "clerk"
    assert [file.filename for file in shown.versions] == ["bao-cao.docx"] * 2
    assert [one.note for one in shown.decisions] == ["so it is"] and shown.lost == []


def test_names_are_withheld_from_those_who_may_not_see_them(filled: Database) -> None:
    """Everything that the report says of a person, in whatever field, key, finding or source's words."""
    with filled.writing() as session:
        decisions.decide(session, CLERK, 1, "signatory", "correct", {"name": "Lù Thị Vân"})
    with filled.reading() as session:
        shown = show_report(session, Scope(names=False), 1)
    told = json.dumps(shown.report.model_dump(mode="json"), ensure_ascii=False)
    told += repr([(fact.key, fact.fact, fact.doubt) for facts in shown.facts.values() for fact in facts])
    told += repr((shown.line, [file.filename for file in shown.versions], shown.decisions, shown.lost))
    for name in (
        "Hà Thị Mơ",
        "hà thị mơ",
        "Quàng Văn Ún",
        "quàng văn ún",
        "Đặng Văn Sáu",
        "Lù Thị Vân",
        "Chi uỷ họp đều",
    ):
        assert name not in told
    assert shown.report.statistics[0].value == 30 and shown.report.ratings[0].level == "good"
    assert len(shown.report.admissions) == 2 and shown.report.organisation.school == "Trường THCS xã Nà Hoa"


def test_words_as_they_were_first_read_are_withheld_too() -> None:
    told = report()
    for fact in (*told.admissions, *told.awards, *told.ratings, told.signatory):
        if fact.evidence is not None:
            fact.evidence.read_as, fact.evidence.photo = "Hà Thị Mớ", "ha-thi-mo.jpg"
    assert "Hà Thị Mớ" in told.model_dump_json()
    withheld = nameless(told).model_dump_json()
    assert "Hà Thị Mớ" not in withheld and "ha-thi-mo" not in withheld
