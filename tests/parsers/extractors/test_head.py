"""Dates, places, numbers, the year under review, what was prompted."""

from __future__ import annotations

import datetime

import pytest
from paper_builder import paper

from parsers.extractors.head import Head, extract_head
from parsers.extractors.layout import segment
from parsers.vocabulary import load_vocabulary

WORDS = load_vocabulary()
BODY = "BÁO CÁO KIỂM ĐIỂM TẬP THỂ\nI. Ưu điểm, kết quả đạt được\nTốt.\nII. Hạn chế, khuyết điểm\nÍt."


def head(text: str) -> Head:
    return extract_head(segment(paper(text), WORDS), WORDS)


@pytest.mark.parametrize(
    ("line", "place", "date"),
    [
        ("Nà Tấu, ngày 16 tháng 12 năm 2023", "Nà Tấu", "2023-12-16"),
        ("Nà Tấu, ngày 5 tháng 01 năm 2021", "Nà Tấu", "2021-01-05"),
        ("Nà Tấu, ngày 27/5/ 2009", "Nà Tấu", "2009-05-27"),
        ("Nà Tấu, ngày 12-12-2022", "Nà Tấu", "2022-12-12"),
        ("Nà Tấu, 07 tháng 12 năm2010", "Nà Tấu", "2010-12-07"),
        ("Nà Tấu, ngày tháng 10 năm 2021", "Nà Tấu", None),
        ("Nà Tấu, ngày … tháng … năm 2024", "Nà Tấu", None),
        ("Nà Tấu, ngày 31 tháng 11 năm 2023", "Nà Tấu", None),
        ("ngày 16 tháng 12 năm 2023", None, "2023-12-16"),
        ("Nà Tấu, ngày hai mươi ba tháng mười hai năm 2022", "Nà Tấu", "2022-12-23"),
        ("Nà Tấu, ngày mười tháng mười một năm 2022", "Nà Tấu", "2022-11-10"),
        ("Nà Tấu, ngày mùng năm tháng 1 năm 2023", "Nà Tấu", "2023-01-05"),
        ("Nà Tấu, ngày ba mươi mốt tháng mười một năm 2022", "Nà Tấu", None),
        ("Căn cứ Hướng dẫn số 25 ngày 10 tháng 11 năm 2023", None, None),
        ("TP. Hồ Chí Minh, ngày 02 tháng 12 năm 2024", "TP. Hồ Chí Minh", "2024-12-02"),
        ("Buôn Ma Thuột, ngày 02 tháng 12 năm 2024", "Buôn Ma Thuột", "2024-12-02"),
    ],
)
def test_place_and_date(line: str, place: str | None, date: str | None) -> None:
    found = head(f"{line}\n{BODY}")
    assert (found.place, found.date and found.date.isoformat()) == (place, date)


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("Số: 12-BC/CB", "12-BC/CB"),
        ("Số 03-BC/CB", "03-BC/CB"),
        ("Số: 05 - BC/CB", "05 - BC/CB"),
        ("Số : 10/ BCTK", "10/ BCTK"),
        ("Số: 95/BC-MNBĐ", "95/BC-MNBĐ"),
        ("* Số 07/BC-CB", "07/BC-CB"),
        ("Số: 15/2023/BC-CB", "15/2023/BC-CB"),
        ("CHI BỘ TRƯỜNG TIỂU HỌC SỐ 2 BẢN BỐNG Số: 05-BC/CB", "05-BC/CB"),
        ("Mẫu kèm theo Hướng dẫn số 05-HD/TU", None),
        ("CHI BỘ TRƯỜNG TIỂU HỌC SỐ 2", None),
        ("Số: -BC/CB", None),
        ("Số: …/BC-CB", None),
        ("Số:       /BC-CB", None),
        ("Số lượng: 12 đồng chí", None),
    ],
)
def test_number(line: str, number: str | None) -> None:
    assert head(f"ĐẢNG BỘ XÃ A\n{line}\n{BODY}").number == number


@pytest.mark.parametrize(
    ("text", "year"),
    [
        pytest.param(f"Nà A, ngày 8 tháng 1 năm 2024\n{BODY}", 2023, id="signed in January for the year before"),
        pytest.param(f"Nà A, ngày 8 tháng 12 năm 2024\n{BODY}", 2024, id="signed in December"),
        pytest.param(BODY.replace("\n", "\nNăm 2022\n", 1), 2022, id="the line under the title"),
        pytest.param(
            f"Nà A, ngày 5 tháng 6 năm 2023\n{BODY}".replace("TẬP THỂ", "TẬP THỂ NĂM HỌC 2022-2023"), 2023, id="school"
        ),
        pytest.param(BODY, None, id="said nowhere"),
    ],
)
def test_year(text: str, year: int | None) -> None:
    assert head(text).year == year


@pytest.mark.parametrize(
    ("answer", "prompted"),
    [
        (": Không.", False),
        (": Không có", False),
        ("\nTrong năm chi bộ không có vấn đề nào được gợi ý kiểm điểm.", False),
        ("\nChi ủy không được gợi ý kiểm điểm.", False),
        (": Không phát sinh.", False),
        ("\nĐảng ủy gợi ý làm rõ việc chậm nộp đảng phí; chi bộ đã chấn chỉnh.", True),
        ("", None),
    ],
)
def test_prompted(answer: str, prompted: bool | None) -> None:
    part = f"IV. Giải trình những vấn đề được gợi ý kiểm điểm (nếu có){answer}"
    assert head(f"{BODY}\n{part}\nV. Trách nhiệm của tập thể, cá nhân\nRõ.").prompted is prompted


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        ("**BÁO CÁO KIỂM ĐIỂM**\n**Tập thể lãnh đạo nhà trường năm 2023**", "tập thể lãnh đạo nhà trường năm 2023"),
        ("**BÁO CÁO KIỂM ĐIỂM**\nTập thể Chi bộ Trường THCS Nà Tấu năm 2023", ""),
        ("**BÁO CÁO KIỂM ĐIỂM**\n**(Chi bộ Trường THCS Nà Tấu, năm 2023)**", ""),
    ],
    ids=["bold with a year at its end", "the issuer under the title", "in brackets"],
)
def test_a_title_in_small_letters_goes_on(lines: str, title: str) -> None:
    found = head(f"{lines}\nI. Ưu điểm, kết quả đạt được\nTốt.\nII. Hạn chế, khuyết điểm\nÍt.")
    assert (found.title or "").lower() == f"báo cáo kiểm điểm {title}".strip()


def test_without_the_part_nothing_is_said_about_prompts() -> None:
    assert head(BODY).prompted is None


def test_evidence_leads_back_to_the_words() -> None:
    text = f"Số: 12-BC/CB\nNà Tấu, ngày 16 tháng 12 năm 2023\n{BODY}"
    found = head(text)
    blocks = paper(text).blocks
    for field, words in {"number": "12-BC/CB", "place": "Nà Tấu,", "date": "ngày 16 tháng 12 năm 2023"}.items():
        place = found.evidence[field]
        assert place.text == words
        assert blocks[place.block].text[place.start : place.end].strip() == words
    assert found.date == datetime.date(2023, 12, 16)
