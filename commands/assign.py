"""`kiemdiem assign REPORT`: whose review a report is."""

from __future__ import annotations

from typing import Any, get_args

import click

from commands.shared import database, reviewer
from models.report import Period, Subject


@click.command("assign")
@click.argument("report", type=int)
@click.option("--school", help="The school's name; with --commune or --parent.")
@click.option("--commune", help="The commune or ward that the school stands in.")
@click.option("--parent", help="The Party body above it.")
@click.option("--school-id", type=int, help="The school's number, as `kiemdiem list --json` gives it.")
@click.option("--year", type=click.IntRange(1930, 2200), help="The year under review.")
@click.option("--subject", type=click.Choice(get_args(Subject)), help="Whose review it is.")
@click.option("--period", type=click.Choice(get_args(Period)))
@click.option("--note", help="Why.")
@click.option("--undo", is_flag=True, help="Take the last assignment back.")
def command(
    report: int,
    school: str | None,
    commune: str | None,
    parent: str | None,
    school_id: int | None,
    note: str | None,
    undo: bool,
    **place: Any,
) -> None:
    """Say whose review a report is: its school, year, subject, period.

    Where a report of that school, year, subject and period stands already, this one becomes its newest version.
    """
    from models.report import Organisation
    from pipeline import decisions

    who = reviewer()
    said = {name: value for name, value in place.items() if value is not None}
    with database() as opened, opened.writing() as session:
        if undo:
            decision = decisions.undo(session, who, report, "assignment")
        else:
            if school is not None:
                organisation = Organisation(school=school, commune=commune, parent=parent)
                school_id = decisions.name_school(session, organisation).id
            if school_id is not None:
                said["school_id"] = school_id
            decision = decisions.assign(session, who, report, said, note)
        joined = decisions.stands_in(session, decision.report_id)
        click.echo(f"#{report} → #{joined}" if joined != report else f"#{report}")
