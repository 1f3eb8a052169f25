"""Passages of many hands: every fact that they state, and no other."""

from __future__ import annotations

import pytest

from tests.parsers.extractors.hand_passages import PASSAGES, Case, cases, read

ALL = [(path.stem, case) for path in sorted(PASSAGES.glob("*.txt")) for case in cases(path.stem)]


@pytest.mark.parametrize(("name", "case"), ALL, ids=[f"{name}: {case.lines[0][:60]}" for name, case in ALL])
def test_a_passage_of_another_hand(name: str, case: Case) -> None:
    assert sorted(read(case)) == sorted(case.facts)
