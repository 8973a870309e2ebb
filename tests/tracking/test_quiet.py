import logging
import os
import subprocess
import sys
import warnings
from pathlib import Path

import pytest

from creditworthy.tracking.quiet import quiet

FRESH_PROCESS = """
import sys
from pathlib import Path
from types import SimpleNamespace

calls = []

def refuse(event, arguments):
    if event in ("socket.getaddrinfo", "socket.connect"):
        calls.append(arguments)
        raise PermissionError(event)

sys.addaudithook(refuse)

import creditworthy.scorer
creditworthy.scorer.load_scorer = lambda path, dictionary=None: SimpleNamespace(version="5f2c81")
from creditworthy.tracking import Run, record

uri, scorer = sys.argv[1:]
run = Run("lightgbm", {}, {"auc": 0.78}, {})
record([run], champion="lightgbm", scorer=Path(scorer), dataset={}, uri=uri)

from mlflow.telemetry.client import get_telemetry_client
assert get_telemetry_client() is None
assert calls == [], calls
"""


def test_settings_hold_within_and_end_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MLFLOW_UV_AUTO_DETECT", "true")
    monkeypatch.delenv("MLFLOW_DISABLE_TELEMETRY", raising=False)
    before = dict(os.environ)

    with quiet():
        assert os.environ["MLFLOW_UV_AUTO_DETECT"] == "false"
        assert os.environ["MLFLOW_DISABLE_TELEMETRY"] == "true"

    assert dict(os.environ) == before


def test_a_bound_that_the_user_set_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MLFLOW_HTTP_REQUEST_MAX_RETRIES", "5")
    monkeypatch.delenv("MLFLOW_HTTP_REQUEST_TIMEOUT", raising=False)

    with quiet():
        assert os.environ["MLFLOW_HTTP_REQUEST_MAX_RETRIES"] == "5"
        assert os.environ["MLFLOW_HTTP_REQUEST_TIMEOUT"] == "30"


@pytest.mark.parametrize("name", ["mlflow", "alembic", "urllib3.connectionpool"])
def test_only_errors_are_logged_within(name: str) -> None:
    with quiet():
        pass  # MLflow sets its own levels when it is imported first
    before = logging.getLogger(name).level

    with quiet():
        assert logging.getLogger(name).level == logging.ERROR

    assert logging.getLogger(name).level == before


def test_warnings_of_others_are_still_heard() -> None:
    with quiet(), pytest.warns(UserWarning, match="of ours"):
        warnings.warn("one of ours", UserWarning, stacklevel=1)


def test_everything_is_put_back_when_an_error_passes(monkeypatch: pytest.MonkeyPatch) -> None:
    before = dict(os.environ)

    with pytest.raises(ZeroDivisionError), quiet():
        _ = 1 / 0

    assert dict(os.environ) == before


def test_a_fresh_process_prints_nothing_and_calls_nobody(uri: str, scorer: Path) -> None:
    # MLflow keeps quiet by itself where it sees a test or a CI.
    signs = ("PYTEST_CURRENT_TEST", "CI", "GITHUB_ACTIONS", "MLFLOW_DISABLE_TELEMETRY", "DO_NOT_TRACK")
    environment = {name: value for name, value in os.environ.items() if name not in signs}

    done = subprocess.run(  # noqa: S603  our own interpreter
        [sys.executable, "-c", FRESH_PROCESS, uri, str(scorer)],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
