"""What people corrected, written into the words that stated it.

The prose of a report is kept as the school wrote it; a decision that corrects a figure or a name in it must show in
the report that is written out again. A correction is written only where its old form stands exactly once in the words
that the fact came from; any other is told to the caller, never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.database.review import Claim, Decision
from models.report import DataTable, Evidence, Report
from parsers.text import decimals, read_decimal
from pipeline.kinds import KINDS

_IN_PROSE = ("statistic", "admission", "admission_counts", "award")  # the others stand in the report as values
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
_WORDED = ("value", "count", "share", "base", "name", "recipients", "admitted", "introduced", "confirmed", "planned")


@dataclass(frozen=True, slots=True)
class Correction:
    """A fact as it was read and as a person corrected it; `key` names it to the user."""

    key: str
    evidence: Evidence
    old: Mapping[str, Any]
    new: Mapping[str, Any]


def corrections_in_force(session: Session, report_id: int) -> list[Correction]:
    """The corrections of facts that the report states in its own words."""
    found = []
    for name in _IN_PROSE:
        row = KINDS[name].row
        query = (
            select(Claim.key, Claim.evidence, Claim.value, Decision.value)
            .join(row, (row.key == Claim.key) & (row.reading_id == Claim.reading_id))
            .join(Decision, Decision.id == row.decision_id)
            .where(row.report_id == report_id, Decision.verdict == "correct", Claim.evidence.is_not(None))
        )
        for key, evidence, old, new in session.execute(query):
            found.append(Correction(key, Evidence.model_validate(evidence), old, new or {}))
    return found


def write_corrections(report: Report, corrections: Sequence[Correction]) -> tuple[Report, list[Correction]]:
    """A copy of the report with the corrections in its words, and those for which there was no single place."""
    corrected = report.model_copy(deep=True)
    unplaced = []
    for correction in corrections:
        words = _rewritten(correction)
        if words is None or not _put(corrected, correction.evidence, words):
            unplaced.append(correction)
    return corrected, unplaced


def _rewritten(correction: Correction) -> str | None:
    """The evidence's words with each changed field in its new form; None where one has no single place."""
    words = correction.evidence.text
    for name in sorted(correction.old.keys() | correction.new.keys()):
        before, after = correction.old.get(name), correction.new.get(name)
        if before == after:
            continue
        if name not in _WORDED or before is None or after is None:
            return None
        for old, new in _pairs(before, after):
            span = _only_place(words, old)
            if span is None:
                return None
            words = f"{words[: span[0]]}{_like(words[span[0] : span[1]], new)}{words[span[1] :]}"
    return words


def _pairs(before: Any, after: Any) -> Iterator[tuple[Any, Any]]:
    if isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        yield from ((old, new) for old, new in zip(before, after, strict=True) if old != new)
    else:
        yield before, after


def _only_place(words: str, old: Any) -> tuple[int, int] | None:
    if isinstance(old, str):
        places = [(match.start(), match.end()) for match in re.finditer(re.escape(old), words)]
    elif isinstance(old, int | float):
        places = [match.span() for match in _NUMBER.finditer(words) if read_decimal(match[0]) == float(old)]
    else:
        return None
    return places[0] if len(places) == 1 else None


def _like(written: str, new: Any) -> str:
    """A number in the way in which the old one was written: its leading nought, its decimal sign, its digits."""
    if isinstance(new, str) or not isinstance(new, int | float):
        return str(new)
    places = max(decimals(written), len(f"{new:g}".partition(".")[2]))
    text = f"{new:.{places}f}"
    if written.startswith("0") and len(written) > 1 and places == 0:
        text = text.zfill(len(written))
    return text.replace(".", ",") if "." not in written else text


def _put(report: Report, evidence: Evidence, words: str) -> bool:
    """Replaces the evidence's words where they stand; False where they stand in no place or in several."""
    if evidence.cell is not None:
        return any(_put_into(table, evidence, words) for table in report.tables if _of(table, evidence))
    places = [section for section in report.sections if section.text.count(evidence.text) == 1]
    if len(places) != 1 or not evidence.text:
        return False
    places[0].text = places[0].text.replace(evidence.text, words)
    return True


def _of(table: DataTable, evidence: Evidence) -> bool:
    return table.evidence is not None and table.evidence.block == evidence.block


def _put_into(table: DataTable, evidence: Evidence, words: str) -> bool:
    assert evidence.cell is not None
    column = evidence.cell[1]
    rows = [row for row in table.rows if column < len(row) and row[column] == evidence.text]
    if len(rows) != 1:
        return False
    rows[0][column] = words
    return True
