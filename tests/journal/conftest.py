"""A journal on each database, and what a service would write into it."""

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from creditworthy.journal import Draft, Journal, Payload

FACTS = {
    "decision": "grant",
    "probability": 0.04,
    "threshold": 0.09,
    "points": 612,
    "model_version": "1a2b",
    "language": "fr",
    "incomplete": [],
}
FEATURES: dict[str, float | str | None] = {"age": 41.5, "income_type": "Salarié\x00", "debt": None, "loans": 3}
INPUTS = {"application": {"AMT_CREDIT": 400_000.0, "NAME": "é\ud800"}, "histories": {"bureau": []}}
REASONS = [{"feature": "age", "value": 41.5, "text": "L'âge baisse le risque"}]

Make = Callable[..., Journal]


def decision(applicant: int | str | None = 100_001, **facts: object) -> Draft:
    """A decision as the service drafts it."""
    return Draft("decision", {**FACTS, **facts}, Payload(applicant, INPUTS, FEATURES, REASONS))


@pytest.fixture
def draft() -> Callable[..., Draft]:
    return decision


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database without tables."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'journal' / 'journal.db'}"
    return str(request.getfixturevalue("postgres").empty())


@pytest.fixture
def make(tmp_path: Path) -> Iterator[Make]:
    """Open journals with a key and anchors; they are closed at the end."""
    opened: list[Journal] = []

    def made(url: str, **options: Any) -> Journal:
        given = {"key": tmp_path / "journal.key", "anchors": tmp_path / "anchors.jsonl", "every": 4, **options}
        opened.append(Journal.open(url, **given))
        return opened[-1]

    yield made
    for journal in opened:
        journal._anchoring = None  # a test may have broken what would be anchored
        journal.close()


@pytest.fixture
def journal(url: str, make: Make) -> Journal:
    """An empty journal on each database."""
    return make(url)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "journal" / "journal.db"


@pytest.fixture
def in_file(file: Path, make: Make) -> Journal:
    """An empty journal on SQLite."""
    return make(f"sqlite:///{file}")


@pytest.fixture
def tamper(file: Path) -> Callable[..., None]:
    """Do to the journal on SQLite what nobody is to do: the triggers are dropped, and made again."""

    def tampered(*statements: str) -> None:
        connection = sqlite3.connect(file, isolation_level=None)
        made = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        connection.execute("PRAGMA foreign_keys=OFF")
        connection.execute("BEGIN IMMEDIATE")
        for name, _ in made:
            connection.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            connection.execute(statement)
        for _, sql in made:
            connection.execute(sql)
        connection.execute("COMMIT")
        connection.close()

    return tampered
