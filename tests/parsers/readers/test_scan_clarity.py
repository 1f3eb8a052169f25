"""Two pages in one picture, told by the words' places; ink that no word covers."""

from __future__ import annotations

import numpy as np
import pytest

from parsers.readers.pages.page import Page, Ruling, Word
from parsers.readers.scan.clarity import UNCLEAR, tell_unclear
from parsers.readers.scan.image import DPI

A3 = (1190.0, 842.0)  # points: two A4 pages side by side
BLANK = np.full((1200, 1600), 250, np.uint8)


def _words(*columns: tuple[float, float], lines: int = 30) -> list[Word]:
    """Lines of words from one edge to the other, in each of the columns."""
    return [
        Word("chi", x, 80 + 20 * line, x + 34, 92 + 20 * line, 90 + 20 * line, 12.0, confidence=0.96)
        for line in range(lines)
        for left, right in columns
        for x in np.arange(left, right - 34, 38 + line % 3)
    ]


def _told(page: Page, clean: np.ndarray = BLANK) -> list[str]:
    tell_unclear(page, clean)
    reasons = [part.reason for part in page.skipped]
    assert all((word.confidence <= UNCLEAR) == bool(reasons) for word in page.words)
    return reasons


@pytest.mark.parametrize(
    ("words", "rulings", "reasons"),
    [
        pytest.param(_words((60, 535), (655, 1130)), [], ["two_pages"], id="an open booklet"),
        pytest.param(_words((60, 1130)), [], [], id="one page on its side: lines from edge to edge"),
        pytest.param(_words((60, 535), (655, 1130)), [Ruling(True, 300, 60, 1130)], [], id="a table over the middle"),
        pytest.param(_words((60, 535), (655, 1130), lines=4), [], [], id="a head of two columns, and no more"),
        pytest.param(_words((60, 535)), [], [], id="the other page is empty"),
        pytest.param(_words((60, 300), (420, 1130)), [], [], id="a narrow column and a wide one"),
    ],
)
def test_two_pages_in_one_picture(words: list[Word], rulings: list[Ruling], reasons: list[str]) -> None:
    assert _told(Page(1, *A3, words=words, rulings=rulings)) == reasons


def test_columns_of_an_upright_page_are_one_page() -> None:
    assert _told(Page(1, 842.0, 1190.0, words=_words((60, 380), (460, 780)))) == []


@pytest.mark.parametrize(("lines", "reasons"), [(30, []), (15, ["page_unclear"])])
def test_ink_that_nobody_read(lines: int, reasons: list[str]) -> None:
    clean = np.full((2339, 1654), 250, np.uint8)
    for word in _words((60, 535)):
        x0, top, x1, bottom = (round(value * DPI / 72) for value in word.bbox)
        clean[top:bottom, x0:x1] = 30
    assert _told(Page(1, 595.0, 842.0, words=_words((60, 535), lines=lines)), clean) == reasons


def test_a_photograph_on_the_page_is_no_lost_text() -> None:
    clean = np.full((2339, 1654), 250, np.uint8)
    light = np.linspace(0, 6, 1200)
    clean[1000:1800, 200:1400] = 120 + 60 * np.sin(light)[None, :] * np.cos(light[:800])[:, None]
    assert _told(Page(1, 595.0, 842.0, words=_words((60, 535), lines=12)), clean) == []
