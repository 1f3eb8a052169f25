"""Whatever a parser does, its file has a typed outcome, no process and no file is left, and the next file is read."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import fake_parsers
import pytest

from models.errors import InputError
from pipeline.outcome import Outcome
from pipeline.temporary import sweep
from pipeline.workers import Here, Pool, Progress, Task, WorkLimits, run_all
from pipeline.workers.confinement import AVAILABLE, network_can_be_cut
from pipeline.workers.seam import Tell

pytestmark = pytest.mark.skipif(not AVAILABLE, reason="this system cannot confine a child")

MIB = 2**20
LIMITS = WorkLimits(
    wall_seconds=20,
    silence_seconds=10,
    memory_bytes=1536 * MIB,
    written_bytes=16 * MIB,
    folder_bytes=24 * MIB,
    answer_bytes=2 * MIB,
)


@pytest.fixture(scope="session")
def _fork_server() -> None:
    """It outlives the test that starts it, with its socket's folder."""
    with Pool(LIMITS) as opened:
        opened.run(task("behaves"))


@pytest.fixture
def pool(_fork_server: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Pool]:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with Pool(LIMITS, at_once=2) as opened:
        yield opened
    assert list(tmp_path.glob("*/*")) == []  # of the process's own folder nothing is left but itself


def task(name: str) -> Task:
    return Task(f"{name}.docx", getattr(fake_parsers, name))


