"""Tests that need a tool skip where it is absent; with CREDITWORTHY_REQUIRE=all they fail instead."""

import importlib.util
import os
import shutil
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import polars as pl

    from creditworthy.models import Fit
    from creditworthy.pipeline import Training
    from creditworthy.scorer import Scorer
    from creditworthy.tables.load import Tables

# The workers of xdist share the cores: OpenMP's waiting threads would fight over them.
os.environ.setdefault("OMP_NUM_THREADS", "1")

REAL_DATA = Path(__file__).parents[2] / "shared" / "data"

# marker -> the importable modules and the programs its tests need
TOOLS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "browser": (("playwright",), ("chromium",)),
    "image": ((), ("buildah", "mmdebstrap")),
    "postgres": ((), ("initdb", "pg_ctl")),
    "spark": (("pyspark",), ("java",)),
}


def missing_tools(marker: str) -> list[str]:
    modules, programs = TOOLS[marker]
    # Debian keeps PostgreSQL's server programs off the path.
    folders = [os.environ.get("PATH", ""), *map(str, Path("/usr/lib/postgresql").glob("*/bin"))]
    path = os.pathsep.join(folders)
    return [name for name in modules if importlib.util.find_spec(name) is None] + [
        name for name in programs if shutil.which(name, path=path) is None
    ]


def require_tools(marker: str) -> None:
    missing = missing_tools(marker)
    if not missing:
        return
    reason = f"{marker}: {', '.join(missing)} not installed"
    if os.environ.get("CREDITWORTHY_REQUIRE") == "all":
        pytest.fail(f"{reason}, and CREDITWORTHY_REQUIRE=all forbids the skip", pytrace=False)
    pytest.skip(reason)


def require_real_rows() -> None:
    if not REAL_DATA.is_dir():
        pytest.skip("the real rows are not here")


def pytest_runtest_setup(item: pytest.Item) -> None:
    for marker in TOOLS:
        if item.get_closest_marker(marker):
            require_tools(marker)
    if item.get_closest_marker("real"):
        require_real_rows()


@pytest.fixture(scope="session")
def real_data() -> Path:
    """The folder of the real rows, beside the repository."""
    require_real_rows()
    return REAL_DATA


@pytest.fixture(scope="session")
def portfolio_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The raw files of a small generated portfolio: 1,290 applicants with a known outcome, 210 without."""
    from creditworthy.tables.synthetic import generate, write

    folder = tmp_path_factory.mktemp("portfolio") / "raw"
    write(generate(applicants=1_500, seed=11), folder, format="parquet")
    return folder


@pytest.fixture(scope="session")
def tables_folder(portfolio_folder: Path) -> Path:
    """The folder of the imported portfolio."""
    from creditworthy.tables.dictionary import home_credit
    from creditworthy.tables.importing import import_tables

    folder = portfolio_folder.with_name("tables")
    import_tables(portfolio_folder, folder, home_credit())
    return folder


@pytest.fixture(scope="session")
def tables(tables_folder: Path) -> "Tables":
    """The imported portfolio."""
    from creditworthy.tables.load import open_tables

    return open_tables(tables_folder)


@pytest.fixture(scope="session")
def training(tables: "Tables") -> "Training":
    """The two candidates that arms are tried on, compared on two folds of the portfolio, seed 7."""
    from creditworthy.pipeline import train

    return train(tables, ["logistic", "lightgbm"], fold_count=2)


@pytest.fixture(scope="session")
def scorer_folder(training: "Training", tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The saved scorer of the training; copy it before changing it."""
    folder = tmp_path_factory.mktemp("scorer") / "saved"
    training.save(folder)
    return folder


