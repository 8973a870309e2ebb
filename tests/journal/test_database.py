"""Where it is away, locked or full: ``tests/journal/test_journal.py``."""

import pickle
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import InvalidRequestError, NoSuchTableError

from creditworthy.errors import InputError, JournalError, JournalUnavailableError
from creditworthy.journal.database import Database


@pytest.mark.parametrize(
    "url", ["", "journal.db", "sqlite://", "sqlite:///:memory:", "mysql://me@host/journal", "postgres//x"]
)
def test_what_is_no_address_of_a_journal(url: str) -> None:
    with pytest.raises(InputError, match="not an address of a journal; give sqlite:///FILE or postgresql"):
        Database(url)


def test_a_password_is_not_told() -> None:
    assert str(Database("postgresql+psycopg://me:secret@host/journal")) == "postgresql+psycopg://me:***@host/journal"
    with pytest.raises(InputError) as raised:
        Database("mysql://me:secret@host/journal")
    assert "secret" not in str(raised.value)


def test_errors_travel_between_processes(tmp_path: Path) -> None:
    with pytest.raises(JournalUnavailableError) as raised, Database(f"sqlite:///{tmp_path / 'gone.db'}").reading():
        pass
    assert str(pickle.loads(pickle.dumps(raised.value))) == str(raised.value)  # noqa: S301 - it is our own


@pytest.fixture
def database(tmp_path: Path) -> Database:
    found = Database(f"sqlite:///{tmp_path / 'a folder?' / 'journal.db'}", patience=1)
    found.make_folder()
    return found


def test_sqlite_is_set_up(database: Database) -> None:
    with database.writing() as connection:
        told = {
            name: connection.scalar(text(f"PRAGMA {name}"))
            for name in ("journal_mode", "synchronous", "foreign_keys", "secure_delete", "busy_timeout")
        }
    assert told == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "secure_delete": 1,
        "busy_timeout": 1000,
    }
    with database.writing(durable=False) as connection:
        assert connection.scalar(text("PRAGMA synchronous")) == 1
    with database.writing() as connection:
        assert connection.scalar(text("PRAGMA synchronous")) == 2
    database.close()


@pytest.mark.postgres
def test_postgresql_is_set_up(postgres: object) -> None:
    database = Database(postgres.empty(), patience=1)  # type: ignore[attr-defined]
    with database.writing() as connection:
        assert connection.scalar(text("SHOW synchronous_commit")) == "on"
        assert connection.scalar(text("SHOW lock_timeout")) == "1s"
    with database.writing(durable=False) as connection:
        assert connection.scalar(text("SHOW synchronous_commit")) == "off"
    with database.reading() as connection:
        assert connection.scalar(text("SHOW synchronous_commit")) == "on"
    database.tidy()  # has nothing to do
    database.close()


def test_what_fails_is_not_written(database: Database) -> None:
    with database.writing() as connection:
        connection.execute(text("CREATE TABLE one (number INTEGER UNIQUE)"))
    with pytest.raises(ZeroDivisionError), database.writing() as connection:
        assert connection.execute(text("INSERT INTO one VALUES (1)")).rowcount / 0
    with pytest.raises(JournalError, match="refused what was to be written: UNIQUE"), database.writing() as connection:
        connection.execute(text("INSERT INTO one VALUES (1), (1)"))
    with database.reading() as connection:
        assert connection.scalar(text("SELECT count(*) FROM one")) == 0
    database.close()


@pytest.mark.postgres
@pytest.mark.parametrize("value", ["x" * 9, "\x00", "\ud800"])
def test_what_postgresql_cannot_hold_is_the_callers_fault(postgres: object, value: str) -> None:
    database = Database(postgres.empty(), patience=1)  # type: ignore[attr-defined]
    with database.writing() as connection:
        connection.execute(text("CREATE TABLE one (word VARCHAR(8))"))
    with pytest.raises(InputError, match="a value that was given cannot be held"), database.writing() as connection:
        connection.execute(text("INSERT INTO one VALUES (:word)"), {"word": value})
    with database.reading() as connection:
        assert connection.scalar(text("SELECT count(*) FROM one")) == 0
    database.close()


def test_a_mistake_of_ours_is_no_outage(database: Database) -> None:
    with pytest.raises(NoSuchTableError), database.reading():
        raise NoSuchTableError("one")
    assert issubclass(NoSuchTableError, InvalidRequestError)
    database.close()
