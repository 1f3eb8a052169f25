"""`kiemdiem ocr FILE --output COPY.pdf`: the scan with its text, to be searched and copied from."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from commands.shared import language, settings, tell, vocabulary
from models.messages import message

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline.workers import Progress


@click.command("ocr")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--output", type=click.Path(path_type=Path), required=True, help="The PDF to write.")
@click.option("--force", is_flag=True, help="Replace the output where it is there already.")
def command(file: Path, output: Path, force: bool) -> None:
    """Write a copy of a scan (PDF, photo, TIFF) that can be searched: its pages as they are, its words unseen on them.

    The words are those that `parse` reads. Typed pages stay as they are. The source is never written to.
    """
    from pipeline.searchable import check_target, make_copy, write_copy
    from pipeline.workers import open_pool, work_limits

    vocabulary()  # words that cannot be used end the command before the work
    check_target(output, file, force)
    with open_pool(work_limits(), 1) as runner, _page_by_page() as on_progress:
        copy = make_copy(runner, file, settings().vocabulary_dir, on_progress)
    write_copy(copy.data, output, file, force)
    click.echo(click.format_filename(output))
    for page in copy.unread:
        click.echo(message("terminal.page_without_words", {"page": page}, language()), err=True)
    if copy.error is not None:
        tell(copy.error)
        raise click.exceptions.Exit(copy.error.exit_code)


@contextmanager
def _page_by_page() -> Iterator[Callable[[Progress], None]]:
    """A progress bar on stderr, where that is a terminal."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    console = Console(stderr=True)
    with Bar(BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), console=console, transient=True,
             disable=not console.is_terminal) as bar:  # fmt: skip
        pages = bar.add_task("", total=None)
        yield lambda at: bar.update(pages, completed=at.at - 1, total=at.of)
