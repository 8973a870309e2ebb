"""Tests that need a tool skip where it is absent; with CREDITWORTHY_REQUIRE=all they fail instead."""

import gc
import importlib.util
import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Mapping
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
# Spark's plans are thought about once: Java's second compiler would take longer than it saves.
os.environ.setdefault("JDK_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1")

REAL_DATA = Path(__file__).parents[2] / "shared" / "data"

# marker -> the importable modules and the programs its tests need
TOOLS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "browser": (("playwright",), ("chromium",)),
    "image": ((), ("buildah", "mmdebstrap")),
    "postgres": (("psycopg",), ("initdb", "pg_ctl")),
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


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Iterator[None]:
    """Collecting imports every module: what stays need not be searched for garbage again and again."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.enable()


def pytest_runtest_setup(item: pytest.Item) -> None:
    for marker in TOOLS:
        if item.get_closest_marker(marker):
            require_tools(marker)
    if item.get_closest_marker("real"):
        require_real_rows()


@pytest.fixture
def unmeasured(monkeypatch: pytest.MonkeyPatch, no_cover: None) -> None:
    """Leave a test, and the processes that it starts, out of the coverage, which makes Python half as fast.

    For tests that run for long what other tests run too: what is covered, those show. pytest-cov looks for its name.
    """
    monkeypatch.delenv("COVERAGE_PROCESS_CONFIG", raising=False)


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


class Cluster:
    """A real PostgreSQL on loopback, in a folder of its own; ``url`` makes a new database, ``empty`` empties one."""

    def __init__(self, folder: Path, user: str = "lender") -> None:
        self.folder = folder
        self.user = user
        with socket.create_server(("127.0.0.1", 0)) as listener:
            self.port = int(listener.getsockname()[1])
        self._databases = 0

    def make(self) -> None:
        self.folder.mkdir()
        if os.geteuid() == 0:
            self.folder.parent.chmod(0o755)
            shutil.chown(self.folder, "postgres")
        self.run("initdb", "-D", str(self.folder), "-U", self.user, "-A", "trust", "-E", "UTF8", "--no-sync")

    def start(self) -> None:
        options = f"-c listen_addresses=127.0.0.1 -c port={self.port} -c unix_socket_directories='' -c fsync=off"
        log = str(self.folder / "log")
        self.run("pg_ctl", "start", "-w", "-t", "60", "-D", str(self.folder), "-l", log, "-o", options)

    def stop(self) -> None:
        self.run("pg_ctl", "stop", "-w", "-m", "immediate", "-D", str(self.folder))

    def url(self) -> str:
        self._databases += 1
        name = f"database_{self._databases}"
        self.run("createdb", *self.address, name)
        return f"postgresql+psycopg://{self.user}@127.0.0.1:{self.port}/{name}"

    def empty(self) -> str:
        """The address of the one database that is emptied for whoever asks: quicker than a new one."""
        import psycopg

        place = f"{self.user}@127.0.0.1:{self.port}/postgres"
        with psycopg.connect(f"postgresql://{place}", autocommit=True) as connection:
            connection.execute("DROP SCHEMA IF EXISTS public CASCADE")
            connection.execute("CREATE SCHEMA public")
        return f"postgresql+psycopg://{place}"

    @property
    def address(self) -> tuple[str, ...]:
        """The options that lead the programs here."""
        return "-h", "127.0.0.1", "-p", str(self.port), "-U", self.user

    def run(self, program: str, *arguments: str) -> None:
        folders = [str(path) for path in sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)]
        found = shutil.which(program, path=os.pathsep.join([*folders, os.environ.get("PATH", "")]))
        assert found is not None
        subprocess.run(  # noqa: S603 - the command lines are ours
            [found, *arguments],
            cwd=self.folder,
            check=True,
            timeout=120,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,  # the server that pg_ctl starts would hold a pipe open
            env={"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8"},
            **({"user": "postgres", "group": "postgres", "extra_groups": []} if os.geteuid() == 0 else {}),
        )


@pytest.fixture(scope="session")
def postgres() -> "Iterator[Cluster]":
    """A PostgreSQL that runs; whoever stops it starts it again."""
    # Not pytest's folder: PostgreSQL refuses to run as root, and nobody else may enter that one.
    folder = Path(tempfile.mkdtemp(prefix="creditworthy-"))
    cluster = Cluster(folder / "cluster")
    try:
        cluster.make()
        cluster.start()
        try:
            yield cluster
        finally:
            cluster.stop()
    finally:
        shutil.rmtree(folder)


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
    """A sixth of the features of 400 applicants of the portfolio, and whether each defaulted.

    What models are held to does not depend on how many features there are, and the time it takes does.
    """
    from creditworthy.features import FEATURES
    from creditworthy.pipeline import prepare

    names = {"application_credit", "application_education", "application_gender", *FEATURES.usual()[::6]}
    known = tables.applications("train").sort("SK_ID_CURR").select("TARGET").head(400).collect()
    frame = prepare(tables, names=[name for name in FEATURES if name in names])
    return frame.head(400), known["TARGET"].to_numpy().astype("int64")


# Candidate -> parameters with which it learns something from 400 applicants, and at once.
FEW_TREES: Mapping[str, Mapping[str, int]] = {
    "logistic": {"quantiles": 20},
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
    from creditworthy.models import CANDIDATES, Platt
    from creditworthy.scorer import Scorer

    found = {name: learn(name) for name in CANDIDATES}
    line = Platt(0.9, -0.2)
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
