"""Reading admissions from lines, and what was read in a shape that is easy to compare."""

from __future__ import annotations

from typing import Any

from models.report import Admission, AdmissionCounts, SectionKind
from parsers.extractors.admissions import extract_admissions
from parsers.extractors.passages import Layout, Passage, SectionSpan
from parsers.vocabulary import load_vocabulary

WORDS = load_vocabulary()
FIELDS = ("admitted", "introduced", "confirmed", "planned", "target", "target_met")


def layout(*lines: str, kind: SectionKind | None = "party_building", annex: bool = False) -> Layout:
    """A report on 2023 whose one section holds `lines`."""
    body = tuple(
        Passage(line, block, section="I.3", kind=kind, annex=annex) for block, line in enumerate(lines, start=2)
    )
    heading = Passage("3. Công tác xây dựng Đảng", 1, section="I.3", kind=kind, role="heading", annex=annex)
    title = Passage("BÁO CÁO KIỂM ĐIỂM TẬP THỂ Năm 2023", 0, role="title")
    section = SectionSpan("I.3", "Công tác xây dựng Đảng", kind, heading, body, ("p",) * len(body), annex)
    return Layout(head=(title,), sections=(section,), tables=(), ratings=(), closing=())


def read(*lines: str, **where: Any) -> tuple[list[Admission], AdmissionCounts]:
    return extract_admissions(layout(*lines, **where), WORDS)


def counts_of(counts: AdmissionCounts) -> dict[str, Any]:
    return {field: value for field in FIELDS if (value := getattr(counts, field)) is not None}


def names_of(admissions: list[Admission]) -> dict[str, list[str]]:
    names: dict[str, list[str]] = {}
    for admission in admissions:
        names.setdefault(admission.kind, []).append(admission.name)
    return names


def check_wording(text: str, counts: dict[str, Any], names: dict[str, list[str]]) -> None:
    """Reads one line and holds what it gives against what it states; `target_met` only where a line expects it."""
    admissions, found = read(text)
    stated = counts_of(found)
    if "target_met" not in counts:
        stated.pop("target_met", None)
    assert (stated, names_of(admissions)) == (counts, names)
