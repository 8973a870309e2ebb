import socket
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner, Result

from creditworthy.cli import dashing
from creditworthy.errors import InputError
from creditworthy.settings import settings


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What Streamlit was started with, instead of starting it."""
    found: dict[str, Any] = {}
    monkeypatch.setattr("streamlit.web.bootstrap.load_config_options", found.update)
    monkeypatch.setattr("streamlit.web.bootstrap.run", lambda script, **how: found.update(how, script=script))
    return found


def run(*arguments: object) -> Result:
    app = typer.Typer()
    app.callback()(lambda: None)
    dashing.add_to(app)
    return CliRunner().invoke(app, ["dashboard", *map(str, arguments)])


def test_it_starts_on_loopback_and_tells_nothing_to_anybody(started: dict[str, Any]) -> None:
    result = run("--service", "http://127.0.0.1:9000", "--port", "0")
    assert result.exit_code == 0, result.exception
    assert started["args"] == ["--service", "http://127.0.0.1:9000"]
    assert started["server_address"] == "127.0.0.1"
    assert started["browser_gatherUsageStats"] is False
    assert started["server_headless"] is True
    assert Path(started["script"]).parts[-2:] == ("dashboard", "app.py")
    assert Path(started["script"]).is_file()
    assert result.stdout == (
        "Dashboard of the service at http://127.0.0.1:9000\n"
        f"http://127.0.0.1:{started['server_port']}   (Ctrl-C stops)\n"
    )


def test_the_service_of_the_settings(started: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CREDITWORTHY_PORT", "8123")
    settings.cache_clear()
    run("--port", "0")
    assert started["args"] == ["--service", "http://127.0.0.1:8123"]


def test_a_port_in_use() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        error = run("--port", port).exception
    assert isinstance(error, InputError)
    assert str(error) == f"127.0.0.1:{port}: cannot listen there (Address already in use); choose another with --port"


def test_a_free_port_is_free() -> None:
    port = dashing.free_port("127.0.0.1", 0)
    with socket.create_server(("127.0.0.1", port)) as listener:
        assert listener.getsockname()[1] == port > 0


def test_options_are_known_to_streamlit() -> None:
    from streamlit import config

    known = config.get_config_options()
    assert [name for name in dashing.streamlit_options("127.0.0.1", 1) if name.replace("_", ".", 1) not in known] == []
