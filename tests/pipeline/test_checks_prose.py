"""Sums and percents that sentences state."""

from __future__ import annotations

import time

import pytest
from checked_reports import evidence, findings_of, prose, report
from hypothesis import given
from hypothesis import strategies as st

from models.report import Award, Section
from pipeline.checks import check


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("Thi cờ vua cấp huyện đạt 05 giải (02 giải nhì; 03 giải ba).", id="the ranks make the total"),
        pytest.param("Thi cờ vua: 5 giải: 2 nhì, 3 ba.", id="a colon, no brackets"),
        pytest.param("Đạt 5 giải, xếp thứ nhất toàn đoàn (nhì: 2; ba: 3)", id="a rank between, ranks before counts"),
        pytest.param("Đạt 5 giải, trong đó có 02 giải nhất.", id="some of them only"),
        pytest.param("Đạt 5 giải trong đó 02 giải nhất, 01 giải nhì.", id="the rest is not told"),
        pytest.param("Đạt 19 giải (em Lò Văn Tở giải nhất).", id="a bracket of names"),
        pytest.param("Đạt 05 giải khuyến khích (lớp 6, 7, 8).", id="a rank, not a total"),
        pytest.param("Đạt 3 giải (01 giải nhất (em An lớp 9), 02 giải ba).", id="a remark in the bracket"),
        pytest.param(
            "Cấp huyện 3 giải (1 nhất, 2 nhì); cấp tỉnh đạt 02 giải (02 KK).", id="two levels in one sentence"
        ),
        pytest.param("Có 8 huy chương (2 vàng, 3 bạc, 3 đồng).", id="medals"),
        pytest.param("Đạt 4 giải (01 giải A, 02 giải B và 01 giải C).", id="letters"),
        pytest.param("Đạt 3 giải (1 giải nhất, thư của Sở).", id="an item that is no count"),
        pytest.param("Tổng số đảng viên: 35 đồng chí, trong đó chính thức 33, dự bị 02.", id="a whole split"),
        pytest.param("Toàn trường có 57 người (03 CBQL, 37 giáo viên, 17 nhân viên).", id="staff, counts first"),
        pytest.param("Toàn trường có 57 người, trong đó nữ 40.", id="one part is no split"),
        pytest.param(
            "Đạt 5 giải, trong đó 02 giải nhất; 04 giải khuyến khích cấp trường.", id="another level's follow"
        ),
        pytest.param("Có 12 lớp (khối 6: 3 lớp, 90 em; khối 7: 4 lớp).", id="two figures a grade"),
        pytest.param("Có 7 lớp: khối 6: 3 lớp, khối 7: 4 lớp.", id="classes by grade"),
        pytest.param(
            "Có 12 lớp với 410 học sinh (khối 6: 5 lớp, khối 7: 7 lớp).", id="classes do not split the pupils"
        ),
        pytest.param("Viên chức: 54,1% (20/37 đồng chí).", id="the percent before its share"),
        pytest.param("Duy trì 570/565 đạt 103% so với năm trước.", id="a percent of another year"),
        pytest.param("Có 57 người, gồm CBQL 3, giáo viên 37, nhân viên 15, TPT 2.", id="a further group"),
        pytest.param("Giáo viên: 18/34 đạt 52,9%; 16/34 đạt 47,1 %.", id="right percents"),
        pytest.param("2/3 đạt 67%.", id="a whole percent is rounded to a whole point"),
        pytest.param("Lớp 9/1 đạt 100% yêu cầu; ngày 20/11 đạt 95%.", id="a class and a date"),
        pytest.param("Thực hiện Thông tư 22/2021 đạt 100%.", id="the number of a paper"),
        pytest.param("Có 5/20 đồng chí dự thi, 98% phụ huynh hài lòng.", id="another percent further on"),
        pytest.param("Tham gia 12/12 buổi; 33/33 lượt.", id="no percent"),
    ],
)
def test_lines_that_add_up(line: str) -> None:
    assert findings_of(prose(line)) == []


