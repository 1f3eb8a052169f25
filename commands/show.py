"""`kiemdiem show REPORT`: one report whole, readable in a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from commands.facts import EVIDENCE_SHOWN, cells, columns, fields, place
from commands.shared import as_json, database, echo_json, language, named, terminal
from models.messages import message, show

if TYPE_CHECKING:
    from rich.console import Console

    from pipeline.reports import ShownFact, ShownReport

SECTIONS_SHOWN = 240  # characters of a section's text, unless --full
WIDE = 120  # columns of a terminal from which nothing needs to be wrapped
METRIC = 27  # letters of a figure's code on one line; a longer one goes on below, from a dot on
WRAPPED = {"name": 26, "kind": 22, "award": 30, "rating": 30}  # columns that give way, and to how much
NUMBERS = frozenset({"value", "count"})


@click.command("show")
@click.argument("report", type=int)
@click.option("--full", is_flag=True, help="Whole texts of sections and evidence, and all tables.")
@click.option("--findings", "findings_only", is_flag=True, help="Only whose report it is and what does not add up.")
@as_json
def command(report: int, full: bool, findings_only: bool, as_json: bool) -> None:
    """Show one report: what is in force of it, where each fact stands, what does not add up, what was decided."""
    from pipeline.reports import show_report
    from pipeline.scope import EVERYTHING

    with database() as opened, opened.reading() as session:
        shown = show_report(session, EVERYTHING, report, language())
    if as_json:
        return echo_json(shown.report.model_dump(mode="json"))
    console = terminal()
    _print_head(console, shown)
    _print_findings(console, shown)
    if findings_only:
        return None
    for kind in ("rating", "statistic", "admission", "award"):
        _print_facts(console, kind, shown.facts[kind], full)
    _print_singles(console, shown, full)
    _print_sections(console, shown, full)
    if full:
        _print_tables(console, shown)
    _print_history(console, shown)
    return None


def _print_head(console: Console, shown: ShownReport) -> None:
    from pipeline.reports import file_name

    line, report = shown.line, shown.report
    console.print(f"#{line.id}  {report.title or ''}  {line.year or ''}", style="bold")
    who = [report.organisation.name or line.school, report.organisation.parent, named("subject", line.subject)]
    console.print("  ".join(word for word in who if word))
    date = show(report.date, language()) if report.date else ""
    console.print("  ".join(word for word in (report.number, report.place, date, line.file) if word))
    why = f": {named('waiting', line.waiting)}" if line.waiting else ""
    approved = f", {named('state', 'approved')}" if line.approved else ""
    console.print(f"{named('state', line.state)}{why}{approved}")
    for part in report.source.skipped:
        if part.what in ("page", "photo", "limit", "damage"):
            console.print(f"! {part.what}: {part.reason} {part.text}", style="yellow")
    if line.versions > 1:
        for number, file in enumerate(shown.versions, start=1):
            console.print(f"  {number}. {file_name(file) or ''}  {file.arrived_at:%d/%m/%Y %H:%M}")


def _print_findings(console: Console, shown: ShownReport) -> None:
    if not shown.report.findings:
        return console.print(message("terminal.no_findings", {}, language()), style="dim")
    _title(console, named("column", "findings"))
    for finding in shown.report.findings:
        style = {"error": "red", "warning": "yellow"}.get(finding.severity, "")
        console.print(f"  ! {finding.message or finding.code}", style=style)
        for evidence in finding.evidence[:4]:
            console.print(f"      {place(evidence, EVIDENCE_SHOWN)}", style="dim")
    return None


def _print_facts(console: Console, kind: str, facts: list[ShownFact], full: bool) -> None:
    """One row a fact: its short key, what it says, where it stands; the place gives way first where room is short."""
    if not facts:
        return
    from rich.table import Table
    from rich.text import Text

    from pipeline.kinds import short_key

    _title(console, named("kind", kind))
    gap = 1 if kind == "statistic" and console.width < WIDE else 2
    table = Table(box=None, padding=(0, gap, 0, 0), pad_edge=False, header_style="dim")
    table.add_column(named("column", "key"), no_wrap=True)
    rows = [cells(fact) for fact in facts]
    if kind == "statistic" and console.width < WIDE:
        rows = [[_broken(row[0]), *row[1:]] for row in rows]
    for place_in_row, name in enumerate(columns(kind)):
        right, most = name in NUMBERS, WRAPPED.get(name)
        wraps = most is not None and console.width < WIDE and max(len(row[place_in_row]) for row in rows) > most
        table.add_column(
            named("column", name),
            justify="right" if right else "left",
            no_wrap=not wraps,
            overflow="fold",
            max_width=most if wraps else None,
        )
    table.add_column(named("column", "evidence"), overflow="fold")
    for fact, row in zip(facts, rows, strict=True):
        where = place(fact.fact.evidence, None if full else EVIDENCE_SHOWN)
        table.add_row(short_key(fact.key), *map(Text, row), Text(where, style="dim"))
    console.print(table)
    if not all(fact.sure for fact in facts):
        console.print(message("terminal.doubt_explained", {}, language()), style="dim")


def _broken(code: str) -> str:
    """ "staff.classification.not_completed" on two lines."""
    head, dot, tail = code.rpartition(".")
    return code if len(code) <= METRIC or not dot else f"{head}.\n  {tail}"


def _print_singles(console: Console, shown: ShownReport, full: bool) -> None:
    for kind in ("head", "paper", "organisation", "admission_counts", "signatory"):
        for fact in shown.facts[kind]:
            value = fact.kind.value(fact.fact)
            value.pop("head_evidence", None)
            said = fields(value)
            console.print(f"{named('kind', kind)}: {said}", style="" if full else "dim")


def _print_sections(console: Console, shown: ShownReport, full: bool) -> None:
    from rich.padding import Padding

    _title(console, named("kind", "section"))
    for section in shown.report.sections:
        console.print(f"{section.path}  {section.title}  ({named('section', section.kind) or '?'})", style="bold")
        text = section.text if full or len(section.text) <= SECTIONS_SHOWN else section.text[:SECTIONS_SHOWN] + " …"
        if text:
            console.print(Padding(text, (0, 0, 0, 2)))


def _print_tables(console: Console, shown: ShownReport) -> None:
    from rich.table import Table

    for data in shown.report.tables:
        table = Table(title=data.caption)
        for path in data.header:
            table.add_column("\n".join(path))
        for row in data.rows:
            table.add_row(*row)
        console.print(table)


def _print_history(console: Console, shown: ShownReport) -> None:
    if shown.decisions:
        _title(console, named("kind", "history"))
    for decision in shown.decisions:
        undone = f" ({named('verdict', 'undo')}: {decision.undone_by})" if decision.undone_by else ""
        lost = " (!)" if decision in shown.lost else ""
        when = f"{decision.made_at:%d/%m/%Y %H:%M}"
        console.print(f"{when}  {decision.who}  {named('verdict', decision.verdict)}  {decision.key}{undone}{lost}")


def _title(console: Console, words: str) -> None:
    console.print(f"\n{words}", style="bold underline")
