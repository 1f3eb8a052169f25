"""`kiemdiem list`: the reports in the database."""

from __future__ import annotations

from dataclasses import asdict

import click

from commands.shared import as_json, database, echo_json, named


@click.command("list")
@click.option("--where", multiple=True, metavar="CONDITION", help="year>=2021, school=…, commune=…, review=cell, …")
@click.option("--state", type=click.Choice(["counted", "newer", "waiting", "withdrawn", "attachment"]))
@as_json
def command(where: tuple[str, ...], state: str | None, as_json: bool) -> None:
    """List the reports in the database."""
    from pipeline.reports import list_reports
    from pipeline.scope import EVERYTHING

    with database() as opened, opened.reading() as session:
        lines = list_reports(session, EVERYTHING, where, state)
    if as_json:
        return echo_json([asdict(line) | {"read_at": line.read_at and line.read_at.isoformat()} for line in lines])

    from rich.console import Console
    from rich.table import Table

    table = Table("#", *(named("column", name) for name in ("school", "year", "review", "state", "findings", "file")))
    for line in lines:
        why = f": {named('waiting', line.waiting)}" if line.waiting else ""
        table.add_row(
            str(line.id),
            line.school or "",
            "" if line.year is None else str(line.year),
            named("subject", line.subject) if line.period == "year" else f"{line.subject or ''} {line.period}",
            named("state", line.state) + why,
            str(line.findings),
            line.file or "",
        )
    return Console().print(table)
