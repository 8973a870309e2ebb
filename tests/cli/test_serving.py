import re
import signal
import socket
import subprocess
import sys
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import pytest
from fastapi.testclient import TestClient

from creditworthy.client import Client
from creditworthy.journal import Journal, Search
from creditworthy.scorer import Scorer
from creditworthy.settings import settings
from creditworthy.tables.load import Tables


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> list[TestClient]:
    """Clients of what would have been served."""
    found: list[TestClient] = []

    def stopped(server: Any, **_: object) -> None:
        found.append(TestClient(server.config.app))

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


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_serve_as_a_process(project: Path, tables: Tables, scorer: Scorer, number: int) -> None:
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
                again = client.decide(client.applicant(applicant).request())
            assert again == answer.model_copy(update={"id": again.id})
            assert (answer.applicant, answer.model_version) == (applicant, scorer.version)
        finally:
            process.send_signal(number)
        assert process.communicate(timeout=20)[1] == ""
        assert process.returncode == 0
    with Journal.open(settings().journal, key=settings().journal_key, anchors=settings().anchors) as journal:
        assert [entry.id for entry in journal.search(Search()).entries] == [answer.id, again.id]
        assert journal.verify() == []
    assert settings().anchors.read_text().count("\n") == 1  # the end is anchored when the service stops


@pytest.mark.skipif(sys.platform != "linux", reason="processes by /proc")
@pytest.mark.usefixtures("unmeasured")
@pytest.mark.parametrize(("workers", "number"), [("1", signal.SIGTERM), ("2", signal.SIGINT), ("2", signal.SIGKILL)])
def test_what_takes_long_is_done_by_one_process_beside_those_that_answer(
    project: Path, tables: Tables, workers: str, number: int
) -> None:
    applicant = int(tables.applications("test").collect()["SK_ID_CURR"][0])
    line = [sys.executable, "-m", "creditworthy", "serve", "--port", "0", "--workers", workers]
    with subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:  # noqa: S603
        try:
            assert process.stdout
            address = re.search(r"(http://\S+)/v1/decisions", "".join(process.stdout.readline() for _ in range(3)))
            assert address
            with Client(address[1], "fr", timeout=20) as client:
                answer = client.decide_known(applicant)
                assert answer.id
                imitation = client.lime_of(answer.id)
                assert (imitation.applicant, imitation.samples) == (applicant, 2_000)
                assert client.lime_of(answer.id) == imitation
                asked = client.applicant(applicant).request()
                job = client.submit([asked, {"application": {}}, asked])
                found = client.result(job.id)
                assert client.job(job.id).status == "done"
                assert [one.problem is None for one in found] == [True, False, True]
                assert found[0].decision
                assert client.find(found[0].decision.id or "").decision.probability == answer.probability
            (explainer,) = explainers(process.pid)
        finally:
            process.send_signal(number)
        said = process.communicate(timeout=40)[1]
        assert (process.returncode, said) == ((0, "") if number != signal.SIGKILL else (-9, said))
    deadline = monotonic() + 20
    while Path(f"/proc/{explainer}").exists():
        assert monotonic() < deadline
        sleep(0.05)


def explainers(service: int) -> list[str]:
    """The explainers that a process has started."""
    tasks = Path(f"/proc/{service}/task").glob("*/children")
    children = [child for task in tasks for child in task.read_text(encoding="ascii").split()]
    return [one for one in children if b"creditworthy.service.explainer" in Path(f"/proc/{one}/cmdline").read_bytes()]
