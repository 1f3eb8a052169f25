"""Numerals of sections, labels of tables."""

from __future__ import annotations

import pytest
from scanned import document, scanned_table

from parsers.repair import repair
from parsers.vocabulary import load_vocabulary

TITLES = ("Ưu điểm, kết quả đạt được", "Hạn chế, khuyết điểm và nguyên nhân", "Kết quả khắc phục hạn chế, khuyết điểm",
          "Giải trình những vấn đề được gợi ý kiểm điểm", "Trách nhiệm của tập thể, cá nhân")  # fmt: skip


def _labels(*labels: str) -> list[str]:
    lines = [f"{label} {title}" for label, title in zip(labels, TITLES, strict=False)]
    return [line.split()[0] for line in repair(document(*lines), load_vocabulary()).text.split("\n")]


@pytest.mark.parametrize(
    ("labels", "wanted"),
    [
        pytest.param(
            ("U~0.5", "1U~0.7", "IIU/~0.5", "IV/"), ["I/", "II/", "III/", "IV/"], id="a numeral and its stroke"
        ),
        pytest.param(("I.", "II.", "II.~0.3", "IV."), ["I.", "II.", "III.", "IV."], id="one stroke lost"),
        pytest.param(("I.", "II.", "II.|III.", "V."), ["I.", "II.", "III.", "V."], id="another reading says so"),
        pytest.param(("I.", "II.", "III.", "IV.", "VỊ.~0.6"), ["I.", "II.", "III.", "IV.", "V."], id="the last one"),
        pytest.param(
            ("I.", "II.", "II.", "IV."), ["I.", "II.", "II.", "IV."], id="sure of both: the report's own slip"
        ),
        pytest.param(("I.", "-", "III."), ["I.", "-", "III."], id="a dash is no numeral"),
        pytest.param(("I.", "Về", "III."), ["I.", "Về", "III."], id="a word is no numeral"),
        pytest.param(("1U~0.7", "T/"), ["1U", "T/"], id="nothing says where to begin"),
        pytest.param(("1.", "H.", "II.|HI.", "IV."), ["I.", "II.", "III.", "IV."], id="three in a row misread"),
        pytest.param(
            ("II.~0.7", "II.~0.88", "IV."), ["II.", "III.", "IV."], id="the first heading lost: no stroke is taken"
        ),
        pytest.param(("I.", "I.~0.7"), ["I.", "I."], id="an annex begins anew"),
        pytest.param(("1.",), ["1."], id="a figure alone"),
        pytest.param(
            ("I/", "II/", "IIU", "III~0.3|IV/"), ["I/", "II/", "III/", "IV/"], id="the last was hardly read as III"
        ),
        pytest.param(
            ("I/", "II/", "IIU", "III|IV/"), ["I/", "II/", "IIU", "III"], id="it was surely: what stands above is none"
        ),
    ],
)
def test_numerals(labels: tuple[str, ...], wanted: list[str]) -> None:
    assert _labels(*labels) == wanted


def test_sections_counted_by_letters_keep_theirs() -> None:
    lines = [f"{letter}. {title}" for letter, title in zip("ABCĐH", TITLES, strict=True)]
    assert repair(document(*lines), load_vocabulary()).text.split("\n") == lines


@pytest.mark.parametrize(
    ("first", "second", "wanted"),
    [
        pytest.param(
            "VL~0.86 PHƯƠNG HƯỚNG", "VH.~0.82|VI. ĐỀ NGHỊ XẾP LOẠI", ["VI.", "VII."], id="the title's own words"
        ),
        pytest.param("VL~0.86 VỊT", "VH.~0.82|VI. ĐỀ NGHỊ XẾP LOẠI", ["VL", "VI."], id="other words in capitals"),
        pytest.param("1.~0.86 PHƯƠNG HƯỚNG", "2. ĐỀ NGHỊ XẾP LOẠI", ["1.", "2."], id="figures count for themselves"),
    ],
)
def test_a_garbled_numeral_before_a_title_in_capitals(first: str, second: str, wanted: list[str]) -> None:
    head = [f"{label} {title}" for label, title in zip(("I.", "II.", "III.", "IV.", "V."), TITLES, strict=True)]
    after = repair(document(*head, first, second), load_vocabulary()).text.split("\n")[-2:]
    assert [line.split()[0] for line in after] == wanted


