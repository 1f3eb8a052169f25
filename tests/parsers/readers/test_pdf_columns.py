"""Columns without rulings in typed PDFs that are set at the margin, not centred: where they end, how they wrap."""

from __future__ import annotations

import pytest
from pdf_builder import LEFT, Sheet, font, tables, texts

FULL = "Chi bộ lãnh đạo nhà trường hoàn thành các chỉ tiêu được giao trong năm, kể"  # fills the line
BESIDE = 301.0
ISSUERS = ["ĐẢNG BỘ XÃ BẢN BỐNG", "CHI BỘ TRƯỜNG TIỂU HỌC", "*", "Số 05-BC/CB"]
MOTTO = ["ĐẢNG CỘNG SẢN VIỆT NAM", "Bản Bống, ngày 12 tháng 12 năm 2024"]


def head(left: list[str], right: list[str], below: list[str]) -> Sheet:
    """A head set at the left edges of its columns, `below` right after it, and a full line of text."""
    sheet = Sheet().lines(60, *left, step=22).lines(60, *right, x=BESIDE, step=22)
    end = 60 + 22 * len(left)
    return sheet.lines(end, *below, step=16).text(LEFT, end + 16 * len(below) + 30, FULL)


@pytest.mark.parametrize(
    ("left", "below", "kept"),
    [
        pytest.param(ISSUERS, ["BÁO CÁO", "Kiểm điểm tập thể"], 4, id="a title follows the number"),
        pytest.param(
            [*ISSUERS[:2], "VÀ TRUNG HỌC BẢN BỐNG", "Số 05"], [], 4, id="capitals below capitals are an issuer's"
        ),
        pytest.param(["Mẫu 01-HD KĐ.ĐG", *ISSUERS], ["BÁO CÁO"], 5, id="a form's name stands above the issuers"),
        pytest.param(["Đảng bộ xã Bản Bống", "CHI BỘ TRƯỜNG TIỂU HỌC", "Số 05-BC/CB"], [], 3, id="one above in small"),
        pytest.param([*ISSUERS[:2], "Nhiệm kỳ 2022-2025", "Số 05-BC/CB"], [], 4, id="small letters go on"),
    ],
)
def test_a_head_at_the_margin_ends_where_its_paper_begins(left: list[str], below: list[str], kept: int) -> None:
    found = tables(head(left, MOTTO, below).read())[0][0]
    assert found[0].split("\n") == [*left, *below][:kept]


@pytest.mark.parametrize(
    ("right", "found"),
    [
        pytest.param(["Bản Bống, ngày 12 tháng 12", "năm 2024"], ["Bản Bống, ngày 12 tháng 12 năm 2024"], id="a word"),
        pytest.param(["Bản Bống, ngày 12 tháng 12 năm", "2024"], ["Bản Bống, ngày 12 tháng 12 năm 2024"], id="a year"),
        pytest.param(["ĐỘC LẬP", "2024"], ["ĐỘC LẬP", "2024"], id="no figure goes on with capitals"),
        pytest.param(["Độc lập.", "tự do"], ["Độc lập.", "tự do"], id="a sentence has ended"),
        pytest.param(["Bản Bống", "Ngày 12"], ["Bản Bống", "Ngày 12"], id="a capital begins"),
    ],
)
def test_a_text_wraps_before_the_guessed_edge_of_its_column(right: list[str], found: list[str]) -> None:
    sheet = Sheet().lines(60, *ISSUERS, step=22).text(BESIDE, 60, MOTTO[0])
    sheet.lines(82, *right, x=BESIDE, step=15).text(LEFT, 200, FULL)
    assert tables(sheet.read())[0][0][1].split("\n") == [MOTTO[0], *found]


def test_a_blank_for_a_figure_parts_no_columns() -> None:
    sheet = Sheet().text(LEFT, 60, "Số: -BC/CB Bản Bống, ngày").text(LEFT + 180, 60, "tháng 12 năm 2024 (dự thảo)")
    sheet.lines(76, "Kiểm điểm tập thể", "Ưu điểm").text(LEFT, 160, FULL)
    assert tables(sheet.read()) == []


def test_an_item_below_a_full_one_has_its_bullet() -> None:
    full = FULL[:-1] + "."
    sheet = Sheet().text(LEFT, 60, FULL).lines(120, f"+ {full[2:]}", "+ Khác.", "+ Nữa.")
    assert texts(sheet.read())[1:] == [f"+ {full[2:]}", "+ Khác.", "+ Nữa."]


@pytest.mark.parametrize(
    ("below", "joined"),
    [
        pytest.param("Chi bộ họp đủ kỳ.", False, id="a capital begins the text"),
        pytest.param("theo quy chế.", True, id="small letters go on with the title"),
    ],
)
def test_a_bold_title_that_fills_its_line(below: str, *, joined: bool) -> None:
    sheet = Sheet().text(LEFT, 60, FULL).text(LEFT, 120, FULL, face=font("Bars-Bold")).text(LEFT, 136, below)
    assert texts(sheet.read())[1:] == ([f"{FULL} {below}"] if joined else [FULL, below])


