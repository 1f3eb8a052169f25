"""`kiemdiem vocabulary check`: what is wrong with the words that reports are read by."""

from __future__ import annotations

from pathlib import Path

import click

from commands.shared import language, settings
from models.messages import message


@click.group("vocabulary")
def command() -> None:
    """Check the words that reports are read by."""


@command.command("check")
@click.argument("folder", required=False, type=click.Path(path_type=Path))
def check(folder: Path | None) -> None:
    """Check our words and an office's own FOLDER over them (KIEMDIEM_VOCABULARY_DIR unless given).

    Ends with 8 where there is a problem.
    """
    from parsers.vocabulary import load_vocabulary
    from pipeline.vocabulary_check import check_vocabulary

    problems = list(check_vocabulary(folder or settings().vocabulary_dir))
    for problem in problems:
        values = {"place": problem.place, "value": problem.value}
        click.echo(message(f"vocabulary.{problem.code}", values, language()))
    if problems:
        raise click.exceptions.Exit(8)
    click.echo(message("vocabulary.all_right", {"count": len(load_vocabulary())}, language()))
