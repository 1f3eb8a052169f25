"""`kiemdiem parse FILE…`: the contract's JSON."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from commands.shared import language, settings, tell, vocabulary
from models.errors import KiemdiemError


@click.command("parse")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--jsonl", is_flag=True, help="One line a file, in the order given; a file that fails is a line too.")
def command(files: tuple[Path, ...], jsonl: bool) -> None:
    """Read reports and print what they mean as JSON.

    A file that cannot be read leaves the others unharmed; its reason goes to stderr, and the first such file's error
    gives the exit code.
    """
    from pipeline.workers import cores, open_pool, work_limits
    from pipeline.workers.parsing import read_files

    vocabulary()  # words that cannot be used end the command, not each file
    exit_code = 0
    with open_pool(work_limits(), min(len(files), cores())) as runner:
        for file, outcome in read_files(runner, files, settings().vocabulary_dir):
            if outcome.error is not None:
                exit_code = exit_code or outcome.error.exit_code
                tell(outcome.error)
            if outcome.value is not None:
                click.echo(_dump(outcome.value.report.model_dump(mode="json"), jsonl))
            elif jsonl:
                click.echo(_dump(_failure(file, outcome.error), jsonl))
    raise click.exceptions.Exit(exit_code)


def _failure(file: Path, error: KiemdiemError | None) -> dict[str, Any]:
    assert error is not None
    return {
        "source": {"filename": file.name},
        "error": {"code": error.code, "message": error.sentence(language())},
    }


def _dump(result: dict[str, Any], one_line: bool) -> str:
    return json.dumps(result, ensure_ascii=False, indent=None if one_line else 2)
