"""Names that a document spells in several ways."""

from __future__ import annotations

import pytest
from scanned import document

from models.document import Paragraph
from parsers.repair import repair
from parsers.vocabulary import load_vocabulary

HOOKS_LOST = (*("tự kiếm điếm tập thế",) * 2, "nhà trường có một trăm em học " * 20 + "sinh")
HOOKS_READ = (*HOOKS_LOST, *("tự kiểm điểm tập thể",) * 3)


@pytest.mark.parametrize(
    ("lines", "wanted"),
    [
        pytest.param(
            ("Trường Mầm non Xá Tổng", "Đảng bộ xã Xá Tổng", "Xá Tống,~0.91 ngày 15"),
            "Xá Tổng, ngày 15",
            id="the place, told twice elsewhere",
        ),
        pytest.param(
            ("xã Mường Ẳng họp", "xã Mường Ăng~0.82 họp"), "xã Mường Ẳng họp", id="the fuller form was read more surely"
        ),
        pytest.param(
            ("Lò Thị Hoạt", "Lò Thị Hoạt", "đồng chí Lò Thị Hoat~0.6|Hoạt"),
            "đồng chí Lò Thị Hoạt",
            id="a person, by another reading",
        ),
        pytest.param(
            ("TRƯỜNG THCS HUỔI LẠNH", "Trường THCS Huổi Lạnh", "TRƯỜNG THCS HUỐI~0.93 LẠNH"),
            "TRƯỜNG THCS HUỔI LẠNH",
            id="in capitals",
        ),
        pytest.param(
            ("xã Huổi~0.45 Lạnh", "xã Huối~0.93 Lạnh", "xã Huối~0.93 Lạnh"),
            "xã Huổi Lạnh",
            id="a hook ends as an acute, however often",
        ),
        pytest.param(("XÃ IA KLƠ", "xã la Klơ"), "xã Ia Klơ", id="a capital I as a small l"),
        pytest.param(("XÃ EA TUNG", "đế quốc la Mã"), "đế quốc la Mã", id="no such place in the report"),
        pytest.param(("Lò Thị Hoa", "Lò Thị Hoa", "Lò Thị Hòa"), "Lò Thị Hòa", id="another person, surely read"),
        pytest.param(
            ("Trần Văn Tuấn", "Trần Văn Tuấn", "Lê Văn Tuân~0.7"), "Lê Văn Tuân", id="another family: another person"
        ),
        pytest.param(("Mường Ăng~0.9", "Mường Ăng~0.9", "Mường Ẳng"), "Mường Ẳng", id="no mark is taken away"),
        pytest.param(
            ("Lò Văn Tuân", "Lò Văn Tuân", "Lò Văn Tuấn", "Lò Văn Tuấn~0.8"),
            "Lò Văn Tuấn",
            id="two names, each told twice",
        ),
        pytest.param(("Đỉnh Công Tùng",), "Đỉnh Công Tùng", id="no second witness"),
    ],
)
def test_the_other_mentions(lines: tuple[str, ...], wanted: str) -> None:
    assert repair(document(*lines), load_vocabulary()).text.split("\n")[-1] == wanted


@pytest.mark.parametrize(
    ("lines", "unsure"),
    [
        pytest.param(("Đỉnh Công Tùng",), ["Đỉnh"], id="a family name that is none but for a mark"),
        pytest.param(("Đinh Công Tùng",), [], id="a family name"),
        pytest.param(("Tráng A Chừ", "Giàng Thị Mỷ"), [], id="family names of other peoples"),
        pytest.param(("Phạm Thúy Hãng",), ["Hãng"], id="no name, but Hằng is one"),
        pytest.param(("Võ Thị Cấm Giang",), ["Cấm"], id="no name, but Cẩm is one"),
        pytest.param(("Trần Văn Đài", "Lê Thị Thắm"), [], id="names that many have"),
        pytest.param(("Nguyễn Pờ",), [], id="no whole name"),
        pytest.param(("Vũ Đình Tiến", *HOOKS_LOST), ["Tiến"], id="hooks are acutes in the whole report: Tiển?"),
        pytest.param(("Vũ Đình Tiến", "Vũ Đình Tiến", *HOOKS_LOST), [], id="but told twice"),
        pytest.param(("Vũ Quốc Thắng", *HOOKS_LOST), ["Thắng"], id="no syllable ends in a hook and c: Quốc is sure"),
        pytest.param(("Vũ Đình Tiến", *HOOKS_READ), [], id="half of the hooks were read"),
    ],
)
def test_what_may_be_misread_is_unsure(lines: tuple[str, ...], unsure: list[str]) -> None:
    after = repair(document(*lines), load_vocabulary())
    found = [
        block.text[span.start : span.end]
        for block in after.blocks
        if isinstance(block, Paragraph)
        for span in block.spans
        if span.confidence < 0.5
    ]
    assert found == unsure


@pytest.mark.parametrize(
    ("rest", "sure"),
    [
        pytest.param("kết~0.8 nạp~0.8 vào~0.7 Đảng trong năm học", False, id="three of nine words are unsure"),
        pytest.param("kết nạp vào Đảng trong năm học", True, id="a page read surely"),
        pytest.param(
            "kết~0.8 nạp~0.8 vào~0.7 Đảng; Lò Văn Dín có mặt", True, id="told twice: one reading bears the other out"
        ),
    ],
)
def test_names_told_once_on_a_page_in_poor_print(rest: str, sure: bool) -> None:
    repaired = repair(document(f"Lò Văn Dín {rest}"), load_vocabulary()).blocks[0]
    assert isinstance(repaired, Paragraph)
    assert all(span.confidence > 0.9 for span in repaired.spans[:3]) is sure
