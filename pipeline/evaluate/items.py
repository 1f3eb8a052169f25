"""What is compared: each field of a report (the contract's JSON) as a list of plain tuples."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from typing import Any

Json = dict[str, Any]
Item = tuple[Any, ...]

# Statistics that gold does not tell yet, by the beginning of the metric.
UNSCORED_METRICS = (
    "students.retained",
    "students.dropped_out",
    "complaints",
    "managers.",
    "staff.disciplined",
    "staff.total",
    "party.members.reviewed",
    "party.members.classification",
    "party.members.disciplined",
    "party.inspections",
)
SCORED_FINDINGS = ("sum_mismatch", "percent_mismatch", "count_mismatch", "rating_blank", "rating_ambiguous")

# The tone on the first or the second vowel is one spelling.
_MOVED = {
    plain + toned: moved + base
    for plain, moved_letters, base, toned_letters in (
        ("o", "òóỏõọ", "a", "àáảãạ"),
        ("o", "òóỏõọ", "e", "èéẻẽẹ"),
        ("u", "ùúủũụ", "y", "ỳýỷỹỵ"),
    )
    for moved, toned in zip(moved_letters, toned_letters, strict=True)
}
_MOVED_TONE = re.compile("|".join(_MOVED))
_APOSTROPHES = re.compile(r"[’‘ʼ`´]")
_CONTEST_FILLERS = re.compile(r"\b(hội thi|thi|tham gia|kết quả|đạt|các môn|môn|cấp \w+)\b")


def comparable(text: object) -> str:
    """A text as it is compared: NFC, lower case, one dash, one apostrophe, one tone place, signs off the ends."""
    words = unicodedata.normalize("NFC", str(text or "")).replace("–", "-").lower()
    words = re.sub(r"\s+", " ", _APOSTROPHES.sub("'", words))
    words = words.replace("' ", "'").strip(" .:;,-*+")
    return _MOVED_TONE.sub(lambda match: _MOVED[match[0]], words)


def comparable_number(value: object) -> float | str:
    """A number rounded to hundredths; a text that is none as `comparable`."""
    try:
        return round(float(str(value).replace(",", ".").rstrip("%")), 2)
    except ValueError:
        return comparable(value)


def contest(name: object) -> str:
    """A contest's name without level, verbs and "môn": what is left is what two offices share."""
    return " ".join(_CONTEST_FILLERS.sub(" ", comparable(name)).split())


def _head(report: Json) -> Iterator[Item]:
    organisation, signatory = report.get("organisation") or {}, report.get("signatory") or {}
    fields = {
        "school": comparable(organisation.get("school")),
        "level": organisation.get("education_level"),
        "cell": comparable(organisation.get("cell")),
        "parent": comparable(organisation.get("parent")),
        "number": comparable(report.get("number")),
        "year": report.get("year"),
        "place": comparable(report.get("place")),
        "date": report.get("date"),
        "signer": comparable(signatory.get("name")),
        "position": comparable(signatory.get("position")),
    }
    yield from ((name, value) for name, value in fields.items() if value)


def _sections(report: Json) -> Iterator[Item]:
    for section in report.get("sections") or []:
        if not section.get("annex"):
            title, text = comparable(section.get("title")), comparable(section.get("text"))
            yield section.get("path"), section.get("kind"), title, text


def _ratings(report: Json) -> Iterator[Item]:
    for rating in report.get("ratings") or []:
        yield rating.get("section"), rating.get("scale"), rating.get("level"), rating.get("status")


def _tables(report: Json) -> Iterator[Item]:
    """One item a table: its cells as (row, column, text), the head path joined in row 0."""
    for table in report.get("tables") or []:
        head = [" / ".join(comparable(label) for label in path) for path in table.get("header") or []]
        rows = [[comparable(cell) for cell in row] for row in table.get("rows") or []]
        yield tuple((r, c, cell) for r, row in enumerate([head, *rows]) for c, cell in enumerate(row))


def _statistics(report: Json) -> Iterator[Item]:
    for fact in report.get("statistics") or []:
        if fact.get("at_least") or str(fact.get("metric")).startswith(UNSCORED_METRICS):
            continue
        group, value = comparable(fact.get("group")) or None, comparable_number(fact.get("value"))
        yield fact.get("metric"), fact.get("school_year"), group, fact.get("unit"), value


def _admissions(report: Json) -> Iterator[Item]:
    for person in report.get("admissions") or []:
        yield comparable(person.get("name")), person.get("kind")


def _counts(report: Json) -> Iterator[Item]:
    counts = (report.get("admission_counts") or {}).items()
    yield from ((name, count) for name, count in counts if count is not None)


def _awards(report: Json) -> Iterator[Item]:
    for award in report.get("awards") or []:
        recipients = tuple(sorted(comparable(name) for name in award.get("recipients") or []))
        plain = tuple(award.get(key) for key in ("category", "recipient_type", "level", "rank", "count"))
        yield *plain, contest(award.get("name")), recipients


def _findings(report: Json) -> Iterator[Item]:
    for finding in report.get("findings") or []:
        if finding.get("code") in SCORED_FINDINGS:
            yield (finding.get("code"),)


_READERS: dict[str, Callable[[Json], Iterator[Item]]] = {
    "head": _head,
    "sections": _sections,
    "ratings": _ratings,
    "tables": _tables,
    "statistics": _statistics,
    "admissions": _admissions,
    "counts": _counts,
    "awards": _awards,
    "findings": _findings,
}
FIELDS = tuple(_READERS)


def items(report: Json, field: str) -> list[Item]:
    """The items of one field, in the report's order. Raises KeyError for an unknown field."""
    return list(_READERS[field](report))
