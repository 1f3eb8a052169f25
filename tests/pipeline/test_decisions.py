"""What people decide holds, is carried over where the words are the same, can be undone, and is never lost."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select
from stored_reports import evidence, figure, rating, report

from models.database.connection import Database
from models.database.registry import School, StoredReport
from models.database.review import Decision
from models.errors import UsageError
from models.report import Award, Organisation, Report
from pipeline import decisions
from pipeline.decisions import Reviewer
from pipeline.kinds import keyed_facts, short_key
from pipeline.scope import EVERYTHING, Scope
from pipeline.store import report_in_force, store

CLERK = Reviewer("clerk", EVERYTHING)
RATING = "rating:I.1:criterion"
HIDDEN_GOOD = "statistic:I.2:students.academic.good|2022-2023||percent|tt22/2021|true"


def put(database: Database, one: Report) -> int:
    with database.writing() as session:
        return store(session, one).report_id


def act(database: Database, action: Callable[..., Decision], *arguments: Any, **more: Any) -> None:
    with database.writing() as session:
        action(session, CLERK, *arguments, **more)


def decide(database: Database, report_id: int, key: str, verdict: Any, **value: Any) -> None:
    act(database, decisions.decide, report_id, key, verdict, value)


def now(database: Database, report_id: int) -> Report:
    with database.reading() as session:
        return report_in_force(session, report_id)


def row(database: Database, report_id: int) -> StoredReport:
    with database.reading() as session:
        return session.get_one(StoredReport, report_id)


def doubts(database: Database, report_id: int) -> set[str]:
    from pipeline.reports import show_report

    with database.reading() as session:
        shown = show_report(session, EVERYTHING, report_id)
        return {fact.key for facts in shown.facts.values() for fact in facts if fact.doubt}


def codes(one: Report) -> list[str]:
    return [finding.code for finding in one.findings]


def test_keys_are_readable_and_tell_facts_apart() -> None:
    one = report(statistics=[figure("students.actual", 1, "6"), figure("students.actual", 2, "6")])
    keys = [item.key for item in keyed_facts(one)]
    assert len(keys) == len(set(keys))
    assert {RATING, "head", "section::I", "statistic:I.2:students.actual|2022-2023|6|count||#2"} <= {
        *keys,
        "section::I",
    }


def test_a_corrected_value_is_in_force_with_its_place(database: Database) -> None:
    number = put(database, report())
    decide(database, number, RATING, "correct", level="excellent", marks=["excellent"])
    corrected = now(database, number).ratings[0]
    assert (corrected.level, corrected.status, corrected.confidence) == ("excellent", "marked", 1.0)
    assert corrected.evidence == report().ratings[0].evidence


def test_the_short_key_and_a_part_of_the_key_will_do(database: Database) -> None:
    number = put(database, report())
    decide(database, number, short_key(RATING), "correct", level="poor")
    assert now(database, number).ratings[0].level == "poor"
    decide(database, number, "rating:I.1", "correct", level="average")
    assert now(database, number).ratings[0].level == "average"


def test_checks_run_again(database: Database) -> None:
    number = put(database, report())
    assert "rating_blank" in codes(now(database, number))
    decide(database, number, "rating:I.2:criterion", "correct", status="marked", level="good", marks=["good"])
    after = codes(now(database, number))
    assert "rating_blank" not in after
    assert "several_reports" in after  # what the reading itself found stays
    act(database, decisions.undo, number, "rating:I.2:criterion")
    assert "rating_blank" in codes(now(database, number))


def test_a_rejected_fact_is_gone_and_flows_move_up(database: Database) -> None:
    number = put(database, report())
    table = next(item.key for item in keyed_facts(report()) if item.kind.name == "table")
    decide(database, number, table, "reject")
    after = now(database, number)
    assert [len(one.rows) for one in after.tables] == [1]
    assert after.sections[2].flow == ["p", "t0", "r1"]
    act(database, decisions.undo, number, table)
    assert now(database, number) == report()


def test_an_added_fact_comes_last_and_has_no_place(database: Database) -> None:
    number = put(database, report())
    fields = {"category": "flag", "recipient_type": "collective", "name": "Cờ thi đua", "count": 1}
    decide(database, number, "award:I.2", "add", **fields)
    decide(database, number, "award:I.2", "add", **fields)  # an equal one is a second one
    added = now(database, number).awards[-2:]
    assert [(award.name, award.evidence, award.confidence) for award in added] == [("Cờ thi đua", None, 1.0)] * 2


def test_undo_brings_back_the_decision_before(database: Database) -> None:
    number = put(database, report())
    for level in ("average", "poor"):
        decide(database, number, RATING, "correct", level=level)
    act(database, decisions.undo, number, RATING)
    assert now(database, number).ratings[0].level == "average"
    act(database, decisions.undo, number, RATING)
    assert now(database, number) == report()
    with database.reading() as session:
        history = session.scalars(select(Decision)).all()
    assert [(one.verdict, one.who, one.undone_by) for one in history] == [("correct", "clerk", "clerk")] * 2


# --- on the same file, and in a new version --------------------------------------------------------------------------


def with_first_rating(content: str, level: str | None, words: str = "Xuất sắc Tốt Trung bình Kém") -> Report:
    first = rating("I.1", level, 4)
    first.evidence = evidence(4, words)
    return report(content, ratings=[first, *report().ratings[1:]])


@pytest.mark.parametrize("verdict", ["accept", "correct", "reject"])
def test_on_the_same_file_a_decision_holds_whatever_a_later_reading_says(database: Database, verdict: str) -> None:
    number = put(database, report())
    decide(database, number, RATING, verdict, **({"level": "excellent"} if verdict == "correct" else {}))
    before = [one.level for one in now(database, number).ratings]
    put(database, with_first_rating("one", "poor"))  # the same file, read otherwise
    assert [one.level for one in now(database, number).ratings] == before
    assert not doubts(database, number)


def test_on_the_same_file_a_decided_fact_stays_though_a_later_reading_misses_it(database: Database) -> None:
    number = put(database, report())
    decide(database, number, RATING, "correct", level="excellent")
    put(database, report(ratings=report().ratings[1:]))
    assert sorted(str(one.level) for one in now(database, number).ratings) == ["None", "completed", "excellent"]


@pytest.mark.parametrize(
    ("new", "level", "doubtful"),
    [
        pytest.param(with_first_rating("two", "good"), "excellent", False, id="the same words: carried over"),
        pytest.param(
            with_first_rating("two", "good", "XUẤT SẮC  Tốt Trung bình Kém"), "excellent", False, id="compared folded"
        ),
        pytest.param(with_first_rating("two", "average"), "average", True, id="another mark: the new claim, in doubt"),
        pytest.param(with_first_rating("two", None), None, True, id="no mark now: the new claim, in doubt"),
    ],
)
def test_in_a_new_version_a_decision_is_carried_over_where_the_words_are_the_same(
    database: Database, new: Report, level: str | None, doubtful: bool
) -> None:
    number = put(database, report())
    decide(database, number, RATING, "correct", level="excellent")
    assert put(database, new) == number
    assert now(database, number).ratings[0].level == level
    assert (RATING in doubts(database, number)) is doubtful


def test_a_doubt_ends_with_a_new_decision(database: Database) -> None:
    number = put(database, report())
    decide(database, number, RATING, "reject")
    put(database, with_first_rating("two", "average"))
    decide(database, number, RATING, "accept")
    assert now(database, number).ratings[0].level == "average" and not doubts(database, number)


def test_a_decision_on_what_a_new_version_does_not_say_is_not_lost(database: Database) -> None:
    from pipeline.reports import show_report

    number = put(database, report())
    decide(database, number, RATING, "correct", level="excellent")
    put(database, report("two", ratings=report().ratings[1:]))
    with database.reading() as session:
        assert [one.key for one in show_report(session, EVERYTHING, number).lost] == [RATING]


def test_an_added_fact_is_carried_over_unless_the_new_version_says_it_itself(database: Database) -> None:
    number = put(database, report(admissions=[]))
    decide(database, number, "admission:I.2", "add", name="Hà Thị Mơ", kind="admitted")
    put(database, report("two", admissions=[]))
    assert [one.name for one in now(database, number).admissions] == ["Hà Thị Mơ"]
    put(database, report("three"))
    assert [one.name for one in now(database, number).admissions].count("Hà Thị Mơ") == 1


def test_each_file_has_its_own_decision(database: Database) -> None:
    number = put(database, report())
    decide(database, number, RATING, "correct", level="excellent")
    put(database, with_first_rating("two", "average"))
    decide(database, number, RATING, "correct", level="poor")
    assert now(database, number).ratings[0].level == "poor"
    act(database, decisions.choose_version, number, 1)
    assert now(database, number).ratings[0].level == "excellent" and not doubts(database, number)


def test_of_equals_the_one_that_was_judged_keeps_its_key(database: Database) -> None:
    """A later reading of the file finds an equal award before the two that were there."""
    first, second, third = (
        Award(category="title", recipient_type="staff", name="LĐTT", count=count, evidence=evidence(12, words))
        for count, words in ((1, "01 LĐTT"), (2, "02 LĐTT"), (3, "03 LĐTT"))
    )
    number = put(database, report(awards=[second, third]))
    key = next(item.key for item in keyed_facts(report(awards=[second, third])) if item.key.endswith("#2"))
    decide(database, number, key, "correct", count=30)
    put(database, report(awards=[first, second, third]))
    assert [award.count for award in now(database, number).awards] == [1, 2, 30]


def test_a_decided_one_of_equals_is_not_doubled_where_its_words_are_read_otherwise(database: Database) -> None:
    one, two, other = (
        Award(category="title", recipient_type="staff", name="LĐTT", count=count, evidence=evidence(12, words))
        for count, words in ((1, "01 LĐTT"), (2, "02 LĐTT"), (2, "02 LĐTT và"))
    )
    number = put(database, report(awards=[one, two]))
    key = next(item.key for item in keyed_facts(report(awards=[one, two])) if item.key.endswith("#2"))
    decide(database, number, key, "correct", count=20)
    put(database, report(awards=[one, other]))
    assert [award.count for award in now(database, number).awards] == [1, 20]


# --- the report itself ------------------------------------------------------------------------------------------------


def test_a_withdrawn_report_counts_nowhere_and_comes_back(database: Database) -> None:
    number = put(database, report())
    act(database, decisions.withdraw, number)
    assert row(database, number).withdrawn and not row(database, number).counted
    with pytest.raises(UsageError, match="withdrawn already"):
        act(database, decisions.withdraw, number)
    act(database, decisions.restore, number)
    assert row(database, number).counted and now(database, number) == report()
    with pytest.raises(UsageError, match="not withdrawn"):
        act(database, decisions.restore, number)


def test_a_person_is_asked_before_an_approved_report_is_replaced(database: Database) -> None:
    number = put(database, report())
    act(database, decisions.approve, number)
    put(database, report("two", number="05-BC/CB"))
    assert now(database, number).number == "04-BC/CB"
    assert row(database, number).newer_reading_id is not None
    act(database, decisions.choose_version, number, 2)
    assert now(database, number).number == "05-BC/CB" and row(database, number).newer_reading_id is None
    act(database, decisions.undo, number, "version")
    assert now(database, number).number == "04-BC/CB"


def test_a_chosen_version_stays_in_force(database: Database) -> None:
    number = put(database, report())
    put(database, report("two", number="05-BC/CB"))
    act(database, decisions.choose_version, number, 1)
    put(database, report("three", number="06-BC/CB"))
    assert now(database, number).number == "04-BC/CB"
    with pytest.raises(UsageError, match="no version 4"):
        act(database, decisions.choose_version, number, 4)


def school_number(database: Database) -> int:
    with database.reading() as session:
        return session.scalars(select(School.id)).first() or 0


def test_an_assigned_paper_gets_its_place_and_loses_it_again(database: Database) -> None:
    put(database, report(year=2020))
    number = put(database, report("two", organisation=Organisation(cell="Chi bộ 7")))
    act(database, decisions.assign, number, {"school_id": school_number(database)})
    assert row(database, number).counted and row(database, number).waiting is None
    act(database, decisions.undo, number, "assignment")
    assert row(database, number).waiting == "school_unknown" and not row(database, number).counted


def test_an_assigned_paper_becomes_a_version_and_is_taken_out_again(database: Database) -> None:
    first = put(database, report())
    second = put(database, report("two", number="05-BC/CB", organisation=Organisation(cell="Chi bộ 7")))
    act(database, decisions.assign, second, {"school_id": school_number(database)})
    assert now(database, first).number == "05-BC/CB"
    assert row(database, second).merged_into_id == first and not row(database, second).counted
    act(database, decisions.undo, second, "assignment")
    assert now(database, first).number == "04-BC/CB" and now(database, second).number == "05-BC/CB"
    assert row(database, second).waiting == "school_unknown"


def test_assignments_add_up(database: Database) -> None:
    put(database, report(year=2019))
    number = put(database, report("two", year=None, organisation=Organisation(cell="Chi bộ 7")))
    act(database, decisions.assign, number, {"school_id": school_number(database)})
    assert row(database, number).waiting == "year_unknown"
    act(database, decisions.assign, number, {"year": 2023})
    assert (row(database, number).year, row(database, number).counted) == (2023, True)


def test_a_corrected_year_moves_the_report(database: Database) -> None:
    number = put(database, report())
    decide(database, number, "head", "correct", year=2022)
    assert row(database, number).year == 2022 and now(database, number).year == 2022


# --- what is refused --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "verdict", "value", "code"),
    [
        pytest.param("rating:IX:criterion", "accept", {}, "fact_unknown", id="no such fact"),
        pytest.param("rating:", "accept", {}, "fact_ambiguous", id="several facts"),
        pytest.param(RATING, "correct", {"colour": "red"}, "field_unknown", id="no such field"),
        pytest.param(RATING, "correct", {"scale": "stars"}, "value_invalid", id="no such code"),
        pytest.param("head", "correct", {"year": "soon"}, "value_invalid", id="no number"),
        pytest.param("wish:I.1", "add", {}, "kind_unknown", id="no such kind"),
        pytest.param("head", "add", {}, "kind_unknown", id="a kind that stands once"),
        pytest.param("award:I.2", "add", {"name": "x"}, "value_invalid", id="a fact that lacks what it must have"),
    ],
)
def test_what_cannot_be_decided(database: Database, key: str, verdict: Any, value: dict[str, Any], code: str) -> None:
    number = put(database, report())
    with pytest.raises(UsageError) as refused:
        decide(database, number, key, verdict, **value)
    assert refused.value.code == code and refused.value.sentence("vi") and refused.value.next_step("vi")
    assert now(database, number) == report()


def test_what_a_scope_does_not_see_cannot_be_decided(database: Database) -> None:
    number = put(database, report())
    stranger = Reviewer("stranger", Scope(schools=frozenset({99})))
    with pytest.raises(UsageError, match="no report"), database.writing() as session:
        decisions.withdraw(session, stranger, number)
    assert row(database, number).counted
