"""Letters and signs that no syllable is spelled with."""

from __future__ import annotations

import pytest
from scanned import document

from parsers.repair import repair
from parsers.vocabulary import load_vocabulary


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        pytest.param("NHII}M~0.9", "NHIỆM", id="a capital filled with ink"),
        pytest.param("bii)n~0.9", "biện", id="a small letter"),
        pytest.param("NGHII‡P,~0.6", "NGHIỆP,", id="a sign that no keyboard has"),
        pytest.param("tronø~0.6", "trong", id="the bow of a g closed"),
        pytest.param("nhñnø~0.5", "nhũng", id="two letters"),
        pytest.param("Lưuug~0.9", "Lương", id="two letters, a family name"),
        pytest.param("uườug~0.9", "trường", id="t and r as one letter"),
        pytest.param("Ñgô~0.9", "Ngô", id="a wave over a capital"),
        pytest.param("a)b~0.6", "a)b", id="no syllable either way"),
        pytest.param("lớp(ii)~0.6", "lớp(ii)", id="a sign at the end"),
        pytest.param("NHII}M~1.0", "NHII}M", id="typed text is what it is"),
    ],
)
def test_what_no_syllable_is_spelled_with(read: str, meant: str) -> None:
    assert repair(document("Kế~0.95 hoạch", read), load_vocabulary()).text.split("\n")[1] == meant


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        pytest.param("2(19-2020,~0.7", "2019-2020,", id="the year behind it tells the year before"),
        pytest.param("2022-2O23~0.8", "2022-2023", id="the year before it the year behind"),
        pytest.param("2018-2020~0.7", "2018-2020", id="two years, whatever they mean"),
        pytest.param("Khối-2020~0.7", "Khối-2020", id="a word"),
    ],
)
def test_a_school_year_with_a_digit_misread(read: str, meant: str) -> None:
    assert repair(document(f"năm~0.95 học {read}"), load_vocabulary()).text == f"năm học {meant}"
