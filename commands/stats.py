"""`kiemdiem stats METRIC`: a question across schools and years."""

from __future__ import annotations

import sys

import click

from commands.shared import database, language, named, terminal
from models.messages import message, show


@click.command("stats")
@click.argument("metric", required=False)
@click.option("--by", default="", metavar="DIMENSION,…", help="school, commune, parent, year, level, rank, kind, …")
@click.option("--where", multiple=True, metavar="CONDITION", help="year>=2021, level=district,province, school=…")
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "csv", "json"]),
    default="table",
    show_default=True,
    help="How to print it.",
)
def command(metric: str | None, by: str, where: tuple[str, ...], form: str) -> None:
    """Answer a question across schools and years.

    METRIC: reports, ratings, awards (awards.prize, awards.title, …), admissions (admissions.admitted, …), or a figure
    such as students.actual or students.conduct.*; without one, the metrics that the reports state are listed.
    """
    from pipeline import statistics, tabular
    from pipeline.scope import EVERYTHING

    with database() as opened, opened.reading() as session:
        if metric is None:
            for name in statistics.metrics(session, EVERYTHING):
                click.echo(name)
            return
        dimensions = [name.strip() for name in by.split(",") if name.strip()]
        answer = statistics.answer(session, EVERYTHING, metric, dimensions, where)
    if form == "csv":
        sys.stdout.buffer.write(tabular.to_csv(answer.columns, answer.rows, answer.numbers).encode())
    elif form == "json":
        click.echo(tabular.to_json(answer.columns, answer.rows))
    else:
        _print(answer)


def _print(answer: object) -> None:
    from rich.table import Table

    from pipeline.statistics import Answer

    assert isinstance(answer, Answer)
    if not answer.rows:
        return click.echo(message("terminal.no_figures", {}, language()))
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="bold")
    for name in answer.columns:
        table.add_column(named("column", name), justify="right" if name in answer.numbers else "left", overflow="fold")
    for row in answer.rows:
        values = ((name, row[name]) for name in answer.columns)
        table.add_row(*("" if value is None else _shown(name, value) for name, value in values))
    return terminal().print(table)


def _shown(name: str, value: object) -> str:
    if name == "value" and isinstance(value, float):
        value = round(value, 2)
    return show(value, language()) if name == "value" else str(value)
