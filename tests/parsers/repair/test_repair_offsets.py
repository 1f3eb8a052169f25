"""Offsets stay true whatever is changed."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from scanned import scanned

from models.document import Mark, Paragraph, Run
from parsers.repair.changes import MOST_SURE, MOST_SURE_FIGURE, Change, changed

_WORDS = st.lists(st.text("abcđêổ", min_size=1, max_size=6), min_size=1, max_size=8)


def _placed(words: list[str]) -> Paragraph:
    """Words with a run and a mark each, so that every kind of offset stands at every word."""
    paragraph = scanned(" ".join(words))
    runs = tuple(Run(span.start, span.end) for span in paragraph.spans)
    marks = tuple(Mark(span.start, span.end, "glyph", None) for span in paragraph.spans)
    return replace(paragraph, runs=runs, marks=marks)


@given(words=_WORDS, chosen=_WORDS, places=st.sets(st.integers(0, 7)))
def test_every_place_still_holds_its_word(words: list[str], chosen: list[str], places: set[int]) -> None:
    paragraph = _placed(words)
    wanted = list(words)
    changes = []
    for place in sorted(places):
        if place < len(words):
            wanted[place] = chosen[place % len(chosen)]
            span = paragraph.spans[place]
            changes.append(Change(span.start, span.end, wanted[place], "phrase"))
    after, told = changed(paragraph, changes)
    assert after.text == " ".join(wanted)
    for items in (after.spans, after.runs, after.marks):
        assert [after.text[item.start : item.end] for item in items] == wanted
    assert [after.text[start:end] for start, end, _ in told] == [change.chosen for change in changes]


def test_the_read_form_stays_beside_and_the_place_is_unsure() -> None:
    after, _ = changed(scanned("chỉ bộ"), [Change(0, 3, "chi", "phrase")])
    assert after.spans[0].alternatives == ("chỉ",)
    assert after.spans[0].confidence == MOST_SURE


def test_a_figure_s_place_is_less_sure() -> None:
    after, _ = changed(scanned("853|85,3"), [Change(0, 3, "85,3", "arithmetic")])
    assert after.spans[0].alternatives == ("853",)
    assert after.spans[0].confidence == MOST_SURE_FIGURE


def test_part_of_a_word_is_changed_within_it() -> None:
    after, _ = changed(scanned("(3ảng) vững mạnh"), [Change(1, 5, "Đảng", "reading")])
    assert after.text == "(Đảng) vững mạnh"
    assert [after.text[span.start : span.end] for span in after.spans] == ["(Đảng)", "vững", "mạnh"]
