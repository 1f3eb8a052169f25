"""Sums and percents of tables: what adds up, what does not, and what only seems not to."""

from __future__ import annotations

import pytest
from checked_reports import codes, evidence, findings_of, prose, report, statistic, table

from models.report import Report
from pipeline.checks import check

ENROLMENT = "Khối | Số lớp | Số học sinh/KHG | Số học sinh/Thực hiện | Số học sinh/Đạt %"


@pytest.mark.parametrize(
    "grid",
    [
        pytest.param(table("Khối|Số HS", "6|120", "7|130", "Tổng|250"), id="the total is the sum"),
        pytest.param(table("Khối|Số HS", "Tổng số|250", "6|120", "7|130"), id="the total stands above"),
        pytest.param(table("Khối|Số HS", "6|1.120", "7|130", "Cộng|1250"), id="thousands with a point"),
        pytest.param(table("Khối|Số HS", "6|120", "7|-", "8|", "9|0", "Tổng|120"), id="signs of none are no parts"),
        pytest.param(table("Khối|Tỷ lệ %", "6|98", "7|97", "Tổng|97"), id="percents do not add up"),
        pytest.param(table("Khối|Điểm bình quân", "6|8", "7|7", "Tổng|7"), id="averages do not add up"),
        pytest.param(table("Khối|Số HS", "6|120", "Trong đó nữ|70", "7|130", "Tổng|250"), id="a nested row is no part"),
        pytest.param(
            table("Lớp|Số HS", "6A|30", "6B|31", "Cộng khối 6|61", "7A|32", "7B|33", "Cộng khối 7|65", "Tổng|126"),
            id="sub-totals",
        ),
        pytest.param(table("Nội dung|SL", "Tổng số|250", "Nữ|130", "Dân tộc|249"), id="qualities of a total above"),
        pytest.param(table("TT|Nội dung|SL", "I|Học sinh|9", "1|Giỏi|4", "2|Khá|5", "|Tổng|9"), id="groups with items"),
        pytest.param(table("Khối|Ghi chú|Số HS", "6|x|120", "7||x 130", "Tổng||250"), id="a cell that is no number"),
        pytest.param(table("Khối|Số buổi", "6|12", "7|12", "Tổng|12"), id="one merged cell over all rows"),
        pytest.param(table("Khối|Số HS", "6|120", "Tổng|121"), id="one part is no sum"),
        pytest.param(table("Nội dung|6|7|Tổng", "Số lớp|3|4|7", "Tỷ lệ|50|51|50"), id="grades as columns"),
        pytest.param(
            table(
                "Số trẻ|BT/SL|BT/%|SDD nhẹ cân/SL|SDD nhẹ cân/%|SDD thấp còi/SL|SDD thấp còi/%",
                "125|123|98,4|2|1,6|1|0,8",
            ),
            id="height beside weight",
        ),
        pytest.param(
            table("Nội dung|Nhà trẻ|3-4 tuổi|4-5 tuổi|Cộng", "Số lớp|1|2|3|6", "Số trẻ|18|48|77|143"),
            id="a group without an age among the ages",
        ),
        pytest.param(
            table("Độ tuổi|Trẻ", "Nhà trẻ|20", "24-36 tháng|20", "Mẫu giáo|60", "3 tuổi|30", "4 tuổi|30", "Tổng|80"),
            id="groups and their ages",
        ),
        pytest.param(
            table("Lớp|HS", "Khối 6|61", "6A|30", "6B|31", "Khối 7|65", "7A|32", "7B|33", "Tổng|126"),
            id="grades, classes",
        ),
        pytest.param(table("Nhóm|Trẻ", "A|1", "A1|1", "B|2", "B1|2", "Tổng|3"), id="every part stands twice"),
        pytest.param(table("Hội thi|Nhất|Nhì|Tổng số giải", "Cờ vua|1|-|1", "Vẽ|2|3|5"), id="ranks as columns"),
        pytest.param(table("Loại|SL|Tỷ lệ %", "Tốt|30|60", "Khá|20|40", "Tổng|50|100"), id="levels as rows"),
        pytest.param(
            table("Khối|Kế hoạch|Thực hiện|Tỷ lệ (%)", "6|30|30|100", "7|20|20|100", "8|20|20|100", "Cộng|70|70|100"),
            id="percents of the plan, not of the total row",
        ),
        pytest.param(table("Khối|SL|Tỷ lệ %", "6|30|98", "7|20|97", "Tổng|50|98"), id="percents of something else"),
        pytest.param(table("Năm học|Số HS", "2021-2022|300", "2022-2023|310"), id="years as rows have no total"),
    ],
)
def test_tables_that_add_up(grid: object) -> None:
    assert findings_of(report(tables=[grid])) == []


