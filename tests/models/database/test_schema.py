"""The schema: every column classed, the migrations equal to the tables, opening quick and safe, errors said."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text
from sqlalchemy.exc import IntegrityError

from models.database import SENSITIVITIES, Base, views
from models.database.base import Moment, now
from models.database.connection import HEAD, Database
from models.database.registry import File, School
from models.errors import StoreError

COLUMNS = [*(c for table in Base.metadata.tables.values() for c in table.columns), *views.table_cells.columns]
PERSONAL = {"personal", "sensitive"}


@pytest.mark.parametrize("column", COLUMNS, ids=str)
def test_every_column_has_its_sensitivity_class(column: object) -> None:
    assert getattr(column, "info", {}).get("sensitivity") in SENSITIVITIES


@pytest.mark.parametrize(
    "column",
    [
        pytest.param("admissions.name", id="membership of the Party is a political view"),
        pytest.param("award_recipients.name", id="a pupil's name"),
        pytest.param("signatories.name", id="a secretary's name"),
        pytest.param("sections.text", id="prose names persons"),
        pytest.param("tables.rows", id="a cell may hold a name"),
        pytest.param("claims.value", id="what was read, names too"),
        pytest.param("claims.evidence", id="the source's words"),
        pytest.param("decisions.value", id="what a person corrected"),
        pytest.param("documents.content", id="the whole paper"),
        pytest.param("findings.values", id="duplicate_name holds the name"),
        pytest.param("files.filename", id="files are named after persons"),
    ],
)
def test_what_names_persons_is_classed_so(column: str) -> None:
    table, name = column.split(".")
    assert Base.metadata.tables[table].columns[name].info["sensitivity"] in PERSONAL


def test_the_migrations_make_the_tables(database: Database) -> None:
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        differences = [one for one in compare_metadata(context, Base.metadata) if "table_cells" not in str(one)]
        assert differences == []
        assert "table_cells" in inspect(connection).get_view_names()


def test_a_database_of_an_earlier_version_keeps_its_rows(database: Database) -> None:
    url = database.engine.url.render_as_string(hide_password=False)
    with database.engine.begin() as connection:
        config = _scripts()
        config.attributes["connection"] = connection
        command.downgrade(config, "0002")
        for statement in (
            "INSERT INTO files (id, sha256, arrived_at) VALUES (1, 'a', '2024-01-01'), (2, 'b', '2024-01-01')",
            "INSERT INTO documents (file_id, version, content) VALUES (1, '1', 'x')",
            "INSERT INTO reports (id, period, cell_key, kind, withdrawn, approved, counted) "
            "VALUES (1, 'year', '', 'other', false, false, false)",
        ):
            connection.exec_driver_sql(statement)
        for number, source in ((1, '{"skipped": [{"reason": "several_reports"}]}'), (2, "{}")):
            connection.execute(
                text(
                    "INSERT INTO readings (id, report_id, origin_id, file_id, version, reader, read_at, source, "
                    "findings) VALUES (:number, 1, 1, :number, '1', 'docx', '2024-01-01', :source, '[]')"
                ),
                {"number": number, "source": source},
            )
    upgraded = Database(url)
    with upgraded.engine.connect() as connection:
        rows = connection.execute(text("SELECT id, part, parts FROM files ORDER BY id")).all()
        assert rows == [(1, 1, 2), (2, 1, 1)]  # of a stack more is to be had
        assert connection.execute(text("SELECT count(*) FROM documents")).scalar() == 1
        assert connection.execute(text("SELECT count(*) FROM readings")).scalar() == 2
    with upgraded.engine.begin() as connection, pytest.raises(IntegrityError):
        connection.execute(text("DELETE FROM files WHERE id = 1"))  # what hangs on it is still guarded
    upgraded.close()


@pytest.mark.parametrize("version", ["0001", "0002", "0003"])
def test_every_earlier_version_comes_up(database: Database, version: str) -> None:
    url = database.engine.url.render_as_string(hide_password=False)
    with database.engine.begin() as connection:
        config = _scripts()
        config.attributes["connection"] = connection
        command.downgrade(config, version)
        connection.exec_driver_sql("INSERT INTO files (id, sha256, arrived_at) VALUES (1, 'a', '2024-01-01')")
    upgraded = Database(url)
    with upgraded.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert [d for d in compare_metadata(context, Base.metadata) if "table_cells" not in str(d)] == []
        assert connection.execute(text("SELECT sha256, part, parts FROM files")).all() == [("a", 1, 1)]
    upgraded.close()


def test_a_set_at_an_archives_root_no_longer_shares_the_archives_job(database: Database) -> None:
    url = database.engine.url.render_as_string(hide_password=False)
    with database.engine.begin() as connection:
        config = _scripts()
        config.attributes["connection"] = connection
        command.downgrade(config, "0003")
        for place, member, error in (
            ("/a/B.ZIP", "", "work_crashed"),  # the set of the photos at the root
            ("/a/c.zip", "", "archive_damaged"),  # the archive itself
            ("/a/folder", "", None),
            ("/a/d.rar", "inner", None),
        ):
            connection.execute(
                text(
                    "INSERT INTO jobs (place, member, state, as_one, attempts, error, changed_at) "
                    "VALUES (:place, :member, 'failed', true, 1, :error, '2024-01-01')"
                ),
                {"place": place, "member": member, "error": error},
            )
    upgraded = Database(url)
    with upgraded.engine.connect() as connection:
        members = connection.execute(text("SELECT place, member FROM jobs ORDER BY place")).all()
    assert members == [("/a/B.ZIP", "."), ("/a/c.zip", ""), ("/a/d.rar", "inner"), ("/a/folder", "")]
    upgraded.close()


def test_the_newest_migration_is_the_one_that_opening_looks_for() -> None:
    assert ScriptDirectory.from_config(_scripts()).get_heads() == [HEAD]


def _scripts() -> Config:
    import models.database

    config = Config()
    config.set_main_option("script_location", str(Path(models.database.__file__).parent / "migrations"))
    return config


def test_a_database_of_a_newer_program_is_left_alone(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'newer.sqlite3'}"
    Database(url).close()
    opened = Database(url)
    with opened.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    opened.close()
    with pytest.raises(StoreError, match="newer version") as error:
        Database(url)
    assert error.value.exit_code == 7


@pytest.mark.parametrize(
    ("url", "code"),
    [
        pytest.param("mysql://localhost/x", "database_kind", id="a kind that we do not know"),
        pytest.param("a text", "database_kind", id="no URL"),
        pytest.param("postgresql://nobody:secret@127.0.0.1:1/none", "database_unreachable", id="nobody listens"),
    ],
)
def test_what_cannot_be_opened_is_said_without_its_password(url: str, code: str) -> None:
    with pytest.raises(StoreError) as error:
        Database(url)
    assert error.value.code == code
    assert "secret" not in error.value.sentence("vi") + error.value.sentence("en")


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError) as error:
        Database(f"sqlite:///{tmp_path / 'file' / 'x.sqlite3'}")
    assert error.value.code == "database_unreachable"


def test_a_file_that_is_no_database_is_said(tmp_path: Path) -> None:
    (tmp_path / "x.sqlite3").write_text("this is no database " * 100)
    with pytest.raises(StoreError) as error:
        Database(f"sqlite:///{tmp_path / 'x.sqlite3'}")
    assert error.value.code == "database_unreachable"


def test_several_writers_wait_for_each_other(database: Database) -> None:
    def write(number: int) -> None:
        with database.writing() as session:
            session.get(School, number)  # reads first, as a report does
            session.add(School(name=f"Trường {number}", name_key=str(number)))

    threads = [threading.Thread(target=write, args=(number,)) for number in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with database.reading() as session:
        assert session.execute(text("SELECT count(*) FROM schools")).scalar() == 12


def test_sqlite_is_in_wal_with_foreign_keys(tmp_path: Path) -> None:
    opened = Database(f"sqlite:///{tmp_path / 'x.sqlite3'}")
    with opened.engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
    opened.close()


def test_times_come_back_in_utc(database: Database) -> None:
    moment = now()
    with database.writing() as session:
        session.add(File(sha256="1", arrived_at=moment))
    with database.reading() as session:
        assert session.query(File).one().arrived_at == moment
    assert Moment.cache_ok
