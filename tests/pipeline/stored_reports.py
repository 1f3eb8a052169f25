"""Reports for the tests of what is stored: invented schools and people."""

from __future__ import annotations

import datetime
import hashlib
from typing import Any

from models.report import (
    Admission,
    AdmissionCounts,
    Award,
    DataTable,
    DocumentInfo,
    Evidence,
    Finding,
    Organisation,
    Rating,
    Report,
    Section,
    Signatory,
    SkippedPart,
    Source,
    Statistic,
)
from pipeline.checks import check


def evidence(block: int, text: str, **more: Any) -> Evidence:
    return Evidence(block=block, start=0, end=len(text), text=text, **more)


def source(content: str = "one", filename: str = "bao-cao.docx") -> Source:
    return Source(
        filename=filename,
        sha256=hashlib.sha256(content.encode()).hexdigest(),
        media_type="application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        reader="docx",
        skipped=[SkippedPart(what="header", reason="repeated", text="Trang 1")],
    )


def figure(metric: str, value: float, group: str | None = None, unit: str = "count", **more: Any) -> Statistic:
    words = f"{value:g}"
    more = {"school_year": "2022-2023", "evidence": evidence(6, words, cell=(1, 2)), "confidence": 0.97} | more
    return Statistic.model_validate(
        {"metric": metric, "group": group, "unit": unit, "value": value, "raw": words} | more
    )


def rating(section: str, level: str | None, block: int, scale: str = "criterion") -> Rating:
    marks = [level] if level else []
    return Rating.model_validate(
        {
            "section": section,
            "scale": scale,
            "level": level,
            "status": "marked" if level else "blank",
            "marks": marks,
            "evidence": evidence(block, "Xuất sắc Tốt Trung bình Kém"),
            "confidence": 0.99,
        }
    )


def report(content: str = "one", checked: bool = True, **changes: Any) -> Report:
    """One report with every kind of fact; `changes` replace fields, `content` stands for the file's bytes."""
    school = changes.pop("school", "Trường THCS xã Nà Hoa")
    fields: dict[str, Any] = {
        "source": source(content),
        "document": DocumentInfo(
            kind="collective_review", subject="cell_committee", period="year", term="2022-2025", form="2019"
        ),
        "organisation": Organisation(
            name=f"Chi bộ 7 - {school}",
            cell="Chi bộ 7",
            school=school,
            education_level="lower_secondary",
            parent="Đảng bộ xã Nà Hoa",
            commune="Nà Hoa",
            evidence=evidence(0, f"CHI BỘ 7 - {school.upper()}"),
            confidence=0.95,
        ),
        "title": "BÁO CÁO KIỂM ĐIỂM TẬP THỂ",
        "number": "04-BC/CB",
        "year": 2023,
        "place": "Nà Hoa",
        "date": datetime.date(2023, 12, 18),
        "head_evidence": {"title": evidence(1, "BÁO CÁO KIỂM ĐIỂM TẬP THỂ"), "date": evidence(0, "18 tháng 12")},
        "sections": [
            Section(path="I", title="Ưu điểm", kind="strengths", evidence=evidence(2, "I. Ưu điểm")),
            Section(
                path="I.1",
                title="Nguyên tắc tổ chức",
                kind="organisation_principles",
                flow=["p", "r0"],
                text="Chi uỷ họp đều.",
                evidence=evidence(3, "1. Nguyên tắc tổ chức"),
            ),
            Section(
                path="I.2",
                title="Kết quả",
                kind="targets_results",
                flow=["p", "t0", "t1", "r1"],
                text="Kết quả như sau.",
                evidence=evidence(5, "2. Kết quả"),
            ),
            Section(path="VII", title="Xếp loại", kind="proposed_class", flow=["r2"], evidence=evidence(20, "VII.")),
        ],
        "ratings": [
            rating("I.1", "good", 4),
            rating("I.2", None, 9),
            rating("VII", "completed", 21, scale="overall"),
        ],
        "tables": [
            DataTable(
                section="I.2",
                caption="Huy động năm học 2022-2023",
                header=[["Khối"], ["Số học sinh", "KHG"], ["Số học sinh", "Thực hiện"]],
                rows=[["6", "31", "30"], ["7", "29", "29"], ["Tổng", "60", "59"]],
                evidence=evidence(6, "Khối"),
            ),
            DataTable(
                section="I.2", header=[["TT"], ["Tên"]], rows=[["1", "Đặng Văn Sáu"]], evidence=evidence(7, "TT")
            ),
        ],
        "statistics": [
            figure("students.actual", 30, "6"),
            figure("students.actual", 29, "7"),
            figure("students.actual", 59, "total"),
            figure("students.academic.good", 21.5, unit="percent", scale="TT22/2021", at_least=True, base=59),
        ],
        "admissions": [
            Admission(
                name="Hà Thị Mơ",
                kind="admitted",
                date=datetime.date(2023, 5, 19),
                who="staff",
                evidence=evidence(10, "Hà Thị Mơ"),
                confidence=0.93,
            ),
            Admission(name="Quàng Văn Ún", kind="introduced", evidence=evidence(10, "Quàng Văn Ún"), confidence=0.9),
        ],
        "admission_counts": AdmissionCounts(
            admitted=1, introduced=1, planned=0, target_met=True, evidence=evidence(10, "kết nạp 01"), confidence=0.9
        ),
        "awards": [
            Award(
                category="prize",
                recipient_type="student",
                name="Thi học sinh giỏi",
                level="district",
                rank="second",
                count=2,
                contest="excellent_students",
                grades=["8", "9"],
                evidence=evidence(11, "02 giải nhì", also=[evidence(8, "Thi học sinh giỏi")]),
                confidence=0.96,
            ),
            Award(
                category="commendation",
                recipient_type="staff",
                name="Giấy khen",
                level="district",
                count=2,
                recipients=["Hà Thị Mơ", "Đặng Văn Sáu"],
                issuer="UBND huyện",
                evidence=evidence(12, "Giấy khen của UBND huyện 02 đ/c"),
                confidence=0.92,
            ),
            Award(
                category="title",
                recipient_type="staff",
                name="LĐTT",
                share=100,
                evidence=evidence(12, "100% đạt LĐTT"),
                confidence=0.9,
            ),
        ],
        "prompted": False,
        "signatory": Signatory(
            name="Hà Thị Mơ", position="Bí thư", on_behalf_of="Chi uỷ", evidence=evidence(22, "Hà Thị Mơ")
        ),
    }
    made = Report.model_validate(fields | changes)
    if checked:
        own = Finding(code="several_reports", values={"pages": [3]}, evidence=[evidence(3, "Chi bộ 8")])
        made.findings = [own.model_copy(update={"message": made_message(own)}), *check(made)]
    return made


def made_message(finding: Finding) -> str:
    from pipeline.checks import finding_message

    try:
        return finding_message(finding.code, finding.values)
    except KeyError:
        return ""
