"""`kiemdiem database`: where the database is and what it holds."""

from __future__ import annotations

import click

from commands.shared import as_json, database, echo_json, settings


@click.command("database")
@as_json
def command(as_json: bool) -> None:
    """Tell where the database is, of which version, and what it holds; make or upgrade it if need be."""
    from sqlalchemy import func, make_url, select

    from models.database import facts, registry, review
    from models.database.connection import HEAD

    tables = (registry.School, registry.StoredReport, registry.File, registry.Reading, review.Claim, review.Decision)
    with database() as opened, opened.reading() as session:
        counts = {
            table.__tablename__: session.scalar(select(func.count()).select_from(table))
            for table in (*tables, review.StoredFinding, facts.Statistic, facts.Award, facts.Admission)
        }
    place = make_url(settings().database).render_as_string(hide_password=True)
    told = {"database": place, "originals": str(settings().data_dir / "originals"), "schema": HEAD, **counts}
    if as_json:
        return echo_json(told)
    for name, value in told.items():
        click.echo(f"{name:<12} {value}")
    return None
