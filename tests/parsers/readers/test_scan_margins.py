"""A scanned page's own margin: where its lines begin that are no first lines of paragraphs."""

from __future__ import annotations

import pytest

from models.document import Paragraph
from parsers.readers.pages.assemble import assemble
from parsers.readers.pages.page import Page, Word

LEFT, INDENT, SIZE = 90.0, 28.0, 14.0


def _line(text: str, x: float, baseline: float) -> list[Word]:
    words, place = [], x
    for piece in text.split():
        width = 7.0 * len(piece)
        words.append(Word(piece, place, baseline - 10, place + width, baseline + 3, baseline, SIZE, confidence=0.96))
        place += width + 4
    return words


def _page(number: int, shift: float) -> Page:
    """Paragraphs of two lines each: half of all lines begin with an indent."""
    words: list[Word] = []
    for index in range(6):
        top = 100.0 + index * 60
        words += _line("Nhà trường đã tổ chức thu hoạch rau trong vườn cho các bếp", LEFT + INDENT + shift, top)
        words += _line("ăn bán trú của các em.", LEFT + shift, top + 20)
    return Page(number, 595.0, 842.0, words=words)


@pytest.mark.parametrize(
    "shifts",
    [
        pytest.param((0.0, 0.0), id="as many indented lines as others"),
        pytest.param((7.0, -7.0), id="pages that lie apart"),
    ],
)
def test_second_lines_stay_with_their_first(shifts: tuple[float, ...]) -> None:
    blocks, _ = assemble([_page(number, shift) for number, shift in enumerate(shifts, 1)])
    texts = [block.text for block in blocks if isinstance(block, Paragraph)]
    assert len(texts) == 6 * len(shifts)
    assert all(text.endswith("cho các bếp ăn bán trú của các em.") for text in texts)
