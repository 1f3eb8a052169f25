"""What is a heading and what only looks like one; contexts, tables, annexes, the signature."""

from __future__ import annotations

import pytest
from paper_builder import paper

from models.report import Signatory
from parsers.extractors.head.signature import extract_signatory
from parsers.extractors.layout import segment
from parsers.extractors.passages import Layout
from parsers.extractors.sections import extract_sections
from parsers.vocabulary import load_vocabulary

WORDS = load_vocabulary()


def layout(text: str) -> Layout:
    return segment(paper(text), WORDS)


def paths(text: str) -> list[str]:
    return [section.path for section in layout(text).sections]


def review(**inside: str) -> str:
    """A small review whose sections hold what is given by kind."""
    return "\n".join(
        [
            "BÁO CÁO KIỂM ĐIỂM TẬP THỂ",
            "I. Ưu điểm, kết quả đạt được",
            "1. Việc chấp hành nguyên tắc tổ chức và hoạt động",
            inside.get("principles", "Tốt."),
            "2. Kết quả thực hiện các mục tiêu, chỉ tiêu, nhiệm vụ",
            inside.get("targets", "Đạt."),
            "II. Hạn chế, khuyết điểm và nguyên nhân",
            inside.get("shortcomings", "Ít."),
            "III. Kết quả khắc phục những hạn chế, khuyết điểm",
            inside.get("remediation", "Xong."),
            "IV. Giải trình những vấn đề được gợi ý kiểm điểm",
            inside.get("explanations", "Không."),
            "V. Trách nhiệm của tập thể, cá nhân",
            inside.get("responsibility", "Rõ."),
            "VI. Phương hướng, biện pháp khắc phục",
            inside.get("directions", "Họp đủ."),
            "VII. Đề nghị xếp loại mức chất lượng",
            "Hoàn thành tốt nhiệm vụ",
            inside.get("end", "T/M CHI BỘ\nBÍ THƯ\nHà Văn Thử"),
        ]
    )


PLAIN = ["I", "I.1", "I.2", "II", "III", "IV", "V", "VI", "VII"]


@pytest.mark.parametrize(
    ("inside", "more"),
    [
        pytest.param({}, [], id="nothing more"),
        pytest.param({"targets": "1. Nguyễn Văn Thử\n2. Trần Thị Thử\n3. Lò Văn Thử"}, [], id="a list of names"),
        pytest.param({"targets": "1. Toán: 3 giải\n2. Văn: 2 giải"}, [], id="a list with figures"),
        pytest.param(
            {"targets": "1. Đội ngũ đã được kiện toàn.\n2. Học sinh chăm ngoan."}, [], id="a list of sentences"
        ),
        pytest.param(
            {"targets": "2.1. Công tác chuyên môn\nTốt.\n2.2. Công tác đoàn thể\nTốt."}, ["I.2.1", "I.2.2"], id="dotted"
        ),
        pytest.param({"targets": "a) Về chuyên môn\nTốt.\nb) Về đoàn thể\nTốt."}, [], id="letters of a list"),
        pytest.param(
            {"shortcomings": "a) Hạn chế\nÍt.\nb) Nguyên nhân\nBận."}, ["II.1", "II.2"], id="letters of sections"
        ),
        pytest.param(
            {"shortcomings": "1. Hạn chế, khuyết điểm\nÍt.\n2. Nguyên nhân\nBận."}, ["II.1", "II.2"], id="sub-kinds"
        ),
        pytest.param({"shortcomings": "* Hạn chế\nÍt.\n* Nguyên nhân\nBận."}, [], id="sub-headings without a number"),
        pytest.param({"shortcomings": "**Hạn chế**\nÍt.\n**Nguyên nhân**\nBận."}, [], id="bold ones without a number"),
        pytest.param(
            {"remediation": "1. Hạn chế về sinh hoạt: đã khắc phục xong.\n2. Hạn chế về hồ sơ: đang khắc phục."},
            [],
            id="shortcomings listed in the remediation",
        ),
        pytest.param(
            {"directions": "1. Tiếp tục đổi mới sinh hoạt chi bộ.\n2. Khắc phục hạn chế về hồ sơ sổ sách."},
            [],
            id="plans that speak of shortcomings",
        ),
        pytest.param(
            {"responsibility": "1. Trách nhiệm của tập thể\nChung.\n2. Trách nhiệm của cá nhân\nRiêng."},
            ["V.1", "V.2"],
            id="two responsibilities",
        ),
        pytest.param(
            {"principles": "Nghị quyết Trung ương 4 khóa\nXII đã nêu rõ\n4 nhóm giải pháp"},
            [],
            id="numbers at a line's start",
        ),
        pytest.param({"principles": "V/v sinh hoạt chuyên đề\nC. Mác đã viết như vậy."}, [], id="V/v and C. Mác"),
        pytest.param({"principles": "BÍ THƯ CHI BỘ\nlà người chủ trì."}, [], id="a post in capitals within the body"),
    ],
)
def test_sub_sections(inside: dict[str, str], more: list[str]) -> None:
    assert sorted(paths(review(**inside))) == sorted([*PLAIN, *more])


