"""The tables only grow, whoever asks: by triggers, in both databases."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from creditworthy.journal import Draft, Journal
from creditworthy.journal.schema import TRIGGERS, metadata


@pytest.fixture
def filled(journal: Journal, draft: object) -> Journal:
    assert callable(draft)
    journal.append([draft(), draft(), Draft("remark", {})])
    journal.erase(100_001, "asked for it")
    journal.append([draft() for _ in range(4)])
    return journal


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE entries SET facts = '{}' WHERE number = 1",
        "DELETE FROM entries WHERE number = 3",
        "UPDATE payloads SET applicant = '2' WHERE entry = 6",
        "DELETE FROM payloads WHERE entry = 6",
        "DELETE FROM payloads",
        "UPDATE feature_lists SET names = '[]'",
        "DELETE FROM feature_lists",
        "UPDATE anchors SET count = 1",
        "DELETE FROM anchors",
        "INSERT INTO entries SELECT 99, 'x', kind, decision, at, facts, about, commitment, previous, digest"
        " FROM entries WHERE number = 1",
    ],
)
def test_rows_are_only_added(filled: Journal, statement: str) -> None:
    with pytest.raises(IntegrityError), filled._database.engine.begin() as connection:
        connection.execute(text(statement))
    assert filled.verify() == []


@pytest.mark.parametrize("table", ["anchors", "entries", "feature_lists", "payloads"])
@pytest.mark.parametrize("url", [pytest.param("postgresql", marks=pytest.mark.postgres)], indirect=True)
def test_postgresql_truncates_nothing(filled: Journal, table: str) -> None:
    with pytest.raises(IntegrityError), filled._database.engine.begin() as connection:
        connection.execute(text(f"TRUNCATE {table} CASCADE"))


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    "statement",
    [
        "INSERT OR REPLACE INTO entries SELECT number, id, kind, decision, at, '{}', about, commitment, previous,"
        " digest FROM entries WHERE number = 1",
        "INSERT OR REPLACE INTO entries SELECT (SELECT max(number) + 1 FROM entries), id, kind, decision, at, facts,"
        " about, commitment, previous, digest FROM entries WHERE number = 3",
        "INSERT OR REPLACE INTO payloads SELECT 6, salt, '2', inputs, feature_list, features, reasons FROM payloads"
        " WHERE entry = 7",
    ],
)
def test_sqlite_replaces_nothing(filled: Journal, statement: str) -> None:
    with pytest.raises(IntegrityError, match="has its place already"), filled._database.engine.begin() as connection:
        connection.execute(text(statement))
    assert filled.verify() == []


def test_names_follow_the_convention() -> None:
    names = {str(one.name) for table in metadata.tables.values() for one in [*table.constraints, *table.indexes]}
    assert {name[:3] for name in names} <= {"pk_", "uq_", "fk_", "ix_"}
    assert set(TRIGGERS["sqlite"]) - set(TRIGGERS["postgresql"]) == {"payloads_insert"}
