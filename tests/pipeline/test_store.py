"""What is stored comes back whole; versions, waiting papers, attachments; on SQLite and on PostgreSQL."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select, text
from stored_reports import report, source

from models import report as model
from models.database import facts, registry, review, views
from models.database.connection import Database
from models.database.registry import School, StoredReport
from models.document import Document, Paragraph, Source, dump_document, load_document
from models.report import AdmissionCounts, DocumentInfo, Finding, Organisation, Report, Signatory
from pipeline.erasure import refuse
from pipeline.store import Stored, report_in_force, store


def put(database: Database, one: Report, **more: Any) -> Stored:
    with database.writing() as session:
        return store(session, one, **more)


def get(database: Database, report_id: int) -> Report:
    with database.reading() as session:
        return report_in_force(session, report_id)


def row(database: Database, report_id: int) -> StoredReport:
    with database.reading() as session:
        return session.get_one(StoredReport, report_id)


def count(database: Database, table: Any) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def test_a_report_comes_back_whole(database: Database) -> None:
    one = report()
    assert len(one.findings) >= 2
    assert get(database, put(database, one).report_id) == one


def test_a_report_that_says_nothing_comes_back_whole(database: Database) -> None:
    one = Report(source=source())
    assert get(database, put(database, one, checker=lambda _: []).report_id) == one


def test_singles_keep_their_place_though_all_their_fields_are_empty(database: Database) -> None:
    place = model.Evidence(block=3, text="kết nạp")
    one = report(
        admission_counts=AdmissionCounts(evidence=place, confidence=0.4),
        signatory=Signatory(evidence=place),
        prompted=None,
    )
    assert get(database, put(database, one).report_id) == one


# --- the property: whatever the contract can say ---------------------------------------------------------------------

WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=12)
SOME = st.none() | WORDS
COUNT = st.none() | st.integers(0, 10**6)
NUMBER = st.floats(-1e9, 1e9).filter(lambda value: math.copysign(1, value) > 0 or value != 0)
PLACE = st.none() | st.builds(
    model.Evidence,
    page=COUNT,
    bbox=st.none() | st.tuples(NUMBER, NUMBER, NUMBER, NUMBER),
    block=st.integers(0, 99),
    start=st.integers(0, 9),
    end=st.integers(0, 99),
    cell=st.none() | st.tuples(st.integers(0, 9), st.integers(0, 9)),
    text=WORDS,
    also=st.lists(st.builds(model.Evidence, block=st.integers(0, 9), text=WORDS), max_size=1),
)
OF_FACT = {"evidence": PLACE, "confidence": st.floats(0, 1)}


def some(made: type[Any], /, **fields: Any) -> st.SearchStrategy[Any]:
    return st.lists(st.builds(made, **fields, **OF_FACT), max_size=3)


REPORTS = st.builds(
    Report,
    source=st.builds(source, st.uuids().map(str)),
    document=st.builds(DocumentInfo, kind=st.sampled_from(["collective_review", "minutes"]), term=SOME, form=SOME),
    organisation=st.builds(Organisation, name=SOME, cell=SOME, school=SOME, parent=SOME, commune=SOME, **OF_FACT),
    title=SOME,
    number=SOME,
    year=st.none() | st.integers(1990, 2040),
    place=SOME,
    date=st.none() | st.dates(),
    head_evidence=st.dictionaries(st.sampled_from(["title", "date"]), PLACE.filter(bool), max_size=2),
    sections=some(
        model.Section,
        path=WORDS,
        title=WORDS,
        text=WORDS,
        flow=st.lists(st.sampled_from(["p", "r9"])),
        annex=st.booleans(),
    ),
    ratings=some(
        model.Rating,
        section=SOME,
        scale=st.sampled_from(["criterion", "overall"]),
        level=SOME,
        status=st.sampled_from(["marked", "blank", "unknown"]),
        marks=st.lists(WORDS, max_size=2),
        score=st.none() | NUMBER,
    ),
    tables=some(
        model.DataTable,
        section=SOME,
        caption=SOME,
        header=st.lists(st.lists(WORDS, max_size=2), max_size=2),
        rows=st.lists(st.lists(WORDS, max_size=2), max_size=2),
        annex=st.booleans(),
    ),
    statistics=some(
        model.Statistic,
        metric=WORDS,
        school_year=SOME,
        group=SOME,
        value=NUMBER,
        base=st.none() | NUMBER,
        at_least=st.none() | st.booleans(),
        raw=SOME,
    ),
    admissions=some(
        model.Admission, name=WORDS, kind=st.sampled_from(["admitted", "introduced"]), date=st.none() | st.dates()
    ),
    admission_counts=st.builds(
        AdmissionCounts, admitted=COUNT, planned=COUNT, target_met=st.none() | st.booleans(), **OF_FACT
    ),
    awards=some(
        model.Award,
        category=st.just("prize"),
        recipient_type=st.just("student"),
        name=WORDS,
        rank=SOME,
        count=COUNT,
        share=st.none() | NUMBER,
        recipients=st.lists(WORDS, max_size=3),
        grades=st.none() | st.lists(WORDS, max_size=2),
        year=COUNT,
    ),
    prompted=st.none() | st.booleans(),
    signatory=st.builds(
        Signatory, name=SOME, position=SOME, on_behalf_of=SOME, signed=st.none() | st.booleans(), **OF_FACT
    ),
    findings=st.lists(
        st.builds(Finding, code=st.just("test_only"), values=st.dictionaries(WORDS, SOME | NUMBER, max_size=2))
    ),
)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(one=REPORTS)
def test_whatever_the_contract_can_say_comes_back(database: Database, one: Report) -> None:
    """`organisation.school` is unknown or odd, so these wait or stand alone; each is a new file."""
    one.organisation.school = None  # else two of hypothesis's could be one report, and the newer one is in force
    assert get(database, put(database, one, checker=lambda _: []).report_id) == one


def test_characters_that_a_database_refuses_are_replaced(database: Database) -> None:
    one = report(title="BÁO\0CÁO", place="Nà\ud800 Hoa", checked=False)
    back = get(database, put(database, one).report_id)
    assert back.title == "BÁO\ufffdCÁO"
    assert back.place is not None and back.place.startswith("Nà") and back.place.endswith(" Hoa")


# --- idempotence, versions ------------------------------------------------------------------------------------------


def test_reading_a_file_again_doubles_nothing(database: Database) -> None:
    first = put(database, report())
    second = put(database, report())
    assert second.report_id == first.report_id
    assert count(database, StoredReport) == count(database, registry.File) == count(database, School) == 1
    assert count(database, facts.Award) == 3
    assert count(database, registry.Reading) == 2


def test_a_new_file_of_the_same_review_is_its_newest_version(database: Database) -> None:
    first = put(database, report())
    second = put(database, report("two", number="05-BC/CB"))
    assert second.version and second.report_id == first.report_id
    assert count(database, StoredReport) == 1
    assert get(database, first.report_id).number == "05-BC/CB"


@pytest.mark.parametrize(
    ("changes", "reports", "waiting"),
    [
        pytest.param({"year": 2022}, 2, None, id="another year"),
        pytest.param({"document": DocumentInfo(kind="collective_review", subject="leadership")}, 2, None, id="subject"),
        pytest.param(
            {"document": DocumentInfo(kind="collective_review", subject="cell_committee", period="quarter_1")},
            2,
            None,
            id="quarter",
        ),
        pytest.param({"document": DocumentInfo(kind="collective_review")}, 2, "report_unclear", id="subject not told"),
        pytest.param({"school": "Trường Tiểu học xã Nà Hoa"}, 2, None, id="another school of the place"),
        pytest.param({"school": "Trường THCS Nà Hoa"}, 1, None, id="the same school without its unit's word"),
        pytest.param(
            {"school": "TRƯỜNG TRUNG HỌC CƠ SỞ NÀ HOA"}, 1, None, id="the same school in full and in capitals"
        ),
        pytest.param({"year": None}, 2, "year_unknown", id="no year"),
        pytest.param({"organisation": Organisation()}, 2, "school_unknown", id="no school"),
        pytest.param(
            {"organisation": Organisation(school="Trường THCS Nà Hoa")}, 2, "school_place_unknown", id="no place"
        ),
        pytest.param(
            {
                "organisation": Organisation(
                    school="Trường THCS Nà Hoa", parent="Đảng bộ huyện Mường Sa", cell="Chi bộ 7"
                )
            },
            2,
            "school_unclear",
            id="a body above that the known school was never named with",
        ),
        pytest.param(
            {"organisation": Organisation(school="Trường THCS Nà Hoa", commune="Nậm Tin", cell="Chi bộ 7")},
            2,
            None,
            id="another place",
        ),
        pytest.param(
            {"organisation": Organisation(school="Trường THCS Nà Hoa", commune="Nà Hoa", cell="Chi bộ số 07")},
            1,
            None,
            id="the same cell",
        ),
        pytest.param(
            {"organisation": Organisation(school="Trường THCS Nà Hoa", commune="Nà Hoa", cell="Chi bộ 8")},
            2,
            None,
            id="another cell",
        ),
        pytest.param(
            {"organisation": Organisation(school="Trường THCS Nà Hoa", commune="Nà Hoa")},
            2,
            "report_unclear",
            id="cell not told",
        ),
    ],
)
def test_who_a_report_is(database: Database, changes: dict[str, Any], reports: int, waiting: str | None) -> None:
    put(database, report())
    second = put(database, report("two", **changes))
    assert (count(database, StoredReport), second.waiting) == (reports, waiting)
    assert row(database, second.report_id).counted == (waiting is None)


def test_two_papers_that_wait_are_never_merged(database: Database) -> None:
    nobody = {"organisation": Organisation()}
    first, second = put(database, report("one", **nobody)), put(database, report("two", **nobody))
    assert first.report_id != second.report_id


def test_other_papers_are_attachments_that_feed_nothing_and_make_no_school(database: Database) -> None:
    minutes = DocumentInfo(kind="minutes", subject="cell_committee")
    alone = put(database, report("minutes", document=minutes))
    assert count(database, School) == 0
    put(database, report())
    beside = put(database, report("more minutes", document=minutes))
    assert count(database, StoredReport) == 3
    for stored in (alone, beside):
        assert stored.waiting is None and not row(database, stored.report_id).counted
    assert row(database, beside.report_id).school_id is not None


def test_parts_of_a_stated_total_are_known(database: Database) -> None:
    put(database, report())
    with database.reading() as session:
        rows = session.execute(select(facts.Statistic.group, facts.Statistic.part).order_by(facts.Statistic.ordinal))
        assert [tuple(one) for one in rows] == [("6", True), ("7", True), ("total", False), (None, False)]


def test_the_cells_of_tables_are_a_view(database: Database) -> None:
    stored = put(database, report())
    cells = views.table_cells.c
    with database.reading() as session:
        query = select(cells.text, cells.head).where(
            cells.report_id == stored.report_id, cells.row == 2, cells.column == 1
        )
        found = session.execute(query).all()
        assert [one.text for one in found] == ["60"]
        assert "KHG" in found[0].head
        assert len(session.execute(select(cells.text)).all()) == 11


def test_of_a_refused_paper_only_hash_time_and_reason_are_kept(database: Database, tmp_path: Path) -> None:
    with database.writing() as session:
        refuse(session, tmp_path, "ab" * 32, "secret_paper")
        refuse(session, tmp_path, "ab" * 32, "secret_paper")
    with database.reading() as session:
        (file,) = session.scalars(select(registry.File)).all()
    names = [column.name for column in registry.File.__table__.columns]
    kept = {name for name in names if getattr(file, name) is not None}
    assert kept == {"id", "sha256", "part", "parts", "arrived_at", "refused"} and (file.part, file.parts) == (1, 1)


def test_the_document_is_kept(database: Database) -> None:
    about = Source("a.docx", source().sha256, "text/plain", "docx")
    document = Document(about, (Paragraph("Chi bộ 7"),))
    put(database, report(), document=dump_document(document))
    with database.reading() as session:
        (kept,) = session.scalars(select(registry.KeptDocument)).all()
        assert load_document(kept.content) == document


def test_a_failure_leaves_nothing_behind(database: Database) -> None:
    def broken(_: Report) -> list[Finding]:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        put(database, report(), checker=broken)
    assert count(database, registry.File) == count(database, StoredReport) == count(database, review.Claim) == 0


def test_foreign_keys_are_on(database: Database) -> None:
    with pytest.raises(Exception, match=r"(?i)foreign key"), database.writing() as session:
        session.execute(text("INSERT INTO documents (file_id, version, content) VALUES (99, '1', '')"))
