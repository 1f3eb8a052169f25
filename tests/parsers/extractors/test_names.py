"""People's names: of every people, among titles, posts, schools and places; what only looks like a name is refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.extractors.names import find_names, is_collective, read_name_list
from parsers.vocabulary import load_vocabulary

WORDS = load_vocabulary()


def listed(text: str) -> list[str]:
    return [name.text for name in read_name_list(text, 0, len(text), WORDS)]


def sure(text: str) -> list[str]:
    return [name.text for name in find_names(text, 0, len(text), WORDS) if name.confidence >= 0.9]


def plausible(text: str) -> list[str]:
    return [name.text for name in find_names(text, 0, len(text), WORDS) if name.confidence >= 0.6]


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("Nguyễn Thị Hà Phương", id="Kinh, four syllables"),
        pytest.param("Lê Tâm", id="Kinh, two syllables"),
        pytest.param("Đoàn Lê Khánh An", id="Kinh, no middle word"),
        pytest.param("Ông Thị Bưởi", id="Kinh, a surname that is a title too"),
        pytest.param("Phó Đức Thịnh", id="Kinh, a surname that is a post too"),
        pytest.param("Công Tằng Tôn Nữ Thị Mai", id="six syllables"),
        pytest.param("Trần Thị Em", id="a given name that is a title too"),
        pytest.param("Bùi Hoàng Anh", id="another"),
        pytest.param("Lê Xuân Trường", id="a given name that is a school too"),
        pytest.param("Đinh Văn Tổ", id="a given name that is a unit too"),
        pytest.param("Nguyễn Công Đoàn", id="a given name that is an organisation too"),
        pytest.param("Nguyễn Trường Giang", id="Trường in the middle"),
        pytest.param("Đỗ Thị Ban Mai", id="Ban in the middle"),
        pytest.param("Lê Tổ Vân", id="Tổ in the middle"),
        pytest.param("R'Ông Hà", id="another prefix with an apostrophe"),
        pytest.param("Phạm Hoà Bình", id="a given name that is a province too"),
        pytest.param("Lò Thị Ón", id="Thái"),
        pytest.param("Quàng Văn Xôm", id="Thái, another surname"),
        pytest.param("Cầm Bá Lả", id="Thái, third"),
        pytest.param("Giàng A Chu", id="Mông, one-letter middle"),
        pytest.param("Vừ Thị Dợ", id="Mông woman"),
        pytest.param("Sùng Seo Páo", id="Mông of Lào Cai"),
        pytest.param("Và Bá Tủa", id="Mông of Nghệ An: a surname that is a conjunction too"),
        pytest.param("Moong Văn Hợi", id="Khơ Mú"),
        pytest.param("Cụt Thị Ngân", id="Khơ Mú, another surname"),
        pytest.param("Pờ Gia Sử", id="Hà Nhì"),
        pytest.param("Sừng Hừ Pư", id="Hà Nhì, no middle word"),
        pytest.param("Chảo Láo Sử", id="Dao"),
        pytest.param("Tẩn Mí Sao", id="Dao woman"),
        pytest.param("Nông Thị Vi", id="Tày"),
        pytest.param("Sầm Văn Háng", id="Nùng"),
        pytest.param("Chìu Sủi Mẫn", id="Sán Dìu"),
        pytest.param("H' Lan Niê", id="Ê Đê woman, blank behind the apostrophe"),
        pytest.param("H'Nga Mlô", id="Ê Đê woman, no blank"),
        pytest.param("H’Ruê Êban", id="Ê Đê woman, curly apostrophe"),
        pytest.param("Y Bhiăng Kbuôr", id="Ê Đê man"),
        pytest.param("Y-Thút Ayun", id="Ê Đê man, hyphen"),
        pytest.param("Rơ Châm Phyul", id="Gia Rai, surname of two syllables"),
        pytest.param("Ksor H'Bel", id="Gia Rai woman, name behind the surname"),
        pytest.param("Siu Bluch", id="Gia Rai, two syllables"),
        pytest.param("Kpă Thuyên", id="Gia Rai, consonant cluster"),
        pytest.param("Đinh Byưk", id="Ba Na"),
        pytest.param("A Thút", id="Xơ Đăng man: one letter and a name"),
        pytest.param("Y Nhâm", id="Xơ Đăng woman"),
        pytest.param("K'Brẻo", id="Mạ, K' and one syllable"),
        pytest.param("Điểu K'Lớt", id="Xtiêng"),
        pytest.param("Bá Trung Thiện", id="Chăm"),
        pytest.param("Thạch Sa Phol", id="Khmer"),
        pytest.param("Néang Sóc Kha", id="Khmer woman"),
        pytest.param("Danh Thị Sà Rương", id="Khmer of Kiên Giang"),
        pytest.param("Zơrâm Thị Nhứ", id="Cơ Tu"),
        pytest.param("Hồ Thị Kăn Lịch", id="Vân Kiều"),
        pytest.param("NGUYỄN THỊ HOÀI", id="all capitals, kept as written"),
        pytest.param("ĐINH HOÀ", id="all capitals, two syllables"),
        pytest.param("Nguyễn thị Thơm", id="middle word in lower case"),
        pytest.param("Đào Thuý Hoà", id="new tone placement, kept as written"),
        pytest.param("Đào Thúy Hòa", id="old tone placement"),
    ],
)
def test_a_name_alone_is_sure(name: str) -> None:
    assert sure(name) == [name]


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("Bhơnướch Trung Kiên", id="an unlisted surname, by shape"),
        pytest.param("Đhưn Thị Brốt", id="an unlisted surname before Thị"),
        pytest.param("Xờ Go Hừ", id="three unlisted syllables"),
        pytest.param("Pơ Jum Ha Ri", id="four unlisted syllables"),
    ],
)
def test_an_unlisted_surname_is_plausible(name: str) -> None:
    assert plausible(name) == [name]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        pytest.param("Lê Thị Mơ; Hà Văn Tú; Vi Thị Pan", ["Lê Thị Mơ", "Hà Văn Tú", "Vi Thị Pan"], id="semicolons"),
        pytest.param(
            "Lê Thị Mơ, Hà Văn Tú và Vi Thị Pan", ["Lê Thị Mơ", "Hà Văn Tú", "Vi Thị Pan"], id="commas and và"
        ),
        pytest.param("Lê Thị Mơ - Hà Văn Tú", ["Lê Thị Mơ", "Hà Văn Tú"], id="a dash between"),
        pytest.param("1. Lê Thị Mơ 2. Hà Văn Tú", ["Lê Thị Mơ", "Hà Văn Tú"], id="numbers, no other sign"),
        pytest.param("1) Lê Thị Mơ, 2) Hà Văn Tú", ["Lê Thị Mơ", "Hà Văn Tú"], id="numbers with brackets"),
        pytest.param("- Lê Thị Mơ\n- Hà Văn Tú\n+ Vi Thị Pan", ["Lê Thị Mơ", "Hà Văn Tú", "Vi Thị Pan"], id="lines"),
        pytest.param("a) Lê Thị Mơ\nb) Hà Văn Tú", ["Lê Thị Mơ", "Hà Văn Tú"], id="lettered lines"),
        pytest.param("đ/c Lê Thị Mơ, đ/c Hà Văn Tú", ["Lê Thị Mơ", "Hà Văn Tú"], id="đ/c"),
        pytest.param("Đ/ c Lê Thị Mơ; Đ /c Hà Tú", ["Lê Thị Mơ", "Hà Tú"], id="đ/c with blanks"),
        pytest.param("Đ/C LÊ THỊ MƠ VÀ Đ/C HÀ VĂN TÚ", ["LÊ THỊ MƠ", "HÀ VĂN TÚ"], id="all capitals with VÀ"),
        pytest.param("các đồng chí: Lê Thị Mơ, Hà Tú", ["Lê Thị Mơ", "Hà Tú"], id="các đồng chí"),
        pytest.param("Đồng chí: Lê Thị Mơ", ["Lê Thị Mơ"], id="Đồng chí with a colon"),
        pytest.param("Cô Lê Thị Mơ (Ngữ văn), thầy Hà Tú (Toán)", ["Lê Thị Mơ", "Hà Tú"], id="subjects in brackets"),
        pytest.param("Ông Hà Văn Tú, bà Lê Thị Mơ", ["Hà Văn Tú", "Lê Thị Mơ"], id="ông, bà"),
        pytest.param("Em Lê Thị Mơ lớp 9A, em Hà Tú lớp 8B", ["Lê Thị Mơ", "Hà Tú"], id="pupils with classes"),
        pytest.param("Em Lê Thị Mơ Lớp 9A", ["Lê Thị Mơ"], id="Lớp with a capital"),
        pytest.param("quần chúng Lê Thị Mơ và quần chúng Hà Tú", ["Lê Thị Mơ", "Hà Tú"], id="quần chúng"),
        pytest.param("Quần chúng ưu tú Lê Thị Mơ", ["Lê Thị Mơ"], id="quần chúng ưu tú"),
        pytest.param("GV Lê Thị Mơ; GV. Hà Văn Tú", ["Lê Thị Mơ", "Hà Văn Tú"], id="GV"),
        pytest.param("ThS. Lê Thị Mơ, Th.S Hà Văn Tú", ["Lê Thị Mơ", "Hà Văn Tú"], id="degrees"),
        pytest.param(
            "đ/c Lê Thị Mơ – Bí thư chi bộ, Hiệu trưởng và đ/c Hà Tú – Đảng viên, Tổ trưởng chuyên môn",
            ["Lê Thị Mơ", "Hà Tú"],
            id="posts after the name",
        ),
        pytest.param("Bí thư Chi bộ Lê Thị Mơ", ["Lê Thị Mơ"], id="post before the name"),
        pytest.param("Hiệu Trưởng Lê Thị Mơ", ["Lê Thị Mơ"], id="post in capitals before the name"),
        pytest.param("Lê Thị Mơ Hiệu Trưởng", ["Lê Thị Mơ"], id="post in capitals after the name"),
        pytest.param("LÊ THỊ MƠ - PHÓ HIỆU TRƯỞNG", ["LÊ THỊ MƠ"], id="all capitals, post after"),
        pytest.param("Lê Thị Mơ (HUV, Bí thư Đảng ủy)", ["Lê Thị Mơ"], id="abbreviated post in brackets"),
        pytest.param("Lê Thị Mơ, sinh năm 2003, dân tộc Thái", ["Lê Thị Mơ"], id="year of birth and people"),
        pytest.param("Lê Thị Mơ, giáo viên Toán, Tổ Khoa học tự nhiên", ["Lê Thị Mơ"], id="trade and unit"),
        pytest.param("Lê Thị Mơ Trường THCS Trần Phú", ["Lê Thị Mơ"], id="school glued on"),
        pytest.param("Lê Thị Mơ - Trường Tiểu học Kim Sơn", ["Lê Thị Mơ"], id="school behind a dash"),
        pytest.param("Lê Thị Mơ trường Mầm non Hoa Sen", ["Lê Thị Mơ"], id="school in lower case"),
        pytest.param("T/M CHI ỦY BÍ THƯ Lê Thị Mơ", ["Lê Thị Mơ"], id="post in capitals, name in small letters"),
        pytest.param("BÍ THƯ CHI BỘ LÊ THỊ MƠ", ["LÊ THỊ MƠ"], id="post and name in capitals"),
        pytest.param("Lê Thị Mơ-PHT, Hà Tú-CTCĐ", ["Lê Thị Mơ", "Hà Tú"], id="abbreviated posts glued on"),
        pytest.param("Lê Thị Mơ GV Toán; Hà Tú NV Y tế", ["Lê Thị Mơ", "Hà Tú"], id="abbreviated trades"),
        pytest.param("Lê Thị Mơ/ Hà Tú", ["Lê Thị Mơ", "Hà Tú"], id="a slash between"),
        pytest.param("Lê Thị Mơ Tổ Toán", ["Lê Thị Mơ"], id="unit glued on"),
        pytest.param("Chủ tịch UBND xã Lê Thị Mơ", [], id="a run after xã may be the commune: refused"),
        pytest.param("01(Lê Thị Mơ)", ["Lê Thị Mơ"], id="bracket glued to the count"),
        pytest.param("gồm: Lê Thị Mơ; Hà Tú.", ["Lê Thị Mơ", "Hà Tú"], id="gồm and a full stop"),
        pytest.param("Gồm Lê Thị Mơ, Hà Văn Tú", ["Lê Thị Mơ", "Hà Văn Tú"], id="an ordinary word in capitals before"),
        pytest.param("Lê Thị Mơ (vợ đ/c Hà Văn Tú), Vi Pan", ["Lê Thị Mơ", "Vi Pan"], id="a bracket describes"),
        pytest.param(
            "(Lê Thị Mơ, Hà Văn Tú (Toán), Vi Pan)", ["Lê Thị Mơ", "Hà Văn Tú", "Vi Pan"], id="nested brackets"
        ),
        pytest.param("Lê Thị Mơ; Hà Tú. Đồng chí Vi Thị Pan", ["Lê Thị Mơ", "Hà Tú"], id="a sentence ends the list"),
        pytest.param(
            "Lê Thị Mơ, ngoài ra nhà trường còn phối hợp với các lực lượng ở địa phương thăm và tặng quà cho em Hà Tú",
            ["Lê Thị Mơ"],
            id="prose ends the list",
        ),
        pytest.param("Lê Thị Mơ (16 phiếu), Hà Tú (14 phiếu)", ["Lê Thị Mơ", "Hà Tú"], id="votes in brackets"),
        pytest.param("Lê Thị Mơ: 3 giải; Hà Tú: 2 giải", ["Lê Thị Mơ", "Hà Tú"], id="counts behind names"),
        pytest.param("Lê  Thị Mơ", ["Lê Thị Mơ"], id="two blanks are folded"),
    ],
)
def test_lists(text: str, names: list[str]) -> None:
    assert listed(text) == names


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("tư tưởng Hồ Chí Minh", id="a doctrine"),
        pytest.param("Đoàn TNCS Hồ Chí Minh", id="an organisation"),
        pytest.param("Đội TNTP Hồ Chí Minh", id="the pioneers"),
        pytest.param("thành phố Hồ Chí Minh", id="a city"),
        pytest.param("Công đoàn; Chi đoàn; Liên đội", id="organisations"),
        pytest.param("Công Đoàn, Chi Đoàn, Liên Đội", id="organisations in capitals"),
        pytest.param("Tổ Khoa học tự nhiên, tổ Toán - Tin", id="units"),
        pytest.param("TỔ KHOA HỌC TỰ NHIÊN", id="a unit, all capitals"),
        pytest.param("Trường THCS Lê Quý Đôn", id="a school named after a person"),
        pytest.param("Trường Tiểu học Nguyễn Bá Ngọc", id="a primary school"),
        pytest.param("trường mầm non Võ Thị Sáu", id="a kindergarten"),
        pytest.param("TRƯỜNG PTDTBT THCS NẬM KHĂN", id="a school, all capitals"),
        pytest.param("xã Hồ Thị Kỷ, huyện Trần Văn Thời", id="places named after persons"),
        pytest.param("đường Nguyễn Văn Cừ", id="a street"),
        pytest.param("tỉnh Điện Biên, Hà Nội, Cao Bằng, Lâm Đồng", id="provinces that begin like surnames"),
        pytest.param("quỹ học bổng Vừ A Dính", id="a fund"),
        pytest.param("phong trào Trần Quốc Toản", id="a movement"),
        pytest.param("kỷ niệm chương Hùng Vương", id="a medal"),
        pytest.param("Hội khỏe Phù Đổng", id="a games"),
        pytest.param("Trạng Nguyên Tiếng Việt", id="a contest"),
        pytest.param("cuộc thi “Nguyễn Huệ”", id="a quoted title"),
        pytest.param("Toán, Ngữ văn, Tiếng Anh, Lịch sử, Địa lý", id="subjects"),
        pytest.param("Toán Tiếng Anh", id="two subjects"),
        pytest.param("Huy chương Vàng, Huy Chương Đồng", id="medals"),
        pytest.param("Bằng khen, Giấy Khen, Cờ Thi Đua", id="honours"),
        pytest.param("Chủ tịch UBND huyện, Sở GD&ĐT, Phòng GD&ĐT", id="offices"),
        pytest.param("Đảng Cộng sản Việt Nam", id="the Party"),
        pytest.param("UBND, HĐND, GDCD, THCS", id="abbreviations"),
        pytest.param("Bí thư, Hiệu trưởng, Tổ trưởng", id="posts"),
        pytest.param("Ban Chấp hành Trung ương", id="a committee"),
        pytest.param("Thủ tướng Chính phủ", id="an office of state"),
        pytest.param("Khá; Tốt; Đạt", id="levels"),
        pytest.param("Năm học 2022-2023", id="a school year"),
        pytest.param("lớp 9A, khối 6", id="classes"),
        pytest.param("", id="nothing"),
    ],
)
def test_no_person(text: str) -> None:
    assert plausible(text) == []


def test_a_given_name_alone_counts_little() -> None:
    (name,) = find_names("đồng chí Hương", 0, 14, WORDS)
    assert name.text == "Hương"
    assert name.confidence < 0.6


def test_two_names_without_a_sign_are_doubtful() -> None:
    text = "Lê Thị Mơ Hà Văn Tú"
    names = find_names(text, 0, len(text), WORDS)
    assert [name.text for name in names] == ["Lê Thị Mơ", "Hà Văn Tú"]
    assert all(name.confidence < 0.9 for name in names)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Nguyễn Thị Hậu Lê Mơ", id="perhaps two names"),
        pytest.param("Hoàng T. Lan", id="an initial hides the rest"),
    ],
)
def test_what_may_be_cut_wrongly_is_doubtful(text: str) -> None:
    assert all(name.confidence < 0.9 for name in find_names(text, 0, len(text), WORDS))


def test_only_the_stretch_is_read() -> None:
    text = "Hà Văn Tú giới thiệu: Lê Thị Mơ; Vi Pan"
    names = find_names(text, text.index(":"), text.index(";"), WORDS)
    assert [(name.text, text[name.start : name.end]) for name in names] == [("Lê Thị Mơ", "Lê Thị Mơ")]


@pytest.mark.parametrize(
    ("text", "collective"),
    [
        pytest.param("tổ Ngữ văn", True, id="a unit"),
        pytest.param("Công đoàn nhà trường", True, id="the union"),
        pytest.param("Liên đội", True, id="the pioneers"),
        pytest.param("tập thể lớp 9A", True, id="a class"),
        pytest.param("02 tập thể tổ", True, id="behind a count"),
        pytest.param("Trường", True, id="the school"),
        pytest.param("Chi bộ", True, id="the cell"),
        pytest.param("đội tuyển bóng đá nam", True, id="a team"),
        pytest.param("Lê Văn Tổ", False, id="a man named Tổ"),
        pytest.param("Trường Thị Lan", False, id="a person whose surname reads as school"),
        pytest.param("đ/c Lê Thị Mơ, tổ Văn", False, id="a person of a unit"),
        pytest.param("Tố Hữu", False, id="a word that only looks alike"),
    ],
)
def test_collectives(text: str, collective: bool) -> None:
    assert is_collective(text, WORDS) is collective


@given(st.lists(st.sampled_from(["Lê Thị Mơ", "Giàng A Chu", "H' Lan Niê", "Thạch Sa Phol", "K'Brẻo"]), min_size=1))
def test_every_name_of_a_list_is_found_where_it_stands(names: list[str]) -> None:
    text = "; ".join(names)
    found = read_name_list(text, 0, len(text), WORDS)
    assert [name.text for name in found] == names
    assert [text[name.start : name.end] for name in found] == names


@given(st.text(max_size=80))
def test_any_text_is_read_and_offsets_hold(text: str) -> None:
    for name in read_name_list(text, 0, len(text), WORDS):
        assert name.text.split() == text[name.start : name.end].split()
        assert 0 < name.confidence <= 1


@pytest.mark.parametrize("people", WORDS["names"]["surnames"])
def test_every_surname_begins_a_name(people: str) -> None:
    missed = [s for s in WORDS["names"]["surnames"][people] if "'" not in s and sure(f"{s.title()} Văn Bách") == []]
    assert missed == []
