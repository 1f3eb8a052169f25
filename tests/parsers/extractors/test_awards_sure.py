"""Awards in wordings of many hands: what is sure is right, also where the whole is not understood."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.report import SURE
from tests.parsers.extractors.hand_passages import Case, award_line, cases, report

HANDS = Path(__file__).parent / "award_hands"
READ, UNSURE = cases("read", HANDS), cases("unsure", HANDS)


def awards(*lines: str) -> dict[str, bool]:
    """The awards of a paper with these lines, and whether each is sure."""
    return {award_line(award): award.confidence >= SURE for award in report(Case(lines, ())).awards}


@pytest.mark.parametrize("case", READ, ids=[case.lines[0][:60] for case in READ])
def test_awards_of_another_hand(case: Case) -> None:
    assert sorted(award_line(award) for award in report(case).awards) == sorted(case.facts)


@pytest.mark.parametrize("case", UNSURE, ids=[case.lines[0][:60] for case in UNSURE])
def test_what_is_not_understood_is_never_sure(case: Case) -> None:
    sure = [award_line(award) for award in report(case).awards if award.confidence >= SURE]
    assert [line for line in sure if line not in case.facts] == []


PLAIN = "Thi IOE cấp huyện đạt 01 giải nhì, 02 giải ba"


def test_a_clause_that_is_wholly_explained_is_sure() -> None:
    assert list(awards(f"{PLAIN}.").values()) == [True, True]


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("Thi IOE cấp huyện đạt 01 giải nhì, 02 giải ba, 07.", id="a number that nothing took"),
        pytest.param("Thi IOE cấp huyện đạt 01 giải nhì bảng Cánh Diều, 02 giải ba.", id="a name of nobody"),
        pytest.param("Thi IOE cấp huyện đạt 01 giải nhì (tuần 3), 02 giải ba.", id="a bracket of other matters"),
        pytest.param("Thi IOE cấp huyện lọt chung khảo đạt 01 giải nhì, 02 giải ba.", id="a word between the parts"),
        pytest.param("Đăng ký IOE, thi IOE cấp huyện đạt 01 giải nhì, kết quả 02 giải ba.", id="a plan before it"),
        pytest.param("Thi IOE cấp huyện, vòng quốc gia, đạt 01 giải nhì, 02 giải ba.", id="a level too many"),
        pytest.param("Thi IOE cấp huyện: 01 giải nhì thuộc về 8A, giải ba về lớp 9B.", id="classes without prizes"),
    ],
)  # fmt: skip
def test_what_is_left_over_makes_it_unsure(line: str) -> None:
    assert set(awards(line).values()) == {False}


@pytest.mark.parametrize(
    "line",
    [
        pytest.param(f"{PLAIN}, tăng 02 giải so với năm học trước.", id="a difference behind the award"),
        pytest.param("Trong năm, thi IOE cấp huyện lần thứ IX đạt 01 giải nhì, 02 giải ba.", id="which time it is"),
        pytest.param("Thi IOE cấp huyện 03 (01 giải nhì, 02 giải ba).", id="a number that the awards make up"),
        pytest.param("Chỉ tiêu 2 giải, kết quả thi IOE huyện đạt 01 giải nhì, 02 giải ba.", id="plan and result"),
        pytest.param(f"{PLAIN}. Nhà trường đã tổ chức 04 buổi ngoại khóa cho 350 em.", id="other sentences beside it"),
    ],
)  # fmt: skip
def test_what_has_a_role_leaves_it_sure(line: str) -> None:
    assert set(awards(line).values()) == {True}
