"""Whatever lines a paper has, its layout holds together."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from paper_builder import paper

from parsers.extractors.head import extract_head
from parsers.extractors.head.document_kind import extract_document_info
from parsers.extractors.head.organisation import extract_organisation
from parsers.extractors.head.signature import extract_signatory
from parsers.extractors.layout import segment
from parsers.extractors.sections import extract_sections
from parsers.vocabulary import load_vocabulary

WORDS = load_vocabulary()
LABELS = [
    "",
    "",
    "I. ",
    "II. ",
    "V/ ",
    "1. ",
    "2) ",
    "3.",
    "1.1. ",
    "II.2. ",
    "A. ",
    "a) ",
    "PHẦN I: ",
    "- ",
    "* ",
    "{I.} ",
    "{1.} ",
]
TEXTS = [
    "Ưu điểm, kết quả đạt được",
    "HẠN CHẾ, KHUYẾT ĐIỂM",
    "**Nguyên nhân**",
    "Phương hướng:",
    "Chi bộ đã họp 12 buổi.",
    "Xuất sắc",
    "Tự đánh giá về cấp độ thực hiện: Tốt",
    "T/M CHI BỘ",
    "BÍ THƯ",
    "Hà Thị Thử",
    "Trên đây là báo cáo.",
    "BÁO CÁO KIỂM ĐIỂM TẬP THỂ",
    "Nà A, ngày 1 tháng 12 năm 2023",
    "ĐẢNG BỘ XÃ A\tĐẢNG CỘNG SẢN VIỆT NAM",
    "CHI BỘ TRƯỜNG THCS A",
    "MỤC LỤC",
    "2",
    "",
    "Một⏎1. Hai⏎2. Ba",
    "| Khối | Số lớp |\n| 6 | 5 |",
    "| | BÍ THƯ |",
]
LINES = st.lists(st.tuples(st.sampled_from(LABELS), st.sampled_from(TEXTS)), max_size=40)


@settings(max_examples=150, deadline=None)
@given(LINES)
def test_the_parts_hold_together(lines: list[tuple[str, str]]) -> None:
    document = paper("\n".join(text if text.startswith("|") else label + text for label, text in lines))
    found = segment(document, WORDS)
    for annex in (False, True):
        paths = [section.path for section in found.sections if section.annex is annex]
        assert len(paths) == len(set(paths))
        assert all(path.rpartition(".")[0] in ("", *paths) for path in paths), "a sub-section has its section"
    flow = [step for section in found.sections for step in section.flow]
    assert len({step for step in flow if step != "p"}) == len([step for step in flow if step != "p"])
    assert {int(step[1:]) for step in flow if step[0] == "t"} <= set(range(len(found.tables)))
    assert {int(step[1:]) for step in flow if step[0] == "r"} <= set(range(len(found.ratings)))
    placed = [(p.block, p.cell, p.start) for p in (*found.head, *found.closing)]
    placed += [(p.block, p.cell, p.start) for s in found.sections for p in (s.heading, *s.body)]
    assert len(placed) == len(set(placed)), "no line stands in two parts"
    for passage in (*found.head, *found.passages, *found.closing):
        assert passage.text[passage.start : passage.stop] in document.blocks[passage.block].text
    head = extract_head(found, WORDS)
    extract_organisation(document, found, WORDS, head.place)
    extract_document_info(document, found, head.year, WORDS)
    extract_signatory(found, WORDS)
    assert len(extract_sections(found, WORDS)) == len(found.sections)


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=200))
def test_any_text_is_read(text: str) -> None:
    segment(paper(text), WORDS)
