"""Stamps of secrecy, and the words that are none."""

from __future__ import annotations

import pytest
from paper_builder import paper

from models.document import Skipped
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
