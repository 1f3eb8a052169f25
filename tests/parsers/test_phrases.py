"""Lists of phrases as one pattern, and the phrases of a text: what a plain reading of the same list would find."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.language import PhraseFinder, _words
from parsers.phrases import ANY_BLANKS, LOOSE, any_of
from parsers.text import shadow

PHRASES = st.lists(st.text("abc. (", min_size=1, max_size=4), min_size=1, max_size=8)


@given(PHRASES, st.text("abc. (x", max_size=20))
def test_finds_what_the_phrases_one_after_another_find(phrases: list[str], text: str) -> None:
    plain = "|".join(map(re.escape, sorted(phrases, key=len, reverse=True)))
    for behind in ("", r"(?!\w)"):  # what follows may refuse the longest: then a shorter one stands
        shared = re.compile(any_of(phrases) + behind)
        assert shared.findall(text) == re.findall(f"(?:{plain}){behind}", text)


@pytest.mark.parametrize(
    ("phrases", "wider", "text", "found"),
    [
        pytest.param(["đồng chí"], None, "đồng chí", "đồng chí", id="one phrase alone"),
        pytest.param(["đồng chí"], None, "", "", id="one phrase is one group: a quantifier takes it whole"),
        pytest.param(["học kỳ"], ANY_BLANKS, "học \n kỳ", "học \n kỳ", id="a blank stands for any blanks"),
        pytest.param(["học kỳ"], None, "học  kỳ", "", id="a blank is one blank where nothing else is said"),
        pytest.param(["đ/c"], LOOSE, "đ / c", "đ / c", id="a stroke with blanks around it"),
        pytest.param(
            ["tốt", "tốt nghiệp"], None, "tốt nghiệp", "tốt nghiệp", id="the longest of those that begin alike"
        ),
        pytest.param([], None, "", None, id="no phrases match nothing, not even the empty text"),
    ],
)
def test_patterns(phrases: list[str], wider: dict[str, str] | None, text: str, found: str | None) -> None:
    match = re.match(any_of(phrases, wider) + ("?" if phrases else ""), text)
    assert (match and match[0]) == found


def test_a_letter_is_compared_once_however_long_the_list() -> None:
    """A phrase more adds to the pattern what it does not share, so that its beginning is tried once for all."""
    few, many = ([f"hoàn thành nhiệm vụ {n}" for n in range(10, 10 + count)] for count in (20, 40))
    assert any_of(many).count("hoàn") == any_of(few).count("hoàn") == 1
    assert len(any_of(many)) - len(any_of(few)) < 20 * len("|(?:12)")


FINDER = PhraseFinder({"rank": {"first": ["giải nhất"], "any": ["giải"]}, "who": {"pupil": ["học sinh", "hs"]}})


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("01 giải Nhất", [("rank", "first", 3, 12)], id="the longest of those that overlap, in any case"),
        pytest.param("2hs;giải", [("who", "pupil", 1, 3), ("rank", "any", 4, 8)], id="glued to a number and a sign"),
        pytest.param("học  sinh", [], id="two blanks part a phrase"),
        pytest.param("học\nsinh", [], id="so does a line's end"),
        pytest.param("học\u00a0sinh", [], id="and a blank that does not break"),
        pytest.param("(HS) giải;", [("who", "pupil", 1, 3), ("rank", "any", 5, 9)], id="between two signs"),
        pytest.param("ghs hsg", [], id="a part of a word is none"),
        pytest.param("An xin nghỉ", [], id="no word of any phrase"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_terms(text: str, found: list[tuple[str, str, int, int]]) -> None:
    assert FINDER.find(text) == found


_TOKEN = re.compile(r"[^\W\d_]+(?:['’ʼ][^\W\d_]+)*|\d+(?:[.,]\d+)*|\S")


@given(st.text("aZơ1٣²½'’_-.,;% \n\t\u00a0\u0323", max_size=12))
def test_tokens_are_those_of_a_plain_reading(text: str) -> None:
    """However fast they are parted, each is a word, a number or one sign where it stands; blank ones part only."""
    words, starts = _words(text)
    low = shadow(text)
    plain = list(_TOKEN.finditer(text))
    told = [(start, word) for start, word in zip(starts, words, strict=True) if word.strip() and word != "\ufffc"]
    assert told == [(match.start(), low[match.start() : match.end()]) for match in plain]
    parted = [place for place in range(1, len(plain)) if text[plain[place - 1].end() : plain[place].start()].strip(" ")]
    for place in parted:  # white space that is no blank stands between them as a token of its own
        between = [start for start in starts if plain[place - 1].start() < start < plain[place].start()]
        assert between


def test_words_of_no_phrase_are_not_kept() -> None:
    """Names of persons pass through the finder: its store of words does not grow with what it reads."""
    FINDER.find("học sinh")
    before = len(FINDER._matcher.vocab.strings)
    FINDER.find("học sinh Quàng Thị Bun, Vàng A Tủa, Lò Thị Mai Hiên")
    assert len(FINDER._matcher.vocab.strings) == before


@given(st.text(max_size=40))
def test_a_shadow_is_made_letter_by_letter(text: str) -> None:
    """However fast it is made, each letter stands for itself, so that offsets hold: İ does not grow, Σ is no ς."""
    made = shadow(text)
    assert len(made) == len(text)
    tones = set("àáảãạèéẻẽẹỳýỷỹỵòóỏõọùúủũụ")
    for letter, small in zip(text, made, strict=True):
        alone = shadow(letter)
        assert small == alone or (tones & {small, alone} and {small, alone} <= tones | set("oaeuy"))


def test_spacy_comes_without_its_web_clients() -> None:
    """A program that works offline loads none; and whoever wants spaCy's command line still gets it afterwards."""
    code = (
        "import sys; from parsers.language import PhraseFinder;"
        "print(PhraseFinder({'a': {'b': ['giải']}}).find('giải')[0].code, {'httpx', 'requests'} & sys.modules.keys());"
        "import spacy.cli; print(spacy.cli.info.__module__)"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=120)
    assert ran.stdout.splitlines() == ["b set()", "spacy.cli.info"]
