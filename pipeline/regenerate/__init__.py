"""The regenerator: a Report → the standard report as a Word file.

It knows the Report alone, never the file that it was read from, and hides nothing in the file: what a person sees is
all there is.
"""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from models.errors import UsageError
from models.report import Report
from parsers.text import without_tones
from pipeline.regenerate.context import report_context

STANDARD_TEMPLATE = Path(__file__).parent.parent / "templates" / "standard_report.docx"


def regenerate(report: Report, template: Path = STANDARD_TEMPLATE) -> bytes:
    """The DOCX file of `report`.

    Raises UsageError("not_a_review") for a paper that is no collective review (there is no standard form for it) and
    UsageError("template_unreadable") for a template that is missing, no Word file, or holds a broken tag.
    """
    from docxtpl import DocxTemplate  # heavy: only this needs it
    from jinja2 import TemplateError

    if report.document.kind != "collective_review":
        raise UsageError("not_a_review", file=report.source.filename, kind=report.document.kind)
    target = BytesIO()
    try:
        document = DocxTemplate(str(template))
        document.render(report_context(report), autoescape=True)
        document.save(target)
    except (OSError, ValueError, KeyError, TemplateError) as error:
        raise UsageError("template_unreadable", file=template.name, reason=str(error)) from error
    return target.getvalue()


def file_name(report: Report) -> str:
    """ "2023-chi-bo-5-truong-mam-non-xa-x.docx": letters, digits and hyphens only, safe on every file system."""
    words = without_tones(f"{report.year or 'khong-ro-nam'} {report.organisation.name or report.source.filename}")
    slug = "-".join("".join(letter if letter.isalnum() else " " for letter in words).split())
    return f"{slug[:120]}.docx"
