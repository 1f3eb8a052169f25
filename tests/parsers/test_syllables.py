"""Vietnamese syllables, and words that lost the spaces between them."""

from __future__ import annotations

import pytest

from parsers.syllables import is_readable, is_syllable, split_glued


@pytest.mark.parametrize(
    "word",
    [
        pytest.param("trường", id="onset of two letters, diphthong, final"),
        pytest.param("QUYẾT", id="capitals"),
        pytest.param("quốc", id="q before uô"),
        pytest.param("quán", id="q before what else is written oa"),
        pytest.param("giết", id="the i of gi is also the rhyme's"),
        pytest.param("gì", id="gi alone"),
        pytest.param("nghiêng", id="ngh before a front vowel"),
        pytest.param("uỷ", id="no onset, new tone place"),
        pytest.param("khuỷu", id="rare rhyme"),
    ],
)
def test_a_syllable(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize(
    "word",
    [
        pytest.param("cếp", id="c before a front vowel"),
        pytest.param("ngiêng", id="ng before a front vowel"),
        pytest.param("kán", id="k before a back vowel"),
        pytest.param("tột̀", id="two tones"),
        pytest.param("cap", id="a checked final without a tone"),
        pytest.param("càp", id="a checked final with a falling tone"),
        pytest.param("LIHÊ", id="a misread THỂ"),
        pytest.param("school", id="another language"),
        pytest.param("", id="nothing"),
        pytest.param("Ñgô", id="a speck above a consonant is no tone"),
    ],
)
def test_no_syllable(word: str) -> None:
    assert not is_syllable(word)


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        pytest.param("Tỷlệ", ("Tỷ", "lệ"), id="two"),
        pytest.param("Xuấtsắc", ("Xuất", "sắc"), id="the fewest parts: not Xu, ất, sắc"),
        pytest.param("nămhọcmới", ("năm", "học", "mới"), id="three"),
        pytest.param("tranhái", ("tranhái",), id="tra nhái or tran hái: stays whole"),
        pytest.param("Tỷlệ%", ("Tỷ", "lệ", "%"), id="a sign of percent stands apart"),
        pytest.param("25%", ("25%",), id="but not from its figure"),
        pytest.param("Lưung", ("Lưung",), id="a misread Lương, no Lư and ung: no word is parted between vowels"),
        pytest.param("oanh", ("oanh",), id="a syllable stays whole"),
        pytest.param("HTXSNV", ("HTXSNV",), id="an abbreviation"),
        pytest.param("Violympic", ("Violympic",), id="no syllables in it"),
    ],
)
def test_glued_words(word: str, parts: tuple[str, ...]) -> None:
    assert split_glued(word) == parts


@pytest.mark.parametrize(
    ("word", "readable"),
    [
        pytest.param("hiện:", True, id="punctuation is not looked at"),
        pytest.param("(CSTĐ", True, id="an abbreviation"),
        pytest.param("37,8%", True, id="figures"),
        pytest.param("cxã", False, id="a misread word"),
    ],
)
def test_readable(word: str, readable: bool) -> None:
    assert is_readable(word) is readable