@pytest.mark.parametrize(
    ("lines", "wanted"),
    [
        pytest.param(
            ("1. Về u điểm, những kết quả đạt được", "1. Nguyên tắc tổ chức", "2. Kết quả công tác", "II. Hạn chế"),
            "I. Về",
            id="an item's 1 follows: the first is a section's I",
        ),
        pytest.param(
            ("1. Ưu điểm, kết quả đạt được", "2. Nguyên tắc tổ chức", "II. Hạn chế"), "1. Ưu", id="counted on: an item"
        ),
        pytest.param(("I. Ưu điểm", "1. Kết quả đạt được", "III. Hạn chế"), "I. Ưu", id="no II of one stroke"),
    ],
)
def test_figures_that_may_be_numerals(lines: tuple[str, ...], wanted: str) -> None:
    first, second, *_ = repair(document(*lines), load_vocabulary()).text.split("\n")
    assert first.startswith(wanted)
    assert second == lines[1]


@pytest.mark.parametrize(
    ("figure", "below", "wanted"),
    [
        pytest.param("1.~0.7", "1. Nguyên tắc tổ chức", "II.", id="items count from 1 below it: a stroke was lost"),
        pytest.param("1.", "1. Nguyên tắc tổ chức", "1.", id="surely read"),
        pytest.param("1.~0.7", "Chi bộ có 12 đảng viên.", "1.", id="nothing counts below it"),
        pytest.param("1.~0.7", "2. Nguyên tắc tổ chức", "1.", id="an item"),
    ],
)
def test_a_figure_above_items_may_have_lost_a_stroke(figure: str, below: str, wanted: str) -> None:
    lines = ("I. Đặc điểm tình hình", f"{figure} Ưu điểm, kết quả đạt được", below, "2. Kết quả công tác",
             "III. Hạn chế, khuyết điểm")  # fmt: skip
    assert repair(document(*lines), load_vocabulary()).text.split("\n")[1].split()[0] == wanted


def test_a_word_may_stand_before_a_numeral() -> None:
    lines = ("Phần I. Ưu điểm", "Phần H.~0.6 Hạn chế, khuyết điểm", "Phần II.~0.6 Kết quả khắc phục hạn chế",
             "Phần IV. Giải trình những vấn đề được gợi ý")  # fmt: skip
    after = repair(document(*lines), load_vocabulary()).text.split("\n")
    assert [line.split()[1] for line in after] == ["I.", "II.", "III.", "IV."]


def test_a_line_that_is_no_heading_keeps_its_beginning() -> None:
    lines = ("I. Ưu điểm", "U~0.5 tối om, các em đi bộ ra lớp", "III. Kết quả khắc phục hạn chế")
    assert repair(document(*lines), load_vocabulary()).text == document(*lines).text


@pytest.mark.parametrize(
    ("rows", "wanted"),
    [
        pytest.param([["Khối", "HS"], ["Công|Cộng", "20"]], ["Khối", "HS", "Cộng", "20"], id="another reading"),
        pytest.param([["Khối", "HS"], ["Tống~0.7", "20"]], ["Khối", "HS", "Tổng", "20"], id="the vocabulary"),
        pytest.param([["Khối", "HS"], ["Tống", "20"]], ["Khối", "HS", "Tổng", "20"], id="marks that print confuses"),
        pytest.param([["TS", "%", "15|TS|1S"]], ["TS", "%", "TS"], id="letters read as a figure, like the cell beside"),
        pytest.param([["SL", "%", "15|TS|1S"]], ["SL", "%", "15"], id="a figure that nothing beside is like"),
        pytest.param([["TS", "12", "15"]], ["TS", "12", "15"], id="a figure with one reading"),
        pytest.param([["11|1", "1"]], ["11", "1"], id="a figure for a figure, like the cell beside"),
        pytest.param([["10"], ["I1|lỗi|11"], ["12"]], ["10", "11", "12"], id="strokes between figures"),
        pytest.param([["10"], ["li"], ["12"]], ["10", "11", "12"], id="strokes that nobody read as the figure"),
        pytest.param([["Năm học 2022-2023 †"], ["Số lượng"]], ["Năm học 2022-2023", "Số lượng"], id="a stain behind"),
        pytest.param([["Nhì", "Ba", "KK"]], ["Nhì", "Ba", "KK"], id="a third prize"),
        pytest.param([["Nhì", "Ba~0.7", "KK"]], ["Nhì", "Ba", "KK"], id="a third prize, unsurely read"),
        pytest.param([["¡ Khối sáu"], ["41"]], ["Khối sáu", "41"], id="a stain before"),
        pytest.param([["-5"], ["- Tốt"], ["*"]], ["-5", "- Tốt", "*"], id="signs that cells have"),
        pytest.param([["41"], ["5I"], ["102"]], ["41", "51", "102"], id="a stroke within a figure"),
        pytest.param([["Lớp"], ["5I"], ["Cộng"]], ["Lớp", "5I", "Cộng"], id="where no figures stand"),
        pytest.param([["10"], ["hh"], ["12"]], ["10", "11", "12"], id="strokes read as other letters"),
        pytest.param([["10"], ["-"], ["12"]], ["10", "-", "12"], id="a dash for nothing"),
        pytest.param([["Khốt~0.81", "HS"], ["1", "20"]], ["Khối", "HS", "1", "20"], id="a letter misread in a head"),
        pytest.param([["Khốt", "HS"], ["1", "20"]], ["Khốt", "HS", "1", "20"], id="surely read: a word of its own"),
        pytest.param([["TT"], ["1"], ["Khốt~0.8"]], ["TT", "1", "Khốt"], id="below the head it may be anything"),
        pytest.param([["TSHS§", "12"]], ["TSHS", "12"], id="a stain behind a label"),
        pytest.param([["7"], ["li"], ["9"]], ["7", "li", "9"], id="strokes where another figure belongs"),
        pytest.param([["7"], ["li|11"], ["12"]], ["7", "11", "12"], id="read so among figures that do not count on"),
        pytest.param([["Lớp"], ["li|11"], ["Cộng"]], ["Lớp", "li", "Cộng"], id="no figures around"),
    ],
)
def test_labels_of_tables(rows: list[list[str]], wanted: list[str]) -> None:
    after = repair(document(scanned_table(rows)), load_vocabulary())
    assert after.text.split("\n") == wanted