@pytest.fixture(scope="session")
def scorer(scorer_folder: Path) -> "Scorer":
    """The scorer of the training, read from its folder."""
    from creditworthy.scorer import load_scorer

    return load_scorer(scorer_folder)


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh tracking database costs seconds of migrations."""
    from creditworthy.tracking.store import connected

    database = tmp_path_factory.mktemp("template") / "mlflow.db"
    with connected(f"sqlite:///{database}") as client:
        client.search_experiments()
    return database


@pytest.fixture(scope="session")
def few(tables: "Tables") -> "tuple[pl.DataFrame, npt.NDArray[np.int64]]":
    """Every feature of 400 applicants of the portfolio, and whether each defaulted."""
    from creditworthy.pipeline import prepare

    known = tables.applications("train").sort("SK_ID_CURR").select("TARGET").head(400).collect()
    return prepare(tables).head(400), known["TARGET"].to_numpy().astype("int64")


# Candidate -> parameters with which it learns something from 400 applicants, and at once.
FEW_TREES: Mapping[str, Mapping[str, int]] = {
    "random_forest": {"n_estimators": 20},
    "gradient_boosting": {"max_iter": 20, "min_samples_leaf": 20},
    "lightgbm": {"n_estimators": 50, "min_child_samples": 20},
    "xgboost": {"n_estimators": 30, "min_child_weight": 1},
}


@pytest.fixture(scope="session")
def learn(few: "tuple[pl.DataFrame, npt.NDArray[np.int64]]") -> "Callable[..., Fit]":
    """Train a candidate in an arm, with few trees, on few applicants or on another frame of the same ones."""
    from creditworthy.models import CANDIDATES, Contender, Rows, Search, fit

    def learnt(name: str, *, arm: str = "none", seed: int = 3, frame: "pl.DataFrame" = few[0]) -> "Fit":
        entry = CANDIDATES[name]
        quick = replace(entry, make=partial(entry.make, **FEW_TREES.get(name, {})))
        rows = Rows(frame, tuple(frame.columns[1:]), few[1], few[0]["SK_ID_CURR"].to_numpy())
        with pytest.MonkeyPatch.context() as patch:
            patch.setitem(CANDIDATES._entries, name, quick)
            return fit(Contender(name, arm), rows, seed=seed, how=Search())

    return learnt


@pytest.fixture(scope="session")
def scorers(learn: "Callable[..., Fit]") -> "dict[str, Scorer]":
    """A scorer of each candidate, learnt from few applicants, by the candidate's name."""
    from creditworthy.models import CANDIDATES, Calibration
    from creditworthy.scorer import Scorer

    found = {name: learn(name) for name in CANDIDATES}
    line = Calibration(0.9, -0.2)
    return {name: Scorer(name, one.encoder, one.model, line, threshold=0.1) for name, one in found.items()}


class Recorder:
    """A model whose log-odds are the first column, whatever it learnt from; it keeps every matrix that it sees."""

    def __init__(self) -> None:
        self.learnt: list[Any] = []
        self.defaulted: list[Any] = []
        self.weights: list[Any] = []
        self.asked: list[Any] = []

    def make(self, seed: int, *, depth: int = 1) -> "Recorder":  # noqa: ARG002 - a candidate takes them
        """Stand in for an untrained model of any seed and depth."""
        return self

    def fit(self, matrix: Any, defaulted: Any, sample_weight: Any = None) -> "Recorder":
        self.learnt.append(matrix)
        self.defaulted.append(defaulted)
        self.weights.append(sample_weight)
        return self

    @property
    def booster_(self) -> "Recorder":
        return self

    def predict(self, matrix: Any, **_: object) -> Any:
        self.asked.append(matrix)
        return matrix[:, 0]

    def get_params(self, deep: bool = True) -> dict[str, Any]:  # noqa: ARG002 - scikit-learn's signature
        return {}


@pytest.fixture
def recorder(monkeypatch: pytest.MonkeyPatch) -> Recorder:
    """The candidate ``recorder``, of two depths that a search may try."""
    from creditworthy.models import CANDIDATES, Candidate

    found = Recorder()
    entry = Candidate("recorder", found.make, {"depth": (1, 2)}, "To see what models see.")
    monkeypatch.setitem(CANDIDATES._entries, "recorder", entry)
    return found
