"""Claims and decisions → values in force: design.md's rules, pure.

A decision holds on the file that it judged, whatever a later reading says. On another file of the report it holds where
the claim has the raw form that it judged (compared folded; no claim where there was none); else the new claim is in
force, in doubt, beside the old decision.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from models.database.review import Decision
from models.report import Fact
from parsers.text import fold
from pipeline.kinds import KINDS, KeyedFact, Kind

DIFFERS = "decision_differs"  # the doubt of a claim that stands beside a decision on other words


@dataclass(frozen=True, slots=True)
class Value:
    """One value in force. `claimed`: the reading in force has its key, so that its evidence is the claim's."""

    kind: Kind
    key: str
    fact: Fact
    claimed: bool
    decision_id: int | None = None
    doubt: str | None = None


def resolve(claims: Sequence[KeyedFact], decisions: Mapping[str, Decision], file_id: int) -> list[Value]:
    """The values in force of one file's claims under the decisions in force, kind by kind in document order.

    What a person added comes after what was read. `decisions` holds the last decision of each key that is not undone.
    """
    values: list[Value] = []
    for claim in claims:
        decision = decisions.get(claim.key)
        if decision is None:
            values.append(Value(claim.kind, claim.key, claim.fact, True))
        elif not _holds(decision, claim.kind.raw_form(claim.fact), file_id):
            values.append(Value(claim.kind, claim.key, claim.fact, True, decision.id, DIFFERS))
        elif decision.verdict != "reject":
            values.append(_decided(claim.kind, decision, claim.fact))
    claimed = {claim.key for claim in claims}
    for decision in decisions.values():
        kind = KINDS.get(decision.key.split(":")[0])
        if kind is None or decision.key in claimed or decision.verdict == "reject":
            continue
        if _holds(decision, None, file_id):
            values.append(_decided(kind, decision, None))
    return sorted(values, key=lambda value: _ORDER[value.kind.name])  # stable: document order stays


_ORDER = {name: number for number, name in enumerate(KINDS)}


def not_carried(in_force: Collection[str], decisions: Mapping[str, Decision]) -> list[Decision]:
    """The decisions on facts that are not among the keys `in_force` any more: nothing is lost in silence."""
    return [
        decision
        for decision in decisions.values()
        if decision.key.split(":")[0] in KINDS and decision.verdict != "reject" and decision.key not in in_force
    ]


def _holds(decision: Decision, raw: str | None, file_id: int) -> bool:
    if decision.file_id == file_id:
        return True
    if raw is None or decision.raw is None:
        return raw is decision.raw
    return fold(raw) == fold(decision.raw)


def _decided(kind: Kind, decision: Decision, claimed: Fact | None) -> Value:
    """The decision's value at the claim's place; a person is sure."""
    evidence = None if claimed is None else claimed.evidence
    fact = kind.fact(decision.value or {}, evidence, 1.0)
    return Value(kind, decision.key, fact, claimed is not None, decision.id)
