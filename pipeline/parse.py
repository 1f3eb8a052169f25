"""One file, from its bytes to its checked Report: read → refuse what is secret → extract → check."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from models.document import Document
from models.errors import KiemdiemError, RefusedError
from models.report import Report
from parsers.extract import extract
from parsers.extractors.secrecy import secrecy_stamp
from parsers.readers import Input, read, read_bytes
from parsers.readers.limits import LIMITS, Limits
from parsers.vocabulary import Vocabulary, load_vocabulary
from pipeline.checks import check


@dataclass(frozen=True, slots=True)
class Parsed:
    """What one file says, and what it means."""

    document: Document
    report: Report
    own_findings: int = 0  # the first so many findings are the reading's own, the rest are of the checks


def parse(path: Path, vocabulary: Vocabulary | None = None) -> Report:
    """What the file means, its findings included; `vocabulary` is ours unless another is given.

    Pure: no database, no network, no state. Raises KiemdiemError only: InputError for what cannot be read, RefusedError
    ("secret_paper") for a paper under a secrecy stamp, KiemdiemError ("unexpected") for what nobody foresaw.
    """
    return parse_file(path, vocabulary).report


def parse_file(path: Path, vocabulary: Vocabulary | None = None, limits: Limits = LIMITS) -> Parsed:
    """Like `parse`, with the Document that the Report was read from, for those who keep it."""
    return _parsed(path.name, lambda: read(path, limits=limits), vocabulary)


def parse_bytes(source: Input, vocabulary: Vocabulary | None = None) -> Parsed:
    """Like `parse_file` for a file in memory: a member of an archive."""
    return _parsed(source.filename, lambda: read_bytes(source), vocabulary)


def _parsed(name: str, read_document: Callable[[], Document], vocabulary: Vocabulary | None) -> Parsed:
    words = load_vocabulary() if vocabulary is None else vocabulary
    try:
        document = read_document()
        stamp = secrecy_stamp(document)
        if stamp is not None:
            raise RefusedError("secret_paper", file=name, stamp=stamp)
        report = extract(document, words)
        own = len(report.findings)
        report.findings.extend(check(report, words))
        return Parsed(document, report, own)
    except KiemdiemError:
        raise
    except Exception as error:  # a file must never end a batch, whatever it holds
        raise KiemdiemError("unexpected", file=name, reason=_reason(error)) from error


def _reason(error: Exception) -> str:
    """The kind of error and its place, without its text: that could hold personal data of the file."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = "" if trace is None else f" in {Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}"
    return type(error).__name__ + place
