"""Facts as rows of a terminal's table: what each kind is told by, and where it stands in the source."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from commands.shared import language, named
from models.messages import message, show

if TYPE_CHECKING:
    from models.report import Admission, Award, Evidence, Rating, Statistic
    from pipeline.reports import ShownFact

EVIDENCE_SHOWN = 60  # characters of the source's words


def columns(kind: str) -> tuple[str, ...]:
    """The names of the columns between the key and the place."""
    return _KINDS[kind][0]


def cells(shown: ShownFact) -> list[str]:
    """The fact's words, one a column; a fact in doubt ends with "?", a decided one with what was decided."""
    words = _KINDS[shown.kind.name][1](shown.fact)
    mark = "" if shown.sure else " ?"
    if shown.decision is not None:
        what = named("doubt", shown.doubt) if shown.doubt else named("verdict", shown.decision.verdict)
        mark += f" [{what}]"
    return [*words[:-1], words[-1] + mark]


def place(evidence: Evidence | None, longest: int | None) -> str:
    """Page, paragraph or table and cell, and the source's words, cut at `longest` characters.

    Behind an arrow, how a scan's words were first read that were put right since.
    """
    if evidence is None:
        return ""
    page = "" if evidence.page is None else message("terminal.page", {"page": evidence.page}, language()) + " "
    page += f"({evidence.photo}) " if evidence.photo else ""
    cell = "" if evidence.cell is None else f"[{evidence.cell[0]},{evidence.cell[1]}]"
    read = f" ← “{_cut(evidence.read_as, longest)}”" if evidence.read_as else ""
    return f"{page}¶{evidence.block}{cell} “{_cut(evidence.text, longest)}”{read}"


def _cut(text: str, longest: int | None) -> str:
    words = " ".join(text.split())
    return words if longest is None or len(words) <= longest else words[:longest].rstrip() + " …"


def fields(value: dict[str, Any]) -> str:
    """Fields that say something as NAME: VALUE, in the model's order."""
    return "; ".join(f"{name}: {_short(item)}" for name, item in value.items() if item not in (None, "", []))


def _short(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _rating(fact: Rating) -> list[str]:
    levels = [_level(fact, code) for code in fact.marks]
    words = levels[0] if fact.status == "marked" and levels else named("status", fact.status)
    if fact.status == "ambiguous":
        words = message("terminal.marks", {"levels": levels}, language())
    score = "" if fact.score is None else f" ({show(fact.score, language())})"
    return [fact.section or "", words + score]


def _level(fact: Rating, code: str) -> str:
    return named(f"rating.{fact.scale}", code)


def _statistic(fact: Statistic) -> list[str]:
    sign = " %" if fact.unit == "percent" else ""
    base = "" if fact.base is None else f"/{show(fact.base, language())}"
    least = "" if not fact.at_least else " ≥"
    value = f"{show(fact.value, language())}{base}{sign}"
    return [fact.metric + least, fact.school_year or "", fact.group or "", value]


def _admission(fact: Admission) -> list[str]:
    date = "" if fact.date is None else f" ({show(fact.date, language())})"
    return [fact.name, named("admission", fact.kind) + date]


def _award(fact: Award) -> list[str]:
    what = [fact.name, named("rank", fact.rank)]
    expected = fact.category == "prize" and fact.recipient_type == "student"
    who = ", ".join(fact.recipients) or ("" if expected else named("recipient", fact.recipient_type))
    share = "" if fact.share is None else f"{show(fact.share, language())} %"
    count = share if fact.count is None else show(fact.count, language())
    when = str(fact.year or fact.school_year or "")
    return ["; ".join(word for word in (*what, when, who) if word), named("level", fact.level), count]


_Words = Callable[[Any], list[str]]
_KINDS: dict[str, tuple[tuple[str, ...], _Words]] = {
    "rating": (("section", "rating"), _rating),
    "statistic": (("metric", "school_year", "group", "value"), _statistic),
    "admission": (("name", "kind"), _admission),
    "award": (("award", "level", "count"), _award),
}