@pytest.mark.parametrize(
    ("grid", "parts", "stated"),
    [
        pytest.param(table("Khối|Số HS", "6|120", "7|130", "Tổng|251"), [120, 130], 251, id="total below"),
        pytest.param(table("Khối|Số HS", "Tổng số|240", "6|120", "7|130"), [120, 130], 240, id="total above"),
        pytest.param(table("TT|Lớp|Số HS", "1|6A|30", "2|6B|31", "Tổng||62"), [30, 31], 62, id="numbered rows"),
        pytest.param(table("Độ tuổi|Trẻ", "3 tuổi|20", "4 tuổi|30", "Cộng:|51"), [20, 30], 51, id="ages"),
        pytest.param(
            table("Lớp|Số HS", "6A|30", "6B|31", "Cộng khối 6|61", "7A|32", "7B|33", "Cộng khối 7|65", "Tổng|127"),
            [30, 31, 32, 33],
            127,
            id="no reading of the sub-totals holds",
        ),
        pytest.param(table("Nội dung|6|7|Tổng", "Số lớp|3|4|8"), [3, 4], 8, id="grades as columns"),
        pytest.param(table("Hội thi|Nhất|Nhì|Tổng", "Cờ vua|1|2|4"), [1, 2], 4, id="ranks as columns"),
        pytest.param(
            table("Lớp|HS", "Khối 6|61", "6A|30", "6B|31", "Khối 7|65", "7A|32", "7B|33", "Tổng|128"),
            [61, 65],
            128,
            id="grades without their classes",
        ),
    ],
)
def test_tables_that_do_not_add_up(grid: object, parts: list[int], stated: int) -> None:
    (finding,) = check(report(tables=[grid]))
    assert finding.code == "sum_mismatch"
    assert finding.values["parts"] == parts
    assert finding.values["stated"] == stated
    assert len(finding.evidence) == len(parts) + 1


def test_the_message_says_the_figures_in_either_language() -> None:
    from pipeline.checks import finding_message

    (finding,) = check(report(tables=[table("Khối|Số HS", "6|1200", "7|130", "Tổng|1329")]))
    assert finding.message == "6: 1.200 + 7: 130 = 1.330, không khớp tổng số 1.329"
    assert (
        finding_message(finding.code, finding.values, "en")
        == "6: 1,200 + 7: 130 = 1,330, but the stated total is 1,329"
    )


def conduct(total: int, good: int, fair: int, average: int, percents: str) -> Report:
    """The row of a conduct table, as the table and as the statistics read from it."""
    written = percents.split()
    row = f"{total}|{good}|{written[0]}|{fair}|{written[1]}|{average}|{written[2]}"
    grid = table("TSố HS|Tốt/TS|Tốt/Tỷ lệ %|Khá/TS|Khá/Tỷ lệ %|TB/TS|TB/Tỷ lệ %", row)
    facts = [statistic("students.total", total, (2, 0), text=str(total))]
    for place, (level, count) in enumerate({"good": good, "fair": fair, "average": average}.items()):
        metric = f"students.conduct.{level}"
        facts.append(statistic(metric, count, (2, 1 + 2 * place), text=str(count)))
        value = float(written[place].replace(",", "."))
        facts.append(statistic(metric, value, (2, 2 + 2 * place), unit="percent", text=written[place]))
    return report(tables=[grid], statistics=facts)


@pytest.mark.parametrize(
    ("tried", "expected"),
    [
        pytest.param(conduct(600, 480, 90, 30, "80,0 15,0 5,0"), [], id="all right"),
        pytest.param(conduct(29, 5, 23, 1, "17,2 79,3 3,4"), [], id="rounding: percents make 99,9"),
        pytest.param(
            conduct(600, 490, 90, 30, "81,7 15,0 5,0"), ["sum_mismatch"], id="a part too big, its percent too"
        ),
        pytest.param(
            conduct(600, 490, 90, 30, "80,0 15,0 5,0"), ["sum_mismatch"], id="its percent is the right part's"
        ),
        pytest.param(
            conduct(590, 480, 90, 30, "80,0 15,0 5,0"), ["sum_mismatch"], id="a wrong total spoils all percents"
        ),
        pytest.param(conduct(600, 480, 90, 30, "80,0 18,0 5,0"), ["percent_mismatch"], id="one wrong percent"),
        pytest.param(
            conduct(600, 480, 90, 30, "70,0 25,0 5,0"), ["percent_mismatch"] * 2, id="two wrong percents, two causes"
        ),
        pytest.param(
            conduct(600, 485, 90, 30, "80,8 15,0 9,0"),
            ["sum_mismatch", "percent_mismatch"],
            id="a sum and another percent",
        ),
        pytest.param(conduct(3, 2, 1, 0, "67 33 0"), [], id="whole percents are rounded to whole points"),
    ],
)
def test_a_row_of_levels(tried: Report, expected: list[str]) -> None:
    assert findings_of(tried) == expected


def test_a_wrong_part_told_in_prose_spoils_its_percent() -> None:
    line = "Tốt 482/565 đạt 85,3%; Khá 83/565 đạt 14,2%; TB 3/565 đạt 0,5%."
    facts = [
        statistic("students.conduct.good", 482, None, base=565),
        statistic("students.conduct.fair", 83, None, base=565),
        statistic("students.conduct.average", 3, None, base=565),
    ]
    assert findings_of(prose(line).model_copy(update={"statistics": facts})) == ["sum_mismatch"]


