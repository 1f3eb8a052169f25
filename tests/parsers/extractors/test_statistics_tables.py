# ruff: noqa: E501  (one line an example)
"""Statistics from tables: the layouts that schools draw, in any order of columns; what must not be read beside them."""

from __future__ import annotations

import pytest
from statistics_helpers import LEFT, UP, block, lay_out, short, table_facts

from parsers.extractors.statistics import extract_statistics
from parsers.extractors.statistics.labels import lexicon
from parsers.extractors.statistics.values import Figure, read_cell
from parsers.extractors.tables import extract_tables
from parsers.vocabulary import load_vocabulary

Y = "2021-2022"

LAYOUTS = [
    pytest.param(
        f"Huy động học sinh năm học {Y}",
        [["Khối", "Số lớp", "Số học sinh", LEFT, LEFT], [UP, UP, "Kế hoạch giao", "Thực hiện", "Đạt %"],
         ["6", "3", "100", "98", "98,0"], ["Cộng", "3", "100", "98", "98"]],
        [f"students.classes 6 3 {Y}", f"students.planned 6 100 {Y}", f"students.actual 6 98 {Y}", f"students.actual 6 98% {Y}",
         f"students.classes total 3 {Y}", f"students.planned total 100 {Y}", f"students.actual total 98 {Y}", f"students.actual total 98% {Y}"],
        id="1 grades down, plan and result",
    ),
    pytest.param(
        f"Quy mô {Y}",
        [["Học sinh", "Khối", "Lớp"], ["98", "6", "3"], ["90", "7", "2"], ["188", "Toàn trường", "5"]],
        [f"students.actual 6 98 {Y}", f"students.classes 6 3 {Y}", f"students.actual 7 90 {Y}", f"students.classes 7 2 {Y}",
         f"students.actual total 188 {Y}", f"students.classes total 5 {Y}"],
        id="columns in another order, the grade in the middle",
    ),
    pytest.param(
        f"Kết quả rèn luyện {Y}",
        [["TS HS", "Tốt", LEFT, "Khá", LEFT, "Chưa đạt", LEFT], [UP, "SL", "TL", "SL", "TL", "SL", "TL"],
         ["200", "180", "90", "20", "10", "-", ""]],
        [f"students.total 200 {Y}", f"students.conduct.good 180 {Y}", f"students.conduct.good 90% {Y}",
         f"students.conduct.fair 20 {Y}", f"students.conduct.fair 10% {Y}"],
        id="2 one row of conduct; a dash and an empty cell state nothing",
    ),
    pytest.param(
        "Chất lượng học lực",
        [["Năm học", "TSHS", "Giỏi", LEFT, "Yếu", LEFT], [UP, UP, "SL", "%", "SL", "%"],
         ["2019 – 2020", "400", "80", "20", "0", "0"], ["2020 – 2021", "410", "82", "20", "1", "0,2"]],
        ["students.total 400 2019-2020", "students.academic.excellent 80 2019-2020", "students.academic.excellent 20% 2019-2020",
         "students.academic.weak 0 2019-2020", "students.academic.weak 0% 2019-2020", "students.total 410 2020-2021",
         "students.academic.excellent 82 2020-2021", "students.academic.excellent 20% 2020-2021",
         "students.academic.weak 1 2020-2021", "students.academic.weak 0.2% 2020-2021"],
        id="5 a year per row; 0 is 0",
    ),
    pytest.param(
        "Kết quả thi của giáo viên",
        [["Tổng số GV", "GV giỏi cấp trường", LEFT, "GVG cấp tỉnh", LEFT, "GV đạt chuẩn", LEFT],
         [UP, "T.số", "Tỷ lệ", "T.số", "Tỷ lệ", "T.số", "Tỷ lệ"], ["20", "15", "75", "1", "5.0", "20", "100"]],
        ["teachers.total 20", "teachers.excellent.school 15", "teachers.excellent.school 75%", "teachers.excellent.province 1",
         "teachers.excellent.province 5%", "teachers.qualified 20", "teachers.qualified 100%"],
        id="4 teachers by office of the contest",
    ),
    pytest.param(
        "Kết quả hội thi giáo viên dạy giỏi",
        [["Cấp trường", "Cấp huyện"], ["12", "4"]],
        ["teachers.excellent.school 12", "teachers.excellent.district 4"],
        id="the caption says the contest, the columns the office",
    ),
    pytest.param(
        f"Thông tin chất lượng giáo dục {Y}",
        [["STT", "Nội dung", "Tổng số", "Chia ra theo khối lớp", LEFT], [UP, UP, UP, "Lớp 8", "Lớp 9"],
         ["I", "Số học sinh chia theo hạnh kiểm", "150", "80", "70"], ["1", "Tốt (tỷ lệ so với tổng số)", "90%", "88%", "92%"],
         ["II", "Số học sinh chia theo học lực", "150", "80", "70"], ["1", "Khá", "75", "40", "35"], ["2", "Trung bình", "75", "40", "35"]],
        [f"students.total total 150 {Y}", f"students.total 8 80 {Y}", f"students.total 9 70 {Y}",
         f"students.conduct.good total 90% {Y}", f"students.conduct.good 8 88% {Y}", f"students.conduct.good 9 92% {Y}",
         f"students.academic.good total 75 {Y}", f"students.academic.good 8 40 {Y}", f"students.academic.good 9 35 {Y}",
         f"students.academic.average total 75 {Y}", f"students.academic.average 8 40 {Y}", f"students.academic.average 9 35 {Y}"],
        id="6 the public form: groups of rows, grades across",
    ),
    pytest.param(
        f"Kết quả hai mặt năm học {Y}",
        [["Khối", "Sĩ số", "Hạnh kiểm", "", "Học lực", ""], ["", "", "Tốt", "Khá", "Giỏi", "Khá"], ["8", "50", "40", "10", "5", "30"]],
        [f"students.total 8 50 {Y}", f"students.conduct.good 8 40 {Y}", f"students.conduct.fair 8 10 {Y}",
         f"students.academic.excellent 8 5 {Y}", f"students.academic.good 8 30 {Y}"],
        id="two blocks in one table, heads left empty",
    ),
    pytest.param(
        f"Sức khỏe của trẻ {Y}",
        [["Độ tuổi", "Tổng số trẻ", "Cân nặng", LEFT, LEFT, "Chiều cao", LEFT],
         [UP, UP, "Bình thường", "SDD nhẹ cân", "Thừa cân, béo phì", "Bình thường", "SDD thấp còi"],
         ["Nhà trẻ", "30", "28", "2", "0", "27", "3"], ["5 tuổi", "60", "55", "4", "1", "58", "2"]],
        [f"students.total Nhà trẻ 30 {Y}", f"children.weight.normal Nhà trẻ 28 {Y}", f"children.weight.underweight Nhà trẻ 2 {Y}",
         f"children.weight.overweight Nhà trẻ 0 {Y}", f"children.stunted Nhà trẻ 3 {Y}",
         f"students.total 5 tuổi 60 {Y}", f"children.weight.normal 5 tuổi 55 {Y}", f"children.weight.underweight 5 tuổi 4 {Y}",
         f"children.weight.overweight 5 tuổi 1 {Y}", f"children.stunted 5 tuổi 2 {Y}"],
        id="16 preschool: weight and height; a normal height has no metric",
    ),
    pytest.param(
        f"Kết quả giáo dục tiểu học {Y}",
        [["Khối", "TSHS", "HTXS", LEFT, "HTT", LEFT, "HT", LEFT, "CHT", LEFT], [UP, UP, *["SL", "TL"] * 4],
         ["1", "60", "20", "33,3", "30", "50", "9", "15", "1", "1,7"]],
        [f"students.total 1 60 {Y}", f"students.learning.excellent 1 20 {Y}", f"students.learning.excellent 1 33.3% {Y}",
         f"students.learning.good 1 30 {Y}", f"students.learning.good 1 50% {Y}", f"students.learning.completed 1 9 {Y}",
         f"students.learning.completed 1 15% {Y}", f"students.learning.not_completed 1 1 {Y}",
         f"students.learning.not_completed 1 1.7% {Y}"],
        id="16 primary, in abbreviations",
    ),
    pytest.param(
        "Quy mô trường lớp",
        [["Nội dung", "Năm học 2020-2021", "Năm học 2021-2022", "Tăng/giảm"], ["Số lớp", "12", "13", "1"], ["Số học sinh", "400", "420", "20"]],
        ["students.classes 12 2020-2021", "students.classes 13 2021-2022", "students.actual 400 2020-2021", "students.actual 420 2021-2022"],
        id="years across; the difference is no figure of a year",
    ),
    pytest.param(
        f"Quy mô năm học {Y}:",
        [["Tổng số lớp", "12"], ["Tổng số học sinh", "400 em"], ["Trong đó: nữ", "180"]],
        [f"students.classes 12 {Y}", f"students.actual 400 {Y}"],
        id="label and value; a part (girls) is no total",
    ),
    pytest.param(
        "Xếp loại viên chức cuối năm",
        [["Tổng số", "HTXSNV", "HTTNV", "HTNV", "KHTNV"], ["30", "6 (20%)", "24/30 (80,0%)", "0", "-"]],
        ["staff.total 30", "staff.classification.excellent 20%", "staff.classification.excellent 6",
         "staff.classification.good 80%", "staff.classification.good 24", "staff.classification.completed 0"],
        id="count and percent in one cell",
    ),
    pytest.param(
        "Chuẩn nghề nghiệp giáo viên",
        [["Xếp loại", "SL/TL"], ["Tốt", "12/60,0"], ["Khá", "8/40"]],
        ["teachers.standard.good 60%", "teachers.standard.good 12", "teachers.standard.fair 40%", "teachers.standard.fair 8"],
        id="the head says that a cell holds count and rate",
    ),
    pytest.param(
        "Đánh giá, xếp loại đảng viên",
        [["TT", "Mức xếp loại", "Số đảng viên", "Tỷ lệ %"], ["1", "Hoàn thành xuất sắc nhiệm vụ", "4", "20"],
         ["2", "Hoàn thành tốt nhiệm vụ", "16", "80"], ["", "Cộng", "20", "100"]],
        ["party.members.classification.excellent 4", "party.members.classification.excellent 20%",
         "party.members.classification.good 16", "party.members.classification.good 80%", "party.members 20"],
        id="classes down, members",
    ),
    pytest.param(
        f"Học lực {Y}",
        [["Khối", "", "Giỏi", "Khá", "TB"], ["7", "SL", "10", "20", "5"], [UP, "%", "28,6", "57,1", "14,3"]],
        [f"students.academic.excellent 7 10 {Y}", f"students.academic.good 7 20 {Y}", f"students.academic.average 7 5 {Y}",
         f"students.academic.excellent 7 28.6% {Y}", f"students.academic.good 7 57.1% {Y}", f"students.academic.average 7 14.3% {Y}"],
        id="count and percent in rows of their own",
    ),
    pytest.param(
        f"Tỷ lệ chuyển lớp {Y}",
        [["Khối", "Lên lớp (%)", "Lưu ban"], ["6", "99,0", "1"]], [f"students.promotion_rate 6 99% {Y}"],
        id="promotion is told as a rate",
    ),
    pytest.param(
        "Sáng kiến",
        [["Cấp công nhận", "Cấp cơ sở", "Cấp tỉnh"], ["Số sáng kiến", "9", "1"]],
        ["initiatives.recognised.base 9", "initiatives.recognised.province 1"],
        id="initiatives by office",
    ),
    pytest.param(
        f"Nhóm lớp {Y}",
        [["TT", "Độ tuổi", "Số nhóm, lớp", "Số trẻ", LEFT], [UP, UP, UP, "KH", "TH"], ["1", "24-36 tháng", "2", "40", "38"],
         ["2", "Mẫu giáo 5 tuổi", "2", "50", "50"], ["", "Tổng", "4", "90", "88"]],
        [f"students.classes 24-36 tháng 2 {Y}", f"students.planned 24-36 tháng 40 {Y}", f"students.actual 24-36 tháng 38 {Y}",
         f"students.classes Mẫu giáo 5 tuổi 2 {Y}", f"students.planned Mẫu giáo 5 tuổi 50 {Y}", f"students.actual Mẫu giáo 5 tuổi 50 {Y}",
         f"students.classes total 4 {Y}", f"students.planned total 90 {Y}", f"students.actual total 88 {Y}"],
        id="preschool enrolment by age as written",
    ),
    pytest.param(
        f"Hạnh kiểm {Y}",
        [["Hạnh kiểm năm học 2021-2022", LEFT, LEFT], ["Lớp", "Tốt", "Yếu"], ["9", "30", "0"]],
        [f"students.conduct.good 9 30 {Y}", f"students.conduct.weak 9 0 {Y}"],
        id="the title drawn as the first row",
    ),
    pytest.param(
        f"Chất lượng {Y}",
        [["Khối", "Học lực", LEFT, LEFT], [UP, "Giỏi", "Kh á", "Trung bìnhh"], ["9", "3", "4", "5"]],
        [f"students.academic.excellent 9 3 {Y}", f"students.academic.good 9 4 {Y}", f"students.academic.average 9 5 {Y}"],
        id="a broken word and a slip of the pen",
    ),
    pytest.param(
        f"Kế hoạch phát triển {Y}",
        [["Chỉ tiêu", "Kế hoạch giao", "Thực hiện", "Tỷ lệ"], ["Số lớp", "12", "12", "100"], ["Số học sinh", "400", "404", "101"],
         ["Tuyển mới lớp 6", "100", "101", "101"], ["Giáo viên giỏi cấp huyện", "5", "6", "120"]],
        [f"students.classes 12 {Y}", f"students.planned 400 {Y}", f"students.actual 404 {Y}", f"students.actual 101% {Y}",
         f"teachers.excellent.district 6 {Y}"],
        id="targets and results; a share of classes is no figure of its own",
    ),
    pytest.param(
        f"Học lực {Y}",
        [["Tổng số HS", "Giỏi", "Khá", "Yếu"], ["200", "20", "180", "0"], ["Tỷ lệ %", "10", "90", "0"]],
        [f"students.total 200 {Y}", f"students.academic.excellent 20 {Y}", f"students.academic.good 180 {Y}", f"students.academic.weak 0 {Y}",
         f"students.academic.excellent 10% {Y}", f"students.academic.good 90% {Y}", f"students.academic.weak 0% {Y}"],
        id="a row of percents under the row of counts",
    ),
    pytest.param(
        "Kết quả cuối năm",
        [["Học kỳ I", LEFT, "Cả năm", LEFT], ["Giỏi", "TB", "Giỏi", "TB"], ["9", "40", "12", "37"]], [],
        id="Giỏi and TB without Khá: too little to tell learning",
    ),
    pytest.param(
        "Kết quả học lực",
        [["Học kỳ I", LEFT, "Cả năm", LEFT], ["Giỏi", "TB", "Giỏi", "TB"], ["9", "40", "12", "37"]],
        ["students.academic.excellent 12", "students.academic.average 37"],
        id="the whole year, not the half",
    ),
    pytest.param(
        "Chuẩn nghề nghiệp và xếp loại viên chức",
        [["Đối tượng", "Chuẩn nghề nghiệp", LEFT, "Xếp loại viên chức", LEFT], [UP, "Tốt", "Khá", "HTXSNV", "HTTNV"],
         ["CBQL", "2", "0", "1", "1"], ["Giáo viên", "20", "5", "6", "19"]],
        ["managers.standard.good 2", "managers.standard.fair 0", "managers.classification.excellent 1", "managers.classification.good 1",
         "teachers.standard.good 20", "teachers.standard.fair 5"],
        id="managers apart; teachers are a part of the staff, not its total",
    ),
    pytest.param(
        "Sĩ số",
        [["Khối", "Đầu năm", "Cuối năm", "Tỷ lệ duy trì"], ["6", "100", "99", "99%"], ["Tổng", "100", "99", "99%"]],
        ["students.retained 6 99%", "students.retained total 99%"],
        id="the total row's word makes no total of an unread column",
    ),
    pytest.param(
        "Số liệu học sinh",
        [["Khối", "Năm học", "Số lớp", "Số HS"], ["6", "2020-2021", "3", "90"], [UP, "2021-2022", "4", "120"]],
        ["students.classes 6 3 2020-2021", "students.actual 6 90 2020-2021", "students.classes 6 4 2021-2022", "students.actual 6 120 2021-2022"],
        id="grade and year both down",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("caption", "rows", "facts"), LAYOUTS)
def test_layout(caption: str, rows: list[list[str]], facts: list[str]) -> None:
    assert sorted(map(short, table_facts(rows, caption))) == sorted(facts)


REFUSED = [
    pytest.param("Chất lượng môn Toán", [["Khối", "HTT", "HT"], ["1", "30", "20"]], id="one subject is not learning"),
    pytest.param("Khảo sát đầu năm", [["Lớp", "Giỏi", "Khá", "TB"], ["6", "3", "4", "5"]], id="a test is no year's result"),
    pytest.param("Kết quả", [["Khối", "Tốt", "Khá", "Đạt"], ["6", "3", "4", "5"]], id="conduct or learning: not said"),
    pytest.param("Học lực", [["Lớp", "Giỏi"], ["6A", "3"], ["6B", "4"]], id="classes are no groups"),
    pytest.param("Học lực", [["Khối", "Nữ giỏi", "Dân tộc khá"], ["6", "3", "4"]], id="parts of the pupils"),
    pytest.param("Xếp loại giờ dạy", [["Giáo viên", "Giỏi", "Khá"], ["Tổ Toán", "3", "4"]], id="lessons, not persons"),
    pytest.param("Học sinh đạt danh hiệu", [["Học sinh giỏi", "Học sinh tiên tiến"], ["30", "40"]], id="titles are awards"),
    pytest.param("Cơ sở vật chất", [["Phòng học", "Máy tính"], ["12", "20"]], id="rooms and machines"),
    pytest.param("Thu chi", [["Nội dung", "Số tiền"], ["Quỹ lớp", "1.200.000"]], id="money"),
    pytest.param("Học kỳ I: học lực", [["Khối", "Học kỳ I", LEFT], [UP, "Giỏi", "Khá"], ["6", "3", "4"]], id="half a year"),
    pytest.param("Học lực", [["Khối", "Chỉ tiêu", LEFT], [UP, "Giỏi", "Khá"], ["6", "3", "4"]], id="a target of classes"),
]  # fmt: skip


@pytest.mark.parametrize(("caption", "rows"), REFUSED)
def test_refused(caption: str, rows: list[list[str]]) -> None:
    assert list(map(short, table_facts(rows, caption))) == []


SCALES = [
    pytest.param("Học lực", ["Giỏi", "Khá", "TB", "Yếu", "Kém"], "students.academic.good", "TT58/2011", id="58: Giỏi"),
    pytest.param("Kết quả học tập", ["Tốt", "Khá", "Đạt", "Chưa đạt"], "students.academic.good", "TT22/2021", id="22: Đạt"),
    pytest.param("Hạnh kiểm", ["Tốt", "Khá", "TB"], "students.conduct.fair", "TT58/2011", id="58 by TB"),
    pytest.param("Rèn luyện", ["Tốt", "Khá", "Chưa đạt"], "students.conduct.fair", "TT22/2021", id="22 by Chưa đạt"),
    pytest.param("Hạnh kiểm", ["Tốt", "Khá"], "students.conduct.fair", None, id="Tốt and Khá stand in both"),
]  # fmt: skip


@pytest.mark.parametrize(("caption", "classes", "metric", "scale"), SCALES)
def test_scale(caption: str, classes: list[str], metric: str, scale: str | None) -> None:
    facts = table_facts([["TS", *classes], ["100", *["10"] * len(classes)]], caption)
    assert [fact.scale for fact in facts if fact.metric == metric] == [scale]


PRIMARY = [
    pytest.param(["HTXS", "HTT", "HT", "CHT"], "2021-2022", "TT27/2020", id="27 since 2020"),
    pytest.param(["HTXS", "HTT", "HT", "CHT"], "2018-2019", "TT22/2016", id="the same classes before 2020"),
    pytest.param(["Hoàn thành tốt", "Hoàn thành", "Chưa hoàn thành"], "2018-2019", "TT22/2016", id="three classes"),
    pytest.param(["Hoàn thành", "Chưa hoàn thành"], "2015-2016", "TT30/2014", id="two classes"),
]  # fmt: skip


@pytest.mark.parametrize(("classes", "year", "scale"), PRIMARY)
def test_primary_scale(classes: list[str], year: str, scale: str) -> None:
    facts = table_facts([["TS HS", *classes], ["100", *["10"] * len(classes)]], f"Kết quả học tập {year}")
    assert {fact.scale for fact in facts if fact.metric.startswith("students.learning")} == {scale}


def test_a_figure_names_its_cell_head_and_caption() -> None:
    fact = table_facts([["Khối", "Số lớp"], ["6", "3"]], "Quy mô 2021-2022")[0]
    assert fact.evidence is not None
    assert (fact.evidence.cell, fact.evidence.text, fact.raw) == ((1, 1), "3", "3")
    assert [place.text for place in fact.evidence.also] == ["Số lớp", "6", "Quy mô 2021-2022"]


def test_a_table_without_a_head_goes_on_with_the_one_before_it() -> None:
    words = load_vocabulary()
    layout = lay_out(
        block([["Khối", "Số lớp"], ["6", "3"]], "Quy mô 2021-2022", number=3), block([["7", "4"]], number=4)
    )
    assert [short(f) for f in extract_statistics(layout, extract_tables(layout, words), words)][
        -1
    ] == "students.classes 7 4"


def test_a_fact_stated_twice_is_one_item_with_both_places() -> None:
    words = load_vocabulary()
    rows = [["Khối", "Số lớp"], ["Tổng", "3"]]
    layout = lay_out(block(rows, "Quy mô 2021-2022", number=3), block(rows, "Quy mô 2021-2022", number=7))
    facts = extract_statistics(layout, extract_tables(layout, words), words)
    assert [short(fact) for fact in facts] == ["students.classes 3 2021-2022"]
    assert facts[0].evidence is not None and facts[0].evidence.also[-1].block == 7


CELLS = [
    pytest.param("03", False, Figure(3, number=3), id="leading zero"),
    pytest.param("1.254", False, Figure(1254, number=1254), id="thousands"),
    pytest.param("94.1", False, Figure(number=94.1), id="a point is a decimal sign"),
    pytest.param("15 %", False, Figure(percent=15), id="its own sign"),
    pytest.param("02/16(đạt 12,5%)", False, Figure(2, 16, 12.5), id="glued"),
    pytest.param("20/37", False, Figure(20, 37), id="a base"),
    pytest.param("54,1% (20/37)", False, Figure(20, 37, 54.1), id="percent first"),
    pytest.param("20/54,1", True, Figure(20, percent=54.1), id="count and rate by the head"),
    pytest.param("20/54,1", False, Figure(), id="the same without that head says nothing sure"),
    pytest.param("20 54", False, Figure(), id="two figures on two lines"),
    pytest.param("1 254", False, Figure(1254, number=1254), id="thousands by a blank"),
    pytest.param("-", False, Figure(), id="a dash"),
    pytest.param("Tốt", False, Figure(), id="a word"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "pair", "figure"), CELLS)
def test_cell(text: str, pair: bool, figure: Figure) -> None:
    assert read_cell(text, lexicon(load_vocabulary()), pair) == figure


YEARS = [
    pytest.param(["Chất lượng năm học 2020-2021:", "- Học lực"], (), "2020-2021", id="the line over the caption"),
    pytest.param(["- Học lực"], ("Chất lượng năm học 2020-2021:",), "2020-2021", id="a bare line that it is listed under"),
    pytest.param(["- Học lực"], ("2. Kết quả nhiệm vụ năm học 2020-2021",), None, id="a section's title is no caption"),
    pytest.param(["Kế hoạch năm học 2021-2022 đã giao chỉ tiêu cho từng lớp, từng bộ môn và từng giáo viên của trường.",
                  "Học lực"], (), None, id="a sentence of prose is no caption"),
    pytest.param(["Học lực năm 2020"], (), None, id="a calendar year is no school year"),
]  # fmt: skip


@pytest.mark.parametrize(("above", "context", "year"), YEARS)
def test_year_of_a_table(above: list[str], context: tuple[str, ...], year: str | None) -> None:
    facts = table_facts([["TS", "Giỏi"], ["100", "30"]], *above, context=context)
    assert {fact.school_year for fact in facts if fact.metric == "students.academic.excellent"} == {year}


_TWO_YEARS = [["812", "203"], ["845", "245"]]
_TOLD = ["students.total 812 2022-2023", "students.total 845 2023-2024",
         "students.academic.excellent 203 2022-2023", "students.academic.excellent 245 2023-2024"]  # fmt: skip
BROKEN_YEARS = [
    pytest.param([["Năm học", "TS HS", "Giỏi"], ["2022 2023", *_TWO_YEARS[0]], ["2023 2024", *_TWO_YEARS[1]]],
                 id="down, the dash lost"),
    pytest.param([["Học lực", "2022 2023", "2023 2024"], ["TS HS", "812", "845"], ["Giỏi", "203", "245"]],
                 id="across, the dash lost"),
    pytest.param([["Học lực", "2022-\n2023", "2023-\n2024"], ["TS HS", "812", "845"], ["Giỏi", "203", "245"]],
                 id="across, in two lines"),
]  # fmt: skip


@pytest.mark.parametrize("rows", BROKEN_YEARS)
def test_school_years_broken_in_their_cells(rows: list[list[str]]) -> None:
    facts = table_facts(rows, "Học lực")
    assert sorted(map(short, facts)) == sorted(_TOLD)
    assert all(fact.confidence >= 0.9 for fact in facts)


@pytest.mark.parametrize(
    ("label", "sure"),
    [
        pytest.param("Giỏi", True, id="understood"),
        pytest.param("Giỏi 22", False, id="a figure is left over"),
        pytest.param("Giỏi 2022 2024", False, id="two years that do not follow each other"),
    ],
)
def test_a_head_not_wholly_understood(label: str, sure: bool) -> None:
    facts = table_facts([["TS HS", label], ["812", "203"]], "Học lực năm học 2022-2023")
    told = [fact.confidence >= 0.9 for fact in facts if fact.metric == "students.academic.excellent"]
    assert told == [sure]
