"""`kiemdiem withdraw REPORT`: out of force, not out of the database."""

from __future__ import annotations

import click

from commands.shared import database, named, reviewer


@click.command("withdraw")
@click.argument("report", type=int)
@click.option("--note", help="Why.")
def command(report: int, note: str | None) -> None:
    """Take a report out of force; `kiemdiem restore` puts it back."""
    from pipeline import decisions

    who = reviewer()
    with database() as opened, opened.writing() as session:
        decision = decisions.withdraw(session, who, report, note)
        click.echo(f"#{decision.report_id}: {named('state', 'withdrawn')}")
