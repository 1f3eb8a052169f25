"""`kiemdiem parse FILE…`: the contract's JSON."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from commands.shared import language, tell, vocabulary
from models.errors import KiemdiemError


@click.command("parse")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--jsonl", is_flag=True, help="One line a file, in the order given; a file that fails is a line too.")
def command(files: tuple[Path, ...], jsonl: bool) -> None:
    """Read reports and print what they mean as JSON.

    A file that cannot be read leaves the others unharmed; its reason goes to stderr, and the first such file's error
    gives the exit code.
    """
    from pipeline.parse import parse

    words = vocabulary()
    exit_code = 0
    for file in files:
        try:
            result = parse(file, words).model_dump(mode="json")
        except KiemdiemError as error:
            exit_code = exit_code or error.exit_code
            tell(error)
            if not jsonl:
                continue
            result = {
                "source": {"filename": file.name},
                "error": {"code": error.code, "message": error.sentence(language())},
            }
        click.echo(_dump(result, jsonl))
    raise click.exceptions.Exit(exit_code)


def _dump(result: dict[str, Any], one_line: bool) -> str:
    return json.dumps(result, ensure_ascii=False, indent=None if one_line else 2)
