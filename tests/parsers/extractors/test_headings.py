"""Heading labels: every numbering met, and the prose that begins alike."""

from __future__ import annotations

import pytest

from parsers.extractors.headings import bullet, read_label, roman_value, to_roman

ROMANS = "I II III IV V VI VII VIII IX X XI XII XIII XIV XV XVI XVII XVIII XIX XX".split()  # noqa: SIM905
SIGNS = [". ", ".", "- ", " - ", "/", "/ ", ": ", ") ", " . ", ".- ", " – "]


@pytest.mark.parametrize("number", range(1, 21))
def test_roman_numbers_to_twenty(number: int) -> None:
    assert roman_value(ROMANS[number - 1]) == number
    assert to_roman(number) == ROMANS[number - 1]


@pytest.mark.parametrize("sign", SIGNS)
@pytest.mark.parametrize("number", range(1, 21))
def test_every_roman_with_every_sign(number: int, sign: str) -> None:
    text = f"{ROMANS[number - 1]}{sign}Ưu điểm"
    label = read_label(text)
    assert label is not None
    assert (label.family, label.numbers, text[label.end :]) == ("roman", (number,), "Ưu điểm")


@pytest.mark.parametrize("sign", SIGNS)
@pytest.mark.parametrize("number", range(1, 21))
def test_every_arabic_with_every_sign(number: int, sign: str) -> None:
    label = read_label(f"{number}{sign}Về chuyên môn")
    assert label is not None
    assert (label.family, label.numbers) == ("arabic", (number,))


@pytest.mark.parametrize(
    ("text", "family", "numbers"),
    [
        pytest.param("PHẦN I: ƯU ĐIỂM", "part", (1,), id="part with a roman number"),
        pytest.param("PHẦN THỨ NHẤT", "part", (1,), id="part spelt out, no title on the line"),
        pytest.param("Phần thứ tư. Đề nghị", "part", (4,), id="fourth has a name of its own"),
        pytest.param("Phần 2. Hạn chế", "part", (2,), id="part with an arabic number"),
        pytest.param("Mục III. Kết quả", "part", (3,), id="mục for phần"),
        pytest.param("1.Về tư tưởng", "arabic", (1,), id="no blank behind the sign"),
        pytest.param("(2) Nguyên nhân", "arabic", (2,), id="number in brackets"),
        pytest.param("1. I. Ưu điểm", "roman", (1,), id="an editor's number doubled before a roman one"),
        pytest.param("2. 2. Kết quả", "arabic", (2,), id="an editor's number doubled"),
        pytest.param("2.1. Hạn chế", "dotted", (2, 1), id="dotted"),
        pytest.param("2.1 Hạn chế", "dotted", (2, 1), id="dotted without a sign"),
        pytest.param("II.2. Nguyên nhân", "dotted", (2, 2), id="roman and arabic"),
        pytest.param("II. 2. Nguyên nhân", "dotted", (2, 2), id="roman and arabic with a blank"),
        pytest.param("I.2.3. Công tác", "dotted", (1, 2, 3), id="three deep"),
        pytest.param("A. ƯU ĐIỂM", "letter", (1,), id="capital letter"),
        pytest.param("Đ. KIẾN NGHỊ", "letter", (5,), id="the letter đ"),
        pytest.param("G. ĐỀ NGHỊ", "letter", (8,), id="a later letter"),
        pytest.param("b) Nguyên nhân", "small", (2,), id="small letter"),
        pytest.param("  VI. Phương hướng", "roman", (6,), id="leading blanks"),
        pytest.param("Ⅶ. Đề nghị", "roman", (7,), id="Unicode's own numeral"),
        pytest.param("Il. Hạn chế", "roman", (2,), id="a scan's II"),
        pytest.param("IV, Giải trình", "roman", (4,), id="a comma for the point"),
    ],
)
def test_labels(text: str, family: str, numbers: tuple[int, ...]) -> None:
    label = read_label(text)
    assert label is not None
    assert (label.family, label.numbers) == (family, numbers)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("05 đồng chí được khen", id="a count"),
        pytest.param("12 buổi sinh hoạt", id="a count that could be a number"),
        pytest.param("1.254 học sinh", id="thousands"),
        pytest.param("2.5% học sinh yếu", id="a percent"),
        pytest.param("100% cán bộ", id="a share"),
        pytest.param("5-6 tuổi có 30 trẻ", id="ages"),
        pytest.param("20/11 là ngày hội", id="a date"),
        pytest.param("Vì vậy chi bộ", id="a word that begins with a roman letter"),
        pytest.param("Xí nghiệp", id="a word that begins with two"),
        pytest.param("IIX. Phương hướng", id="no roman number"),
        pytest.param("i) hoa", id="a small roman letter is a list's"),
        pytest.param("Mục tiêu năm học", id="the word mục in another sense"),
        pytest.param("Phần lớn học sinh", id="the word phần in another sense"),
    ],
)
def test_prose_has_no_label(text: str) -> None:
    assert read_label(text) is None


@pytest.mark.parametrize(
    "text", [pytest.param("XII đã nêu", id="a congress's number"), pytest.param("VI Phương hướng", id="no sign")]
)
def test_a_number_without_a_sign_needs_a_sure_title(text: str) -> None:
    label = read_label(text)
    assert label is not None
    assert not label.signed


@pytest.mark.parametrize(
    ("text", "sign"),
    [("- Thi đua:", "-"), ("+ Toán", "+"), ("* Nguyên nhân", "*"), ("· Kết quả", "·"), ("o Tốt", "o"), ("ong mật", "")],
)
def test_list_signs(text: str, sign: str) -> None:
    assert bullet(text) == sign
