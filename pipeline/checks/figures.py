"""What the arithmetic checks compare: figures with their places, sums, shares; and which of them have one cause.

A *sum* says that parts stand beside a stated total, a *share* that a percent stands beside its part and base. The
finders (`tables`, `statistics`, `prose`) yield them all, right and wrong; here they are judged.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from models.report import Evidence, Finding
from pipeline.checks.messages import finding

Place = tuple[object, ...]  # (block, row, column) of a table cell, (line of the text, offset) in prose

ALLOWANCE = 0.1  # points: contract, percent_mismatch ("half a unit of the last written digit plus 0.1 point")

ALIKE = 3  # shares that are wrong together: no slip of the pen


class Figure(NamedTuple):
    """A number where it stands; `where` is asked for the evidence of what a finding names only."""

    label: str
    value: float
    place: Place
    where: Callable[[], Evidence | None]


@dataclass(frozen=True, slots=True)
class Sum:
    """Parts beside their stated total. `at_most`: the parts may leave a rest that the text does not tell."""

    parts: tuple[Figure, ...]
    stated: Figure
    at_most: bool = False

    @property
    def total(self) -> float:
        """What the parts add up to."""
        return sum(part.value for part in self.parts)

    @property
    def difference(self) -> float:
        """How much the parts are more than the stated total."""
        return self.total - self.stated.value

    @property
    def wrong(self) -> bool:
        return self.difference > 0 if self.at_most else self.difference != 0

    def corrected(self) -> dict[Place, float]:
        """The value that each figure would need for the sum to hold, the others unchanged."""
        values = {part.place: part.value - self.difference for part in self.parts}
        return values | {self.stated.place: self.total}


@dataclass(frozen=True, slots=True)
class Share:
    """A percent beside its part and base; `others` are further bases that the row offers (nested figures)."""

    part: Figure
    base: Figure
    percent: Figure
    decimals: int
    others: tuple[float, ...] = ()

    def explained(self, part: float, base: float) -> bool:
        """Whether the written percent is that of `part` in `base`, rounding allowed."""
        return base > 0 and abs(100 * part / base - self.percent.value) <= self.tolerance + 1e-9

    @property
    def tolerance(self) -> float:
        """Points: half a unit of the last written digit, and the contract's allowance."""
        return 0.5 * 10.0**-self.decimals + ALLOWANCE

    @property
    def wrong(self) -> bool:
        if self.base.value <= 0:
            return False
        return not any(self.explained(self.part.value, base) for base in (self.base.value, *self.others))


def of_one_base(shares: list[Share]) -> list[Share]:
    """The shares of one table, or none: where three or more are all wrong, their base is another than was thought."""
    return shares if len(shares) < ALIKE or not all(share.wrong for share in shares) else []


def arithmetic_findings(sums: Iterable[Sum], shares: Iterable[Share]) -> list[Finding]:
    """One finding for one cause: a wrong figure spoils the sums that it stands in and the percents made of it."""
    wrong_sums = list(_distinct_causes(entry for entry in sums if entry.wrong))
    findings = [_sum_finding(entry) for entry in wrong_sums]
    seen: set[object] = set()
    for share in shares:
        key = (share.part.value, share.base.value, share.percent.value)  # one fact, however often it was found
        if key in seen or not share.wrong or _spoiled(share, wrong_sums):
            continue
        seen.add(key)
        findings.append(_share_finding(share))
    return findings


def _distinct_causes(sums: Iterable[Sum]) -> Iterator[Sum]:
    kept: list[Sum] = []
    for entry in sums:
        if not any(_same_cause(entry, other) for other in kept):
            kept.append(entry)
            yield entry


def _same_cause(one: Sum, other: Sum) -> bool:
    """The same statement told again, or a row and a column that meet in one wrong figure."""
    if [(p.label, p.value) for p in one.parts] == [(p.label, p.value) for p in other.parts]:
        return one.stated.value == other.stated.value
    first, second = one.corrected(), other.corrected()
    return any(first[place] == second[place] for place in first.keys() & second.keys())


def _spoiled(share: Share, wrong_sums: list[Sum]) -> bool:
    """Whether the percent is right once a wrong sum's figure is put right."""
    for entry in wrong_sums:
        values = entry.corrected()
        parts = {share.part.value, values.get(share.part.place, share.part.value)}
        bases = {share.base.value, values.get(share.base.place, share.base.value)}
        if entry.stated.value == share.base.value and share.part.value in {part.value for part in entry.parts}:
            parts.add(share.part.value - entry.difference)  # the same two figures, found at another place
            bases.add(entry.total)
        if any(share.explained(part, base) for part in parts for base in bases):
            return True
    return False


def _sum_finding(entry: Sum) -> Finding:
    values = {
        "labels": [part.label for part in entry.parts],
        "parts": [plain(part.value) for part in entry.parts],
        "sum": plain(entry.total),
        "stated": plain(entry.stated.value),
        "what": entry.stated.label,
    }
    return finding("sum_mismatch", values, [figure.where() for figure in (entry.stated, *entry.parts)])


def _share_finding(share: Share) -> Finding:
    computed = round(100 * share.part.value / share.base.value, max(share.decimals, 1))
    values = {
        "label": share.part.label,
        "part": plain(share.part.value),
        "base": plain(share.base.value),
        "percent": plain(share.percent.value),
        "computed": plain(computed),
    }
    return finding("percent_mismatch", values, [figure.where() for figure in (share.percent, share.part, share.base)])


def plain(value: float) -> int | float:
    """A whole number as an int, so that it is written as one."""
    return int(value) if float(value).is_integer() else value
