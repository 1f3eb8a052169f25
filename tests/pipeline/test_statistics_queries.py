"""Questions across schools: each figure counted once, absent is not 0, and what may not be seen is not counted."""

from __future__ import annotations

from typing import Any

import pytest
from stored_reports import figure, report

from models.database.connection import Database
from models.errors import UsageError
from models.report import AdmissionCounts, Award, DocumentInfo, Report
from pipeline import decisions
from pipeline.decisions import Reviewer
from pipeline.scope import EVERYTHING, Scope
from pipeline.statistics import answer, metrics
from pipeline.store import store
from pipeline.tabular import to_csv, to_json

CLERK = Reviewer("clerk", EVERYTHING)
LEADERSHIP = DocumentInfo(kind="collective_review", subject="leadership")


def put(database: Database, *reports: Report) -> list[int]:
    numbers = []
    for one in reports:
        with database.writing() as session:
            numbers.append(store(session, one).report_id)
    return numbers


def ask(database: Database, metric: str, by: str = "", *where: str, scope: Scope = EVERYTHING) -> list[tuple[Any, ...]]:
    """Rows without how many reports and doubts stand behind them."""
    with database.reading() as session:
        found = answer(session, scope, metric, by.split(",") if by else (), where)
    return [tuple(row[name] for name in found.columns if name not in ("reports", "doubtful")) for row in found.rows]


def test_grades_are_left_out_where_the_total_is_stated(database: Database) -> None:
    put(database, report())
    assert ask(database, "students.actual") == [("2022-2023", "count", 59)]
    by_grade = ask(database, "students.actual", "group")
    assert by_grade == [
        ("6", "2022-2023", "count", 30),
        ("7", "2022-2023", "count", 29),
        ("total", "2022-2023", "count", 59),
    ]


def test_grades_are_added_where_no_total_is_stated(database: Database) -> None:
    put(database, report(statistics=[figure("students.actual", 30, "6"), figure("students.actual", 29, "7")]))
    assert ask(database, "students.actual") == [("2022-2023", "count", 59)]


def test_schools_add_up_and_school_years_stay_apart(database: Database) -> None:
    other = figure("students.actual", 100, "total", school_year="2023-2024")
    put(database, report(), report("b", school="Trường Tiểu học Nà Hoa"), report("c", year=2024, statistics=[other]))
    assert ask(database, "students.actual") == [("2022-2023", "count", 118), ("2023-2024", "count", 100)]
    assert ask(database, "students.actual", "year") == [
        (2023, "2022-2023", "count", 118),
        (2024, "2023-2024", "count", 100),
    ]
    assert ask(database, "students.actual", "", "school_year=2023-2024") == [("count", 100)]


def test_a_percent_is_averaged_never_added(database: Database) -> None:
    low = figure("students.academic.good", 10.5, unit="percent", scale="TT22/2021", at_least=True)
    put(database, report(), report("b", school="Trường Tiểu học Nà Hoa", statistics=[low]))
    assert [row[-1] for row in ask(database, "students.academic.good")] == [16]


def test_what_two_reports_of_a_school_tell_is_counted_once(database: Database) -> None:
    put(database, report(), report("b", document=LEADERSHIP))
    assert ask(database, "students.actual") == [("2022-2023", "count", 59)]
    assert ask(database, "awards.prize") == [(2,)]
    assert ask(database, "admissions.admitted") == [(1,)]
    assert ask(database, "reports") == [(2,)]  # these are two
    assert ask(database, "ratings.overall", "level") == [("completed", 2)]


def test_quarters_are_left_out_of_years(database: Database) -> None:
    quarter = DocumentInfo(kind="collective_review", subject="cell_committee", period="quarter_2")
    put(database, report(), report("b", document=quarter))
    assert ask(database, "awards.prize") == [(2,)]
    assert ask(database, "awards.prize", "period") == [("quarter_2", 2), ("year", 2)]


@pytest.mark.parametrize(
    ("changes", "rows"),
    [
        pytest.param({}, [("admitted", 1), ("introduced", 1), ("planned", 0)], id="as stated; 0 is a figure"),
        pytest.param(
            {"admission_counts": AdmissionCounts()}, [("admitted", 1), ("introduced", 1)], id="else the names"
        ),
        pytest.param({"admission_counts": AdmissionCounts(), "admissions": []}, [], id="absent is not 0"),
        pytest.param(
            {"admission_counts": AdmissionCounts(admitted=3), "admissions": []}, [("admitted", 3)], id="no names"
        ),
    ],
)
def test_admissions(database: Database, changes: dict[str, Any], rows: list[Any]) -> None:
    put(database, report(**changes))
    assert ask(database, "admissions") == rows


