"""Who reports: every kind of school, heads in capitals, cells with numbers and names."""

from __future__ import annotations

import pytest
from paper_builder import paper

from models.report import Organisation
from parsers.extractors.head.organisation import Words, education_level, extract_organisation
from parsers.extractors.layout import segment
from parsers.vocabulary import compiled, load_vocabulary

WORDS = load_vocabulary()
TITLE = "BÁO CÁO KIỂM ĐIỂM TẬP THỂ"


def organisation(text: str) -> Organisation:
    document = paper(text)
    return extract_organisation(document, segment(document, WORDS), WORDS)


@pytest.mark.parametrize(
    ("school", "level"),
    [
        ("Trường Mầm non Hoa Ban", "preschool"),
        ("Trường MN xã A", "preschool"),
        ("Trường Mẫu giáo Sao Mai", "preschool"),
        ("Trường Tiểu học số 1 A", "primary"),
        ("Trường TH A", "primary"),
        ("Trường THCS xã A", "lower_secondary"),
        ("Trường Trung học cơ sở A", "lower_secondary"),
        ("Trường THPT A", "upper_secondary"),
        ("Trường THPT chuyên Lê A", "upper_secondary"),
        ("Trường Trung học phổ thông A", "upper_secondary"),
        ("Trường Mầm non và Tiểu học A", "preschool_primary"),
        ("Trường TH&THCS A", "primary_lower_secondary"),
        ("Trường TH và THCS A", "primary_lower_secondary"),
        ("Trường TH-THCS A", "primary_lower_secondary"),
        ("Trường Tiểu học và THCS A", "primary_lower_secondary"),
        ("Trường Phổ thông cơ sở A", "primary_lower_secondary"),
        ("Trường THCS&THPT A", "lower_upper_secondary"),
        ("Trường THCS và THPT A", "lower_upper_secondary"),
        ("Trường TH-THCS-THPT A", "primary_lower_upper_secondary"),
        ("Trường liên cấp TH, THCS và THPT A", "primary_lower_upper_secondary"),
        ("Trường PTDTBT THCS xã A", "lower_secondary"),
        ("Trường PTDTBT Tiểu học A", "primary"),
        ("Trường PTDTBT TH&THCS A", "primary_lower_secondary"),
        ("Trường Phổ thông dân tộc bán trú tiểu học A", "primary"),
        ("Trường PTDTNT huyện A", "lower_secondary"),
        ("Trường PTDTNT tỉnh A", "upper_secondary"),
        ("Trường PTDTNT THCS và THPT huyện A", "lower_upper_secondary"),
        ("Trường PTDTNT THPT huyện A", "upper_secondary"),
        ("Trung tâm GDNN-GDTX huyện A", "continuing"),
        ("Trung tâm Giáo dục thường xuyên tỉnh A", "continuing"),
        ("Trường Nguyễn Khuyến", None),  # says no level
    ],
)
def test_levels(school: str, level: str | None) -> None:
    assert education_level(school, compiled(Words, WORDS)) == level


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            f"ĐẢNG BỘ THỊ TRẤN NÀ SẢN\nCHI BỘ 12 - TRƯỜNG TIỂU HỌC SỐ 2 NÀ SẢN\n{TITLE}\nI. Ưu điểm\nTốt.",
            ("Chi bộ 12", "Trường Tiểu học số 2 Nà Sản", "Đảng bộ thị trấn Nà Sản"),
            id="capitals only are written by rule",
        ),
        pytest.param(
            f"CHI BỘ TRƯỜNG PTDTBT THCS XÃ HUỔI LÁ\n{TITLE}\nI. Ưu điểm\nTrường PTDTBT THCS xã Huổi Lá có 9 lớp.",
            (None, "Trường PTDTBT THCS xã Huổi Lá", None),
            id="capitals are written as the text has them",
        ),
        pytest.param(
            f"{TITLE}\nTập thể chi ủy, chi bộ Hoa Ban - Trường Mầm non Nậm Ty kiểm điểm:\nI. Ưu điểm\nTốt.",
            ("Chi bộ Hoa Ban", "Trường Mầm non Nậm Ty", None),
            id="a cell with a name of its own",
        ),
        pytest.param(
            f"{TITLE}\nChi bộ trường THCS Lò Văn Hặc báo cáo:\nI. Ưu điểm\nTheo chuẩn y của Đảng bộ xã Mường Lói.",
            (None, "Trường THCS Lò Văn Hặc", "Đảng bộ xã Mường Lói"),
            id="the body above stands in the text only",
        ),
        pytest.param(
            f"ĐẢNG BỘ HUYỆN SÔNG MÃ\nĐẢNG BỘ TRƯỜNG THPT SÔNG MÃ\n{TITLE}\nI. Ưu điểm\nTốt.",
            (None, "Trường THPT Sông Mã", "Đảng bộ huyện Sông Mã"),
            id="a school with a Party committee of its own",
        ),
        pytest.param(
            f"ĐẢNG BỘ XÃ TRÀ BỒNG\n{TITLE}\nChi bộ Trường THCS Trà Bồng (hợp nhất, trước đây thuộc Đảng bộ "
            "xã Tịnh An, Đảng bộ xã Tịnh Kỳ) báo cáo:\nI. Ưu điểm\nTốt.",
            (None, "Trường THCS Trà Bồng", "Đảng bộ xã Trà Bồng"),
            id="bodies above before a merger",
        ),
        pytest.param(
            f"{TITLE}\nChi bộ Trường THCS Trà Bồng kiểm điểm:\nI. Ưu điểm\nTheo chuẩn y của Đảng ủy xã Tịnh An (cũ).",
            (None, "Trường THCS Trà Bồng", None),
            id="a body that is no more",
        ),
        pytest.param(
            f"{TITLE}\nI. Ưu điểm\nNhà trường đoàn kết.",
            (None, None, None),
            id="a paper that names nobody",
        ),
    ],
)
def test_names(text: str, expected: tuple[str | None, ...]) -> None:
    found = organisation(text)
    assert (found.cell, found.school, found.parent) == expected


def test_a_committee_of_its_own_names_itself() -> None:
    text = f"HUYỆN ỦY SÔNG MÃ\nĐẢNG ỦY TRƯỜNG THPT SÔNG MÃ\n{TITLE}\nBan Chấp hành Đảng bộ Trường THPT Sông Mã báo cáo:"
    assert organisation(f"{text}\nI. Ưu điểm\nCó 4 chi bộ trực thuộc.").name == "Đảng bộ Trường THPT Sông Mã"
