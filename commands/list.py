"""`kiemdiem list`: the reports in the database."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from commands.shared import as_json, database, echo_json, language, named, terminal
from models.messages import message

if TYPE_CHECKING:
    from rich.table import Table

    from pipeline.reports import ListedReport


@click.command("list")
@click.option("--where", multiple=True, metavar="CONDITION", help="year>=2021, school=…, commune=…, review=cell, …")
@click.option(
    "--state",
    type=click.Choice(["counted", "newer", "waiting", "withdrawn", "attachment"]),
    help="Only reports in this state.",
)
@as_json
def command(where: tuple[str, ...], state: str | None, as_json: bool) -> None:
    """List the reports in the database, by school and year, each with its number and how many findings it has."""
    from pipeline.reports import list_reports
    from pipeline.scope import EVERYTHING

    with database() as opened, opened.reading() as session:
        lines = list_reports(session, EVERYTHING, where, state)
    if as_json:
        return echo_json([asdict(line) | {"read_at": line.read_at and line.read_at.isoformat()} for line in lines])

    if not lines:
        return click.echo(message("terminal.no_reports", {}, language()))
    return terminal().print(_table(lines))


def _table(lines: list[ListedReport]) -> Table:
    """The state has its column only where some report is not simply in force: eighty columns are few."""
    from rich.table import Table

    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="bold")
    stated = any(line.state != "counted" or line.approved for line in lines)
    table.add_column("#", justify="right", no_wrap=True)
    table.add_column(named("column", "year"), no_wrap=True)
    table.add_column(named("column", "school"), min_width=20, overflow="fold")
    table.add_column(named("column", "review"))
    if stated:
        table.add_column(named("column", "state"), max_width=24)
    table.add_column(named("column", "findings"), justify="right", no_wrap=True)
    table.add_column(named("column", "file"), min_width=12, overflow="fold")
    for line in lines:
        state = [_state(line)] if stated else []
        year = "" if line.year is None else str(line.year)
        findings = str(line.findings) if line.findings else "-"
        table.add_row(str(line.id), year, line.school or "?", _review(line), *state, findings, line.file or "")
    return table


def _state(line: ListedReport) -> str:
    words = named("state", "approved" if line.approved and line.state == "counted" else line.state)
    return f"{words}: {named('waiting', line.waiting)}" if line.waiting else words


def _review(line: ListedReport) -> str:
    """Whose review it is; a paper that is none by what it is, another period than the year beside it."""
    words = named("subject", line.subject) if line.kind == "collective_review" else named("document", line.kind)
    return words if line.period == "year" else f"{words}, {named('period', line.period)}"
