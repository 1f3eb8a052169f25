"""Which blocks make a rating: found by labels or by words, and never in prose or figures."""

from __future__ import annotations

import pytest

from models.document import Block
from parsers.extractors.ratings.blocks import find_rating_blocks
from parsers.vocabulary import load_vocabulary
from tests.parsers.extractors.rating_papers import CRITERION, OVERALL, PROMPT, line, paper, table

PROSE = "Chi bộ duy trì nền nếp sinh hoạt, phân công rõ người, rõ việc."
CLASS_2014 = ("Trong sạch, vững mạnh", "Hoàn thành tốt nhiệm vụ", "Hoàn thành nhiệm vụ", "Yếu kém")


def blocks_of(*blocks: str | Block) -> list[tuple[int, ...]]:
    return [found.blocks for found in find_rating_blocks(paper(*blocks), load_vocabulary())]


@pytest.mark.parametrize(
    ("blocks", "expected"),
    [
        pytest.param([PROSE, PROMPT, *CRITERION, "", "II. Hạn chế"], [(1, 2, 3, 4, 5)], id="prompt and four lines"),
        pytest.param([PROSE, *CRITERION], [(1, 2, 3, 4)], id="section III of the official form has no prompt"),
        pytest.param([PROSE, "☐ Xuất sắc\t☒ Tốt\t☐ Trung bình\t☐ Kém"], [(1,)], id="one line"),
        pytest.param([PROMPT, "", table(*[["", label] for label in CRITERION])], [(0, 1, 2)], id="table under a blank"),
        pytest.param(
            [table(["", "Xuất sắc", "x", "Tốt", "", "Trung bình", "", "Kém"])], [(0,)], id="row of eight cells"
        ),
        pytest.param(["Xuất xắc", "Tôt", "Trung bìmh", "Kém"], [(0, 1, 2, 3)], id="slips of the pen"),
        pytest.param(["XUẤT SẮC", "TỐT", "TRUNG BÌNH"], [(0, 1, 2)], id="three of four are enough"),
        pytest.param(["Xuất sắc", "Tốt", PROSE], [], id="two labels without a prompt are not"),
        pytest.param([PROMPT, "Xuất sắc", "Tốt"], [(0, 1, 2)], id="two labels under a prompt are"),
        pytest.param([PROMPT, PROSE], [], id="never by the prompt alone"),
        pytest.param(
            [PROMPT + " ☐ Xuất sắc", "☒ Tốt", "☐ Trung bình", "☐ Kém"],
            [(0, 1, 2, 3)],
            id="first label beside the prompt",
        ),
        pytest.param(
            [*CRITERION, PROMPT, *CRITERION], [(0, 1, 2, 3), (4, 5, 6, 7, 8)], id="two ratings in one section"
        ),
        pytest.param(
            [*OVERALL, "2. Xếp loại đảng viên", *OVERALL],
            [(0, 1, 2, 3), (5, 6, 7, 8)],
            id="two classes of a personal report",
        ),
        pytest.param(
            [line("", page_break=False), *OVERALL, "", "Trên đây là báo cáo."],
            [(1, 2, 3, 4)],
            id="blanks round it stay outside",
        ),
        pytest.param(
            ["VII. Đề nghị xếp loại mức chất lượng:", *OVERALL], [(1, 2, 3, 4)], id="the heading stays outside"
        ),
        pytest.param(
            ["VII. Đề nghị xếp loại mức chất lượng", "Đề nghị xếp loại:", *OVERALL],
            [(1, 2, 3, 4, 5)],
            id="a prompt that says the heading again",
        ),
        pytest.param(
            [*OVERALL, "Tập thể tự nhận mức xếp loại: Hoàn thành tốt nhiệm vụ."],
            [(0, 1, 2, 3, 4)],
            id="restated in words",
        ),
        pytest.param(["Tự chấm: 92/100 điểm", *OVERALL], [(0, 1, 2, 3, 4)], id="the score of 2025"),
        pytest.param(
            [PROMPT + " (đánh dấu X vào ô tương ứng)", *CRITERION], [(0, 1, 2, 3, 4)], id="an instruction in the prompt"
        ),
        pytest.param(
            [PROMPT, "(Đánh dấu x vào ô thích hợp)", *CRITERION], [(0, 1, 2, 3, 4, 5)], id="an instruction of its own"
        ),
        pytest.param(["a) Xuất sắc", "b) Tốt", "c) Trung bình", "d) Kém"], [(0, 1, 2, 3)], id="lettered labels"),
        pytest.param(["Xuất sắc\nTốt\nTrung bình\nKém"], [(0,)], id="line breaks in one paragraph"),
    ],
)
def test_labels_make_a_block(blocks: list[str | Block], expected: list[tuple[int, ...]]) -> None:
    assert blocks_of(*blocks) == expected


