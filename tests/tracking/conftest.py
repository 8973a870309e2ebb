"""A migrated store copied for each test, a scorer's folder with a stand-in to load it, an empty directory."""

import json
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from creditworthy.tracking import Run
from creditworthy.tracking.store import connected

if TYPE_CHECKING:
    from mlflow import MlflowClient

HistoryRows = Sequence[Mapping[str, object]]


@dataclass(frozen=True)
class Decision:
    decision: str
    probability: float
    points: int
    threshold: float
    version: str


@dataclass(frozen=True)
class StandIn:
    """A scorer simple enough to foretell: the probability is given, each open credit costs ten points."""

    version: str

    def score(self, application: Mapping[str, float], histories: Mapping[str, HistoryRows]) -> Decision:
        opened = [row for row in histories["bureau"] if row["CREDIT_ACTIVE"] == "Active"]
        probability = application["PROBABILITY"]
        decision = "grant" if probability < 0.1 else "decline"
        return Decision(decision, probability, 600 - 10 * len(opened), 0.1, self.version)


@pytest.fixture(autouse=True)
def _stand_in(monkeypatch: pytest.MonkeyPatch) -> None:
    def load_scorer(path: Path, dictionary: object = None) -> StandIn:
        return StandIn(json.loads((path / "scorer.json").read_text())["version"])

    monkeypatch.setattr("creditworthy.scorer.load_scorer", load_scorer, raising=False)


@pytest.fixture(autouse=True)
def _empty_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Be in an empty directory, and leave it empty."""
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    yield
    assert list(here.iterdir()) == []


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh database costs seconds of migrations; its folder is missing at first."""
    database = tmp_path_factory.mktemp("template") / "missing" / "folder" / "mlflow.db"
    with connected(f"sqlite:///{database}") as client:
        client.search_experiments()
    return database


@pytest.fixture
def store(migrated: Path, tmp_path: Path) -> Path:
    """The folder of a store, with a space and an accent in its path."""
    folder = tmp_path / "suivi des modèles"
    folder.mkdir()
    shutil.copy(migrated, folder / "mlflow.db")
    return folder


@pytest.fixture
def uri(store: Path) -> str:
    return f"sqlite:///{store / 'mlflow.db'}"


@pytest.fixture
def client(uri: str) -> Iterator["MlflowClient"]:
    with connected(uri) as client:
        yield client


@pytest.fixture
def scorer(tmp_path: Path) -> Path:
    """The folder of a saved scorer: three small files, none of them a pickle."""
    folder = tmp_path / "scorer"
    folder.mkdir()
    (folder / "scorer.json").write_text('{"version": "5f2c81"}')
    (folder / "model.txt").write_text("tree\nversion=v4\n")
    (folder / "evidence.json").write_text('{"auc": [0.77, 0.78, 0.79]}')
    return folder


@pytest.fixture
def runs() -> list[Run]:
    return [
        Run("logistic", {"C": 0.1, "penalty": "l2"}, {"auc": 0.74, "brier": 0.07}, {"auc": (0.73, 0.75)}),
        Run("lightgbm", {"n_estimators": 600}, {"auc": 0.78}, {"auc": (0.77, 0.79)}, {"encoding": "one-hot"}),
    ]
