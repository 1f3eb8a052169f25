"""Misread words inside known phrases."""

from __future__ import annotations

import pytest
from scanned import document

from parsers.repair import repair
from parsers.vocabulary import load_vocabulary


def _text(*lines: str) -> str:
    return repair(document(*lines), load_vocabulary()).text.split("\n")[-1]


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        pytest.param("BÍ IHƯ~0.79", "BÍ THƯ", id="letters that make no syllable"),
        pytest.param("Bên cạnh đó nhà trường phát triên~0.7 tốt", "Bên cạnh đó nhà trường phát triển tốt", id="unsure"),
        pytest.param("được cấp có thấm quyền kết luận", "được cấp có thẩm quyền kết luận", id="print confuses ẩ and ấ"),
        pytest.param("Tỉnh thần tự giác của các em", "Tinh thần tự giác của các em", id="the dot of an i as a hook"),
        pytest.param("duy trì nên nếp", "duy trì nền nếp", id="a lost mark"),
        pytest.param("BÁO CÁO KIẾM ĐIẾM", "BÁO CÁO KIỂM ĐIỂM", id="two words of one phrase"),
        pytest.param("chỉnh đốn 3ảng~0.5|Đảng và hệ thống", "chỉnh đốn Đảng và hệ thống", id="another reading"),
        pytest.param("Hội khỏe Phù Đống cấp tỉnh", "Hội khỏe Phù Đổng cấp tỉnh", id="a name within a known phrase"),
        pytest.param(
            "vượt hoan~0.5 thành nhiệm vụ", "vượt hoàn thành nhiệm vụ", id="the tone stands where it is written"
        ),
        pytest.param(
            "HIINV:~0.5 6/17 và HTXSNV: 11/17", "HTTNV: 6/17 và HTXSNV: 11/17", id="strokes of an abbreviation"
        ),
        pytest.param("loại H1~0.88 LNV:~0.82 6/17", "loại HTTNV: 6/17", id="an abbreviation that a lost bar parts"),
        pytest.param("08 đ/c đạt LĐ1~0.69 1;~0.7", "08 đ/c đạt LĐTT;", id="an abbreviation whose last stroke fell off"),
        pytest.param("4 tuốt~0.7", "4 tuổi", id="what a figure counts, a letter misread"),
        pytest.param("ra lớp thườug xuyên", "ra lớp thường xuyên", id="letters that end no syllable"),
        pytest.param(
            "vận động các gia đình gưưng mẫu", "vận động các gia đình gương mẫu", id="no vowel of the language"
        ),
        pytest.param("đã tham gìa~0.93 đầy đủ", "đã tham gia đầy đủ", id="a shaken dot is a mark"),
        pytest.param("đồng chí Lươug Thu Cúc", "đồng chí Lương Thu Cúc", id="a family name"),
        pytest.param("có 02 ở/c được khen", "có 02 đ/c được khen", id="comrades behind a figure"),
        pytest.param("đạt 1/28 đíc, tỷ lệ 3,6 %", "đạt 1/28 đ/c, tỷ lệ 3,6 %", id="comrades, their stroke as a letter"),
        pytest.param("Trường LHP1~0.6 Nậm Pó", "Trường THPT Nậm Pó", id="the kind of a school"),
        pytest.param("BỈ THƯ", "BÍ THƯ", id="a post alone on its line, in capitals, surely read"),
        pytest.param("Bỉ Thư Chi Bộ", "Bí Thư Chi Bộ", id="a post with capitals, surely read"),
        pytest.param("Bỉ~0.7 thư", "Bí thư", id="a short post, unsurely read"),
        pytest.param("PHÓ HIỆU TRƯỚNG", "PHÓ HIỆU TRƯỞNG", id="a hook as an acute in a post"),
        pytest.param("Trẻ 5 tuối ra lớp", "Trẻ 5 tuổi ra lớp", id="what a figure counts"),
        pytest.param("Tý lệ %", "Tỷ lệ %", id="print confuses ỷ and ý"),
        pytest.param("3 tuôi", "3 tuổi", id="what a figure counts, a mark lost"),
        pytest.param("CỦA CHỈ BỘ", "CỦA CHI BỘ", id="capitals stay capitals"),
    ],
)
def test_what_a_phrase_puts_right(line: str, wanted: str) -> None:
    assert _text(line) == wanted


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("quy chế chi~0.5 tiêu và chỉ~0.5 tiêu", id="both are words"),
        pytest.param("chỉ~0.5 bộ phận hành chính được giao", id="the neighbour belongs to another word"),
        pytest.param("Từ~0.5 đó các em đến lớp đều", id="a word that goes with any other"),
        pytest.param("thiết bị thí nghiệm đã cũ~0.5", id="no phrase of two with such a word"),
        pytest.param("đồng chí Đào~0.6 Đức Hải", id="a person is no phrase"),
        pytest.param("học sinh lớp 6A1~0.4 và 7B~0.4", id="figures"),
        pytest.param("đồng chí Nguyễn Văn Trườug", id="a given name that only its spelling speaks for"),
        pytest.param("phần mềm debug lỗi", id="a foreign word, which no letters make a syllable"),
        pytest.param("đạt CSTĐ~0.7 1 người", id="an abbreviation before a figure"),
        pytest.param("ngày 02 c/o ở/c", id="no figure before"),
        pytest.param("rau được tuốt~0.7 sạch", id="a word that counts nothing"),
        pytest.param("phong trào sâu rộng", id="a sure syllable without a witness"),
        pytest.param("HTNV: 6/17, HTTNV: 2/17, LĐTT, GDTX, ATGT", id="abbreviations as they are"),
        pytest.param("TIN HỌC VÀ CHI TRẢ", id="syllables that an abbreviation's strokes make"),
        pytest.param("Hoàn thành HTCTTH", id="an abbreviation of its own, surely read"),
        pytest.param("02 tuồi", id="behind a figure, but not as print confuses it"),
        pytest.param("Bỉ Thư", id="two syllables with capitals, surely read: perhaps a person"),
        pytest.param("Thủ Kỳ Chi Bộ", id="no post"),
        pytest.param("15 học sinh đoạt~0.5 giải", id="another word with a letter more"),
        pytest.param("tải về bit~0.5 và TOC~0.5", id="words of other languages"),
        pytest.param("Các cháu ở bản Nậm Pó~0.4 Lảnh~0.4", id="nothing is known of it"),
    ],
)
def test_what_stays_as_read(line: str) -> None:
    before = document(line)
    after = repair(before, load_vocabulary())
    assert after.text == before.text
    assert not after.repairs


def test_the_phrase_elsewhere_is_a_witness() -> None:
    assert _text("nhiều thành tịch mới") == "nhiều thành tịch mới"
    assert _text("nhiều thành tích cũ", "nhiều thành tịch mới") == "nhiều thành tích mới"


def test_typed_documents_are_handed_back() -> None:
    typed = document("Chỉ~1.0 bộ~1.0 trường~1.0")
    assert repair(typed, load_vocabulary()) is typed


def test_a_repair_is_told_with_its_place() -> None:
    after = repair(document("Trong năm BÍ IHƯ~0.79 cấp có thấm quyền"), load_vocabulary())
    told = [(r.read, r.chosen, after.blocks[r.block].text[r.start : r.end]) for r in after.repairs]
    assert told == [("IHƯ", "THƯ", "THƯ"), ("thấm", "thẩm", "thẩm")]


def test_repairing_twice_changes_nothing_more() -> None:
    once = repair(document("BÍ IHƯ~0.79 được cấp có thấm quyền"), load_vocabulary())
    assert repair(once, load_vocabulary()).text == once.text
    assert repair(once, load_vocabulary()).repairs == once.repairs
