"""`kiemdiem ingest PATH…`: reports into the database."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from commands.shared import database, language, named, settings, vocabulary
from models.errors import UsageError
from models.messages import message

if TYPE_CHECKING:
    from pipeline.ingest import Ingested, Summary


@click.command("ingest")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--as-one", is_flag=True, help="The photos named, or those of each folder, are one report.")
@click.option("--split", is_flag=True, help="Store each report of a file that holds several.")
@click.option("--again", is_flag=True, help="Read known files anew, as after an update; decisions on them stand.")
@click.option(
    "--retry-failed", is_flag=True, help="Read what failed before, and what a run that was killed left unread."
)
@click.option("--jobs", type=click.IntRange(1), help="How many files to read at once; one a core unless given.")
@click.option("--quiet", is_flag=True, help="Only the summary and what went wrong.")
def command(
    paths: tuple[Path, ...],
    as_one: bool,
    split: bool,
    again: bool,
    retry_failed: bool,
    jobs: int | None,
    quiet: bool,
) -> None:
    """Read reports (files, folders, archives) into the database.

    A photo is a report of its own unless --as-one says that those named, or those of a folder, are one. Of a file that
    holds several reports the first is read, with --split each.

    A file whose content is known changes nothing: run it again after an interruption. A file that cannot be read leaves
    the others unharmed; the first such file's error gives the exit code.
    """
    from pipeline.ingest import Summary, find_sources, ingest
    from pipeline.jobs import count_unfinished, register, unfinished
    from pipeline.workers import open_pool, work_limits

    if not paths and not retry_failed:
        raise UsageError("nothing_to_read")
    vocabulary()  # words that cannot be used end the command, not each file
    folder = settings().vocabulary_dir
    summary = Summary()
    with database() as opened, open_pool(work_limits(), jobs) as runner:
        total = register(opened, find_sources(paths, as_one, split))
        sources = unfinished(opened) if retry_failed else find_sources(paths, as_one, split)
        total = count_unfinished(opened) if retry_failed else total
        results = ingest(opened, settings().data_dir, sources, folder, again, runner)
        for one in _with_progress(results, total, summary):
            summary.add(one)
            _tell(one, quiet)
    _summarise(summary)
    raise click.exceptions.Exit(summary.exit_code)


def _with_progress(results: Iterable[Ingested], total: int, summary: Summary) -> Iterator[Ingested]:
    """The results behind a progress bar on stderr, where that is a terminal: how many, how fast, how long still."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    rate = TextColumn("{task.fields[rate]}")
    columns = (BarColumn(), MofNCompleteColumn(), rate, TimeRemainingColumn(), TextColumn("{task.description}"))
    console = Console(stderr=True)
    with Progress(*columns, console=console, disable=not console.is_terminal, redirect_stdout=True) as progress:
        task = progress.add_task("", total=total, rate="")
        for one in results:
            yield one
            speed = progress.tasks[0].speed
            rate_now = "" if speed is None else f"{speed:.1f}/s"
            progress.update(task, advance=one.part == 1, description=_counts(summary), rate=rate_now)


def _counts(summary: Summary) -> str:
    return ", ".join(f"{count} {named('ingest', status)}" for status, count in summary.statuses.items())


def _tell(one: Ingested, quiet: bool) -> None:
    name = one.name if one.parts == 1 or one.status == "gone" else f"{one.name} ({one.part}/{one.parts})"
    if one.error is not None:
        click.echo(one.error.sentence(language()), err=True)
        if step := one.error.next_step(language()):
            click.echo(f"  {step}", err=True)
    if one.status != "failed" and not quiet:
        words = [named("ingest", one.status)]
        if one.report_id is not None:
            words.append(f"#{one.report_id}")
        if one.reason is not None:
            words.append(named("passed_over", one.reason))
        if one.waiting is not None:
            words.append(f"{named('state', 'waiting')}: {named('waiting', one.waiting)}")
        if one.partial:
            words.append(named("ingest", "partial"))
        click.echo(f"{name}: {', '.join(words)}")
    values = {"file": one.name, "folder": one.name.rpartition("/")[0] or one.name, "parts": one.parts}
    values |= {"report": one.report_id, "reports": _numbers(one.alone), "decisions": one.decisions}
    told = [one.note, "split_to_read" if one.unread else None, "photos_alone" if one.alone else None]
    if one.erased:
        values |= {"reports": _numbers(one.erased.reports), "decisions": one.erased.decisions}
        values["remain"] = _numbers(one.erased.remain)
        told.append("secret_remain" if one.erased.remain else None)
    for code in filter(None, told):
        click.echo("  " + message(f"terminal.{code}", values, language()), err=True)


def _numbers(reports: Iterable[int]) -> list[str]:
    return [f"#{report}" for report in reports]


def _summarise(summary: Summary) -> None:
    lines = [(named("ingest", status), count) for status, count in summary.statuses.items()]
    lines += [(named("ingest", "facts"), summary.facts), (named("ingest", "findings"), summary.findings)]
    lines += [(named("ingest", "partial"), summary.partial), (named("state", "attachment"), summary.attachments)]
    lines += [(f"{named('state', 'waiting')}: {named('waiting', code)}", n) for code, n in summary.waiting.items()]
    lines += [(f"{named('ingest', 'failed')}: {code}", count) for code, count in summary.failures.items()]
    lines += [(f"{named('ingest', 'partial')}: {code}", count) for code, count in summary.cut.items()]
    lines += [(named("passed_over", code), count) for code, count in summary.passed_over.items()]
    lines += [(named("note", code), count) for code, count in summary.notes.items()]
    for name, count in lines:
        if count:
            click.echo(f"{count:>7}  {name}")
