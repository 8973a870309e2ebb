"""A project folder with imported tables and a champion, and a way to run one command line in it."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from creditworthy.cli.app import run
from creditworthy.scorer import Scorer, Store
from creditworthy.settings import settings


class Ended(NamedTuple):
    code: int
    out: str
    err: str


Command = Callable[..., Ended]


@pytest.fixture(autouse=True)
def _english_in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CREDITWORTHY_LANGUAGE", "en")
    settings.cache_clear()
    yield
    settings.cache_clear()


@pytest.fixture
def command(capsys: pytest.CaptureFixture[str]) -> Command:
    """Run one command line in this process."""

    def ended(*arguments: str) -> Ended:
        settings.cache_clear()
        code = run(arguments)
        return Ended(code, *capsys.readouterr())

    return ended


@pytest.fixture
def french(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CREDITWORTHY_LANGUAGE", "fr")


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Print as to a terminal of 80 columns."""
    monkeypatch.setenv("TTY_COMPATIBLE", "1")
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("NO_COLOR", "1")


@pytest.fixture
def with_tables(tmp_path: Path, tables_folder: Path) -> Path:
    """The folder of a project whose tables are imported."""
    target = tmp_path / "data" / "interim" / "tables"
    shutil.copytree(tables_folder, target)
    return tmp_path


@pytest.fixture
def project(with_tables: Path, scorer_folder: Path, scorer: Scorer) -> Path:
    """The folder of a project that has a champion too."""
    store = Store(with_tables / "models")
    store.add(scorer_folder, scorer.version)
    store.promote(scorer.version)
    return with_tables


@pytest.fixture
def tracked(migrated: Path, tmp_path: Path) -> Path:
    """A tracking database where the settings expect it."""
    database = tmp_path / "models" / "mlflow.db"
    database.parent.mkdir(exist_ok=True)
    shutil.copy(migrated, database)
    return database
