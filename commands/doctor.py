"""`kiemdiem doctor`: each needed part, its version, whether it is there, and the command that gets it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from commands.shared import as_json, echo_json, language, settings
from models.messages import Language, message, show

if TYPE_CHECKING:
    from pipeline.doctor import Part


@click.command("doctor")
@click.option("--limits", is_flag=True, help="What reading may cost: each limit of a file, an archive, a batch.")
@as_json
def command(limits: bool, as_json: bool) -> None:
    """List each needed part, its version, whether it is there, and the command that gets it.

    Ends with 6 where a needed part is missing or not usable.
    """
    if limits:
        _tell_limits(as_json)
        return
    from pipeline.doctor import examine

    parts = list(examine(settings()))
    broken = [part for part in parts if part.needed and part.state != "there"]
    if as_json:
        echo_json([asdict(part) for part in parts])
    else:
        for line in _lines(parts, language()):
            click.echo(line)
    raise click.exceptions.Exit(6 if broken else 0)


def _tell_limits(as_json: bool) -> None:
    """Each limit in force with its unit, its reason, and the variable that sets it."""
    from parsers.readers.limits import MIB
    from pipeline.limits import batch_limits
    from pipeline.workers.limits import PREFIX, reading_limits, settable, unit, work_limits

    values = settable(work_limits()) | settable(reading_limits()) | settable(batch_limits())
    if as_json:
        echo_json([{"name": name, "value": value, "unit": unit(name)} for name, value in values.items()])
        return
    for name, value in values.items():
        reason = message(f"limits.{name}", {}, language())
        whole = value % MIB == 0 and unit(name) == "byte"
        shown = f"{show(value // MIB, language())} MiB" if whole else f"{show(value, language())} {unit(name)}"
        click.echo(f"{shown:>16}  {PREFIX}{name.upper()}={value}")
        click.echo(f"{'':<18}{reason}")


def _lines(parts: list[Part], tongue: Language) -> Iterator[str]:
    """A line a part; below it the place it stands in, or the command that brings it."""
    wide = max(len(message(f"doctor.state.{state}", {}, tongue)) for state in ("there", "missing", "failing"))
    for part in parts:
        state = message(f"doctor.state.{part.state}", {}, tongue)
        purpose = message(f"doctor.{part.key}", {}, tongue)
        optional = "" if part.needed else f" ({message('doctor.optional', {}, tongue)})"
        name = f"{part.name} {part.version}".strip()
        yield f"{state:<{wide}}  {name:<32}  {purpose}{optional}".rstrip()
        if part.place:
            yield f"{'':<{wide}}    {part.place}"
        if part.state != "there":
            yield f"{'':<{wide}}  → {part.get}"
    absent = [part for part in parts if part.state != "there"]
    broken = sum(part.needed for part in absent)
    if len(absent) > broken:
        yield message("doctor.some_optional", {"count": len(absent) - broken}, tongue)
    yield message("doctor.some_missing" if broken else "doctor.all_there", {"count": broken}, tongue)
