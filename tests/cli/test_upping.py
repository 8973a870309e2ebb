import os
import re
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from urllib.request import ProxyHandler, build_opener

import pytest
import typer
from typer.testing import CliRunner, Result

from creditworthy.cli import upping
from creditworthy.cli.siblings import Program
from creditworthy.errors import CreditworthyError, InputError

SERVER = "import http.server, sys; http.server.test(http.server.SimpleHTTPRequestHandler, port=int(sys.argv[1]))"


def run(*arguments: object) -> Result:
    app = typer.Typer()
    app.callback()(lambda: None)
    upping.add_to(app)
    return CliRunner().invoke(app, ["up", *map(str, arguments)])


def test_all_three_listen_on_loopback_only() -> None:
    found = upping.programs(Path("tables"), Path("scorer"), [1, 2, 3])
    assert [program.name for program in found] == ["Service", "Dashboard", "MLflow"]
    for program, port in zip(found, (1, 2, 3), strict=True):
        assert program.command[-4:] == ("--host", "127.0.0.1", "--port", str(port))
    assert found[0].command[2:-4] == ("creditworthy", "serve", "tables", "--scorer", "scorer")
    assert found[1].command[2:-4] == ("creditworthy", "dashboard", "--service", "http://127.0.0.1:1")
    assert found[2].command[2:6] == ("mlflow", "server", "--backend-store-uri", "sqlite:///models/mlflow.db")


def test_it_prints_the_addresses_once_all_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    def watch(_: object) -> None:
        raise KeyboardInterrupt

    def simple(tables: object, scorer: object, ports: Sequence[int]) -> list[Program]:
        command = (sys.executable, "-c", SERVER)
        names = zip(("Service", "Dashboard", "MLflow"), ports, strict=True)
        return [Program(name, (*command, str(port)), f"http://127.0.0.1:{port}", "/") for name, port in names]

    monkeypatch.setattr(upping, "programs", simple)
    monkeypatch.setattr("creditworthy.cli.siblings.Siblings.watch", watch)
    result = run("--service-port", 0, "--dashboard-port", 0, "--mlflow-port", 0)
    assert result.exit_code == 0, result.exception
    expected = r"Service +http://127\.0\.0\.1:\d+\nDashboard +http://\S+\nMLflow +http://\S+\nCtrl-C stops all three\n"
    assert re.fullmatch(expected, result.stdout)


def test_one_that_cannot_start_says_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    error = run("--service-port", 0, "--dashboard-port", 0, "--mlflow-port", 0).exception
    assert isinstance(error, CreditworthyError)
    assert str(error).startswith("Service ended, so the others are stopped: models: no champion yet")


def test_a_port_in_use() -> None:
    import socket

    with socket.create_server(("127.0.0.1", 0)) as taken:
        error = run("--service-port", taken.getsockname()[1]).exception
    assert isinstance(error, InputError)


def test_a_package_that_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(upping, "find_spec", lambda name: None if name == "mlflow" else name)
    error = run().exception
    assert isinstance(error, ModuleNotFoundError)
    assert error.name == "mlflow"


def test_up_as_a_process(project: Path, tracked: Path) -> None:
    """The real three, until Ctrl-C."""
    ports = ["--service-port", "0", "--dashboard-port", "0", "--mlflow-port", "0"]
    line = [sys.executable, "-m", "creditworthy", "up", *ports]
    with subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=project) as process:  # noqa: S603
        try:
            assert process.stdout
            lines = [process.stdout.readline() for _ in range(4)]
            assert [line.split()[0] for line in lines] == ["Service", "Dashboard", "MLflow", "Ctrl-C"], (
                process.stderr.read()
            )  # type: ignore[union-attr]
            addresses = [line.split()[1] for line in lines[:3]]
            paths = ("/v1/model", "/", "/")
            for address, path in zip(addresses, paths, strict=True):
                with build_opener(ProxyHandler({})).open(address + path, timeout=20) as answer:
                    assert answer.status == 200
        finally:
            os.kill(process.pid, signal.SIGINT)
        assert process.communicate(timeout=40)[1] == ""
        assert process.returncode == 0
    for address in addresses:
        with pytest.raises(OSError, match="refused"):
            build_opener(ProxyHandler({})).open(address, timeout=5)
