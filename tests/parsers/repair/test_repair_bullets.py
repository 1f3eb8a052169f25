"""Signs that a list's lines begin with."""

from __future__ import annotations

import pytest
from scanned import document

from parsers.repair import repair
from parsers.vocabulary import load_vocabulary


@pytest.mark.parametrize(
    ("signs", "wanted"),
    [
        pytest.param("* *~0.5 »~0.2 * +~0.7", "*****", id="a dot, read as whatever looks like it"),
        pytest.param("- ~~0.6 -", "---", id="a wave for a dash"),
        pytest.param("- + + -", "-++-", id="a list within a list"),
        pytest.param("- +~0.7 - -", "-+--", id="hardly read, but one of the two that tell a list within"),
        pytest.param("☐ ☒~0.7 ☐ ☐", "☐☒☐☐", id="boxes are no signs"),
        pytest.param("- +~0.7", "-+", id="two lines tell nothing"),
        pytest.param("*~0.5 »~0.5 +~0.5", "*»+", id="no sign is usual"),
    ],
)
def test_signs_of_a_list(signs: str, wanted: str) -> None:
    lines = [f"{sign} Nhà trường giữ vững số lớp" for sign in signs.split()]
    after = repair(document(*lines), load_vocabulary()).text.split("\n")
    assert "".join(line[0] for line in after) == wanted


def test_lines_between_part_two_lists() -> None:
    lines = ("* Số lớp", "* Số trẻ", "Kết quả năm học", "»~0.4 Số cháu")
    assert repair(document(*lines), load_vocabulary()).text.split("\n")[-1][0] == "»"