@pytest.mark.parametrize(
    ("blocks", "expected", "scale"),
    [
        pytest.param(["Tự đánh giá về cấp độ thực hiện: Tốt."], (0,), "criterion", id="after the colon"),
        pytest.param(["Tự đánh giá: Xuất sắc"], (0,), "criterion", id="short prompt"),
        pytest.param([PROMPT, "Trung bình"], (0, 1), "criterion", id="on the next line"),
        pytest.param(["Tự đánh giá: …………Tốt…………"], (0,), "criterion", id="on a dotted leader"),
        pytest.param(["Tự đánh giá cấp độ thực hiện: Đạt loại Tốt"], (0,), "criterion", id="đạt loại"),
        pytest.param(["Tự nhận mức xếp loại: Hoàn thành tốt nhiệm vụ"], (0,), "overall", id="tự nhận"),
        pytest.param(
            ["Căn cứ kết quả nêu trên, tập thể chi ủy tự nhận mức xếp loại: Hoàn thành nhiệm vụ."],
            (0,),
            "overall",
            id="a clause before the prompt",
        ),
        pytest.param(
            ["VII. Đề nghị xếp loại mức chất lượng", "Hoàn thành xuất sắc nhiệm vụ."],
            (1,),
            "overall",
            id="alone under the heading",
        ),
        pytest.param(
            ["VII. Đề nghị xếp loại", "Đề nghị Đảng ủy xã Bản Ngọc xếp loại chi bộ Hoàn thành tốt nhiệm vụ năm 2023."],
            (1,),
            "overall",
            id="a sentence under the heading",
        ),
        pytest.param(["Đề nghị xếp loại: HTXSNV"], (0,), "overall", id="short form"),
        pytest.param(
            ["Đề nghị xếp loại: Trong sạch, vững mạnh tiêu biểu"], (0,), "overall_2014", id="the classes before 2018"
        ),
        pytest.param([*CLASS_2014], (0, 1, 2, 3), "overall_2014", id="four classes before 2018"),
        pytest.param([*OVERALL], (0, 1, 2, 3), "overall", id="the present classes"),
    ],
)
def test_words_make_a_block(blocks: list[str], expected: tuple[int, ...], scale: str) -> None:
    found = find_rating_blocks(paper(*blocks), load_vocabulary())
    assert [(block.blocks, block.scale) for block in found] == [(expected, scale)]


