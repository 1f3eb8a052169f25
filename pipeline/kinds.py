"""The kinds of fact, each described once: where it stands in a Report, its table, its natural key, its raw form.

Everything that stores, decides, rebuilds or shows facts walks over `KINDS`; a new kind of fact is one line here, its
model and its table.
"""

from __future__ import annotations

import dataclasses
import datetime
import hashlib
import json
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pydantic import Field

from models import report as model
from models.database import facts
from models.database.base import Base
from models.report import Evidence, Fact, Report
from parsers.text import fold

LONGEST_PART = 80  # characters of one part of a key: a longer one is cut and told apart by its hash


class Head(Fact):
    """The head's fields as one fact; each has its own evidence."""

    title: str | None = None
    number: str | None = None
    year: int | None = None
    place: str | None = None
    date: datetime.date | None = None
    prompted: bool | None = None
    head_evidence: dict[str, Evidence] = Field(default_factory=dict)


class DocumentInfo(Fact, model.DocumentInfo):
    """What sort of paper it is, as a fact."""


@dataclass(frozen=True)
class Kind:
    """One kind of fact.

    `field` is its place in a Report, `natural` the model's fields that tell one from another; a `single` stands once
    in every report and its key is its name. `lists` are the fields kept in tables of their own; `raw` are the fields
    that stand for what is written, where the words of the evidence do not say it all (a mark in a box has no words).
    """

    name: str
    field: str
    model: type[Fact]
    row: type[facts.InForce]
    natural: tuple[str, ...] = ()
    raw: tuple[str, ...] = ()
    lists: Mapping[str, type[Base]] = dataclasses.field(default_factory=dict)

    @property
    def single(self) -> bool:
        """Whether a report has exactly one."""
        return not self.natural

    @cached_property
    def fields(self) -> tuple[str, ...]:
        """The model's own fields: those of the value, without place and sureness."""
        return tuple(name for name in self.model.model_fields if name not in ("evidence", "confidence"))

    def value(self, fact: Fact) -> dict[str, Any]:
        """The fact's fields as JSON, without those that have their default."""
        return fact.model_dump(mode="json", include=set(self.fields), exclude_defaults=True)

    def fact(self, value: Mapping[str, Any], evidence: Any = None, confidence: float = 1.0) -> Fact:
        """The inverse of `value`. Raises pydantic.ValidationError for a value that the model refuses."""
        return self.model.model_validate({**value, "evidence": evidence, "confidence": confidence})

    def natural_key(self, fact: Fact) -> str:
        """What tells the fact from others of its kind, folded; without section and ordinal."""
        return "|".join(_part(getattr(fact, name)) for name in self.natural)

    def raw_form(self, fact: Fact) -> str:
        """What is written: the words of the evidence, and what of the value they do not hold."""
        words = fact.evidence.text if fact.evidence is not None else ""
        names = self.raw or (() if words else self.fields)
        value = fact.model_dump(mode="json", include=set(names), exclude_defaults=True) if names else {}
        return " ".join(part for part in (words, _dump(value) if value else "") if part)


KINDS = {
    kind.name: kind
    for kind in (
        Kind("head", "", Head, facts.Head, raw=("title", "number", "year", "place", "date", "prompted")),
        Kind("paper", "document", DocumentInfo, facts.DocumentInfo),
        Kind("organisation", "organisation", model.Organisation, facts.Organisation),
        Kind("section", "sections", model.Section, facts.Section, ("path",), raw=("title", "text")),
        Kind("rating", "ratings", model.Rating, facts.Rating, ("scale",), raw=("status", "marks", "score")),
        Kind("table", "tables", model.DataTable, facts.DataTable, ("caption", "header"), raw=("header", "rows")),
        Kind(
            "statistic",
            "statistics",
            model.Statistic,
            facts.Statistic,
            ("metric", "school_year", "group", "unit", "scale", "at_least"),
        ),
        Kind("admission", "admissions", model.Admission, facts.Admission, ("kind", "name")),
        Kind("admission_counts", "admission_counts", model.AdmissionCounts, facts.AdmissionCounts),
        Kind(
            "award",
            "awards",
            model.Award,
            facts.Award,
            ("category", "recipient_type", "name", "level", "rank", "subject", "year", "school_year"),
            lists={"recipients": facts.AwardRecipient},
        ),
        Kind("signatory", "signatory", model.Signatory, facts.Signatory),
    )
}


@dataclass(frozen=True, slots=True)
class KeyedFact:
    """One fact of a report with the key that outlives its reading, and its number among its kind."""

    kind: Kind
    key: str
    position: int
    fact: Fact


