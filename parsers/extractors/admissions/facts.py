"""Statements → facts: one for each person, one count for each kind, however often the report says it."""

from __future__ import annotations

from dataclasses import dataclass

from models.report import Admission, AdmissionCounts, AdmissionKind, Evidence
from parsers.extractors.admissions.confidence import ADDED, CONTRADICTED
from parsers.extractors.admissions.people import Person
from parsers.extractors.admissions.statements import Statement
from parsers.extractors.admissions.units import Unit
from parsers.text import fold


@dataclass(frozen=True, slots=True)
class Found:
    """A statement with its place."""

    statement: Statement
    unit: Unit
    factor: float = 1.0

    @property
    def confidence(self) -> float:
        return round(self.statement.confidence * self.factor, 3)

    def evidence(self) -> Evidence:
        return self.unit.evidence(self.statement.start, self.statement.end)


def admitted_persons(found: list[Found]) -> list[Admission]:
    """One fact a person and kind; a second statement is kept as evidence beside the first.

    A name that one list holds twice stays twice: whether that is a slip or two persons is for the checks.
    """
    facts: list[Admission] = []
    known: dict[tuple[str, AdmissionKind], Admission] = {}
    for item in found:
        if item.statement.standing not in ("done", "term"):
            continue
        before = dict(known)
        for person in item.statement.people:
            fact = _admission(person, item)
            key = (fold(person.name.text), item.statement.kind)
            if key in before:
                _add_witness(before[key], fact)
            else:
                facts.append(fact)
                known.setdefault(key, fact)
    return facts


def _add_witness(known: Admission, again: Admission) -> None:
    if known.evidence and again.evidence:
        known.evidence.also.append(again.evidence)
    known.confidence = max(known.confidence, again.confidence)
    known.date, known.who = known.date or again.date, known.who or again.who


def _admission(person: Person, item: Found) -> Admission:
    name, statement = person.name, item.statement
    lead = item.unit.evidence(statement.start, max(statement.start + 1, min(statement.end, name.start)))
    return Admission(
        name=name.text,
        kind=statement.kind,
        date=person.date,
        who=person.who,
        evidence=item.unit.evidence(name.start, name.end, also=[lead]),
        confidence=round(min(name.confidence, item.confidence), 3),
    )


def admission_counts(found: list[Found]) -> AdmissionCounts:
    """The counts as stated; the fact's confidence is its least sure count's, its evidence the first one's place."""
    values: dict[str, int] = {}
    used: list[tuple[Found, float]] = []

    def take(field: str, chosen: tuple[int, Found, float] | None) -> None:
        if chosen is not None:
            values[field] = chosen[0]
            used.append(chosen[1:])

    for kind in ("admitted", "introduced", "confirmed"):
        take(kind, _agreed(_of(found, kind, "done")) or _agreed(_of(found, kind, "term")))
    admitted = [item for item in found if item.statement.kind == "admitted"]
    take("planned", _agreed(_of(found, "admitted", "planned")))
    take("target", _target(admitted))
    met = next((item for item in _of(found, "admitted", "done") if item.statement.target_met is not None), None)
    places = [item.evidence() for item, _ in used] or ([met.evidence()] if met else [])
    counts = AdmissionCounts(**values, target_met=met.statement.target_met if met else None)
    if places:
        counts.evidence = places[0].model_copy(update={"also": places[1:]})
        counts.confidence = min([confidence for _, confidence in used] or [CONTRADICTED])
    return counts


def _of(found: list[Found], kind: str, standing: str) -> list[Found]:
    return [item for item in found if item.statement.kind == kind and item.statement.standing == standing]


def _target(admitted: list[Found]) -> tuple[int, Found, float] | None:
    for item in admitted:
        if item.statement.target is not None:
            return item.statement.target, item, item.confidence
    return _agreed([item for item in admitted if item.statement.standing == "target"])


def _agreed(items: list[Found]) -> tuple[int, Found, float] | None:
    """The one count that the statements make: equal ones are one, those about other persons add up."""
    stated = [item for item in items if item.statement.count is not None]
    if not stated:
        return None
    positive = [item for item in stated if item.statement.count] or stated
    if len({item.statement.count for item in positive}) > 1:
        positive = [item for item in positive if item.statement.of_this_year] or positive
    best = max(positive, key=lambda item: (bool(item.statement.people), item.confidence))
    if len({item.statement.count for item in positive}) == 1 and not _others(best, positive):
        return best.statement.count or 0, best, best.confidence
    apart = _others(best, positive)
    if apart:
        total = sum(item.statement.count or 0 for item in [best, *apart])
        whole = next((item for item in positive if item.statement.count == total), None)
        return total, whole or best, ADDED
    return best.statement.count or 0, best, CONTRADICTED


def _others(best: Found, items: list[Found]) -> list[Found]:
    """Statements with names of their own, nobody of them named before, be it in short ("Lê Mơ" for "Lê Thị Mơ")."""
    seen = _given_names(best)
    apart: list[Found] = []
    for item in items:
        names = _given_names(item)
        if item is not best and seen and names and not names & seen:
            apart.append(item)
            seen |= names
    return apart


def _given_names(item: Found) -> set[tuple[str, str]]:
    """Family and given name of each person: enough to know a person again in one report."""
    words = [fold(person.name.text).split() for person in item.statement.people]
    return {(name[0], name[-1]) for name in words}