@pytest.mark.parametrize(
    "blocks",
    [
        pytest.param(["Nhiệm vụ năm 2023 hoàn thành xuất sắc cả về khối lượng, tiến độ và chất lượng."], id="praise"),
        pytest.param(["Chi bộ thực hiện tốt nhiệm vụ được giao."], id="praise with the label's words"),
        pytest.param(["+ Xếp loại chuẩn hiệu trưởng: Tốt; chuẩn Phó hiệu trưởng: Tốt"], id="a person's standard"),
        pytest.param(["Kết quả giáo viên tự đánh giá: Tốt"], id="somebody else's self-rating"),
        pytest.param(
            ["HTXS nhiệm vụ: 20/37 đạt 54,1%; HT tốt nhiệm vụ: 17/37 đạt 45,9%; HT nhiệm vụ: 0;"], id="staff classes"
        ),
        pytest.param(["Xuất sắc: 3; Tốt: 5; Trung bình: 1; Kém: 0"], id="counts"),
        pytest.param(
            [
                "- Hoàn thành xuất sắc nhiệm vụ: 04 đồng chí",
                "- Hoàn thành tốt nhiệm vụ: 20 đồng chí",
                "- Hoàn thành nhiệm vụ: 01 đồng chí",
            ],
            id="members' classes",
        ),
        pytest.param(["Kết quả rèn luyện: Tốt, Khá, Trung bình"], id="conduct"),
        pytest.param(["Năm 2022 chi bộ được xếp loại: Hoàn thành tốt nhiệm vụ"], id="last year's class"),
        pytest.param(
            ["4. Tự đánh giá: Chi bộ hoàn thành tốt nhiệm vụ chính trị, là đơn vị dẫn đầu huyện."],
            id="praise after the prompt",
        ),
        pytest.param(["Phấn đấu cuối năm chi bộ tự xếp loại: Hoàn thành xuất sắc nhiệm vụ"], id="an aim"),
        pytest.param(
            [table(["Khối", "Tốt", "Khá", "Trung bình", "Kém"], ["6", "10", "3", "1", "0"])], id="table of conduct"
        ),
        pytest.param(
            [table(["Tổ", "Xuất sắc", "Tốt", "Trung bình", "Kém"], ["Tự nhiên", "1", "", "", ""])],
            id="table of figures, mostly empty",
        ),
        pytest.param(
            [table(["TT", "Họ và tên", "HTXSNV", "HTTNV", "HTNV"], ["1", "Lò Văn Bình", "x", "", ""])], id="members"
        ),
        pytest.param(["☐ Đã họp chi bộ", "☒ Đã lấy ý kiến", "☐ Đã công khai"], id="a list of boxes"),
        pytest.param(["Có ☐ Không ☒"], id="yes or no"),
        pytest.param(["VI- TỰ NHẬN MỨC ĐỘ HOÀN THÀNH NHIỆM VỤ"], id="a heading that names what the class is of"),
        pytest.param(["7. Đánh giá, xếp loại mức độ hoàn thành nhiệm vụ năm 2024"], id="the same in small letters"),
    ],
)
def test_what_is_no_rating(blocks: list[str | Block]) -> None:
    assert blocks_of(*blocks) == []


def test_a_heading_that_holds_its_answer_shares_its_block() -> None:
    text = "VII. Đề nghị xếp loại mức chất lượng: Hoàn thành tốt nhiệm vụ"
    (found,) = find_rating_blocks(paper(PROSE, text), load_vocabulary())
    assert found.blocks == (1,)
    assert text[found.start :].strip() == "Hoàn thành tốt nhiệm vụ"


def test_prose_that_ends_in_a_rating_shares_its_block() -> None:
    text = "Các chỉ tiêu đều đạt theo kế hoạch. Tự đánh giá về cấp độ thực hiện: Tốt."
    (found,) = find_rating_blocks(paper(text), load_vocabulary())
    assert text[found.start :] == "Tự đánh giá về cấp độ thực hiện: Tốt."


def test_a_matrix_gives_one_rating_for_each_criterion() -> None:
    matrix = table(
        ["TT", "Tiêu chí", "Xuất sắc", "Tốt", "Trung bình", "Kém"],
        ["I", "Ưu điểm", "", "", "", ""],
        ["1", "Việc chấp hành nguyên tắc tổ chức", "x", "", "", ""],
        ["2", "Kết quả thực hiện nhiệm vụ", "", "x", "", ""],
    )
    found = find_rating_blocks(paper(PROSE, matrix), load_vocabulary())
    assert [(block.blocks, block.rows) for block in found] == [((1,), (2, 3)), ((1,), (3, 4))]


def test_two_ratings_in_one_table_are_told_apart_by_rows() -> None:
    rows = [["", label] for label in OVERALL]
    found = find_rating_blocks(paper(table(*rows, ["", "Xếp loại:"], *rows)), load_vocabulary())
    assert [block.rows for block in found] == [(0, 5), (5, 9)]
