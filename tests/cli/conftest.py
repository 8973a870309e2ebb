"""A project folder with imported tables and a champion, and a way to run one command line in it."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from time import monotonic, sleep
from typing import Any, NamedTuple
from urllib.error import URLError
from urllib.request import ProxyHandler, build_opener

import polars as pl
import pytest

from creditworthy.cli.app import run
from creditworthy.pipeline import Training
from creditworthy.scorer import Scorer, Store
from creditworthy.settings import settings


class Ended(NamedTuple):
    code: int
    out: str
    err: str


Command = Callable[..., Ended]

PATIENCE = 120
BUCKET = "scorers"


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


@pytest.fixture
def on_loopback(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for servers that nobody asks through a proxy."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    return tmp_path


@pytest.fixture
def mlflow_on_postgres(postgres: Any, on_loopback: Path) -> Iterator[str]:
    """The address of a real MLflow server on a real PostgreSQL, both on loopback."""
    with _mlflow(postgres.url(), str(on_loopback / "artifacts"), on_loopback) as address:
        yield address


@pytest.fixture
def mlflow_on_s3(postgres: Any, on_loopback: Path) -> Iterator[tuple[str, Any]]:
    """The same with its artefacts in a bucket of moto's stand-in for S3, and a client that looks into that bucket."""
    import boto3

    with _moto(on_loopback) as bucket:
        # moto takes any credentials; those of whoever runs the tests are not asked for.
        keys = {"AWS_ACCESS_KEY_ID": "nobody", "AWS_SECRET_ACCESS_KEY": "nothing", "AWS_DEFAULT_REGION": "us-east-1"}
        named = {name.lower(): value for name, value in keys.items() if name != "AWS_DEFAULT_REGION"}
        client = boto3.client("s3", endpoint_url=bucket, region_name=keys["AWS_DEFAULT_REGION"], **named)
        client.create_bucket(Bucket=BUCKET)
        told = keys | {"MLFLOW_S3_ENDPOINT_URL": bucket}
        with _mlflow(postgres.url(), f"s3://{BUCKET}/kept", on_loopback, **told) as address:
            yield address, client


def _mlflow(store: str, artifacts: str, folder: Path, **told: str) -> AbstractContextManager[str]:
    asked = ("--backend-store-uri", store, "--artifacts-destination", artifacts, "--workers", "1")
    told = {"MLFLOW_DISABLE_TELEMETRY": "true", **told}
    return _serving(["mlflow", "server", *asked, "--host", "127.0.0.1", "--port"], "/health", folder, told)


def _moto(folder: Path) -> AbstractContextManager[str]:
    return _serving(["moto.server", "-H", "127.0.0.1", "-p"], "/moto-api/", folder, {})


@contextmanager
def _serving(module: list[str], health: str, folder: Path, told: dict[str, str]) -> Iterator[str]:
    """Run a module that serves on loopback until the context ends; its port is the last thing it is told."""
    port = _free_port()
    address = f"http://127.0.0.1:{port}"
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(  # noqa: S603 - the command lines are ours
            [sys.executable, "-m", *module, str(port)],
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=said,
            start_new_session=True,
            # They run nothing of ours: there is nothing to measure.
            env={name: value for name, value in os.environ.items() if name != "COVERAGE_PROCESS_CONFIG"} | told,
        )
        try:
            deadline = monotonic() + PATIENCE
            while not _answers(address + health):
                if process.poll() is not None or monotonic() > deadline:
                    said.seek(0)
                    raise AssertionError(said.read().decode("utf-8", "replace")[-3000:])
                sleep(0.2)
            yield address
        finally:
            # MLflow may take longer to end well than anybody has to wait: nothing that it keeps is looked at any more.
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _answers(address: str) -> bool:
    try:
        with build_opener(ProxyHandler({})).open(address, timeout=5) as answer:
            return bool(answer.status == 200)
    except (URLError, OSError):
        return False


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


@pytest.fixture
def challenger(project: Path, training: Training) -> Callable[..., str]:
    """Save a challenger of the project's champion that decides better and passes every gate, but for what is said."""
    from creditworthy.scorer import save

    kept = {"four_fifths": {"value": 0.9}, "equal_opportunity": {"value": 0.02}}
    fair = {"CODE_GENDER": {"columns": ["application.CODE_GENDER"], **kept}}
    right = training.unseen.with_columns(declined=pl.col("defaulted") == 1)
    store = Store(project / "models")

    def add(unseen: pl.DataFrame = right, **evidence: object) -> str:
        with tempfile.TemporaryDirectory() as scratch:
            told = {**training.evidence, "fairness": fair, **evidence}
            version = save(training.scorer, Path(scratch), told, unseen).version
            store.add(Path(scratch), version)
        store.challenge(version)
        return version

    return add
