"""One file, from its bytes to its checked Report: read → refuse what is secret → repair → extract → check."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from models.document import Document
from models.errors import KiemdiemError, RefusedError
from models.report import Report
from parsers.extract import extract
from parsers.extractors.layout.several import split_reports
from parsers.extractors.photos import name_photos
from parsers.extractors.secrecy import secrecy_stamp
from parsers.readers import Input, read, read_bytes
from parsers.readers.limits import LIMITS, Limits
from parsers.repair import repair, was_recognised
from parsers.vocabulary import Vocabulary, load_vocabulary
from pipeline.checks import check
from pipeline.garbage import collecting_seldom
from pipeline.originals import sayable
from pipeline.second_readings import choose_readings

_Result = TypeVar("_Result")


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
    name = sayable(path.name)
    return _guarded(name, lambda: parse_document(read(path, name, limits), vocabulary))


def parse_parts(path: Path, vocabulary: Vocabulary | None = None, limits: Limits = LIMITS) -> list[Parsed]:
    """Like `parse_file` for a stack of reports in one file: each of them, in their order."""
    name = sayable(path.name)
    return _guarded(name, lambda: split_document(read(path, name, limits), vocabulary))


def parse_bytes(source: Input, vocabulary: Vocabulary | None = None) -> Parsed:
    """Like `parse_file` for a file in memory: a member of an archive."""
    return _guarded(source.filename, lambda: parse_document(read_bytes(source), vocabulary))


def split_document(document: Document, vocabulary: Vocabulary | None = None) -> list[Parsed]:
    """What a Document means that may hold several reports. A secrecy stamp on one of them refuses the file."""
    words = load_vocabulary() if vocabulary is None else vocabulary
    return [_meant(part, words) for part in _allowed(document, words)]


def parse_document(document: Document, vocabulary: Vocabulary | None = None) -> Parsed:
    """What a Document means, its findings included. Raises RefusedError."""
    words = load_vocabulary() if vocabulary is None else vocabulary
    _allowed(document, words)
    return _meant(document, words)


def _allowed(document: Document, words: Vocabulary) -> list[Document]:
    """The reports of the file, none of them secret."""
    parts = split_reports(document, words)
    for part in parts:
        stamp = secrecy_stamp(part)
        if stamp is not None:
            raise RefusedError("secret_paper", file=document.source.filename, stamp=stamp)
    return parts


def _meant(document: Document, words: Vocabulary) -> Parsed:
    if was_recognised(document):
        document = choose_readings(repair(document, words), words)
    report = extract(document, words)
    own = len(report.findings)
    report.findings.extend(check(report, words))
    name_photos(report)
    return Parsed(document, report, own)


def _guarded(name: str, work: Callable[[], _Result]) -> _Result:
    try:
        with collecting_seldom():
            return work()
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
