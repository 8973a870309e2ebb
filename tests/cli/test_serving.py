import json
import re
import signal
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.request import ProxyHandler, Request, build_opener

import pytest
from fastapi.testclient import TestClient

from creditworthy.cli.asking import request_of
from creditworthy.cli.serving import service_of
from creditworthy.scorer import Scorer
from creditworthy.tables.load import Tables


def test_service_of_a_scorer(scorer: Scorer) -> None:
    model = TestClient(service_of(scorer)).get("/v1/model").json()
    assert (model["version"], model["candidate"]) == (scorer.version, scorer.candidate)
    assert model["costs"] == {"missed_default": 10.0, "lost_good_loan": 1.0}
    assert model["features"] == list(scorer.features)


def test_a_port_in_use(command: Any, project: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        sentence = f"127.0.0.1:{port}: cannot listen there (Address already in use); choose another with --port"
        assert command("serve", "--port", str(port)) == (2, "", f"creditworthy: {sentence}\n")


def test_no_champion(command: Any) -> None:
    code, out, err = command("serve", "--port", "0")
    assert (code, out) == (2, "")
    assert err.startswith("creditworthy: models: no champion yet")


def test_ctrl_c_is_how_it_ends(command: Any, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("uvicorn.Server.run", stopped)
    code, out, err = command("serve", "--port", "0")
    assert (code, err) == (0, "")
    assert re.search(r"POST http://127\.0\.0\.1:\d+/v1/decisions   \(Ctrl-C stops\)\n$", out)


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_serve_as_a_process(project: Path, tables: Tables, scorer: Scorer) -> None:
    applicant = int(tables.applications("test").collect()["SK_ID_CURR"][0])
    line = [sys.executable, "-m", "creditworthy", "serve", "--port", "0"]
    with subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:  # noqa: S603
        try:
            assert process.stdout
            process.stdout.readline()
            address = re.search(r"http://\S+", process.stdout.readline())
            assert address
            body = json.dumps(request_of(tables, applicant)).encode()
            request = Request(address[0], data=body, headers={"Content-Type": "application/json"})  # noqa: S310
            with build_opener(ProxyHandler({})).open(request, timeout=20) as response:
                assert json.loads(response.read())["model_version"] == scorer.version
        finally:
            process.send_signal(signal.SIGINT)
        assert process.communicate(timeout=20)[1] == ""
        assert process.returncode == 0
