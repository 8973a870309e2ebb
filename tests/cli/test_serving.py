import re
import signal
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from creditworthy.client import Client
from creditworthy.scorer import Scorer
from creditworthy.tables.load import Tables


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> list[TestClient]:
    """Clients of what would have been served."""
    found: list[TestClient] = []

    def stopped(server: Any, **_: object) -> None:
        found.append(TestClient(server.config.app))
        raise KeyboardInterrupt

    monkeypatch.setattr("uvicorn.Server.run", stopped)
    return found


def test_champion_and_tables_of_the_settings(command: Any, project: Path, scorer: Scorer, served: Any) -> None:
    code, out, err = command("serve", "--port", "0")
    assert (code, err) == (0, "")
    lines = [
        rf"Deciding with {scorer.candidate}, version {scorer.version}",
        r"Known applicants: those of data/interim/tables",
        r"POST http://127\.0\.0\.1:\d+/v1/decisions   \(Ctrl-C stops\)",
    ]
    assert re.fullmatch("\n".join(lines) + "\n", out)
    (client,) = served
    assert client.get("/v1/model").json()["version"] == scorer.version
    assert len(client.get("/v1/applicants").json()["applicants"]) == 200


def test_scorer_and_tables_of_the_command_line(
    command: Any, scorer_folder: Path, tables_folder: Path, served: Any
) -> None:
    code, out, err = command("serve", str(tables_folder), "--scorer", str(scorer_folder), "--port", "0")
    assert (code, err) == (0, "")
    assert f"Known applicants: those of {tables_folder}\n" in out
    assert served[0].get("/v1/applicants?limit=1").status_code == 200


def test_without_tables_nobody_is_known(command: Any, scorer_folder: Path, served: Any) -> None:
    code, out, err = command("serve", "--scorer", str(scorer_folder), "--port", "0")
    assert (code, err) == (0, "")
    assert "Known applicants" not in out
    answer = served[0].get("/v1/applicants")
    assert answer.status_code == 404
    assert answer.json()["detail"].startswith("this service was started without tables")


def test_tables_that_are_none(command: Any, scorer_folder: Path, tmp_path: Path) -> None:
    code, out, err = command("serve", str(tmp_path), "--scorer", str(scorer_folder), "--port", "0")
    assert (code, out) == (2, "")
    assert err.startswith(f"creditworthy: {tmp_path}: not a folder of imported tables")


def test_a_port_in_use(command: Any, project: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        sentence = f"127.0.0.1:{port}: cannot listen there (Address already in use); choose another with --port"
        assert command("serve", "--port", str(port)) == (2, "", f"creditworthy: {sentence}\n")


def test_no_champion(command: Any) -> None:
    code, out, err = command("serve", "--port", "0")
    assert (code, out) == (2, "")
    assert err.startswith("creditworthy: models: no champion yet")


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_serve_as_a_process(project: Path, tables: Tables, scorer: Scorer) -> None:
    applicant = int(tables.applications("test").collect()["SK_ID_CURR"][0])
    line = [sys.executable, "-m", "creditworthy", "serve", "--port", "0"]
    with subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:  # noqa: S603
        try:
            assert process.stdout
            lines = [process.stdout.readline() for _ in range(3)]
            address = re.search(r"(http://\S+)/v1/decisions", lines[-1])
            assert address
            with Client(address[1], timeout=20) as client:
                answer = client.decide_known(applicant)
                assert client.decide(client.applicant(applicant).request()) == answer
            assert (answer.applicant, answer.model_version) == (applicant, scorer.version)
        finally:
            process.send_signal(signal.SIGINT)
        assert process.communicate(timeout=20)[1] == ""
        assert process.returncode == 0