@pytest.mark.parametrize(
    ("by", "where", "rows"),
    [
        pytest.param("category", (), [("commendation", 2), ("prize", 2), ("title", None)], id="no number is no 0"),
        pytest.param("level,rank", ("category=prize",), [("district", "second", 2)], id="two dimensions"),
        pytest.param("", ("level=province",), [], id="nothing"),
        pytest.param("", ("level=province,district",), [(4,)], id="one of several"),
        pytest.param("", ("level!=province",), [(4,)], id="not one; what has no level is not of the province"),
        pytest.param("", ("rank=",), [(2,)], id="no rank"),
        pytest.param("", ("year>=2023", "year<2024"), [(4,)], id="years"),
        pytest.param("", ("school=trường trung học cơ sở nà hoa",), [(4,)], id="a school in another spelling"),
        pytest.param("", ("commune=Nà Hoa", "parent=Đảng ủy xã Nà Hoa"), [(4,)], id="place and parent folded"),
        pytest.param("", ("school=Trường THCS Khác",), [], id="another school"),
        pytest.param("", ("school!=Trường THCS Khác",), [(4,)], id="not another school"),
    ],
)
def test_awards(database: Database, by: str, where: tuple[str, ...], rows: list[Any]) -> None:
    put(database, report())
    assert sorted(ask(database, "awards", by, *where), key=str) == sorted(rows, key=str)


def test_an_honour_of_an_earlier_year_is_not_this_years(database: Database) -> None:
    old = Award(category="flag", recipient_type="collective", name="Cờ thi đua", count=1, year=2019)
    put(database, report(awards=[old]))
    assert ask(database, "awards.flag") == []
    assert ask(database, "awards.flag", "award_year") == [(2019, 1)]


def test_a_whole_family_of_metrics(database: Database) -> None:
    put(database, report())
    assert [row[0] for row in ask(database, "students.*")] == ["students.academic.good", "students.actual"]


def test_in_doubt_and_how_many_reports(database: Database) -> None:
    unsure = figure("students.actual", 5, "total", confidence=0.5)
    put(database, report(), report("b", school="Trường Tiểu học Nà Hoa", statistics=[unsure]))
    with database.reading() as session:
        (row,) = answer(session, EVERYTHING, "students.actual").rows
    assert (row["value"], row["reports"], row["doubtful"]) == (64, 2, 1)


def test_decided_values_are_counted_withdrawn_and_waiting_ones_are_not(database: Database) -> None:
    first, second, _ = put(
        database,
        report(),
        report("b", school="Trường Tiểu học Nà Hoa"),
        report("c", school="Trường Mầm non Nà Hoa", year=None),
    )
    with database.writing() as session:
        decisions.decide(session, CLERK, first, "2022-2023|total", "correct", {"value": 60})
        decisions.withdraw(session, CLERK, second)
    assert ask(database, "students.actual") == [("2022-2023", "count", 60)]
    assert ask(database, "reports") == [(1,)]


@pytest.mark.parametrize("metric", ["reports", "ratings", "awards", "admissions", "students.actual"])
def test_what_may_not_be_seen_is_not_counted(database: Database, metric: str) -> None:
    put(database, report(), report("b", school="Trường Tiểu học Nà Hoa"), report("c", year=2022))
    with database.reading() as session:
        from sqlalchemy import select

        from models.database.registry import School

        mine = session.scalars(select(School.id).order_by(School.id)).first() or 0
    whole = ask(database, metric, "school,year")
    assert len({row[:2] for row in whole}) == 3
    for scope in (Scope(schools=frozenset({mine})), Scope(schools=frozenset({mine}), years=frozenset({2023}))):
        seen = ask(database, metric, "school,year", scope=scope)
        assert seen == [
            row for row in whole if row[0] == "Trường THCS xã Nà Hoa" and (not scope.years or row[1] == 2023)
        ]
    nobody = Scope(schools=frozenset())
    with database.reading() as session:
        assert metrics(session, nobody) == ["reports", "ratings", "awards", "admissions"]
    if "." not in metric:
        assert ask(database, metric, scope=nobody) == []


@pytest.mark.parametrize(
    ("metric", "by", "where", "code"),
    [
        pytest.param("studnts.actual", "", (), "metric_unknown", id="misspelt"),
        pytest.param("reports.x", "", (), "metric_unknown", id="no such part"),
        pytest.param("awards", "colour", (), "dimension_unknown", id="no such dimension"),
        pytest.param("awards", "", ("colour=red",), "dimension_unknown", id="no such condition"),
        pytest.param("awards", "", ("level",), "condition_unreadable", id="no condition"),
        pytest.param("awards", "", ("year=soon",), "condition_unreadable", id="no number"),
    ],
)
def test_what_cannot_be_asked_is_said(
    database: Database, metric: str, by: str, where: tuple[str, ...], code: str
) -> None:
    put(database, report())
    with pytest.raises(UsageError) as error:
        ask(database, metric, by, *where)
    assert error.value.code == code and error.value.sentence("vi")
    if metric == "studnts.actual":
        assert "students.actual" in error.value.next_step("en")


# --- exports ----------------------------------------------------------------------------------------------------------


def test_csv_has_a_mark_machine_names_and_no_formula() -> None:
    rows = [{"school": text, "value": -3} for text in ("=1+1", "@x", "-", "＝1", " =1", "Trường A")]
    lines = to_csv(["school", "value"], rows, {"value"}).split("\r\n")
    assert lines[0] == "\ufeffschool,value"
    assert lines[1:-1] == ["'=1+1,-3", "'@x,-3", "'-,-3", "'＝1,-3", "' =1,-3", "Trường A,-3"]


def test_csv_of_nothing_is_empty_and_json_is_exact() -> None:
    assert to_csv(["a", "b"], [{"a": None, "b": 1.5}], {"b"}).endswith("\r\n,1.5\r\n")
    assert '"=1+1"' in to_json(["a"], [{"a": "=1+1"}])
