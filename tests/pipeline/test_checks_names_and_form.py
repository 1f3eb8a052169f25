"""Counts beside names; what the paper itself lacks."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from checked_reports import codes, evidence, report, statistic

from models.report import Admission, AdmissionCounts, Award, DocumentInfo, Finding, Organisation, Rating, Section
from pipeline.checks import check

REVIEW = DocumentInfo(kind="collective_review")
SECTIONS = [
    ("I", "Ưu điểm, kết quả đạt được", "strengths"),
    ("I.2", "Kết quả thực hiện mục tiêu", "targets_results"),
    ("II", "Hạn chế, khuyết điểm", "shortcomings"),
    ("III", "Kết quả khắc phục", "remediation"),
    ("V", "Trách nhiệm", "responsibility"),
    ("VI", "Phương hướng", "directions"),
    ("VII", "Đề nghị xếp loại", "proposed_class"),
]


def admitted(line: str, stated: int | None, *names: str) -> list[Finding]:
    return check(
        report(
            sections=[Section(path="I", title="Ưu điểm", text=line)],
            admissions=[Admission(name=name, kind="admitted") for name in names],
            admission_counts=AdmissionCounts(admitted=stated),
        )
    )


@pytest.mark.parametrize(
    ("line", "stated", "names"),
    [
        pytest.param("Kết nạp 02 quần chúng: Lò Thị Mai; Vàng A Tủa.", 2, ["Lò Thị Mai", "Vàng A Tủa"], id="as many"),
        pytest.param("Kết nạp đảng cho Lò Thị Mai.", None, ["Lò Thị Mai"], id="no number"),
        pytest.param("Kết nạp 05 đảng viên.", 5, [], id="no names"),
        pytest.param("Kết nạp 05 đảng viên, trong đó có em Lò Thị Mai.", 5, ["Lò Thị Mai"], id="an example"),
        pytest.param(
            "Kết nạp 03 đảng viên: Lò Thị Mai; Qwx Yzq; Vàng A Tủa.",
            3,
            ["Lò Thị Mai", "Vàng A Tủa"],
            id="a name unread",
        ),
        pytest.param("Kết nạp 05 đảng viên (có 01 học sinh: Lò Thị Mai).", 5, ["Lò Thị Mai"], id="a part's own number"),
        pytest.param("Kết nạp Lò Thị Mai. Số liệu khác: 4.", 4, ["Lò Thị Mai"], id="the number stands elsewhere"),
    ],
)
def test_counts_that_agree_with_the_names(line: str, stated: int | None, names: list[str]) -> None:
    assert codes(admitted(line, stated, *names)) == []


@pytest.mark.parametrize(
    ("line", "stated", "names"),
    [
        pytest.param(
            "Kết nạp 03 quần chúng: Lò Thị Mai; Vàng A Tủa.", 3, ["Lò Thị Mai", "Vàng A Tủa"], id="one too few"
        ),
        pytest.param(
            "Kết nạp 01 đảng viên: Lò Thị Mai, Vàng A Tủa.", 1, ["Lò Thị Mai", "Vàng A Tủa"], id="one too many"
        ),
        pytest.param(
            "Kết nạp 03 đ/c như sau: Lò Thị Mai, Tổ trưởng; Vàng A Tủa.",
            3,
            ["Lò Thị Mai", "Vàng A Tủa"],
            id="positions",
        ),
        pytest.param("Kết nạp 03 đ/c (Lò Thị Mai và Vàng A Tủa).", 3, ["Lò Thị Mai", "Vàng A Tủa"], id="in brackets"),
        pytest.param("Kết nạp 03 đ/c, gồm:\n- Lò Thị Mai\n- Vàng A Tủa", 3, ["Lò Thị Mai", "Vàng A Tủa"], id="lines"),
    ],
)
def test_counts_that_differ_from_the_names(line: str, stated: int, names: list[str]) -> None:
    (finding,) = admitted(line, stated, *names)
    assert finding.code == "count_mismatch"
    assert finding.values == {"what": "labels.admission.admitted", "stated": stated, "listed": len(names)}
    assert finding.message == f"Kết nạp đảng viên: ghi {stated} nhưng nêu tên {len(names)}"


@pytest.mark.parametrize(
    ("category", "count", "expected"),
    [
        pytest.param("commendation", 3, ["count_mismatch"], id="three stated, two named"),
        pytest.param("commendation", 2, [], id="two stated, two named"),
        pytest.param("prize", 1, [], id="one prize of a team of two"),
    ],
)
def test_recipients(category: Any, count: int, expected: list[str]) -> None:
    line = f"Giấy khen của UBND huyện {count:02} đ/c (Lò Thị Mai, Vàng A Tủa)."
    award = Award(category=category, recipient_type="staff", name="Giấy khen", count=count)
    award.recipients = ["Lò Thị Mai", "Vàng A Tủa"]
    assert codes(check(report(sections=[Section(path="I", title="", text=line)], awards=[award]))) == expected


def test_a_name_twice_in_one_list() -> None:
    award = Award(category="title", recipient_type="staff", name="LĐTT", recipients=["Lò Thị Mai", "lò thị  mai"])
    assert codes(check(report(awards=[award]))) == ["duplicate_name"]


@pytest.mark.parametrize(
    ("status", "marks", "expected"),
    [
        ("marked", ["good"], []),
        ("blank", [], ["rating_blank"]),
        ("ambiguous", ["good", "poor"], ["rating_ambiguous"]),
        ("unknown", [], []),
    ],
)
def test_ratings(status: Any, marks: list[str], expected: list[str]) -> None:
    rating = Rating(section="I.1", scale="criterion", status=status, marks=marks, evidence=evidence(4, "Tốt"))
    assert codes(check(report(ratings=[rating]))) == expected


def whole(**changed: Any) -> list[str]:
    """The findings of a review that lacks nothing but what is changed."""
    sections = [Section(path=path, title=title, kind=kind) for path, title, kind in SECTIONS]  # type: ignore[arg-type]
    parts: dict[str, Any] = {
        "document": REVIEW,
        "sections": sections,
        "number": "12-BC/CB",
        "year": 2023,
        "date": datetime.date(2023, 12, 16),
        "organisation": Organisation(school="Trường Tiểu học Nà Tấu", parent="Đảng bộ xã", evidence=evidence(0, "x")),
        "head_evidence": {"title": evidence(2, "BÁO CÁO")},
    }
    return codes(check(report(**(parts | changed))))


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        pytest.param({}, [], id="nothing lacks"),
        pytest.param({"number": None}, ["number_missing"], id="no number"),
        pytest.param({"number": None, "organisation": Organisation()}, ["head_missing"], id="no head: one cause"),
        pytest.param({"date": datetime.date(2024, 1, 8)}, [], id="signed in January of the next year"),
        pytest.param({"date": None}, [], id="no date"),
        pytest.param(
            {"date": None, "head_evidence": {"date": evidence(1, "ngày 31 tháng 11 năm 2023")}},
            ["date_implausible"],
            id="a day that is none",
        ),
        pytest.param({"date": datetime.date(2032, 12, 16)}, ["date_implausible"], id="digits swapped"),
        pytest.param({"date": datetime.date(2022, 12, 16)}, ["date_implausible"], id="before the year"),
        pytest.param(
            {
                "document": DocumentInfo(kind="collective_review", period="quarter_1"),
                "date": datetime.date(2023, 3, 30),
            },
            [],
            id="a quarter's review",
        ),
        pytest.param(
            {"document": DocumentInfo(kind="minutes"), "number": None, "sections": []},
            ["not_a_review"],
            id="another paper",
        ),
    ],
)
def test_form(changed: dict[str, Any], expected: list[str]) -> None:
    assert whole(**changed) == expected


@pytest.mark.parametrize(
    ("kept", "expected"),
    [
        pytest.param([s for s in SECTIONS if s[0] != "VI"], ["section_missing"], id="directions are absent"),
        pytest.param(SECTIONS[:2], [], id="no template at all"),
        pytest.param(
            [
                *(s for s in SECTIONS if s[0] not in ("II", "VI")),
                ("II", "Hạn chế và phương hướng khắc phục", "shortcomings"),
            ],
            [],
            id="one section for two matters",
        ),
    ],
)
def test_sections(kept: list[tuple[str, str, Any]], expected: list[str]) -> None:
    assert whole(sections=[Section(path=path, title=title, kind=kind) for path, title, kind in kept]) == expected


def test_two_scales_in_one_row_are_mixed_but_not_in_two_grades() -> None:
    excellent = statistic("students.academic.excellent", 10, (2, 1), scale="TT58/2011", group="6")
    weak = statistic("students.academic.weak", 3, (2, 3), scale="TT22/2021", group="6")
    assert codes(check(report(statistics=[excellent, weak]))) == ["scale_mixed"]
    assert weak.evidence is not None
    weak.evidence.cell = (3, 3)
    weak.group = "9"
    assert codes(check(report(statistics=[excellent, weak]))) == []
