"""Who may see what: no query is made without a Scope, and what may not be seen is not counted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement
from sqlalchemy.orm import Session

from models.database.registry import StoredReport
from models.errors import UsageError

NAMELESS = frozenset({"public", "internal"})  # the sensitivity classes that those without names may see


@dataclass(frozen=True, slots=True)
class Scope:
    """Schools and years (None: all), and whether names and what is said of persons may be seen.

    A report without a school (it waits) is seen only by those who see all schools, one without a year likewise.
    """

    schools: frozenset[int] | None = None
    years: frozenset[int] | None = None
    names: bool = True

    def conditions(self, school_id: Any, year: Any) -> list[ColumnElement[bool]]:
        """What a query over rows with these two columns must ask for."""
        conditions: list[ColumnElement[bool]] = []
        if self.schools is not None:
            conditions.append(school_id.in_(sorted(self.schools)))
        if self.years is not None:
            conditions.append(year.in_(sorted(self.years)))
        return conditions

    def sees(self, report: StoredReport) -> bool:
        """Whether this report may be seen."""
        school = self.schools is None or report.school_id in self.schools
        return school and (self.years is None or report.year in self.years)

    def shows(self, column: Any) -> bool:
        """Whether this column may be seen, by its sensitivity class."""
        return self.names or column.info["sensitivity"] in NAMELESS


EVERYTHING = Scope()  # the one user of an office PC


def find_report(session: Session, report_id: int, scope: Scope) -> StoredReport:
    """The report, or the one that it joined. Raises UsageError ("report_unknown") also for one that may not be seen."""
    report = session.get(StoredReport, report_id)
    while report is not None and report.merged_into_id is not None:
        report = session.get(StoredReport, report.merged_into_id)
    if report is None or not scope.sees(report):
        raise UsageError("report_unknown", report=report_id)
    return report
