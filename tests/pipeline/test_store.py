"""What is stored comes back whole; versions, waiting papers, attachments; on SQLite and on PostgreSQL."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import func, select
from stored_reports import report

from models.database import facts, registry, review
from models.database.connection import Database
from models.database.registry import Reading, School, StoredReport
from models.report import AdmissionCounts, DocumentInfo, Organisation, Report, Signatory, Source
from pipeline.store import Stored, report_in_force, store


def put(database: Database, one: Report) -> Stored:
    with database.writing() as session:
        return store(session, one)


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
