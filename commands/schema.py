"""`kiemdiem schema`: the JSON Schema of what `parse` prints."""

from __future__ import annotations

import click

from commands.shared import echo_json


@click.command("schema")
def command() -> None:
    """Print the JSON Schema of what `parse` prints, made from the models."""
    from models.report import Report

    echo_json(Report.model_json_schema(mode="serialization"))
