"""The regenerator: a Report → the standard report as a Word file.

It knows the Report alone, never the file that it was read from, and hides nothing in the file: what a person sees is
all there is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING

from models.errors import UsageError
from models.messages import Language
from models.report import Report
from parsers.text import without_tones
from pipeline.regenerate.context import report_context

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from pipeline.scope import Scope

STANDARD_TEMPLATE = Path(__file__).parent.parent / "templates" / "standard_report.docx"


@dataclass(frozen=True, slots=True)
class Written:
    """A file, the report that it tells, and the keys of the corrections for which its words had no single place."""

    file: Path
    report: int
    unplaced: tuple[str, ...] = ()


def regenerate(report: Report, template: Path = STANDARD_TEMPLATE) -> bytes:
    """The DOCX file of `report`.

    Raises UsageError("not_a_review") for a paper that is no collective review (there is no standard form for it) and
    UsageError("template_unreadable") for a template that is missing, no Word file, or holds a broken tag.
    """
    from docx.opc.exceptions import OpcError  # heavy, all three: only this needs them
    from docxtpl import DocxTemplate
    from jinja2 import TemplateError

    if report.document.kind != "collective_review":
        raise UsageError("not_a_review", file=report.source.filename, kind=report.document.kind)
    target = BytesIO()
    try:
        document = DocxTemplate(str(template))
        document.render(report_context(report), autoescape=True)
        document.save(target)
    except (OSError, ValueError, KeyError, OpcError, TemplateError) as error:
        raise UsageError("template_unreadable", file=template.name, reason=str(error)) from error
    return target.getvalue()


def write_reports(
    session: Session,
    scope: Scope,
    reports: Sequence[int],
    folder: Path,
    template: Path = STANDARD_TEMPLATE,
    language: Language = "vi",
) -> Iterator[Written]:
    """Writes the reports (none named: every review that the scope sees and that nobody withdrew) into `folder`.

    Yields each file when it is whole; a file of the same report that was there before is replaced. Raises UsageError
    (report_unknown, not_a_review, template_unreadable, output_unwritable).
    """
    from pipeline.rebuild import report_in_force
    from pipeline.regenerate.corrections import corrections_in_force, write_corrections
    from pipeline.reports import list_reports, nameless
    from pipeline.scope import find_report

    chosen = reports or [
        line.id for line in list_reports(session, scope) if line.state not in ("attachment", "withdrawn")
    ]
    for number in chosen:
        stored = find_report(session, number, scope)
        report, unplaced = write_corrections(
            report_in_force(session, stored.id, language), corrections_in_force(session, stored.id)
        )
        report = report if scope.names else nameless(report)
        file = _write(folder, file_name(report, stored.id), regenerate(report, template))
        yield Written(file, stored.id, tuple(correction.key for correction in unplaced))


def file_name(report: Report, number: int) -> str:
    """ "2023-chi-bo-5-truong-mam-non-xa-x-17.docx": letters, digits and hyphens only, safe on every file system.

    `number` is the report's in the database, which tells apart two of one school and year.
    """
    words = without_tones(f"{report.year or 'khong-ro-nam'} {report.organisation.name or report.source.filename}")
    slug = "-".join("".join(letter if letter.isascii() and letter.isalnum() else " " for letter in words).split())
    return f"{slug[:120]}-{number}.docx"


def _write(folder: Path, name: str, data: bytes) -> Path:
    """Whole or not at all: written beside and moved into place."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=folder, prefix=".", suffix=".part", delete=False) as part:
            part.write(data)
        file = Path(part.name)
        file.chmod(0o644)  # a temporary file is its owner's alone
        return file.replace(folder / name)
    except OSError as error:
        raise UsageError("output_unwritable", folder=str(folder), reason=error.strerror or str(error)) from error