def test_a_cell_s_repair_is_told_with_its_cell() -> None:
    after = repair(document(scanned_table([["Khối", "HS"], ["Công|Cộng", "20"]])), load_vocabulary())
    (told,) = after.repairs
    assert (told.block, told.cell, told.start, told.end, told.read, told.chosen) == (0, (1, 0), 0, 4, "Công", "Cộng")


@pytest.mark.parametrize(
    ("lines", "wanted"),
    [
        pytest.param(
            ("[] Xuất sắc [X] “ốt~0.4 [ ] Trung bình [ ] Kém",),
            "[] Xuất sắc [X] Tốt [ ] Trung bình [ ] Kém",
            id="a letter read as a quotation mark",
        ),
        pytest.param(
            ("[X] Xuất sắc [ ] fốt [ ] Trung bình [ ] Kém",),
            "[X] Xuất sắc [ ] Tốt [ ] Trung bình [ ] Kém",
            id="as another letter",
        ),
        pytest.param(("Xuất sắc", "[x] lốt", "Trung bình", "Kém"), "[x] Tốt", id="labels on lines of their own"),
        pytest.param(("Xuất sắc Tốt Trung bình Kém x",), "Xuất sắc Tốt Trung bình Kém x", id="none is missing"),
        pytest.param(("lớp một có Kém 2",), "lớp một có Kém 2", id="no labels around"),
        pytest.param(
            ("Xuất sắc Trung bình Kém một tối",), "Xuất sắc Trung bình Kém một tối", id="two words could be it"
        ),
    ],
)
def test_labels_of_rating_boxes(lines: tuple[str, ...], wanted: str) -> None:
    assert wanted in repair(document(*lines), load_vocabulary()).text.split("\n")


@pytest.mark.parametrize(
    ("first", "wanted"),
    [
        pytest.param("UƯU~0.8 ĐIỂM:", "I/ ƯU ĐIỂM:", id="a numeral and its stroke"),
        pytest.param("I.ƯU ĐIỂM:", "I.ƯU ĐIỂM:", id="surely read, as it is"),
        pytest.param("L.ƯU~0.8 ĐIỂM:", "I/ ƯU ĐIỂM:", id="a numeral's serif, the others' sign"),
        pytest.param("ƯU ĐIỂM:", "ƯU ĐIỂM:", id="no label at all"),
        pytest.param("HÙU~0.8 ĐIỂM:", "HÙU ĐIỂM:", id="no title behind it"),
    ],
)
def test_labels_glued_to_their_titles(first: str, wanted: str) -> None:
    lines = (first, "1/ Nguyên tắc tổ chức", "II/ Hạn chế, khuyết điểm", "III/ Kết quả khắc phục hạn chế")
    assert repair(document(*lines), load_vocabulary()).text.split("\n")[0] == wanted
