"""Up, down and up with entries: ``tests/journal/test_migrations.py``."""

from pathlib import Path

import pytest
from sqlalchemy import text

from creditworthy.errors import JournalError
from creditworthy.journal import Journal, upgrade


def test_a_journal_is_made_where_there_is_none(url: str) -> None:
    assert upgrade(url) == ("", "0003")
    assert upgrade(url) == ("0003", "0003")
    with Journal.open(url) as journal:
        assert journal.head().count == 0


def test_a_newer_journal_is_left_alone(journal: Journal, url: str) -> None:
    with journal._database.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    for opened in (Journal.open, upgrade):
        with pytest.raises(JournalError, match="has schema 9999, which this release does not know; install"):
            opened(url)


def test_a_database_of_something_else_is_left_alone(url: str, tmp_path: Path) -> None:
    from creditworthy.journal.database import Database

    database = Database(url)
    database.make_folder()
    with database.writing() as connection:
        connection.execute(text("CREATE TABLE entries (number INTEGER)"))
    database.close()
    for opened in (Journal.open, upgrade):
        with pytest.raises(JournalError, match="holds tables of something else; give the journal one of its own"):
            opened(url)
