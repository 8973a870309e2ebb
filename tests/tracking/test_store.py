import os
import socket
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from creditworthy.errors import InputError
from creditworthy.tracking.store import connected, open_experiment

if TYPE_CHECKING:
    from mlflow import MlflowClient


class Lost(BaseHTTPRequestHandler):
    """A web server that is no MLflow."""

    def do_GET(self) -> None:
        self.send_error(404)

    def log_message(self, *arguments: object) -> None:
        pass


@pytest.fixture
def web_server() -> Iterator[str]:
    with HTTPServer(("127.0.0.1", 0), Lost) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.fixture
def closed_port() -> int:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        return int(unused.getsockname()[1])


def refusal(uri: str, *, promoting: bool = False) -> str:
    with pytest.raises(InputError) as error, connected(uri, promoting=promoting) as client:
        client.get_experiment_by_name("creditworthy")
    return str(error.value)


def test_the_folder_of_a_database_is_made_when_missing(migrated: Path) -> None:
    with closing(sqlite3.connect(migrated)) as connection:
        names = {name for (name,) in connection.execute("SELECT name FROM experiments")}

    assert names == {"Default"}


def test_artefacts_of_a_database_go_beside_it(client: "MlflowClient", uri: str, store: Path) -> None:
    created = open_experiment(client, "creditworthy", uri)

    assert client.get_experiment(created).artifact_location == (store / "mlartifacts").as_uri()


def test_an_experiment_is_created_once(client: "MlflowClient", uri: str) -> None:
    assert open_experiment(client, "creditworthy", uri) == open_experiment(client, "creditworthy", uri)


@pytest.mark.parametrize("uri", ["mlruns", "sqlite:///", "sqlite:///:memory:", "file:///tmp/mlruns"])
def test_an_address_of_another_kind_is_refused(uri: str) -> None:
    assert refusal(uri) == (
        f"{uri}: not an address of a tracking store; give sqlite:/// and a path, or the http address of an "
        "MLflow server"
    )


def test_a_sentence_never_holds_a_password() -> None:
    assert refusal("postgresql://me:secret@base/mlflow").startswith("postgresql://base/mlflow: not an address")


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    notes = tmp_path / "notes.txt"
    notes.write_text("not a database, and longer than the hundred bytes of a header: " + "." * 100)

    assert refusal(f"sqlite:///{notes}") == (
        f"{notes}: cannot be used as a tracking database (file is not a database); give the path of a file "
        "that can be written"
    )


def test_a_folder_that_cannot_be_made_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    assert "cannot be used as a tracking database" in refusal(f"sqlite:///{tmp_path}/file/folder/mlflow.db")


def test_the_database_of_another_program_is_left_alone(tmp_path: Path) -> None:
    database = tmp_path / "journal.db"
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("CREATE TABLE decisions (id INTEGER)")

    assert refusal(f"sqlite:///{database}") == (
        f"{database}: holds tables of another program, such as «decisions»; give the tracking store a "
        "database of its own"
    )
    with closing(sqlite3.connect(database)) as connection:
        assert connection.execute("SELECT name FROM sqlite_master").fetchall() == [("decisions",)]


def test_a_server_that_does_not_answer_is_one_sentence(closed_port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MLFLOW_HTTP_REQUEST_MAX_RETRIES", "0")

    assert refusal(f"http://me:secret@127.0.0.1:{closed_port}") == (
        f"http://127.0.0.1:{closed_port}: no MLflow server answers there; start it, or give another address, "
        "such as sqlite:///mlflow.db"
    )


def test_a_server_that_is_no_mlflow_is_one_sentence(web_server: str) -> None:
    sentence = refusal(web_server)

    assert sentence.startswith(f"{web_server}: MLflow could not record the training (")
    assert "error code 404" in sentence
    assert "\n" not in sentence
    promotion = refusal(web_server, promoting=True)
    assert promotion == sentence.replace("could not record the training", "could not record the promotion")
    assert promotion != sentence


def test_an_error_of_ours_passes_unchanged(uri: str) -> None:
    with pytest.raises(ZeroDivisionError), connected(uri):
        _ = 1 / 0


def test_the_store_of_the_process_is_left_as_it_was(uri: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MLFLOW_TRACKING_URI", "http://elsewhere.invalid")
    before = dict(os.environ)

    with connected(uri) as client:
        assert client.tracking_uri == uri
        open_experiment(client, "creditworthy", uri)

    assert dict(os.environ) == before
