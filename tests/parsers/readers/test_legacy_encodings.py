"""TCVN3 and VNI: told by letters and resolved font together, decoded by table."""

import unicodedata

import pytest
from docx_builder import blocks, para, paragraph, run

from models.document import Paragraph
from parsers.readers.legacy_encodings import Votes, decode, font_encoding

TIME = '<w:rFonts w:ascii=".VnTime" w:hAnsi=".VnTime"/>'
TIME_H = '<w:rFonts w:ascii=".VnTimeH" w:hAnsi=".VnTimeH"/>'
VNI = '<w:rFonts w:ascii="VNI-Times" w:hAnsi="VNI-Times"/>'
ROMAN = '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman"/>'
NORMAL = '<w:style w:type="paragraph" w:default="1" w:styleId="N"><w:rPr>' + TIME + "</w:rPr></w:style>"

LETTERS = "àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ"


def to_vni(text: str) -> str:
    """Unicode → VNI, from the published rule: the vowel, then a letter that stands for its marks."""
    marks = {"̀": "ø", "́": "ù", "̉": "û", "̃": "õ", "̣": "ï", "̂": "â", "̆": "ê"}
    roofed = {"̀": "à", "́": "á", "̉": "å", "̃": "ã", "̣": "ä", "": "â"}
    short = {"̀": "è", "́": "é", "̉": "ú", "̃": "ü", "̣": "ë", "": "ê"}
    alone = {"ì": "ì", "í": "í", "ĩ": "ó", "ỉ": "æ", "ị": "ò", "ỵ": "î", "đ": "ñ"}
    out = ""
    for letter in text:
        if letter in alone:
            out += alone[letter]
            continue
        base, *rest = unicodedata.normalize("NFD", letter)
        tone = next((mark for mark in rest if mark in "̣̀́̉̃"), "")
        if "̂" in rest:
            out += base + roofed[tone]
        elif "̆" in rest:
            out += base + short[tone]
        else:
            out += {"o": "ô", "u": "ö"}.get(base, base) if "̛" in rest else base
            out += marks[tone] if tone else ""
    return out


@pytest.mark.parametrize(
    ("xml", "text"),
    [
        pytest.param(run("Chi bé tr\u00adêng THCS", TIME), "Chi bộ trường THCS", id="TCVN3, ư as U+00AD"),
        pytest.param(
            f"<w:r><w:rPr>{TIME}</w:rPr><w:t>ph</w:t><w:softHyphen/><w:t>¬ng</w:t></w:r>",
            "phương",
            id="ư as w:softHyphen",
        ),
        pytest.param(run("b¸o c¸o kiÓm ®iÓm", TIME_H), "BÁO CÁO KIỂM ĐIỂM", id="capitals by the font's H"),
        pytest.param(run("§iÖn Biªn", TIME), "Điện Biên", id="capitals of their own"),
        pytest.param(run("tèt", TIME), "tốt", id="letters that tell nothing follow the font"),
        pytest.param(run("Điện Biên tốt", TIME), "Điện Biên tốt", id="Unicode letters in an old font stay"),
        pytest.param(run("Lê Văn Tú", TIME), "Lê Văn Tú", id="one Unicode letter decides for its run"),
        pytest.param(run("Chi bé ", TIME) + run("Chi bộ", ROMAN), "Chi bộ Chi bộ", id="mixed in one paragraph"),
        pytest.param(run("b\u00b8o c¸o ", ROMAN), "b¸o c¸o", id="an ordinary font is left alone"),
        pytest.param(run("XAÂY DÖÏNG HEÄ THOÁNG", VNI), "XÂY DỰNG HỆ THỐNG", id="VNI capitals"),
        pytest.param(run("hoïc sinh gioûi, Ñaûng vieân", VNI), "học sinh giỏi, Đảng viên", id="VNI"),
        pytest.param(run("ho", VNI) + run("ïc", VNI), "học", id="VNI letter and mark in two runs"),
        pytest.param(run("Đảng viên", VNI), "Đảng viên", id="Unicode in a VNI font"),
        pytest.param(
            run("Đảng bộ", '<w:rFonts w:ascii="VNtoronto" w:hAnsi="VNtoronto"/>'), "Đảng bộ", id="a VN name alone"
        ),
        pytest.param(run("20 %  ± 5", TIME), "20 % ± 5", id="figures"),
    ],
)
def test_decoded(xml: str, text: str) -> None:
    assert paragraph(xml).text == text


