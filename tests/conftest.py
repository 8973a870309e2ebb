"""Tests that need a tool skip where it is absent; with CREDITWORTHY_REQUIRE=all they fail instead."""

import importlib.util
import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import polars as pl

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
    """Both candidates compared on two folds of the portfolio, seed 7."""
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
def few(tables: "Tables") -> "tuple[pl.DataFrame, npt.NDArray[np.int64]]":
    """Every feature of 400 applicants of the portfolio, and whether each defaulted."""
    from creditworthy.pipeline import prepare

    known = tables.applications("train").sort("SK_ID_CURR").select("TARGET").head(400).collect()
    return prepare(tables).head(400), known["TARGET"].to_numpy().astype("int64")


@pytest.fixture(scope="session")
def scorers(few: "tuple[pl.DataFrame, npt.NDArray[np.int64]]") -> "dict[str, Scorer]":
    """A scorer of each candidate, learnt from few applicants, by the candidate's name."""
    from creditworthy.models import CANDIDATES, Calibration, fit
    from creditworthy.scorer import Scorer

    frame, defaulted = few
    found = {name: fit(frame, frame.columns[1:], defaulted, name=name, seed=3) for name in CANDIDATES}
    return {name: Scorer(name, *parts, Calibration(0.9, -0.2), threshold=0.1) for name, parts in found.items()}
