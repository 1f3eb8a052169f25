"""`kiemdiem doctor`: each needed part, its version, whether it is there, and the command that gets it."""

from __future__ import annotations

from dataclasses import asdict

import click

from commands.shared import as_json, echo_json, language, settings
from models.messages import message


@click.command("doctor")
@as_json
def command(as_json: bool) -> None:
    """List each needed part, its version, whether it is there, and the command that gets it.

    Ends with 6 where a needed part is missing or not usable.
    """
    from pipeline.doctor import examine

    parts = list(examine(settings()))
    broken = [part for part in parts if part.needed and part.state != "there"]
    if as_json:
        echo_json([asdict(part) for part in parts])
    else:
        tongue = language()
        for part in parts:
            state = message(f"doctor.state.{part.state}", {}, tongue)
            purpose = message(f"doctor.{part.key}", {}, tongue)
            optional = "" if part.needed else f" ({message('doctor.optional', {}, tongue)})"
            click.echo(f"{state:<16}{purpose + optional:<48} {part.name} {part.version}".rstrip())
            if part.state != "there":
                click.echo(f"{'':<16}→ {part.get}")
        closing = "doctor.some_missing" if broken else "doctor.all_there"
        click.echo(message(closing, {"count": len(broken)}, tongue))
    raise click.exceptions.Exit(6 if broken else 0)