def children_of(marker: str) -> list[str]:
    """Processes whose command line holds the marker."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            try:
                command = (entry / "cmdline").read_bytes()
            except OSError:
                continue
            if marker.encode() in command.split(b"\0"):
                found.append(entry.name)
    return found


MISDEEDS = [
    pytest.param("sleeps", {"wall_seconds": 1}, "work_wall_seconds", id="hangs until its time is up"),
    pytest.param("sleeps", {"silence_seconds": 1}, "work_silence_seconds", id="hangs without a word"),
    pytest.param("repeats_itself", {"silence_seconds": 1}, "work_silence_seconds", id="the same word is no progress"),
    pytest.param("goes_on_and_on", {"wall_seconds": 1}, "work_wall_seconds", id="progress does not stop the clock"),
    pytest.param("scans_slowly", {"scan_seconds": 1}, "work_scan_seconds", id="scans have a clock of their own"),
    pytest.param("sleeps_through_everything", {"wall_seconds": 1}, "work_wall_seconds", id="ignores all signals"),
    pytest.param("burns", {"cpu_seconds": 1}, "work_cpu_seconds", id="uses its CPU time up"),
    pytest.param("allocates", {"silence_seconds": 60, "wall_seconds": 60}, "work_memory_bytes", id="memory blows up"),
    pytest.param("leaves_in_peace", {}, "work_crashed", id="exits with 0"),
    pytest.param("leaves", {}, "work_crashed", id="exits with 3"),
    pytest.param("crashes", {}, "work_crashed", id="segmentation fault"),
    pytest.param("aborts", {}, "work_crashed", id="abort"),
    pytest.param("kills_its_group", {}, "work_crashed", id="kills itself and its like"),
    pytest.param("raises", {}, "unexpected", id="an exception nobody foresaw"),
    pytest.param("raises_base", {}, "unexpected", id="KeyboardInterrupt"),
    pytest.param("exits", {}, "unexpected", id="SystemExit"),
    pytest.param("recurses", {}, "unexpected", id="RecursionError"),
    pytest.param("answers_too_much", {}, "work_answer_bytes", id="floods the answer"),
    pytest.param("answers_with_a_pipe", {}, "work_answer_bytes", id="a pipe in the place of the answer"),
    pytest.param("answers_with_a_link", {}, "work_answer_bytes", id="a link in the place of the answer"),
    pytest.param("speaks_nonsense", {}, "work_crashed", id="no message of ours"),
    pytest.param("speaks_without_end", {}, "work_crashed", id="a message without end"),
    pytest.param("invents_an_error", {}, "work_crashed", id="an error of no family of ours"),
    pytest.param("fills_the_disk", {}, "work_written_bytes", id="one huge file"),
    pytest.param("fills_the_disk_with_many", {}, "work_folder_bytes", id="many files"),
    pytest.param("hides_a_child", {"wall_seconds": 1}, "work_wall_seconds", id="a hidden grandchild"),
    pytest.param("refuses", {}, "file_empty", id="an error that was foreseen"),
]


@pytest.mark.parametrize(("name", "limits", "code"), MISDEEDS)
def test_a_misdeed_is_an_outcome_and_the_next_file_is_read(
    pool: Pool, name: str, limits: dict[str, int], code: str
) -> None:
    outcome = pool.run(task(name), replace(LIMITS, **limits))
    assert outcome.status == "failed" and outcome.error is not None and outcome.error.code == code
    assert outcome.error.sentence("vi") and outcome.error.next_step("vi") and "Mơ" not in outcome.error.sentence("en")
    assert outcome.limits == replace(LIMITS, **limits)
    assert children_of(fake_parsers.MARK) == []
    assert pool.run(task("behaves")).status == "done"


def test_a_child_is_used_again_after_a_clean_outcome_only(pool: Pool) -> None:
    first = pool.run(task("behaves")).value
    pool.run(task("refuses"))
    assert pool.run(task("behaves")).value == first
    pool.run(task("raises"))
    assert pool.run(task("behaves")).value != first


def test_a_child_is_replaced_after_so_many_tasks(pool: Pool) -> None:
    answers = [pool.run(task("behaves"), replace(LIMITS, tasks=2)).value for _ in range(4)]
    assert answers[0] == answers[1] != answers[2] == answers[3]


def test_cpu_time_is_counted_by_task_not_by_child(pool: Pool) -> None:
    for _ in range(3):
        pool.run(task("behaves"))
    assert pool.run(task("burns"), replace(LIMITS, cpu_seconds=1)).error is not None
    assert pool.run(task("behaves"), replace(LIMITS, cpu_seconds=1)).status == "done"


def test_a_flood_of_output_goes_nowhere(pool: Pool, capfd: pytest.CaptureFixture[str]) -> None:
    assert pool.run(task("floods")).value == b"read"
    assert capfd.readouterr() == ("", "")


def test_a_grandchild_that_outlives_the_answer_is_ended(pool: Pool) -> None:
    assert pool.run(task("leaves_a_child")).value == b"read"
    assert children_of(fake_parsers.MARK) == []


def test_files_are_written_to_a_folder_that_goes_with_the_task(pool: Pool) -> None:
    outcome = pool.run(task("says_where_it_writes"))
    assert outcome.value is not None and not Path(outcome.value.decode()).exists()


@pytest.mark.skipif(not network_can_be_cut(), reason="this system gives no empty network")
def test_there_is_no_network(pool: Pool) -> None:
    outcome = pool.run(task("looks_outside"))
    assert outcome.value is not None
    devices = [line.split(b":")[0].strip() for line in outcome.value.splitlines()[2:]]
    assert set(devices) <= {b"lo", b"sit0", b"tunl0", b"ip6tnl0", b"gre0", b"gretap0", b"erspan0", b"ip_vti0",
                            b"ip6_vti0", b"ip6gre0"}  # fmt: skip


def test_progress_is_heard_and_scans_have_more_time(pool: Pool) -> None:
    heard: list[Progress] = []
    outcome = pool.run(task("scans_slowly"), replace(LIMITS, wall_seconds=1), heard.append)
    assert outcome.value == b"read" and heard == [Progress(page, 4, slow=True) for page in range(4)]


def test_a_batch_keeps_its_order_and_goes_on(pool: Pool) -> None:
    names = ["behaves", "leaves", "floods", "raises_base", "behaves", "crashes", "refuses", "behaves"]
    results = list(run_all(pool, ((name, task(name)) for name in names)))
    assert [name for name, _ in results] == names
    done = [outcome is not None and outcome.status == "done" for _, outcome in results]
    assert done == [True, False, True, False, True, False, False, True]


def test_who_leaves_a_batch_waits_for_nothing(pool: Pool) -> None:
    names = ["behaves", "sleeps", "sleeps", "sleeps"]
    batch = run_all(pool, ((name, task(name)) for name in names))
    assert next(batch)[0] == "behaves"
    started = time.monotonic()
    batch.close()  # type: ignore[attr-defined]
    assert time.monotonic() - started < LIMITS.silence_seconds / 2
    assert pool.run(task("behaves")).status == "failed"


@pytest.fixture
def one(pool: Pool) -> Iterator[Pool]:
    with Pool(LIMITS, at_once=1) as opened:
        yield opened


@contextmanager
def begun(pool: Pool, work: Callable[[Tell], bytes], **options: Any) -> Iterator[Future[Outcome[bytes]]]:
    """The work under way in a child, or waiting in front of one."""
    with ThreadPoolExecutor(1) as thread:
        places = _places(pool)
        running = thread.submit(pool.run, Task("a", work), **options)
        _until(lambda: running.done() or _places(pool) > places)
        yield running


def _places(pool: Pool) -> int:
    return sum(len(child.line) for child in pool._children)


def test_a_child_goes_on_while_its_parent_is_busy_with_the_file_before(one: Pool, tmp_path: Path) -> None:
    mark = tmp_path / "begun"

    def wait_for_the_next(progress: Progress) -> None:
        _until(lambda: _places(one) == 2)
        _until(mark.exists)

    with (
        begun(one, fake_parsers.says_that_it_begins, on_progress=wait_for_the_next) as first,
        begun(one, fake_parsers.Leaves(mark)) as second,
    ):
        assert first.result().value == second.result().value == b"read"
    mark.unlink()


@pytest.mark.parametrize("name", ["leaves_later", "sleeps"])
def test_what_waits_in_front_of_a_child_that_falls_is_read_by_another(one: Pool, name: str) -> None:
    with (
        begun(one, getattr(fake_parsers, name), limits=replace(LIMITS, wall_seconds=1)) as falls,
        begun(one, fake_parsers.behaves) as waits,
    ):
        assert falls.result().status == "failed" and waits.result().status == "done"


def test_nothing_waits_in_front_of_a_long_file_while_a_child_is_free(pool: Pool) -> None:
    with begun(pool, fake_parsers.takes_long) as long, begun(pool, fake_parsers.takes_a_moment) as short:
        assert [len(child.line) for child in pool._children] == [1, 1]
        with begun(pool, fake_parsers.behaves) as waits:
            assert [len(child.line) for child in pool._children] == [2, 1]
            assert short.result().value == b"read" and waits.result().status == "done"
            assert not long.done()
        assert pool.run(task("behaves")).status == "done" and not long.done()


def test_a_child_that_dies_while_it_is_idle_costs_no_file(pool: Pool) -> None:
    first = pool.run(task("behaves")).value
    assert first is not None
    os.kill(int(first), signal.SIGKILL)
    again = pool.run(task("behaves"))
    assert again.status == "done" and again.value != first


def test_what_waits_in_front_counts_among_a_childs_tasks(pool: Pool) -> None:
    limits = replace(LIMITS, tasks=3)
    with Pool(limits, at_once=2) as short_lived:
        results = list(run_all(short_lived, ((number, task("behaves")) for number in range(20))))
    children = Counter(outcome.value for _, outcome in results if outcome is not None)
    assert sum(children.values()) == 20 and max(children.values()) == 3


def test_in_this_process_the_outcomes_are_the_same() -> None:
    here = Here()
    assert here.run(task("behaves")).status == "done"
    refused, broken = here.run(task("refuses")).error, here.run(task("raises")).error
    assert isinstance(refused, InputError) and broken is not None and broken.code == "unexpected"


PARENT = """
import sys
sys.path.insert(0, {folder!r})
import fake_parsers
from pipeline.temporary import sweep
from pipeline.workers import Pool, Task
if __name__ == "__main__":
    Pool(at_once=2).run(Task("x", fake_parsers.hides_a_child))
