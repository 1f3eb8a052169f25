"""Engines, transactions, and the schema's version."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DatabaseError, DBAPIError, InternalError, NoSuchModuleError, OperationalError
from sqlalchemy.orm import Session

from models.errors import MissingPartError, StoreError

HEAD = "0004"  # newest migration; a test holds it equal to what Alembic finds
BUSY_TIMEOUT = 30.0  # seconds that a writer waits for another on SQLite: a report takes milliseconds
_SQLITE_DISK = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN}
_POSTGRESQL_DISK = {"53100", "25006"}  # its SQLSTATEs: full, may only be read
_UPGRADE_LOCK = 0x6B69656D  # advisory lock on PostgreSQL: two processes must not upgrade at once


class Database:
    """A database of the newest schema: made or upgraded when first opened.

    `url` is SQLAlchemy's; plain `postgresql://` means psycopg 3. Raises StoreError for a database that cannot be
    opened or is of a newer program, MissingPartError where the driver is not installed.
    """

    def __init__(self, url: str) -> None:
        self.engine = _engine(url)
        try:
            _upgrade(self.engine)
        except DatabaseError as error:
            raise StoreError("database_unreachable", url=_shown(url), reason=_reason(error)) from error

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that reads one consistent state. Raises StoreError (database_disk, database_busy)."""
        with _told(), Session(self.engine) as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A session in one transaction: all of it or, on any exception, nothing. One writer at a time on SQLite.

        Raises StoreError (database_disk, database_busy).
        """
        with _told(), Session(self.engine.execution_options(write=True)) as session, session.begin():
            yield session

    def scrub(self) -> bool:
        """Have what was deleted leave the disk too: a deletion alone marks its place free. False where others are busy.

        On PostgreSQL the server's own log and its copies are left: they are its administrator's.
        """
        connection = self.engine.raw_connection()
        try:
            driver: Any = connection.driver_connection
            if self.engine.dialect.name == "sqlite":
                driver.execute("VACUUM")
                return not driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
            driver.autocommit = True
            driver.execute("VACUUM")
            driver.autocommit = False
        except self.engine.dialect.loaded_dbapi.Error:
            connection.invalidate()
            return False
        else:
            return True
        finally:
            connection.close()

    def close(self) -> None:
        """Give the connections back."""
        self.engine.dispose()


def _engine(url: str) -> Engine:
    try:
        parsed = make_url(url)
        if parsed.drivername in ("postgresql", "postgres"):
            parsed = parsed.set(drivername="postgresql+psycopg")
        if parsed.get_backend_name() not in ("sqlite", "postgresql"):
            raise StoreError("database_kind", url=_shown(url))
        if parsed.get_backend_name() == "sqlite" and parsed.database:
            Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
        engine = create_engine(parsed, json_serializer=_dump_json, **_pool(parsed.get_backend_name()))
    except (ArgumentError, NoSuchModuleError) as error:
        raise StoreError("database_kind", url=_shown(url)) from error
    except ModuleNotFoundError as error:
        raise MissingPartError("database_driver_missing", part=error.name) from error
    except OSError as error:
        raise StoreError("database_unreachable", url=_shown(url), reason=error.strerror or "") from error
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    return engine


def _pool(backend: str) -> dict[str, Any]:
    return {"connect_args": {"timeout": BUSY_TIMEOUT}} if backend == "sqlite" else {"pool_pre_ping": True}


def _prepare_sqlite(connection: Any, record: Any) -> None:
    connection.isolation_level = None  # sqlite3 must not begin on its own: `_begin_sqlite` does, DDL included
    for pragma in ("journal_mode=WAL", "foreign_keys=ON", "synchronous=NORMAL"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    # a transaction that reads first and writes later would fail at once beside another writer, without waiting
    connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get("write") else "BEGIN")


def _upgrade(engine: Engine) -> None:
    with engine.connect() as connection:
        if _version(connection) == HEAD:
            return
    from alembic import command
    from alembic.config import Config
    from alembic.util import CommandError

    with as_file(files("models.database") / "migrations") as folder:
        config = Config()
        config.set_main_option("script_location", str(folder).replace("%", "%%"))
        with engine.execution_options(write=True).connect() as connection, _tables_remade(connection):
            if connection.dialect.name == "postgresql":
                connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_UPGRADE_LOCK})")
            config.attributes["connection"] = connection
            try:
                command.upgrade(config, "head")
            except CommandError as error:  # a revision that this program does not know
                raise StoreError("database_newer", version=_version(connection)) from error


@contextmanager
def _tables_remade(connection: Connection) -> Iterator[None]:
    """A transaction in which SQLite may remake a table: with foreign keys on, dropping the old one empties others."""
    sqlite = connection.connection.driver_connection if connection.dialect.name == "sqlite" else None
    if sqlite is not None:
        sqlite.execute("PRAGMA foreign_keys=OFF")  # has no effect within a transaction
    try:
        with connection.begin():
            yield
    finally:
        if sqlite is not None:
            sqlite.execute("PRAGMA foreign_keys=ON")


def _version(connection: Connection) -> str | None:
    if not connection.dialect.has_table(connection, "alembic_version"):
        return None
    version = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    return None if version is None else str(version)


def _dump_json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _shown(url: str) -> str:
    """The URL without its password."""
    try:
        return make_url(url).render_as_string(hide_password=True)
    except ArgumentError:
        return "?"


@contextmanager
def _told() -> Iterator[None]:
    """What the database cannot do now, as an error of ours; a disk that takes nothing gets better by no waiting."""
    try:
        yield
    except (OperationalError, InternalError) as error:
        sqlite = getattr(error.orig, "sqlite_errorcode", 0) & 0xFF  # the rest of the number tells where it happened
        disk = sqlite in _SQLITE_DISK or getattr(error.orig, "sqlstate", None) in _POSTGRESQL_DISK
        if not disk and isinstance(error, InternalError):
            raise
        code = "database_disk" if disk else "database_busy"
        raise StoreError(code, reason=_reason(error)) from error


def _reason(error: DBAPIError) -> str:
    return str(error.orig).strip().split("\n")[0]
