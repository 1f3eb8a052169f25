"""`kiemdiem restore REPORT`: a withdrawn report back in force."""

from __future__ import annotations

import click

from commands.shared import database, named, reviewer


@click.command("restore")
@click.argument("report", type=int)
def command(report: int) -> None:
    """Put a withdrawn report back in force."""
    from pipeline import decisions

    who = reviewer()
    with database() as opened, opened.writing() as session:
        decision = decisions.restore(session, who, report)
        click.echo(f"#{decision.report_id}: {named('state', 'counted')}")
