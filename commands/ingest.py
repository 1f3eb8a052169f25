"""`kiemdiem ingest PATH…`: reports into the database."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from commands.shared import database, language, named, settings, vocabulary

if TYPE_CHECKING:
    from pipeline.ingest import Ingested, Summary


@click.command("ingest")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--again", is_flag=True, help="Read known files anew, as after an update; decisions on them stand.")
@click.option("--quiet", is_flag=True, help="Only the summary and what went wrong.")
def command(paths: tuple[Path, ...], again: bool, quiet: bool) -> None:
    """Read reports (files, folders, zip files) into the database.

    A file whose content is known changes nothing. A file that cannot be read leaves the others unharmed; the first such
    file's error gives the exit code.
    """
    from pipeline.ingest import Summary, find_sources, ingest

    summary = Summary()
    total = sum(1 for _ in find_sources(paths))
    with database() as opened:
        results = ingest(opened, settings().data_dir, find_sources(paths), vocabulary(), again)
        for one in _with_progress(results, total, summary):
            summary.add(one)
            _tell(one, quiet)
    _summarise(summary)
    raise click.exceptions.Exit(summary.exit_code)


def _with_progress(results: Iterable[Ingested], total: int, summary: Summary) -> Iterator[Ingested]:
    """The results behind a progress bar on stderr, where that is a terminal."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), TextColumn("{task.description}"))
    console = Console(stderr=True)
    with Progress(*columns, console=console, disable=not console.is_terminal, redirect_stdout=True) as progress:
        task = progress.add_task("", total=total)
        for one in results:
            yield one
            progress.update(task, advance=1, description=_counts(summary))


def _counts(summary: Summary) -> str:
    return ", ".join(f"{count} {named('ingest', status)}" for status, count in summary.statuses.items())


def _tell(one: Ingested, quiet: bool) -> None:
    if one.error is not None:
        click.echo(one.error.sentence(language()), err=True)
        if step := one.error.next_step(language()):
            click.echo(f"  {step}", err=True)
    elif not quiet:
        words = [named("ingest", one.status)]
        if one.report_id is not None:
            words.append(f"#{one.report_id}")
        if one.reason is not None:
            words.append(named("passed_over", one.reason))
        if one.waiting is not None:
            words.append(f"{named('state', 'waiting')}: {named('waiting', one.waiting)}")
        if one.partial:
            words.append(named("ingest", "partial"))
        click.echo(f"{one.name}: {', '.join(words)}")


def _summarise(summary: Summary) -> None:
    lines = [(named("ingest", status), count) for status, count in summary.statuses.items()]
    lines += [(named("ingest", "facts"), summary.facts), (named("ingest", "findings"), summary.findings)]
    lines += [(named("ingest", "partial"), summary.partial), (named("state", "attachment"), summary.attachments)]
    lines += [(f"{named('state', 'waiting')}: {named('waiting', code)}", n) for code, n in summary.waiting.items()]
    lines += [(f"{named('ingest', 'failed')}: {code}", count) for code, count in summary.failures.items()]
    lines += [(named("passed_over", code), count) for code, count in summary.passed_over.items()]
    for name, count in lines:
        if count:
            click.echo(f"{count:>7}  {name}")