@pytest.mark.parametrize(
    "styles",
    [
        pytest.param(NORMAL, id="default paragraph style"),
        pytest.param(
            f"<w:docDefaults><w:rPrDefault><w:rPr>{TIME}</w:rPr></w:rPrDefault></w:docDefaults>", id="document defaults"
        ),
        pytest.param(
            f'<w:style w:type="paragraph" w:styleId="Base"><w:rPr>{TIME}</w:rPr></w:style>'
            '<w:style w:type="paragraph" w:default="1" w:styleId="N"><w:basedOn w:val="Base"/></w:style>',
            id="a base style",
        ),
    ],
)
def test_a_font_that_stands_only_in_a_style(styles: str) -> None:
    assert paragraph(run("nhiÖm vô"), styles=styles).text == "nhiệm vụ"


def test_texts_that_tell_nothing_follow_the_others_of_their_font() -> None:
    unicode_later = para("tèt") + para("Đảng viên") + para("Chi bộ")
    assert [b.text for b in blocks(unicode_later, styles=NORMAL)] == ["tèt", "Đảng viên", "Chi bộ"]
    legacy_later = para("tèt") + para("§¶ng viªn")
    assert [b.text for b in blocks(legacy_later, styles=NORMAL)] == ["tốt", "Đảng viên"]


def test_offsets_move_with_the_letters() -> None:
    read = paragraph(run("hoïc sinh ", VNI) + run("gioûi", VNI + "<w:b/>") + run(" ☒", ROMAN))
    assert isinstance(read, Paragraph)
    assert [read.text[r.start : r.end] for r in read.runs if r.bold] == ["giỏi"]
    assert [read.text[m.start : m.end] for m in read.marks] == ["☒"]


def test_every_letter_of_tcvn3() -> None:
    # The charmap of TCVN 5712:1993 (glibc), in the order of its codes, against the order of the alphabet here.
    codes = "µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉËÌÐÎÏÑªÒÕÓÔÖ×ÝØÜÞßãáâä«åèæçé¬êíëìîïóñòô\u00adõøö÷ùúýûüþ®"
    assert decode(codes, "tcvn3", ".VnTime") == LETTERS
    assert decode(codes, "tcvn3", ".VnTimeH") == LETTERS.upper()
    assert decode("¡¢£¤¥¦§", "tcvn3", ".VnTime") == "ĂÂÊÔƠƯĐ"


def test_every_letter_of_vni() -> None:
    for letters in (LETTERS, LETTERS.upper()):
        codes = to_vni(letters.lower())
        codes = codes.upper() if letters.isupper() else codes
        assert unicodedata.normalize("NFC", decode(codes, "vni", "VNI-Times")) == letters


@pytest.mark.parametrize(
    ("font", "encoding"),
    [
        (".VnTime", "tcvn3"), (".VnArialH", "tcvn3"), (".vn time", "tcvn3"), ("VNI-Times", "vni"), ("VNI Times", "vni"),
        ("Times New Roman", None), (None, None), ("Vni-Helve", "vni"), ("Verdana", None),
    ],
)  # fmt: skip
def test_font_encoding(font: str | None, encoding: str | None) -> None:
    assert font_encoding(font) == encoding


def test_votes_settle() -> None:
    votes = Votes()
    assert votes.is_legacy("tèt", "tcvn3", ".VnTime", "tèt")
    assert not votes.unsettled
    assert not votes.is_legacy("Đảng", "tcvn3", ".VnTime", "Đảng")
    assert votes.unsettled
    votes.again()
    assert not votes.is_legacy("tèt", "tcvn3", ".VnTime", "tèt")
    assert not votes.unsettled