def keyed_facts(report: Report, decided: Mapping[str, str] | None = None) -> Iterator[KeyedFact]:
    """Every fact of the report. Equal natural keys in one section get ordinals ("#2", "#3") in document order.

    `decided` are the raw forms by the keys that people decided on: of several equals the one that is written so keeps
    that key, so that a reading that finds more of them does not move a decision to another.
    """
    sections = _Sections(report)
    facts = [
        (kind, position, fact, fact_key(kind, fact, sections.of(fact)))
        for kind in KINDS.values()
        for position, fact in enumerate(facts_of(report, kind))
    ]
    keys = _kept_keys(facts, decided or {})
    used = set(keys.values())
    for index, (kind, position, fact, base) in enumerate(facts):
        key = keys.get(index, base)
        number = 2
        while index not in keys and key in used:
            key = f"{base}#{number}"
            number += 1
        used.add(key)
        yield KeyedFact(kind, key, position, fact)


def _kept_keys(facts: list[tuple[Kind, int, Any, str]], decided: Mapping[str, str]) -> dict[int, str]:
    """Of facts that share a key: by their index, the keys that their raw forms were decided on under."""
    shared = {base for base, count in Counter(base for _, _, _, base in facts).items() if count > 1}
    wanted: dict[tuple[str, str], list[str]] = {}
    for key, raw in decided.items():
        if (base := key.partition("#")[0]) in shared:
            wanted.setdefault((base, fold(raw)), []).append(key)
    kept = {}
    for index, (kind, _, fact, base) in enumerate(facts):
        if base in shared and wanted and (keys := wanted.get((base, fold(kind.raw_form(fact))))):
            kept[index] = keys.pop(0)
    return kept


def fact_key(kind: Kind, fact: Fact, section: str) -> str:
    """The key without ordinal: "rating:I.1:criterion", "statistic:I.2:students.actual|2023-2024|6|count||"."""
    return kind.name if kind.single else f"{kind.name}:{section.replace('#', '')}:{kind.natural_key(fact)}"


def natural_part(key: str) -> str:
    """The natural key in a full key; empty for a kind that stands once."""
    parts = key.split(":", 2)
    return parts[2].partition("#")[0] if len(parts) == 3 else ""


def build_report(source: model.Source, found: Mapping[str, list[Any]], findings: list[model.Finding]) -> Report:
    """The inverse of `keyed_facts`: the Report of facts by the name of their kind, in order."""
    head = found["head"][0] if found.get("head") else Head()
    fields = {name: getattr(head, name) for name in Head.model_fields if name not in ("evidence", "confidence")}
    for kind in KINDS.values():
        items = found.get(kind.name, [])
        if kind.field and (items or not kind.single):
            fields[kind.field] = items[0] if kind.single else items
    if "document" in fields:
        paper = fields["document"]
        fields["document"] = model.DocumentInfo(**{name: getattr(paper, name) for name in KINDS["paper"].fields})
    return Report(source=source, findings=findings, **fields)


def short_key(key: str) -> str:
    """Eight hexadecimal digits that name a key at the terminal."""
    return hashlib.sha256(key.encode()).hexdigest()[:8]


def facts_of(report: Report, kind: Kind) -> list[Any]:
    """The facts of one kind, in order."""
    if kind.name == "head":
        return [Head(**{name: getattr(report, name) for name in kind.fields})]
    if kind.name == "paper":
        return [DocumentInfo(**report.document.model_dump())]
    return [getattr(report, kind.field)] if kind.single else list(getattr(report, kind.field))


class _Sections:
    """Which section a fact stands in: its own word for it, else the last heading before its place."""

    def __init__(self, report: Report) -> None:
        starts = [(section.evidence.block, section.path) for section in report.sections if section.evidence is not None]
        starts.sort(key=lambda start: start[0])
        self._blocks = [block for block, _ in starts]
        self._paths = [path for _, path in starts]

    def of(self, fact: Fact) -> str:
        if isinstance(fact, model.Section):
            return ""  # the path is its natural key
        if isinstance(fact, model.Rating | model.DataTable):
            return fact.section or ""
        if fact.evidence is None:
            return ""
        index = bisect_right(self._blocks, fact.evidence.block)
        return self._paths[index - 1] if index else ""


def _part(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        value = _dump(value) if value else ""
    text = fold(str(value)).replace("|", "/").replace("#", "")
    if len(text) <= LONGEST_PART:
        return text
    return f"{text[:LONGEST_PART]}~{hashlib.sha256(text.encode()).hexdigest()[:8]}"


def _dump(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