@pytest.mark.parametrize(
    ("above", "label", "text", "joined"),
    [
        pytest.param(FULL[:-1] + ".", "II.", "Kết quả", False, id="a number below the end of a sentence"),
        pytest.param(FULL[:-1] + ":", "I/", "Kết quả", False, id="a number below a colon"),
        pytest.param(FULL, "II.\t", "Kết quả", False, id="room behind the number as of a tab"),
        pytest.param(FULL, "2.", "Kết quả", True, id="a number within a sentence"),
        pytest.param(FULL[:-1] + ".", "2.", "kết quả", True, id="small letters behind the number"),
        pytest.param(FULL[:-1] + ".", "-", "Kết quả", True, id="a dash may stand in a text"),
    ],
)
def test_a_number_below_a_full_line(above: str, label: str, text: str, *, joined: bool) -> None:
    sheet = Sheet().text(LEFT, 60, FULL).text(LEFT, 120, above).text(LEFT, 136, label.strip())
    sheet.text(LEFT + sheet.width(label.replace("\t", "   ") + " "), 136, text)
    assert len(texts(sheet.read())) == (2 if joined else 3)


def test_a_title_is_bold_without_its_number() -> None:
    sheet = Sheet().text(LEFT, 60, FULL).text(LEFT, 120, FULL).text(LEFT, 136, "II.")
    sheet.text(LEFT + sheet.width("II. "), 136, "Hạn chế, khuyết điểm", face=font("Bars-Bold"))
    assert texts(sheet.read())[2] == "II. Hạn chế, khuyết điểm"


def test_capitals_below_the_recipients_are_another_part() -> None:
    sheet = Sheet().text(LEFT, 60, FULL).lines(120, "Nơi nhận:", "- Quận ủy,", "- Lưu Chi bộ.", "PHỤ LỤC 1", step=20)
    document = sheet.lines(120, "T/M CHI BỘ", "BÍ THƯ", x=350, step=20).read()
    assert tables(document) == [[["Nơi nhận:\n- Quận ủy,\n- Lưu Chi bộ.", "T/M CHI BỘ\nBÍ THƯ"]]]
    assert texts(document)[-1] == "PHỤ LỤC 1"


PARTY = "ĐẢNG CỘNG SẢN VIỆT NAM"


@pytest.mark.parametrize(
    ("left", "right"),
    [
        pytest.param([0, 1, 2], [0, 1], id="no room but a blank beside the longest line"),
        pytest.param([0, 1, 2], [1, 2], id="the motto beside the second line"),
        pytest.param([0, 1, 2], [0.6, 1.6], id="lines of the two sides at different heights"),
    ],
)
def test_a_right_column_that_begins_in_one_place(left: list[float], right: list[float]) -> None:
    sheet = Sheet()
    for row, text in zip(left, ("ĐẢNG BỘ XÃ BẢN BỐNG", "CHI BỘ TRƯỜNG TIỂU HỌC BẢN BỐNG", "Số 05-BC/CB"), strict=True):
        sheet.text(LEFT, 80 + 16 * row, text)
    edge = LEFT + sheet.width("CHI BỘ TRƯỜNG TIỂU HỌC BẢN BỐNG ")
    for row, text in zip(right, (PARTY, "Bản Bống, ngày 12/12/2024"), strict=True):
        sheet.text(edge, 80 + 16 * row, text)
    sheet.text(LEFT, 140, "Chi bộ tự kiểm điểm theo các nội dung sau đây, có biên bản kèm theo báo cáo này.")
    ((cells,),) = tables(sheet.read())
    assert [cell.split("\n")[0] for cell in cells] == ["ĐẢNG BỘ XÃ BẢN BỐNG", PARTY]
    assert cells[1].endswith("Bản Bống, ngày 12/12/2024")


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param([("- Khối 6:", "3 lớp"), ("- Khối 7 và 8:", "4 lớp")], id="figures behind labels, no capitals"),
        pytest.param([("- Khối 6:", "LỚP BA")], id="one line"),
    ],
)
def test_texts_in_one_place_that_are_no_head(rows: list[tuple[str, str]]) -> None:
    sheet = Sheet().text(LEFT, 60, "Chi bộ tự kiểm điểm theo các nội dung sau đây, có biên bản kèm theo báo cáo này.")
    for number, (label, text) in enumerate(rows):
        sheet.text(LEFT, 100 + 16 * number, label).text(240, 100 + 16 * number, text)
    assert tables(sheet.read()) == []


def test_a_date_wraps_below_itself_in_wide_lines() -> None:
    sheet = Sheet().text(LEFT, 80, "ĐẢNG BỘ XÃ BẢN BỐNG").text(LEFT, 100, "CHI BỘ TRƯỜNG TIỂU HỌC")
    sheet.text(330, 80, PARTY).text(330, 100, "Bản Bống, ngày 12 tháng 12 năm").text(330, 119, "2024")
    ((cells,),) = tables(sheet.read())
    assert cells[1].endswith("ngày 12 tháng 12 năm 2024")
