"""`kiemdiem parse FILE…`: the contract's JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from commands.shared import language, settings, tell, vocabulary
from models.errors import KiemdiemError

if TYPE_CHECKING:
    from pipeline.sources import SourceFile


@click.command("parse")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--as-one", is_flag=True, help="The photos named, or those of each folder, are one report.")
@click.option("--split", is_flag=True, help="Print each report of a file that holds several.")
@click.option("--jsonl", is_flag=True, help="One line a file, in the order given; a file that fails is a line too.")
def command(files: tuple[Path, ...], as_one: bool, split: bool, jsonl: bool) -> None:
    """Read reports and print what they mean as JSON.

    A photo is a report of its own unless --as-one says that those named, or those of a folder, are one.

    A file that cannot be read leaves the others unharmed; its reason goes to stderr, and the first such file's error
    gives the exit code.
    """
    from pipeline.originals import sayable
    from pipeline.photo_sets import walk_as_one
    from pipeline.workers import cores, open_pool, work_limits
    from pipeline.workers.batches import read_files

    vocabulary()  # words that cannot be used end the command, not each file
    exit_code = 0
    at_once = cores() if as_one else min(len(files), cores())  # a folder may hold many sets
    with ExitStack() as held, open_pool(work_limits(), at_once) as runner:
        reached = _reached(walk_as_one(files), held) if as_one else ((sayable(file.name), file) for file in files)
        for name, outcome in read_files(runner, reached, settings().vocabulary_dir, split):
            if outcome.error is not None:
                exit_code = exit_code or outcome.error.exit_code
                tell(outcome.error)
            for one in outcome.value or ():
                click.echo(_dump(one.report.model_dump(mode="json"), jsonl))
            if outcome.value is None and jsonl:
                click.echo(_dump(_failure(name, outcome.error), jsonl))
    raise click.exceptions.Exit(exit_code)


def _reached(sources: Iterable[SourceFile], held: ExitStack) -> Iterator[tuple[str, Path | KiemdiemError]]:
    """Each source as a file on disk, held as long as the command runs, or why there is none."""
    for source in sources:
        try:
            if source.error is not None:
                yield source.name, source.error
            elif source.place is not None:
                place = source.place if isinstance(source.place, Path) else held.enter_context(source.place())
                yield source.name, place
        except KiemdiemError as error:
            yield source.name, error


def _failure(name: str, error: KiemdiemError | None) -> dict[str, Any]:
    assert error is not None
    return {
        "source": {"filename": name},
        "error": {"code": error.code, "message": error.sentence(language())},
    }


def _dump(result: dict[str, Any], one_line: bool) -> str:
    return json.dumps(result, ensure_ascii=False, indent=None if one_line else 2)
