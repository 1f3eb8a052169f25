"""Whole Word reports of many hands, each with every fact that it states, kept in `whole_reports/NAME.txt`.

The form is that of `hand_papers`; `facts` holds a line for each fact as in `hand_passages`, `codes` every finding.
"""

from __future__ import annotations

from typing import Any

import pytest

from models.report import Report
from tests.parsers.extractors.hand_papers import WHOLE, hands
from tests.parsers.extractors.hand_passages import facts
from tests.parsers.extractors.test_hand_papers import found, read, wrong

REPORTS = hands(WHOLE)


def told(report: Report) -> dict[str, Any]:
    return found(report) | {"facts": sorted(facts(report)), "codes": sorted(f.code for f in report.findings)}


@pytest.mark.parametrize("name", REPORTS)
def test_a_whole_report(name: str) -> None:
    says, text = REPORTS[name]
    assert wrong(says | {"facts": sorted(says["facts"].strip().split("\n"))}, told(read(text))) == {}
