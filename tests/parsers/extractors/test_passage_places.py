"""Where the characters of a passage stand: the page they begin on, and one box around all that stands there."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.document import BBox, Span
from parsers.extractors.passages import cover

LINES = (
    Span(0, 10, 1, (80.0, 700.0, 500.0, 712.0)),
    Span(11, 20, 1, (60.0, 714.0, 510.0, 726.0)),
    Span(21, 30, 2, (55.0, 50.0, 400.0, 62.0)),
)


@pytest.mark.parametrize(
    ("start", "end", "page", "box"),
    [
        pytest.param(2, 5, 1, LINES[0].bbox, id="within one line: its box"),
        pytest.param(5, 15, 1, (60.0, 700.0, 510.0, 726.0), id="two lines: the box around both"),
        pytest.param(15, 25, 1, (60.0, 714.0, 510.0, 726.0), id="over a page's end: what stands on the first page"),
        pytest.param(10, 11, None, None, id="the blank between two lines has no place"),
        pytest.param(40, 50, None, None, id="beyond the text"),
    ],
)
def test_the_box_is_around_what_stands_on_the_first_page(
    start: int, end: int, page: int | None, box: BBox | None
) -> None:
    assert cover(LINES, start, end) == (page, box)


boxes = st.tuples(*[st.floats(0, 800)] * 4)
spans = st.lists(st.builds(Span, st.integers(0, 9), st.integers(10, 20), st.integers(1, 2), boxes), min_size=1)


@given(spans)
def test_no_box_of_the_page_reaches_out_of_it(spans: list[Span]) -> None:
    page, box = cover(tuple(spans), 9, 10)
    own = [span.bbox for span in spans if span.page == page]
    assert page == spans[0].page
    assert box == tuple(side(values) for side, values in zip((min, min, max, max), zip(*own, strict=True), strict=True))
