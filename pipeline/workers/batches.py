"""Old Word files read twenty at a time: LibreOffice takes longer to start than to convert one of them.

A batch is one task in one child. Where it breaks off (a file that hangs, crashes or floods), each of its files is read
again alone, so that each has the outcome that it would have had without the others.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from models.document import Document
from models.errors import KiemdiemError
from parsers.readers import CONVERTED, Input, load, read_many
from parsers.readers.limits import LIMITS, Limits
from parsers.readers.sniff import sniff
from parsers.vocabulary import load_vocabulary
from pipeline.limits import BatchLimits, batch_limits
from pipeline.originals import sayable
from pipeline.outcome import Outcome
from pipeline.temporary import waiting_bytes
from pipeline.workers.limits import WORK_LIMITS, WorkLimits, reading_limits
from pipeline.workers.parsing import PageByPage, ParseFile, ReadReport, answer_of, read_answers
from pipeline.workers.pool import run_all
from pipeline.workers.seam import Progress, Runner, Task, Tell, as_known, dump_error, load_error

HEAD = 4096  # bytes that tell an old file
OLD = CONVERTED | {"ole"}  # the head of an OLE file does not tell what it holds
Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class ParseBatch:
    """The work of a task: many files, each with its answer or its error."""

    files: tuple[ParseFile, ...]

    def __call__(self, tell: Tell) -> bytes:
        """All outcomes in one piece, as `_outcomes` reads them."""
        sources: list[Input | KiemdiemError] = []
        for file in self.files:
            try:
                name = sayable(file.path.name)
                sources.append(Input(name, load(file.path, name, file.limits)))
            except KiemdiemError as error:
                sources.append(error)
        there = [source for source in sources if isinstance(source, Input)]
        documents = iter(read_many(there, self.files[0].limits))
        outcomes = []
        for number, (file, source) in enumerate(zip(self.files, sources, strict=True), 1):
            tell(Progress(number, len(self.files)))
            document = next(documents) if isinstance(source, Input) else source
            outcomes.append(_failed(document) if isinstance(document, KiemdiemError) else _read(file, document))
        return _packed(outcomes)


def read_all(runner: Runner, items: Iterable[tuple[Item, Task | None]]) -> Iterator[tuple[Item, Outcome[bytes] | None]]:
    """Every task's outcome in the order given, as `run_all`; what can be read of a broken file is read."""
    limits = batch_limits()

    def has_room() -> bool:
        return waiting_bytes() < limits.waiting_bytes

    in_batches = _batched(items, limits, has_room)
    for (item, place), outcome in run_all(_InBatches(PageByPage(runner)), in_batches, has_room, limits.look_ahead):
        if place is None or outcome is None or outcome.value is None:
            yield item, outcome
        else:
            yield item, _outcomes(outcome.value, outcome.limits)[place]


def read_files(
    runner: Runner,
    files: Iterable[tuple[str, Path | KiemdiemError]],
    vocabulary: Path | None = None,
    split: bool = False,
) -> Iterator[tuple[str, Outcome[list[ReadReport]]]]:
    """Each file's name with what became of it, in the order given; where there is an error instead of a file, that."""
    limits = reading_limits()
    items = (
        ((name, file), None if isinstance(file, KiemdiemError) else _task(name, file, vocabulary, limits, split))
        for name, file in files
    )
    for (name, file), outcome in read_all(runner, items):
        if outcome is None:
            assert isinstance(file, KiemdiemError)
            yield name, Outcome("failed", error=file)
        else:
            yield name, _believed(name, outcome)


def _believed(name: str, outcome: Outcome[bytes]) -> Outcome[list[ReadReport]]:
    """The outcome with its reports; failed where a child answered what is none."""
    try:
        value = None if outcome.value is None else read_answers(outcome.value)
    except (ValueError, TypeError, KeyError) as error:
        return Outcome("failed", error=as_known(error, name, outcome.limits or WORK_LIMITS), limits=outcome.limits)
    return Outcome(outcome.status, value, outcome.error, outcome.limits)


