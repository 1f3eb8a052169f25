"""Stamps of secrecy, and the words that are none."""

from __future__ import annotations

from dataclasses import replace

import pytest
from paper_builder import paper

from models.document import Document, Paragraph, Region, Skipped, Source, Span
from parsers.extractors.secrecy import secrecy_stamp


@pytest.mark.parametrize(
    ("text", "stamp"),
    [
        pytest.param("MẬT\nBÁO CÁO KIỂM ĐIỂM", "MẬT", id="a line of its own"),
        pytest.param("::TỐI MẬT\nBÁO CÁO", "TỐI MẬT", id="a text box"),
        pytest.param(
            "| ĐẢNG BỘ XÃ A⏎TUYỆT MẬT | ĐẢNG CỘNG SẢN VIỆT NAM |\nBÁO CÁO", "TUYỆT MẬT", id="in the head's table"
        ),
        pytest.param("BÁO CÁO\n\n(MẬT)", "MẬT", id="in brackets"),
        pytest.param("ĐẢNG BỘ XÃ A\tMẬT", "MẬT", id="in a column of its own"),
        pytest.param("Độ mật: TỐI MẬT", "TỐI MẬT", id="with its label"),
        pytest.param("Giữ gìn bí mật của Đảng", None, id="bí mật in prose"),
        pytest.param("CÔNG TÁC BẢO MẬT", None, id="a heading on confidentiality"),
        pytest.param("Mật", None, id="a word in small letters is a cell's or a list's"),
        pytest.param("Độ mật: Không", None, id="a label that denies it"),
        pytest.param("MẬT ONG RỪNG", None, id="honey"),
    ],
)
def test_stamps(text: str, stamp: str | None) -> None:
    assert secrecy_stamp(paper(text)) == stamp


def test_a_header_that_was_skipped_counts() -> None:
    header = Skipped("header", "page_furniture", "ĐẢNG BỘ XÃ A\nMẬT")
    assert secrecy_stamp(paper("BÁO CÁO", (header,))) == "MẬT"


def pages(*texts: list[str]) -> Document:
    """A paginated document of these lines."""
    blocks = (
        Paragraph(line, spans=(Span(0, len(line), number, (0, 0, 9, 9)),))
        for number, lines in enumerate(texts, 1)
        for line in lines
    )
    return Document(Source("a.pdf", "0" * 64, "application/pdf", "test"), tuple(blocks))


@pytest.mark.parametrize(
    ("third", "stamp"),
    [
        pytest.param(["ĐẢNG BỘ XÃ A", "MẬT", "BÁO CÁO KIỂM ĐIỂM"], "MẬT", id="photos out of order, the head last"),
        pytest.param(["Công tác bảo mật được giữ."], None, id="prose at a page's beginning"),
        pytest.param([*["Chi bộ họp đều."] * 30, "MẬT"], None, id="deep in a page: no stamp stands there"),
    ],
)
def test_a_stamp_at_the_beginning_of_any_page_counts(third: list[str], stamp: str | None) -> None:
    assert secrecy_stamp(pages(["Chi bộ họp đều."] * 40, ["Chi bộ họp đều."] * 40, third)) == stamp


@pytest.mark.parametrize(
    ("text", "readings", "stamp"),
    [
        pytest.param("TỐI MẬT", (), "TỐI MẬT", id="as it was read best"),
        pytest.param("IVIUI LVW", ("TÔI MAT",), "TỐI MẬT", id="read only the other way round, its marks lost"),
        pytest.param("ĐẾN\nSố 12", ("ÑAB", "TUYET\nMẬT"), "MẬT", id="over two lines, in another light"),
        pytest.param("BẢO MẬT", ("BAO MAT", "MẬT ĐỘ"), None, id="words that are no degree, in no reading"),
        pytest.param("KHẨN", ("KHAN", "MAI"), None, id="a letter of the short degree misread is no degree"),
    ],
)
def test_any_reading_of_a_stamp_counts(text: str, readings: tuple[str, ...], stamp: str | None) -> None:
    document = replace(paper("BÁO CÁO"), regions=(Region("stamp", 1, (400, 40, 500, 70), text, readings),))
    assert secrecy_stamp(document) == stamp
