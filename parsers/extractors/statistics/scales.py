"""From a printed class to its metric and its rating scale.

The circulars: TT 58/2011 (Giỏi, Khá, TB, Yếu, Kém) and TT 22/2021 (Tốt, Khá, Đạt, Chưa đạt) of secondary schools,
TT 30/2014, TT 22/2016 and TT 27/2020 of primary schools (domain.md b.5: they came in grade by grade, so one school
has two in one year; the printed labels decide).
"""

from __future__ import annotations

from collections.abc import Collection

from parsers.extractors.statistics.labels import Lexicon

TASKS = frozenset({"excellent_task", "good_task", "completed_task", "not_completed_task"})
NUMBERS = frozenset(
    {"students.classes", "students.planned", "students.total", "teachers.total", "staff.total", "party.members"}
)  # a percent beside them is of something else
_OLD = frozenset({"average", "weak", "poor"})
_NEW = frozenset({"pass", "fail"})
_CLASSIFIED = {
    "staff": "staff.classification",
    "teachers": "staff.classification",
    "managers": "managers.classification",
    "party": "party.members.classification",
    "pupils": "students.learning",
}


def result_prefix(level: str, domain: str | None, who: str | None, levels: Collection[str]) -> str | None:
    """The family of metrics ("students.conduct") that a printed class belongs to; None where it cannot be told.

    `levels` are all classes of the same block of columns, list or sentence.
    """
    if domain == "other":
        return None
    if level in TASKS or (level == "outstanding" and TASKS & set(levels)):
        if domain == "conduct":
            return None
        return "students.learning" if domain == "academic" else _CLASSIFIED.get(who or "")
    if domain in ("standard", "principal_standard"):
        return "managers.standard" if domain == "principal_standard" or who == "managers" else "teachers.standard"
    if who not in (None, "pupils", "children"):
        return None
    if domain in ("conduct", "academic"):
        return f"students.{domain}"
    return "students.academic" if domain is None and _told_by_its_classes(level, levels) else None


def _told_by_its_classes(level: str, levels: Collection[str]) -> bool:
    """Giỏi beside Khá and TB or Yếu can only be learning under TT 58; "học sinh giỏi" alone is a title."""
    found = set(levels)
    if level not in ("excellent", "excellent_title", "fair", *_OLD):
        return False
    return bool(found & {"excellent", "excellent_title"}) and "fair" in found and bool(found & _OLD)


def result_metric(
    level: str, domain: str | None, who: str | None, levels: Collection[str], words: Lexicon
) -> str | None:
    """The metric of a printed class, None where the class has no place in its family."""
    prefix = result_prefix(level, domain, who, levels)
    if prefix is None or (level == "excellent_title" and not _told_by_its_classes(level, levels)):
        return None
    if prefix == "students.academic" and level == "good" and "excellent" in levels:
        return None  # no circular prints Tốt and Giỏi for learning: one of them is of another kind
    return words.suffixes[prefix].get(level)


def scale_of(metric: str, levels: Collection[str], school_year: str | None) -> str | None:
    """The circular that the printed classes of one block belong to; None for metrics and labels without one."""
    found = set(levels)
    if metric.startswith("students.learning"):
        if found & {"excellent_task", "outstanding"}:
            return "TT22/2016" if school_year is not None and school_year < "2020" else "TT27/2020"
        return "TT22/2016" if "good_task" in found else "TT30/2014"
    if not metric.startswith(("students.conduct", "students.academic")):
        return None
    if found & _NEW:
        return None if found & _OLD else "TT22/2021"
    if found & _OLD or found & {"excellent", "excellent_title"}:
        return "TT58/2011"
    return "TT22/2021" if metric.startswith("students.academic") and "good" in found else None
