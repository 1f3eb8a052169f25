"""A scanned page's own margin: where its lines begin that are no first lines of paragraphs."""

from __future__ import annotations

import pytest

from models.document import Paragraph
from parsers.readers.pages.assemble import assemble
from parsers.readers.pages.page import Page, Style, Word

LEFT, INDENT, SIZE = 90.0, 24.0, 14.0


def _long(page: int, row: int) -> str:
    """A line of its own for each place: what repeats on pages could be set aside."""
    return f"Tháng {row + 1:02} tổ {page:02} đã thu hoạch rau trong vườn trường cho các bếp"


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
        top = 250.0 + index * 60
        words += _line(_long(number, index), LEFT + INDENT + shift, top)
        words += _line("ăn bán trú của các em.", LEFT + shift, top + 20)
    return Page(number, 595.0, 842.0, words=words)


def _last_page(number: int, shift: float) -> Page:
    """Long lines without an indent: the file's margin is known by these, and they lie off the others."""
    words = [word for row in range(3) for word in _line(_long(number, row), LEFT + shift, 250.0 + row * 60)]
    return Page(number, 595.0, 842.0, words=words)


@pytest.mark.parametrize(
    "shifts",
    [
        pytest.param((0.0, 0.0), id="as many indented lines as others"),
        pytest.param((4.0, -4.0), id="pages that lie apart"),
    ],
)
def test_second_lines_stay_with_their_first(shifts: tuple[float, ...]) -> None:
    pages = [_page(number, shift) for number, shift in enumerate(shifts, 1)]
    blocks, _ = assemble([*pages, _last_page(len(pages) + 1, 7.0)])
    texts = [block.text for block in blocks if isinstance(block, Paragraph)]
    indented = [f"{_long(page.number, row)} ăn bán trú của các em." for page in pages for row in range(6)]
    assert texts == [*indented, *(_long(len(pages) + 1, row) for row in range(3))]


@pytest.mark.parametrize(
    ("second", "together"),
    [
        pytest.param("hoàn thành tốt nhiệm vụ.", True, id="goes on in lower case below an indented line"),
        pytest.param("22/35 hoàn thành tốt nhiệm vụ.", True, id="goes on with a figure that is no label"),
        pytest.param("Hoàn thành tốt nhiệm vụ.", False, id="a capital: the line before had room"),
        pytest.param("2. hoàn thành tốt nhiệm vụ.", False, id="a numbered line"),
    ],
)
def test_a_photographed_line_may_end_a_little_before_the_margin(second: str, together: bool) -> None:
    words: list[Word] = []
    for row in range(6):
        words += _line(_long(1, row), LEFT, 250.0 + row * 20)
    right = max(word.x1 for word in words)
    words += (first := _line("Xếp loại viên chức, hoàn thành xuất sắc 41%;", LEFT + INDENT, 400.0))
    first[-1].x1 = right - 7.0 * len("hoàn") - 10.0  # the word found no room, though by a little it would
    words += _line(second, LEFT, 420.0)
    blocks, _ = assemble([Page(1, 595.0, 842.0, words=words)])
    texts = [block.text for block in blocks if isinstance(block, Paragraph)]
    assert (texts[-1] == second) is not together


def test_what_was_read_out_of_a_dash_begins_no_paragraph() -> None:
    place = "Mường Phăng, ngày 11 tháng 12 năm 2023 tại phòng họp của trường"
    words = [*_line(": : : :" + " :" * 20, LEFT, 300.0), *_line(place, LEFT, 318.0)]
    blocks, _ = assemble([Page(1, 595.0, 842.0, words=words)])
    assert place in [block.text for block in blocks]


def test_other_readings_of_a_word_go_with_its_place() -> None:
    words = _line("Chỉ bộ", LEFT, 300.0)
    words[0].alternatives = ("Chi",)
    blocks, _ = assemble([Page(1, 595.0, 842.0, words=words)])
    assert isinstance(blocks[0], Paragraph)
    assert [span.alternatives for span in blocks[0].spans] == [("Chi",), ()]


@pytest.mark.parametrize(
    ("second", "bold", "together"),
    [
        pytest.param("2. Kết quả thực hiện nhiệm vụ", True, False, id="a numbered title in bold"),
        pytest.param("2. kết quả thực hiện nhiệm vụ", False, True, id="a figure and a full stop in plain print"),
        pytest.param("kết quả thực hiện nhiệm vụ", True, True, id="bold words that go on with the text"),
    ],
)
def test_a_bold_title_below_a_line_without_room(second: str, bold: bool, together: bool) -> None:
    words: list[Word] = []
    for row in range(6):
        words += _line(_long(1, row), LEFT, 250.0 + row * 20)
    words += (title := _line(second, LEFT, 370.0))
    for word in title:
        word.style = Style(bold=bold)
    blocks, _ = assemble([Page(1, 595.0, 842.0, words=words)])
    texts = [block.text for block in blocks if isinstance(block, Paragraph)]
    assert (texts[-1] == second) is not together
