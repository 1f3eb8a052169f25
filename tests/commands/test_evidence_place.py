"""How the place of a fact is written on one line."""

from __future__ import annotations

import pytest

from commands.facts import place
from models.report import Evidence


@pytest.mark.parametrize(
    ("evidence", "longest", "wanted"),
    [
        pytest.param(Evidence(block=3, text="đạt  85,3"), None, "¶3 “đạt 85,3”", id="words with single blanks"),
        pytest.param(
            Evidence(block=3, cell=(2, 1), text="85,3", read_as="853"), None, "¶3[2,1] “85,3” ← “853”", id="put right"
        ),
        pytest.param(
            Evidence(block=3, text="một hai", read_as="một hal"), 3, "¶3 “một …” ← “một …”", id="both are cut"
        ),
        pytest.param(None, None, "", id="no place"),
    ],
)
def test_place(evidence: Evidence | None, longest: int | None, wanted: str) -> None:
    assert place(evidence, longest) == wanted
