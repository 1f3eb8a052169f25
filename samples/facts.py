"""Facts told in sentences: `facts.toml` holds the wordings and what each states; this fills in figures and names."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from samples.people import joined, people

_ANY = "*"  # the wording alone says whether there is one: not held against the gold


@cache
def facts() -> dict[str, Any]:
    """The wordings, `facts.toml`."""
    return tomllib.loads(Path(__file__).with_name("facts.toml").read_text(encoding="utf-8"))


class Facts:
    """The facts of one report: contests are used once, and no fact is told twice."""

    def __init__(self, chance: Random, school: str) -> None:
        self.chance, self.school = chance, school
        self.contests = chance.sample(facts()["contests"], len(facts()["contests"]))
        self.staff_contests = chance.sample(facts()["staff_contests"], len(facts()["staff_contests"]))

    def of(self, path: str, gold: dict[str, Any]) -> list[str]:
        """The lines of the section `path`; what they state is added to `gold`."""
        lines = []
        for fact in facts()["facts"]:
            fits = fact["path"] == path and self.school in fact.get("schools", [self.school])
            if not fits or self.chance.random() >= fact["often"]:
                continue
            wording, values = self.chance.choice(fact["say"]), self._values(fact)
            level = "province" if "UBND tỉnh công nhận" in wording else "-"
            awards = [_award(told.replace(_ANY, level).format(**values)) for told in fact.get("awards", ())]
            statistics = [_statistic(told.format(**values)) for told in fact.get("statistics", ())]
            if _told_before(awards, gold["awards"]) or _known(statistics, gold["statistics"]):
                continue
            lines.append(wording.format(**values))
            gold["awards"] += awards
            gold["statistics"] += statistics
        return lines

    def _values(self, fact: dict[str, Any]) -> dict[str, Any]:
        a, b, c = (self.chance.randint(1, 9) for _ in "abc")
        base = a + self.chance.randint(8, 40)
        names = people(self.chance, self.chance.randint(1, fact["people"]) if fact.get("people", 0) > 1 else 1)
        at, level = self.chance.choice(facts()["levels"])
        values = {"a": a, "b": b, "c": c, "sum": a + b + c, "base": base, "rest": base - a, "n": len(names)}
        return values | {
            **{f"{key}2": f"{value:02}" for key, value in values.items()},
            "pa": _percent(a, base),
            "pr": _percent(base - a, base),
            "names": joined(names, "comma"),
            "at": at,
            "level": level,
            "contest": self.contests.pop() if "{contest}" in fact["say"][0] else "",
            "staff_contest": self.staff_contests.pop() if "{staff_contest}" in fact["say"][0] else "",
        }


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f}".replace(".", ",")


def _award(told: str) -> dict[str, Any]:
    """ "prize student district first 2 Cờ vua: A, B" as the contract has it."""
    category, recipient, level, rank, count, name = told.split(" ", 5)
    name, _, names = name.partition(": ")
    return {
        "category": category,
        "recipient_type": recipient,
        "name": name,
        "level": None if level == "-" else level,
        "rank": None if rank == "-" else rank,
        "count": int(count),
        "recipients": names.split(", ") if names else [],
    }


def _statistic(told: str) -> dict[str, Any]:
    metric, unit, value = told.split(" ")
    return {"metric": metric, "school_year": None, "group": None, "unit": unit, "value": float(value.replace(",", "."))}


def _told_before(awards: list[dict[str, Any]], gold: list[dict[str, Any]]) -> bool:
    def same(award: dict[str, Any]) -> tuple[Any, ...]:
        return award["category"], award["recipient_type"], award["level"], award["name"]

    return any(same(award) == same(other) for award in awards for other in gold)


def _known(statistics: list[dict[str, Any]], gold: list[dict[str, Any]]) -> bool:
    return any(told["metric"] == other["metric"] for told in statistics for other in gold)
