"""`kiemdiem decide REPORT KEY accept|correct|reject|add|undo`: what a person says on a fact, or on a report."""

from __future__ import annotations

from typing import Any

import click

from commands.shared import database, named, pairs, reviewer
from models.errors import UsageError


@click.command("decide")
@click.argument("report", type=int)
@click.argument("key")
@click.argument("verdict", type=click.Choice(["accept", "correct", "reject", "add", "undo"]))
@click.argument("fields", nargs=-1, metavar="[FIELD=VALUE]…")
@click.option("--note", help="Why.")
def command(report: int, key: str, verdict: Any, fields: tuple[str, ...], note: str | None) -> None:
    """Accept, correct, reject or add a fact of a report, or undo the last decision on it.

    KEY is a fact's key as `kiemdiem show` prints it (the short one will do); for add, its kind and section
    ("award:I.2"). Two keys are about the report itself: "report" (accept approves it, undo takes that back) and
    "version" (correct number=2 puts its second file in force).
    """
    from pipeline import decisions

    value = pairs(fields)
    if verdict in ("correct", "add") and not value:
        raise UsageError("decision_empty", verdict=verdict)
    who = reviewer()
    with database() as opened, opened.writing() as session:
        if verdict == "undo":
            decision = decisions.undo(session, who, report, key)
        elif key == "version":
            decision = decisions.choose_version(session, who, report, value.get("number"))
        elif key == "report":
            about = {"accept": decisions.approve, "reject": decisions.withdraw}.get(verdict)
            if about is None:
                raise UsageError("fact_unknown", report=report, key=key)
            decision = about(session, who, report, note)
        else:
            decision = decisions.decide(session, who, report, key, verdict, value, note)
        click.echo(f"#{decision.report_id} {decision.key}: {named('verdict', verdict)}")
