"""Up, down and up again with entries in it; the tables are those of the schema; copies are the journal."""

import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect

from creditworthy.errors import JournalError
from creditworthy.journal import FILE, Draft, Job, Journal, upgrade
from creditworthy.journal.schema import REVISION, metadata
from creditworthy.journal.upgrading import migrate

Make = Callable[..., Journal]


def script() -> ScriptDirectory:
    config = Config()
    config.set_main_option("script_location", "creditworthy.journal:migrations")
    config.set_main_option("path_separator", "os")
    return ScriptDirectory.from_config(config)


def test_the_last_step_is_the_revision_of_the_schema() -> None:
    assert script().get_heads() == [REVISION]
    assert [step.revision for step in script().walk_revisions()] == ["0003", "0002", "0001"]


def test_the_steps_make_the_tables_of_the_schema(journal: Journal) -> None:
    with journal._database.reading() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []


def test_up_down_up_with_entries_in_it(journal: Journal, url: str, make: Make, draft: Callable[..., Draft]) -> None:
    journal.append([draft(1), draft(2)])
    journal.erase(1, "asked for it")
    journal.claim("me", "/", "K", "digest")
    journal.jobs.add(Job(FILE, "en"))
    migrate(journal._database, "0001")
    with journal._database.reading() as connection:
        assert not {"jobs", "keys"} & set(inspect(connection).get_table_names())
    with pytest.raises(JournalError, match="has schema 0001 and this release wants 0003; run «creditworthy j"):
        make(url)
    assert journal.verify() == []
    assert upgrade(url) == ("0001", "0003")
    again = make(url)
    again.append([draft(3)])
    again.claim("me", "/", "K", "another digest")
    again.jobs.add(Job(FILE, "en"))
    assert again.head().count == 4
    assert again.verify() == []


def test_entries_are_never_dropped(journal: Journal) -> None:
    journal.append([Draft("remark", {})])
    with pytest.raises(RuntimeError, match="the journal holds entries: they are not dropped"):
        migrate(journal._database, "")
    assert journal.head().count == 1
    journal.claim("me", "/", "K", "digest")  # nothing was taken down halfway
    assert journal.verify() == []


def test_an_empty_journal_goes_all_the_way_down_and_up(journal: Journal, url: str) -> None:
    migrate(journal._database, "")
    with journal._database.reading() as connection:
        assert inspect(connection).get_table_names() == ["alembic_version"]
    assert upgrade(url) == ("", "0003")
    journal.append([Draft("remark", {})])
    assert journal.verify() == []


# Copies


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
def test_a_backup_of_sqlite_is_the_journal(
    journal: Journal, make: Make, file: Path, draft: Callable[..., Draft]
) -> None:
    journal.append([draft() for _ in range(5)])
    copy = file.with_name("copy.db")
    with sqlite3.connect(file) as source, sqlite3.connect(copy) as target:
        source.backup(target)
    source.close()
    target.close()
    restored = make(f"sqlite:///{copy}")
    assert restored.verify() == []
    assert list(restored.export(payloads=True)) == list(journal.export(payloads=True))


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
def test_a_copy_that_is_too_old_shows(journal: Journal, make: Make, file: Path, draft: Callable[..., Draft]) -> None:
    journal.append([draft()])
    journal._database.tidy()
    copy = shutil.copy(file, file.with_name("copy.db"))
    journal.append([draft() for _ in range(5)])
    restored = make(f"sqlite:///{copy}", check=False)
    assert "knows 6 entries, the journal ends with entry 1" in str(restored.verify()[-1])


@pytest.mark.parametrize("url", [pytest.param("postgresql", marks=pytest.mark.postgres)], indirect=True)
def test_a_dump_of_postgresql_is_the_journal(
    journal: Journal, url: str, make: Make, postgres: Any, draft: Callable[..., Draft]
) -> None:
    journal.append([draft(1) for _ in range(5)])
    journal.erase(1, "asked for it")
    journal.append([draft(2)])
    dump, target = postgres.folder / "journal.dump", postgres.url()
    postgres.run("pg_dump", *postgres.address, "-Fc", "-f", str(dump), url.rpartition("/")[2])
    postgres.run("pg_restore", *postgres.address, "-d", target.rpartition("/")[2], str(dump))
    restored = make(target)
    assert restored.verify() == []
    assert list(restored.export(payloads=True)) == list(journal.export(payloads=True))
    restored.append([draft(3)])
    assert restored.verify() == []