def test_flow_names_paragraphs_tables_and_ratings_in_order() -> None:
    found = layout(review(targets="Kết quả:\n| Khối | Số lớp |\n| 6 | 5 |\nHết.\nTự đánh giá về cấp độ thực hiện: Tốt"))
    section = next(s for s in found.sections if s.path == "I.2")
    assert section.flow == ("p", "t0", "p", "r0")
    assert found.tables[0].section == "I.2"
    assert [p.words for p in found.tables[0].above] == ["Kết quả:"]
    assert found.ratings[0].section == "I.2"


def test_figures_behind_tabs_and_dots_are_no_table_of_contents() -> None:
    text = "Số học sinh giỏi:\t12\nSố lớp của trường ....... 9\n1. Tổng số học sinh\t565"
    section = next(s for s in layout(review(targets=text)).sections if s.path == "I.2")
    assert [p.words for p in section.body] == text.split("\n")


def test_a_table_of_contents_and_page_numbers_are_no_text() -> None:
    contents = "I. Ưu điểm ..... 1\nII. Hạn chế ..... 2\nIII. Kết quả khắc phục ..... 3"
    found = layout(review(targets="- 2 -\nĐạt.\nTrang 3/6").replace("I. Ưu điểm", contents + "\nI. Ưu điểm", 1))
    assert [s.path for s in found.sections] == PLAIN
    assert [p.words for s in found.sections if s.path == "I.2" for p in s.body] == ["Đạt."]


def test_contexts_nest_by_their_signs() -> None:
    students = "Đối với học sinh:\n- Thi:\n+ Toán\n- Lên lớp\n"
    text = f"* Kết quả cụ thể như sau:\n{students}Đối với giáo viên: có 3 giáo viên giỏi\nThi đua:\n- LĐTT"
    found = layout(review(targets=text))
    contexts = {p.words: p.context for p in found.passages}
    top = "* Kết quả cụ thể như sau:"
    assert contexts["+ Toán"] == (top, "Đối với học sinh:", "- Thi:")
    assert contexts["- Lên lớp"] == (top, "Đối với học sinh:")
    assert contexts["Đối với giáo viên: có 3 giáo viên giỏi"] == (top,)
    assert contexts["- LĐTT"] == (top, "Thi đua:")


def test_what_follows_the_signature_is_annex() -> None:
    end = "T/M CHI BỘ\nBÍ THƯ\nHà Văn Thử\nPHIẾU PHÂN TÍCH CHẤT LƯỢNG\nI. Tiêu chí\nĐạt.\n| Môn | Giải |\n| Toán | 3 |"
    found = layout(review(end=end))
    assert [s.path for s in found.sections if not s.annex] == PLAIN
    assert [s.path for s in found.sections if s.annex] == ["I"]
    assert [t.annex for t in found.tables] == [True]
    assert extract_signatory(found, WORDS).name == "Hà Văn Thử"


def test_an_answer_on_the_heading_line_is_the_sections_text() -> None:
    text = review().replace("gợi ý kiểm điểm\nKhông.", "gợi ý kiểm điểm (nếu có): Không.")
    section = next(s for s in extract_sections(layout(text), WORDS) if s.path == "IV")
    assert (section.title, section.text, section.flow) == (
        "Giải trình những vấn đề được gợi ý kiểm điểm (nếu có)",
        "Không.",
        ["p"],
    )


@pytest.mark.parametrize(
    ("heading", "below", "cut"),
    [
        pytest.param("**Hạn chế, khuyết điểm**", "**và nguyên nhân**", True, id="bold goes on in bold"),
        pytest.param("**Hạn chế, khuyết điểm**", "do thiếu kinh nghiệm.", False, id="plain text under bold"),
        pytest.param("Hạn chế, khuyết điểm", "do thiếu kinh nghiệm.", False, id="a short title fits on its line"),
        pytest.param("Hạn chế, khuyết điểm và", "nguyên nhân", True, id="a title that hangs"),
        pytest.param("HẠN CHẾ, KHUYẾT ĐIỂM", "VÀ NGUYÊN NHÂN", True, id="capitals go on in capitals"),
        pytest.param("Hạn chế, khuyết điểm:", "còn ít sáng kiến", False, id="a colon ends a title"),
        pytest.param("Hạn chế, khuyết điểm", "- còn ít sáng kiến", False, id="a list's sign"),
    ],
)
def test_titles_cut_over_two_lines(heading: str, below: str, cut: bool) -> None:
    text = review().replace("II. Hạn chế, khuyết điểm và nguyên nhân", f"II. {heading}\n{below}")
    if heading.startswith("**"):
        text = text.replace("II. **", "**II. ")
    section = next(s for s in layout(text).sections if s.path == "II")
    assert (below.strip("*") in section.title, len(section.body)) == (cut, 1 if cut else 2)