def test_a_total_that_two_tables_state_is_held_against_both() -> None:
    total = statistic("students.total", 100, (2, 0))
    assert total.evidence is not None
    total.evidence.also = [evidence(9, "Tổng số HS", (0, 0)), evidence(9, "100", (2, 0))]
    levels = [statistic(f"students.academic.{level}", 40, (2, 1)) for level in ("excellent", "good", "average")]
    for place, level in enumerate(levels):
        level.evidence = evidence(9, "40", (2, 1 + place))
    (finding,) = check(report(statistics=[total, *levels]))
    assert (finding.values["sum"], finding.values["stated"]) == (120, 100)


def test_a_split_that_lacks_a_level_may_leave_a_rest_in_prose() -> None:
    facts = [
        statistic("staff.classification.excellent", 7, None, base=37),
        statistic("staff.classification.good", 20, None, base=37),
    ]
    assert findings_of(report(statistics=facts)) == []
    facts.append(statistic("staff.classification.completed", 12, None, base=37))
    (finding,) = check(report(statistics=facts))
    assert (finding.values["sum"], finding.values["stated"]) == (39, 37)


def test_a_line_that_tells_the_pupils_heads_the_classes_below_it() -> None:
    total = statistic("students.total", 412, None)
    assert total.evidence is not None
    total.evidence.block = 6
    facts = [
        total,
        statistic("students.conduct.good", 300, None),
        statistic("students.conduct.fair", 96, None),
        statistic("students.conduct.average", 16, None),
    ]
    assert findings_of(report(statistics=facts)) == []
    wrong = [*facts[:-1], statistic("students.conduct.average", 18, None)]
    wrong += [statistic("students.conduct.weak", 0, None)]
    assert findings_of(report(statistics=wrong)) == ["sum_mismatch"]
    total.evidence.block = 1
    assert findings_of(report(statistics=wrong)) == []


def test_percents_that_make_a_hundred_tell_a_split_whatever_its_labels() -> None:
    grid = table("Sĩ số|Loại X/SL|Loại X/%|Loại Y/SL|Loại Y/%", "200|120|60,0|81|40,5")
    (finding,) = check(report(tables=[grid]))
    assert finding.message == "Loại X 120 + Loại Y 81 = 201, không khớp tổng số 200"


def test_levels_as_rows_share_the_total_row() -> None:
    (finding,) = check(report(tables=[table("Loại|SL|TL", "Tốt|30|63,0", "Khá|20|40,0", "Tổng|50|100")]))
    assert finding.code == "percent_mismatch"
    assert finding.message == "Tốt: 30/50 = 60%, không khớp tỷ lệ ghi 63%"


def test_levels_of_a_contest_are_nested_not_parts() -> None:
    grid = table(
        "Tổng số GV|GVG cấp trường/T.số|GVG cấp trường/Tỷ lệ|GVG cấp huyện/T.số|GVG cấp huyện/Tỷ lệ",
        "60|40|66,7|10|25,0",
    )
    assert findings_of(report(tables=[grid])) == [], "10 is 25 % of the 40 before it"
    grid.rows[0][4] = "21,0"
    assert findings_of(report(tables=[grid])) == ["percent_mismatch"]


def test_a_wrong_total_row_is_one_finding_with_its_percent() -> None:
    grid = table(ENROLMENT, "6|3|100|98|98,0", "7|3|100|97|97,0", "Tổng|6|200|190|97,5")
    facts = [
        statistic("students.planned", 200, (4, 2), group="total"),
        statistic("students.actual", 190, (4, 3), group="total"),
        statistic("students.actual", 97.5, (4, 4), group="total", unit="percent"),
    ]
    (finding,) = check(report(tables=[grid], statistics=facts))
    assert finding.values["stated"] == 190, "97,5 % is 195 of 200: the percent follows from the right total"


def test_enrolment_percent_is_of_the_plan() -> None:
    facts = [
        statistic("students.planned", 200, (2, 2), group="6"),
        statistic("students.actual", 190, (2, 3), group="6"),
        statistic("students.actual", 94.0, (2, 4), group="6", unit="percent", text="94,0"),
    ]
    (finding,) = check(report(statistics=facts))
    assert finding.code == "percent_mismatch"
    assert (finding.values["computed"], finding.values["percent"]) == (95, 94)


def test_at_least_is_no_part() -> None:
    facts = [
        statistic("students.total", 100, None),
        statistic("students.academic.excellent", 60, None),
        statistic("students.academic.good", 95, None, at_least=True),
        statistic("students.academic.weak", 40, None),
    ]
    assert findings_of(report(statistics=facts)) == []


def test_the_same_table_in_an_annex_is_one_finding() -> None:
    grid = table("Khối|Số HS", "6|120", "7|130", "Tổng|251")
    annex = grid.model_copy(update={"annex": True})
    assert codes(check(report(tables=[grid, annex]))) == ["sum_mismatch"]
