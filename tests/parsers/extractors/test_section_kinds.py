"""Titles are understood by their meaning, in many wordings, misspelt ones too."""

from __future__ import annotations

import pytest

from parsers.extractors.layout.section_kinds import Kinds, section_kinds
from parsers.vocabulary import load_vocabulary

KINDS = section_kinds(load_vocabulary())


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Ưu điểm, kết quả đạt được", "strengths"),
        ("NHỮNG KẾT QUẢ ĐẠT ĐƯỢC", "strengths"),
        ("Việc chấp hành nguyên tắc tổ chức và hoạt động", "organisation_principles"),
        ("Về thực hiện nguyên tắc tập trung dân chủ, quy chế làm việc", "organisation_principles"),
        ("Kết quả thực hiện các mục tiêu, chỉ tiêu, nhiệm vụ được đề ra", "targets_results"),
        ("Kết quả lãnh đạo, chỉ đạo thực hiện nhiệm vụ chính trị", "targets_results"),
        ("Công tác xây dựng, chỉnh đốn Đảng và hệ thống chính trị", "party_building"),
        ("Kết quả lãnh đạo, chỉ đạo, thực hiện công tác kiểm tra, giám sát, kỷ luật đảng", "party_building"),
        ("Trách nhiệm của tập thể lãnh đạo, quản lý trong thực hiện nhiệm vụ chính trị", "leadership_responsibility"),
        ("Hạn chế, khuyết điểm và nguyên nhân", "shortcomings"),
        ("Những tồn tại, hạn chế", "shortcomings"),
        ("Nguyên nhân của hạn chế, khuyết điểm", "causes"),
        ("Kết quả khắc phục những hạn chế, khuyết điểm", "remediation"),
        ("Việc khắc phục hạn chế của kỳ kiểm điểm trước", "remediation"),
        ("Giải trình những vấn đề được gợi ý kiểm điểm (nếu có)", "explanations"),
        ("Trách nhiệm của tập thể, cá nhân", "responsibility"),
        ("Trách nhiệm của tập thể lãnh đạo, quản lý và cá nhân", "responsibility"),
        ("Phương hướng, biện pháp khắc phục hạn chế, khuyết điểm", "directions"),
        ("Biện pháp khắc phục hạn chế", "directions"),
        ("Đề nghị xếp loại mức chất lượng", "proposed_class"),
        ("Tự nhận mức xếp loại", "proposed_class"),
        ("HAN CHE, KHUYET DIEM", "shortcomings"),  # typed without tones
        ("Hạn ché, khuyét điểm", "shortcomings"),  # slips
        ("Kết quả thực hiên các mục tiêu", "targets_results"),
        ("Việc chấp hành nguyên tắc tổ chức và họat động", "organisation_principles"),
    ],
)
def test_titles(title: str, kind: str) -> None:
    meaning = KINDS.read(title)
    assert meaning is not None
    assert (meaning.kind, meaning.sure) == (kind, True)


def test_the_place_of_a_section_tells_what_it_is_called() -> None:
    assert KINDS.within("shortcomings", ["shortcomings"]) == "shortcomings_list"
    assert KINDS.within("responsibility", ["strengths"]) == "leadership_responsibility"
    assert KINDS.within("responsibility", []) == "responsibility"


@pytest.mark.parametrize("title", ["Đặc điểm tình hình", "Kiến nghị, đề xuất", "Công tác bán trú", "Thuận lợi"])
def test_other_matters_have_no_kind(title: str) -> None:
    meaning = KINDS.read(title)
    assert meaning is None or meaning.kind is None


def test_every_official_title_is_known_by_its_own_kind() -> None:
    for kind, entry in load_vocabulary()["sections"]["kinds"].items():
        for title in entry["titles"]:
            meaning = KINDS.read(title)
            assert meaning is not None and meaning.kind == kind, title


def test_of_phrases_that_begin_alike_the_longest_tells_whatever_signs_part_its_words() -> None:
    words = {"kinds": {"strengths": {"level": 1, "titles": ["Kết quả"], "phrases": ["kết quả"]},
                       "remediation": {"level": 1, "titles": [], "phrases": ["kết quả khắc phục"]},
                       "causes": {"level": 1, "titles": [], "phrases": ["nguyên … chính"]}},
             "lead_ins": ["về"], "sentence_words": ["đã"], "inside": {}, "holds": {}}  # fmt: skip
    kinds = Kinds({"sections": words})
    told = {title: (meaning.kind, meaning.end) for title in ("Kết quả đạt được", "Kết quả - khắc  phục hạn chế",
            "Kết quả khắc phụcx", "Nguyên nhân chính") if (meaning := kinds.read_spelt(title))}  # fmt: skip
    assert told == {
        "Kết quả đạt được": ("strengths", 7),
        "Kết quả - khắc  phục hạn chế": ("remediation", 20),
        "Kết quả khắc phụcx": ("strengths", 7),
        "Nguyên nhân chính": ("causes", 17),
    }
