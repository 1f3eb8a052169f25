"""A file read as a task: what comes back, and what can still be read of a file whose page ends the child."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from models.document import dump_document
from models.errors import KiemdiemError
from models.report import Report
from parsers.readers.limits import LIMITS, Limits
from parsers.readers.progress import listening
from parsers.vocabulary import load_vocabulary
from pipeline.outcome import Outcome
from pipeline.workers.limits import WorkLimits
from pipeline.workers.seam import Progress, Runner, Task, Tell

if TYPE_CHECKING:
    from pipeline.parse import Parsed

BROKE_OFF = ("work_", "unexpected")  # beginnings of the codes after which another try may bring the other pages


@dataclass(frozen=True, slots=True)
class ReadReport:
    """What a child made of a file."""

    report: Report
    document: bytes  # `models.document.dump_document`
    own_findings: int = 0  # the first so many findings are the reading's own, the rest are of the checks


@dataclass(frozen=True, slots=True)
class ParseFile:
    """The work of a task: one file with the words of `vocabulary` (an office's folder over ours).

    With `split` each report of a stack is read, else the first one.
    """

    path: Path  # absolute: a child has a folder of its own
    vocabulary: Path | None = None
    limits: Limits = LIMITS
    split: bool = False

    def __call__(self, tell: Tell) -> bytes:
        """The reports with their Documents, as `read_answers` reads them."""
        from pipeline.parse import parse_file, parse_parts

        words = load_vocabulary(self.vocabulary)
        with listening(lambda page, of, scan: tell(Progress(page, of, scan))):
            if self.split:
                return answer_of(*parse_parts(self.path, words, self.limits))
            return answer_of(parse_file(self.path, words, self.limits))


def answer_of(*reports: Parsed) -> bytes:
    """Reports and Documents in one piece: a line of lengths, then all of them. What is as it is anyway goes unsaid."""
    heads, pieces = [], []
    for parsed in reports:
        report, document = parsed.report.model_dump_json(exclude_defaults=True).encode(), dump_document(parsed.document)
        heads.append({"report": len(report), "document": len(document), "own_findings": parsed.own_findings})
        pieces += [report, document]
    return json.dumps(heads).encode() + b"\n" + b"".join(pieces)


def read_answer(answer: bytes) -> ReadReport:
    """The first report of what `ParseFile` gave. Raises as `read_answers`."""
    return read_answers(answer)[0]


def read_answers(answer: bytes) -> list[ReadReport]:
    """What `ParseFile` gave, at least one. Raises ValueError, KeyError or TypeError for what no `ParseFile` gives."""
    line, _, rest = answer.partition(b"\n")
    found = []
    for head in json.loads(line):
        report, rest = rest[: int(head["report"])], rest[int(head["report"]) :]
        document, rest = rest[: int(head["document"])], rest[int(head["document"]) :]
        found.append(ReadReport(Report.model_validate_json(report), document, int(head["own_findings"])))
    if not found:
        raise ValueError
    return found


@dataclass(frozen=True, slots=True)
class PageByPage:
    """A runner over another that saves what can be read: a page that ends the child is left out of a second try.

    Where that breaks off too, or time is up, the next try ends before the page. What was left out is named in the
    Document's `skipped`, and the outcome is partial, with the first reason.
    """

    runner: Runner

    @property
    def limits(self) -> WorkLimits:
        """Those of the runner."""
        return self.runner.limits

    @property
    def at_once(self) -> int:
        """As many as the runner."""
        return self.runner.at_once

    def run(self, task: Task, limits: WorkLimits | None = None, on_progress: Tell | None = None) -> Outcome[bytes]:
        """Carry out a task whose work is `ParseFile`; others have one try."""
        work, limits = task.work, limits or self.limits
        if not isinstance(work, ParseFile):
            return self.runner.run(task, limits, on_progress)
        first: Outcome[bytes] | None = None
        left_out: frozenset[int] = work.limits.leave_out
        for only_this_page in (True, False, False):
            reached: list[Progress] = []
            outcome = self.runner.run(task, limits, _both(reached.append, on_progress))
            if first is None:
                first = outcome
            elif outcome.status == "done":
                return Outcome("partial", outcome.value, first.error, limits)
            if not reached or not _broke_off(outcome):
                break
            at, of = reached[-1].at, reached[-1].of
            alone = only_this_page and not _too_slow(outcome)
            left_out |= {at} if alone else set(range(at, of + 1))
            if len(left_out) >= of:
                break
            task = Task(task.name, replace(work, limits=replace(work.limits, leave_out=left_out)))
        assert first is not None
        return first

    def stop(self) -> None:
        """As the runner does."""
        self.runner.stop()


def _both(listener: Tell, other: Tell | None) -> Tell:
    def tell(progress: Progress) -> None:
        listener(progress)
        if other is not None:
            other(progress)

    return tell


def _too_slow(outcome: Outcome[bytes]) -> bool:
    """Time was up for the whole file: the page that it was at is no worse than the others."""
    return outcome.error is not None and outcome.error.code in ("work_wall_seconds", "work_scan_seconds")


def _broke_off(outcome: Outcome[bytes]) -> bool:
    error: KiemdiemError | None = outcome.error
    return error is not None and error.code.startswith(BROKE_OFF)
