"""What commands share: the settings in force, the language, the vocabulary, options, and plain output."""

from __future__ import annotations

import getpass
import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar, cast

import click

from models.errors import KiemdiemError, UsageError
from models.messages import Language, label

if TYPE_CHECKING:
    from rich.console import Console

    from models.database.connection import Database
    from models.settings import Settings
    from parsers.vocabulary import Vocabulary
    from pipeline.decisions import Reviewer

Decorated = TypeVar("Decorated", bound=Callable[..., Any])


def language() -> Language:
    """The language that the user asked for (`kiemdiem --language`, KIEMDIEM_LANGUAGE); English by default."""
    context = click.get_current_context(silent=True)
    chosen = None if context is None else context.find_root().params.get("language")
    return cast(Language, chosen or "en")


def tell(error: KiemdiemError) -> None:
    """What is wrong, and below it what to do, on stderr."""
    click.echo(error.sentence(language()), err=True)
    if step := error.next_step(language()):
        click.echo(step, err=True)


def settings() -> Settings:
    """The settings in force. Raises UsageError ("settings_invalid") for a variable that holds no usable value."""
    from pydantic import ValidationError

    from models.settings import Settings

    try:
        return Settings()
    except ValidationError as error:
        names = ["KIEMDIEM_" + str(problem["loc"][0]).upper() for problem in error.errors() if problem["loc"]]
        raise UsageError("settings_invalid", names=names) from error


def vocabulary() -> Vocabulary:
    """Our words with the office's own laid over them."""
    from parsers.vocabulary import load_vocabulary

    return load_vocabulary(settings().vocabulary_dir)


def echo_json(value: Any, indent: int | None = 2) -> None:
    """`value` as JSON in UTF-8, Vietnamese letters as themselves."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=indent))


def as_json(function: Decorated) -> Decorated:
    """The option `--json`."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON.")(function)


PIPE_COLUMNS = 1_000  # in a file or a pipe every row is one line, so that grep finds it whole


def terminal() -> Console:
    """Where tables are printed: as wide as the terminal (or COLUMNS), and never wrapped in a file or a pipe."""
    from rich.console import Console

    console = Console(highlight=False, markup=False)
    if not console.is_terminal and "COLUMNS" not in os.environ:
        console.width = PIPE_COLUMNS
    return console


@contextmanager
def database() -> Iterator[Database]:
    """The database in force, made or upgraded when first opened."""
    from models.database.connection import Database

    opened = Database(settings().database)
    try:
        yield opened
    finally:
        opened.close()


def reviewer() -> Reviewer:
    """Who decides at this terminal: KIEMDIEM_USER, else the user of the machine."""
    from functools import partial

    from pipeline.checks import check
    from pipeline.decisions import Reviewer
    from pipeline.scope import EVERYTHING

    who = os.environ.get("KIEMDIEM_USER") or getpass.getuser()
    return Reviewer(who, EVERYTHING, partial(check, vocabulary=vocabulary()))


def named(branch: str, code: str | None) -> str:
    """The catalogue's short name of a code ("waiting", "year_unknown"); the code itself where it has none."""
    if code is None:
        return ""
    try:
        return label(f"labels.{branch}.{code}", language())
    except KeyError:
        return code


def pairs(texts: tuple[str, ...]) -> dict[str, Any]:
    """FIELD=VALUE… as a mapping; a value that is JSON is read as such ("null", "3", "[\"8\"]"), else it is a text.

    Raises UsageError ("field_unreadable").
    """
    fields: dict[str, Any] = {}
    for text in texts:
        name, equals, value = text.partition("=")
        if not equals or not name.strip():
            raise UsageError("field_unreadable", text=text)
        try:
            fields[name.strip()] = json.loads(value)
        except json.JSONDecodeError:
            fields[name.strip()] = value
    return fields
