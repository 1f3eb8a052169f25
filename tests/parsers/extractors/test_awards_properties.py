"""What holds for any words: no sentence breaks the grammar, every award leads back to its place, none counts nought."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.report import Award
from parsers.extractors.awards.prose import read_passage
from parsers.extractors.awards.words import award_words
from parsers.extractors.passages import passage
from parsers.vocabulary import load_vocabulary

PIECES = (
    *(";", ",", ":", ".", "(", ")", "-", "/", "=", "\n", "và"),
    *("01", "3", "12", "0", "15%", "40/42", "2022-2023"),
    *("giải", "giải nhất", "nhì", "ba", "KK", "A", "HCV", "huy chương", "toàn đoàn", "xếp thứ nhất", "trong đó"),
    *("cấp huyện", "cấp tỉnh", "cấp thành phố", "huyện", "lớp 6, 7", "năm 2010", "môn Toán"),
    *("thi", "hội thi", "IOE", "HSG"),
    *("bằng khen", "Giấy khen", "CSTĐ cơ sở", "LĐTT", "TTLĐXS", "Cờ thi đua", "Huân chương Lao động hạng Ba", "GVG"),
    *("của", "được", "tặng", "đạt", "có", "cho", "không có", "phấn đấu", "đề nghị", "kết quả", "tham gia"),
    *("UBND huyện", "Sở GD&ĐT", "Công đoàn", "tổ Văn", "đ/c", "học sinh", "cá nhân", "Nhà trường"),
    *("Lê Thị Hạnh", "Giàng A Páo"),
    *("chuẩn quốc gia mức độ 2", "thư viện", "tiên tiến", "kiểm định chất lượng", "đó là", "cơ quan văn hóa"),
)  # fmt: skip
sentences = st.lists(st.sampled_from(PIECES), max_size=40).map(" ".join)


def read(text: str) -> list[Award]:
    return read_passage(passage(text), award_words(load_vocabulary()), None)


@settings(max_examples=400, deadline=None)
@given(sentences)
def test_any_words(text: str) -> None:
    for award in read(text):
        assert award.count is None or award.count > 0
        assert award.name
        assert 0 < award.confidence < 1
        assert award.evidence is not None
        for place in (award.evidence, *award.evidence.also):
            assert 0 <= place.start < place.end <= len(text)
            assert place.text == text[place.start : place.end].strip()


@settings(max_examples=100, deadline=None)
@given(sentences)
def test_reading_twice_is_reading_once(text: str) -> None:
    assert read(text) == read(text)


@pytest.mark.parametrize(
    "piece",
    [
        pytest.param("01 giải nhất, ", id="ranks"),
        pytest.param("giấy khen của UBND huyện 02 đ/c (Lê Thị Hạnh); ", id="forms"),
        pytest.param("cấp tỉnh ", id="levels"),
        pytest.param("03 đồng chí ", id="people"),
        pytest.param("((", id="brackets"),
    ],
)
def test_long_lines_are_read_in_reasonable_time(piece: str) -> None:
    """A hostile line of 20,000 characters takes seconds at most; real lines have hundreds."""
    started = time.perf_counter()
    read(piece * (20_000 // len(piece)))
    assert time.perf_counter() - started < 10
