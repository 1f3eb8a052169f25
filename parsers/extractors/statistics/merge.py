"""A fact that a report states twice is one item: the second statement becomes evidence of the first."""

from __future__ import annotations

from models.report import Statistic

_WHOLE = (None, "total")


def merge_statements(found: list[Statistic]) -> list[Statistic]:
    """`found` with each fact once, in its order. The same figure of the same thing with a year (or a table's total)
    on one side and none on the other is one fact; two different figures always stay two."""
    kept: list[Statistic] = []
    places: dict[tuple[str, str, float, bool], list[int]] = {}
    for fact in found:
        key = (fact.metric, fact.unit, fact.value, bool(fact.at_least))
        same = next((i for i in places.get(key, ()) if _same(kept[i], fact)), None)
        if same is None:
            places.setdefault(key, []).append(len(kept))
            kept.append(fact)
        else:
            kept[same] = _joined(kept[same], fact)
    return kept


def _same(one: Statistic, other: Statistic) -> bool:
    years = {one.school_year, other.school_year} - {None}
    groups = one.group == other.group or (one.group in _WHOLE and other.group in _WHOLE)
    elsewhere = one.evidence is None or other.evidence is None or one.evidence.block != other.evidence.block
    return groups and len(years) < 2 and (elsewhere or one.school_year == other.school_year)


def _joined(first: Statistic, second: Statistic) -> Statistic:
    update: dict[str, object] = {
        "school_year": first.school_year or second.school_year,
        "group": first.group or second.group,
        "base": first.base if first.base is not None else second.base,
        "scale": first.scale or second.scale,
        "confidence": max(first.confidence, second.confidence),
    }
    if first.evidence is not None and second.evidence is not None:
        also = [*first.evidence.also, second.evidence.model_copy(update={"also": []})]
        update["evidence"] = first.evidence.model_copy(update={"also": also})
    return first.model_copy(update=update)