def _task(name: str, file: Path, vocabulary: Path | None, limits: Limits, split: bool) -> Task:
    return Task(name, ParseFile(file.absolute(), vocabulary, limits, split))


@dataclass(frozen=True, slots=True)
class _InBatches:
    """A runner over another for tasks whose work may be a `ParseBatch`."""

    runner: PageByPage

    @property
    def limits(self) -> WorkLimits:
        return self.runner.limits

    @property
    def at_once(self) -> int:
        return self.runner.at_once

    def run(self, task: Task, limits: WorkLimits | None = None, on_progress: Tell | None = None) -> Outcome[bytes]:
        outcome = self.runner.run(task, limits, on_progress)
        if not isinstance(task.work, ParseBatch) or outcome.status == "done":
            return outcome
        alone = [self.runner.run(Task(sayable(file.path.name), file), limits) for file in task.work.files]
        return Outcome("done", _packed(alone), limits=outcome.limits)

    def stop(self) -> None:
        self.runner.stop()


def _batched(
    items: Iterable[tuple[Item, Task | None]], limits: BatchLimits, has_room: Callable[[], bool]
) -> Iterator[tuple[tuple[Item, int | None], Task | None]]:
    """The items in their order; old files among them share a task, each with its place in it."""
    held: list[tuple[Item, Task | None, ParseFile | None]] = []
    old = size = 0
    for item, task in items:
        file = None if task is None else _old_file(task)
        if file is not None:
            length = file.path.stat().st_size
            if size + length > LIMITS.file_bytes:
                yield from _with_shared(held)
                held, old, size = [], 0, 0
            old, size = old + 1, size + length
        held.append((item, task, file))
        if not old or old >= limits.batch_files or len(held) >= limits.look_ahead or not has_room():
            yield from _with_shared(held)
            held, old, size = [], 0, 0
    yield from _with_shared(held)


def _with_shared(
    held: list[tuple[Item, Task | None, ParseFile | None]],
) -> Iterator[tuple[tuple[Item, int | None], Task | None]]:
    files = [file for _, _, file in held if file is not None]
    shared = Task(sayable(files[0].path.name), ParseBatch(tuple(files))) if len(files) > 1 else None
    place = 0
    for item, task, file in held:
        if file is None or shared is None:
            yield (item, None), task
        else:
            yield (item, place), shared
            place += 1


def _old_file(task: Task) -> ParseFile | None:
    if not isinstance(task.work, ParseFile) or not task.work.path.is_file():
        return None
    try:
        with task.work.path.open("rb") as file:
            return task.work if sniff(file.read(HEAD)) in OLD else None
    except OSError:
        return None


def _read(file: ParseFile, document: Document) -> Outcome[bytes]:
    from pipeline.parse import parse_document, split_document

    words = load_vocabulary(file.vocabulary)
    try:
        read = split_document(document, words) if file.split else [parse_document(document, words)]
    except KiemdiemError as error:
        return _failed(error)
    return Outcome("done", answer_of(*read))


def _failed(error: KiemdiemError) -> Outcome[bytes]:
    return Outcome("failed", error=error)


def _packed(outcomes: list[Outcome[bytes]]) -> bytes:
    heads = [
        {
            "status": one.status,
            "length": len(one.value or b""),
            "error": None if one.error is None else dump_error(one.error),
        }
        for one in outcomes
    ]
    return json.dumps(heads).encode() + b"\n" + b"".join(one.value or b"" for one in outcomes)


def _outcomes(packed: bytes, limits: WorkLimits | None) -> list[Outcome[bytes]]:
    line, _, rest = packed.partition(b"\n")
    outcomes: list[Outcome[bytes]] = []
    for head in json.loads(line):
        value, rest = rest[: head["length"]], rest[head["length"] :]
        error = None if head["error"] is None else load_error(head["error"])
        outcomes.append(Outcome(head["status"], value or None, error, limits))
    return outcomes
