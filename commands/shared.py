"""What commands share: the settings in force, the language, the vocabulary, options, and plain output."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar, cast

import click

from models.errors import UsageError
from models.messages import Language

if TYPE_CHECKING:
    from models.settings import Settings
    from parsers.vocabulary import Vocabulary

Decorated = TypeVar("Decorated", bound=Callable[..., Any])


def language() -> Language:
    """The language that the user asked for (`kiemdiem --language`, KIEMDIEM_LANGUAGE); Vietnamese by default."""
    context = click.get_current_context(silent=True)
    chosen = None if context is None else context.find_root().params.get("language")
    return cast(Language, chosen or "vi")


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
