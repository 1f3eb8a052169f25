"""Whole reports of other hands, written anew in the standard form, tell the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.parsers.extractors.hand_papers import WHOLE, hands
from tests.parsers.extractors.test_hand_papers import read
from tests.pipeline.test_regenerate import facts, read_back

REPORTS = hands(WHOLE)


@pytest.mark.parametrize("name", REPORTS)
def test_a_report_of_another_hand_survives_the_round_trip(name: str, tmp_path: Path) -> None:
    report = read(REPORTS[name][1])
    written = report.model_copy(update={"findings": [f for f in report.findings if f.code != "date_implausible"]})
    assert facts(read_back(report, tmp_path)) == facts(written)  # a date that is no day is left blank