"""


LONG = "a folder of an office with a long name " * 4  # 156 bytes: a Unix socket's address holds 107


@pytest.mark.parametrize("name", ["short", LONG])
def test_when_the_parent_is_killed_nothing_is_left(tmp_path: Path, name: str) -> None:
    script = tmp_path / "parent.py"
    script.write_text(PARENT.format(folder=str(Path(__file__).parent)))
    mark = str(10**8 + os.getpid())
    folder = tmp_path / name
    folder.mkdir()
    root = str(Path(__file__).parents[3])
    environment = {**os.environ, "FAKE_MARK": mark, "PYTHONPATH": root, "TMPDIR": str(folder)}
    with subprocess.Popen([sys.executable, str(script)], env=environment) as parent:
        _until(lambda: len(children_of(f"9{mark}")) == 1)
        assert any(folder.glob("kiemdiem-run-*/*"))
        parent.send_signal(signal.SIGKILL)
    _until(lambda: children_of(f"9{mark}") == [])
    _until(lambda: not any(folder.glob("kiemdiem-run-*/*")))
    assert sweep(folder) == 1 and not any(folder.glob("kiemdiem-*"))  # as the next start does


READER = """
import sys
sys.path.insert(0, {folder!r})
import fake_parsers
from pipeline.workers import Pool, Task
if __name__ == "__main__":
    with Pool(at_once=1) as pool:
        assert pool.run(Task("x", fake_parsers.behaves)).status == "done"
"""


@pytest.mark.parametrize("name", ["parsers", "multiprocessing", "pydantic"])
def test_nothing_is_imported_from_the_folder_that_the_user_stands_in(tmp_path: Path, name: str) -> None:
    script, here = tmp_path / "reader.py", tmp_path / "in"
    script.write_text(READER.format(folder=str(Path(__file__).parent)))
    here.mkdir()
    (here / f"{name}.py").write_text("import pathlib; pathlib.Path(__file__).with_name('run').touch()")
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[3])}
    subprocess.run([sys.executable, str(script)], env=environment, cwd=here, check=True)
    assert not (here / "run").exists()


def _until(condition: object, seconds: float = 20.0) -> None:
    end = time.monotonic() + seconds
    while not condition():  # type: ignore[operator]
        assert time.monotonic() < end
        time.sleep(0.05)