@pytest.mark.parametrize(
    ("typed", "scanned"),
    [
        pytest.param("II. Hạn chế, khuyết điểm", "!I. Hạn chế, khuyết điểm", id="a spoilt roman number"),
        pytest.param("I. Ưu điểm, kết quả", "l. Ưu điểm, kết quả", id="a spoilt first number"),
        pytest.param("2. Kết quả thực hiện", "z. Kết quả thực hiện", id="a spoilt arabic number"),
        pytest.param("VI. Phương hướng", "Vl. Phuơng hưóng", id="a small l, and tones misread"),
        pytest.param("IV. Giải trình", "IV Giải trình", id="the sign is lost"),
    ],
)
def test_scanned_headings(typed: str, scanned: str) -> None:
    text = review()
    assert typed in text
    assert paths(text.replace(typed, scanned)) == PLAIN


def test_generated_numbers_of_list_items_are_text() -> None:
    section = next(s for s in extract_sections(layout(review(directions="{-} Họp đủ.")), WORDS) if s.path == "VI")
    assert section.text == "- Họp đủ."


def test_every_passage_is_part_of_its_block() -> None:
    document = paper(review(targets="Một⏎hai\n| a | b |\n| 1 | 2 |"))
    found = segment(document, WORDS)
    for passage in (*found.head, *found.passages, *found.closing):
        assert passage.text[passage.start : passage.stop] in document.blocks[passage.block].text


@pytest.mark.parametrize("text", ["", "\n\n", "Xin chào", "I.", "1. 2. 3.", "| |", "T/M CHI BỘ"])
def test_papers_that_are_no_reviews(text: str) -> None:
    assert layout(text).sections == ()


@pytest.mark.parametrize(
    ("end", "signatory"),
    [
        pytest.param(
            "T/M TẬP THỂ LÃNH ĐẠO, QUẢN LÝ\nBÍ THƯ CHI BỘ\n\nHà Thị Thử",
            ("Hà Thị Thử", "Bí thư chi bộ", "Tập thể lãnh đạo, quản lý"),
            id="centred lines",
        ),
        pytest.param(
            "| Nơi nhận:⏎- Đảng ủy xã;⏎- Lưu CB. | T/M CHI ỦY⏎BÍ THƯ⏎⏎Hà Thị Thử |",
            ("Hà Thị Thử", "Bí thư", "Chi ủy"),
            id="two columns of a table",
        ),
        pytest.param(
            "| Nơi nhận: | TM. CHI ỦY |\n| - Đảng ủy xã; | PHÓ BÍ THƯ |\n| | (Ký, ghi rõ họ tên) |\n| | HÀ THỊ THỬ |",
            ("Hà Thị Thử", "Phó bí thư", "Chi ủy"),
            id="a row a line, the name in capitals",
        ),
        pytest.param(
            "Nơi nhận:\tT/M CHI BỘ\n- Lưu CB.\tBÍ THƯ\n\tGiàng A Thử",
            ("Giàng A Thử", "Bí thư", "Chi bộ"),
            id="columns set by tabs",
        ),
        pytest.param(
            "T/M CHI BỘ\nBÍ THƯ\nĐ/c Hà Thị Thử", ("Hà Thị Thử", "Bí thư", "Chi bộ"), id="a title before the name"
        ),
        pytest.param(
            "HIỆU TRƯỞNG\n(Đã ký)\nThS. Hà Thị Thử", ("Hà Thị Thử", "Hiệu trưởng", None), id="nobody's behalf"
        ),
        pytest.param(
            "T/M CHI BỘ\nBỈ THƯ CHI BỘ\n\nHà Thị Thử", ("Hà Thị Thử", None, "Chi bộ"), id="a misread post is no person"
        ),
        pytest.param("T/M CHI BỘ\nBỉ Thư Chi Bộ", (None, None, "Chi bộ"), id="a misread post, and nobody's name"),
        pytest.param("T/M CHI BỘ\nBÍ THƯ\n(Ký, ghi rõ họ tên)", (None, "Bí thư", "Chi bộ"), id="not signed yet"),
        pytest.param("Trên đây là báo cáo của chi bộ.", (None, None, None), id="no signature at all"),
    ],
)
def test_signatories(end: str, signatory: tuple[str | None, ...]) -> None:
    found: Signatory = extract_signatory(layout(review(end=end)), WORDS)
    assert (found.name, found.position, found.on_behalf_of) == signatory
