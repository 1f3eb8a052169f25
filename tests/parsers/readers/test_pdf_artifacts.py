"""What a tagged file marks: running heads and feet are set aside, a glyph's own text is read."""

from __future__ import annotations

import pytest
from pdf_builder import LEFT, Sheet, read_pdf, texts

BODY = ("Chi bộ kết nạp được hai đảng viên mới", "Nhà trường giữ vững nền nếp")
HEAD, SECOND, FOOT = "Chi bộ Trường Tiểu học Nà Hang", "Năm 2024", "Địa chỉ: bản Nà Hang"


def _marked(sheet: Sheet, tag: str, x: float, y: float, text: str) -> None:
    sheet.pen._code.append(f"{tag} BMC")
    sheet.text(x, y, text)
    sheet.pen._code.append("EMC")


def _pdf(sheet: Sheet, *, tagged: bool = True) -> bytes:
    data = sheet.pdf()
    return data.replace(b"/Type /Catalog", b"/MarkInfo << /Marked true >> /Type /Catalog", 1) if tagged else data


def _page(tag: str = "/Artifact", *, last: bool = True) -> Sheet:
    """One page with two lines of a running head, two of text and a foot."""
    sheet = Sheet()
    _marked(sheet, tag, LEFT, 30, HEAD)
    _marked(sheet, tag, LEFT, 46, SECOND)
    for number, text in enumerate(BODY):
        _marked(sheet, "/P", LEFT, 120 + 40 * number, text)
    if last:
        _marked(sheet, tag, LEFT, 815, FOOT)
    return sheet


def test_marked_heads_and_feet_are_set_aside_and_named() -> None:
    document = read_pdf(_pdf(_page()))
    assert texts(document) == list(BODY)
    assert [(part.what, part.reason, part.text) for part in document.skipped] == [
        ("header", "page_furniture", HEAD), ("header", "page_furniture", SECOND), ("footer", "page_furniture", FOOT),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("tag", "tagged"),
    [
        pytest.param("/P", True, id="other tags"),
        pytest.param("/Artifact", False, id="a file that says it has no tags"),
    ],
)
def test_what_is_not_marked_stays(tag: str, tagged: bool) -> None:
    assert texts(read_pdf(_pdf(_page(tag), tagged=tagged))) == [HEAD, SECOND, *BODY, FOOT]


def test_artifacts_in_the_midst_of_a_page_are_its_text() -> None:
    sheet = Sheet()
    _marked(sheet, "/Artifact", LEFT, 400, HEAD)
    _marked(sheet, "/P", LEFT, 440, BODY[0])
    assert texts(read_pdf(_pdf(sheet))) == [HEAD, BODY[0]]


def test_a_page_of_artifacts_alone_is_read() -> None:
    sheet = Sheet()
    _marked(sheet, "/Artifact", LEFT, 60, HEAD)
    assert texts(read_pdf(_pdf(sheet))) == [HEAD]


def test_a_line_that_is_no_artifact_as_a_whole_stays() -> None:
    sheet = Sheet()
    _marked(sheet, "/Artifact", LEFT, 60, "1.")
    _marked(sheet, "/P", LEFT + 30, 60, BODY[0])
    assert texts(read_pdf(_pdf(sheet))) == [f"1. {BODY[0]}"]


def test_the_text_that_a_file_gives_for_its_glyphs_is_read() -> None:
    sheet = Sheet()
    sheet.pen._code.append("/Span << /ActualText <FEFF0110 1EA1 0074> >> BDC")
    sheet.text(LEFT, 100, "###")
    sheet.pen._code.append("EMC")
    assert texts(read_pdf(_pdf(sheet))) == ["Đạt"]
