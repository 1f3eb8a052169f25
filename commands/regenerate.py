"""`kiemdiem regenerate REPORT… | --all`: the standard report of each, as a Word file."""

from __future__ import annotations

from pathlib import Path

import click

from commands.shared import database, language
from models.errors import UsageError
from models.messages import message


@click.command("regenerate")
@click.argument("reports", nargs=-1, type=int)
@click.option("--all", "every", is_flag=True, help="Every review in force.")
@click.option(
    "--output", type=click.Path(path_type=Path, file_okay=False), default=Path("out"), show_default=True, help="Folder."
)
@click.option("--template", type=click.Path(path_type=Path), help="A template of your own, made from the standard one.")
def command(reports: tuple[int, ...], every: bool, output: Path, template: Path | None) -> None:
    """Write reports out again in the standard template, from the database alone."""
    from pipeline.regenerate import STANDARD_TEMPLATE, write_reports
    from pipeline.scope import EVERYTHING

    if bool(reports) == every:
        raise UsageError("reports_or_all")
    with database() as opened, opened.reading() as session:
        written = write_reports(session, EVERYTHING, reports, output, template or STANDARD_TEMPLATE, language())
        for one in written:
            click.echo(one.file)
            for key in one.unplaced:
                values = {"report": one.report, "key": key}
                click.echo(message("regenerate.unplaced", values, language()), err=True)
