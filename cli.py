"""The entry: a table of commands, each loaded when it is called, so that `kiemdiem --help` answers at once."""

from __future__ import annotations

import importlib
import os
from typing import Any, NamedTuple

import click

from commands.shared import tell
from models.errors import KiemdiemError


class Entry(NamedTuple):
    """Where a command stands (`command` of `commands.<module>`), and its line in the help."""

    module: str
    help: str


COMMANDS = {
    "parse": Entry("parse", "Read reports and print what they mean as JSON."),
    "schema": Entry("schema", "Print the JSON Schema of what `parse` prints."),
    "ingest": Entry("ingest", "Read reports (files, folders, zip files) into the database."),
    "list": Entry("list", "List the reports in the database."),
    "show": Entry("show", "Show one report: sections, ratings, awards, findings, with their evidence."),
    "decide": Entry("decide", "Accept, correct, reject or add a fact of a report."),
    "assign": Entry("assign", "Say whose review a report is."),
    "withdraw": Entry("withdraw", "Take a report out of force."),
    "restore": Entry("restore", "Put a withdrawn report back in force."),
    "stats": Entry("stats", "Answer a question across schools and years."),
    "database": Entry("database", "Tell where the database is and what it holds."),
    "ocr": Entry("ocr", "Write a copy of a scan that can be searched."),
    "regenerate": Entry("regenerate", "Write reports out again in the standard template."),
    "evaluate": Entry("evaluate", "Hold parsed reports against gold, field by field."),
    "vocabulary": Entry("vocabulary", "Check the words that reports are read by."),
    "doctor": Entry("doctor", "List each needed part, whether it is there, and how to get it."),
}


class Program(click.Group):
    """The group over `COMMANDS`."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        entry = COMMANDS.get(cmd_name)
        if entry is None:
            return None
        module = f"commands.{entry.module}"
        try:
            command = importlib.import_module(module).command
        except ModuleNotFoundError as error:
            if error.name != module:
                raise
            return None  # a command that this installation does not carry
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, entry.help) for name, entry in COMMANDS.items()])

    def invoke(self, ctx: click.Context) -> Any:
        """A KiemdiemError ends a command with its sentence, its next step and its exit code; so does a surprise."""
        try:
            return super().invoke(ctx)
        except KiemdiemError as error:
            tell(error)
            ctx.exit(error.exit_code)
        except (click.ClickException, click.Abort, click.exceptions.Exit, OSError):
            raise
        except Exception as error:
            if os.environ.get("KIEMDIEM_DEBUG"):
                raise
            surprise = KiemdiemError("command_failed", command=ctx.invoked_subcommand, reason=type(error).__name__)
            tell(surprise)
            ctx.exit(surprise.exit_code)


@click.group(cls=Program, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="kiemdiem")
@click.option(
    "--language",
    type=click.Choice(["vi", "en"]),
    default="en",
    envvar="KIEMDIEM_LANGUAGE",
    show_default=True,
    help="Language of sentences and labels.",
)
def main(language: str) -> None:
    """Read the self-review reports of schools' Party cells, say what does not add up, answer questions across them."""


if __name__ == "__main__":
    main()
