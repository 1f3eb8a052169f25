"""Glyphs of a symbol font without names: other blocks of the same paper tell which of them is the mark."""

from __future__ import annotations

import pytest

from models.document import OBJECT, Mark, Paragraph
from parsers.extractors.layout import segment
from parsers.extractors.ratings import LEARNED, extract_ratings
from parsers.vocabulary import load_vocabulary
from tests.parsers.extractors.rating_papers import CRITERION, PROMPT, paper

TITLES = (
    "1. Việc chấp hành nguyên tắc tổ chức và sinh hoạt Đảng",
    "2. Kết quả thực hiện các mục tiêu, chỉ tiêu, nhiệm vụ",
    "3. Công tác xây dựng, chỉnh đốn Đảng",
    "4. Trách nhiệm của tập thể lãnh đạo",
)


def boxes(codes: str) -> Paragraph:
    """The four labels, before each a glyph that only its number names."""
    text = "\t".join(f"{OBJECT} {label}" for label in CRITERION)
    places = [place for place, sign in enumerate(text) if sign == OBJECT]
    marks = (
        Mark(place, place + 1, "symbol", None, code=f"Wingdings:{code}")
        for place, code in zip(places, codes, strict=True)
    )
    return Paragraph(text, marks=tuple(marks))


@pytest.mark.parametrize(
    ("blocks", "last"),
    [
        pytest.param(("1121", "2111", "1122"), ("ambiguous", ["average", "poor"]), id="two blocks say what 2 is"),
        pytest.param(("1121", "1122"), ("unknown", []), id="one block alone may be of another cut of the font"),
        pytest.param(("1121", "2111", "2212", "1122"), ("unknown", []), id="the blocks contradict one another"),
        pytest.param(("1121", "2111", "3344"), ("unknown", []), id="other glyphs than theirs"),
        pytest.param(("1121", "2111", "1111"), ("blank", []), id="four empty ones"),
    ],
)  # fmt: skip
def test_what_other_blocks_tell(blocks: tuple[str, ...], last: tuple[str, list[str]]) -> None:
    lines: list[str | Paragraph] = ["BÁO CÁO KIỂM ĐIỂM TẬP THỂ", "I. Ưu điểm, kết quả đạt được"]
    for title, codes in zip(TITLES, blocks, strict=False):
        lines += [title, "Chi bộ họp định kỳ hằng tháng.", PROMPT, boxes(codes)]
    document = paper(*lines)
    found = extract_ratings(document, segment(document, load_vocabulary()), load_vocabulary())
    assert len(found) == len(blocks)
    assert (found[-1].status, found[-1].marks) == last
    assert last[0] != "ambiguous" or found[-1].confidence <= LEARNED