@pytest.mark.parametrize(
    ("line", "code", "values"),
    [
        pytest.param(
            "Thi cờ vua cấp huyện đạt 06 giải (02 giải nhì; 03 giải ba).",
            "sum_mismatch",
            {"parts": [2, 3], "sum": 5, "stated": 6, "labels": ["nhì", "ba"]},
            id="a total too big",
        ),
        pytest.param(
            "Đạt 4 giải, xếp thứ nhì: nhất 2, nhì 3.", "sum_mismatch", {"sum": 5, "stated": 4}, id="no brackets"
        ),
        pytest.param("Đạt 4 giải (trong đó 5 giải nhất).", "sum_mismatch", {"stated": 4}, id="some are more than all"),
        pytest.param(
            "Cấp huyện 3 giải (1 nhất, 2 nhì); tỉnh 02 giải (01 KK).", "sum_mismatch", {"stated": 2}, id="second level"
        ),
        pytest.param(
            "Cấp tỉnh đạt 9 giải: trong đó 4 giải nhất; 6 giải nhì.", "sum_mismatch", {"sum": 10}, id="colon and some"
        ),
        pytest.param(
            "Trường có 8 lớp (khối 6: 3 lớp; khối 7: 4 lớp).", "sum_mismatch", {"sum": 7, "stated": 8}, id="grades"
        ),
        pytest.param(
            "Có 50 trẻ, gồm 20 trẻ 3 tuổi và 31 trẻ 4 tuổi.", "sum_mismatch", {"sum": 51, "stated": 50}, id="ages"
        ),
        pytest.param(
            "Đạt 9 giải, trong đó 4 giải ba, 4 giải KK.", "sum_mismatch", {"sum": 8}, id="down to the lowest rank"
        ),
        pytest.param("Đạt 02 giải (01 giải ba).", "sum_mismatch", {"parts": [1], "stated": 2}, id="one rank alone"),
        pytest.param(
            "Tổng số đảng viên 35 đồng chí, trong đó: chính thức 33, dự bị 03.",
            "sum_mismatch",
            {"parts": [33, 3], "stated": 35},
            id="party members",
        ),
        pytest.param(
            "Có 57 đồng chí (nữ 40), trong đó: CBQL 03; giáo viên 37; nhân viên 18.",
            "sum_mismatch",
            {"sum": 58},
            id="aside",
        ),
        pytest.param(
            "Tổng số 57 CB, GV, NV (CBQL: 3; giáo viên: 37; nhân viên: 18)", "sum_mismatch", {"sum": 58}, id="staff"
        ),
        pytest.param(
            "Xếp loại giỏi 18/34 đạt 42,9 %.",
            "percent_mismatch",
            {"part": 18, "base": 34, "percent": 42.9, "computed": 52.9},
            id="a share and its percent",
        ),
        pytest.param("Đạt giỏi 02/16(đạt 15,5%).", "percent_mismatch", {"computed": 12.5}, id="glued"),
        pytest.param("Có 3/4 em, chiếm tỷ lệ 65%.", "percent_mismatch", {"computed": 75}, id="words between"),
    ],
)
def test_lines_that_do_not_add_up(line: str, code: str, values: dict[str, object]) -> None:
    (finding,) = check(prose(line))
    assert finding.code == code
    assert values.items() <= finding.values.items()


def test_evidence_leads_to_the_characters_of_the_block() -> None:
    line = "Thi cờ vua đạt 06 giải (02 giải nhì; 03 giải ba)."
    award = Award(
        category="prize",
        recipient_type="student",
        name="cờ vua",
        rank="second",
        count=2,
        evidence=evidence(12, "02 giải nhì", start=line.index("02 giải nhì") + 9),
    )
    section = Section(path="I", title="Ưu điểm", text=line, evidence=evidence(3, "Ưu điểm"))
    (finding,) = check(report(sections=[section], awards=[award]))
    places = [(item.block, item.start - 9, item.text) for item in finding.evidence]
    assert places == [(12, line.index(text), text) for text in ("06", "02", "03")]


@given(st.lists(st.integers(1, 99), min_size=1, max_size=4), st.integers(-3, 3))
def test_a_breakdown_is_wrong_exactly_when_its_sum_is(parts: list[int], error: int) -> None:
    stated = sum(parts) + error
    if stated < 0:
        return
    ranks = ("nhất", "nhì", "ba", "khuyến khích")
    items = "; ".join(f"{part:02} giải {rank}" for part, rank in zip(parts, ranks, strict=False))
    expected = ["sum_mismatch"] if error else []
    assert findings_of(prose(f"Thi cờ vua đạt {stated:02} giải ({items}).")) == expected


@pytest.mark.parametrize(
    "piece",
    [
        "12 lớp: khối 6: 3 ",
        "1 giải (",
        "5 giải, trong đó 1 nhất, ",
        "1/2 đạt 50% ",
        "9: nam 4, nữ 4 ",
        "1 ",
        "Lò Thị Mai 02 ",
    ],
)
def test_a_line_without_end_is_read_in_linear_time(piece: str) -> None:
    long = prose(piece * (100_000 // len(piece)))
    start = time.perf_counter()
    check(long)
    assert time.perf_counter() - start < 10, "a second or so; minutes where a pattern looks back over the whole line"
