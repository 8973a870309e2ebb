"""Reach a tracking store: a local SQLite database, or the address of an MLflow server."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from creditworthy.errors import InputError
from creditworthy.tracking.quiet import quiet

if TYPE_CHECKING:
    from mlflow import MlflowClient

__all__ = ["connected", "database_of", "open_experiment"]

_TRAINING = (
    "{uri}: MLflow could not record the training ({reason}); check the address and that the store can be written"
)
_PROMOTION = (
    "{uri}: MLflow could not record the promotion ({reason}); check the address and that the store can be written"
)
_SQLITE = re.compile(r"sqlite:///(?!:memory:)([^?]+)")


@contextmanager
def connected(uri: str, *, promoting: bool = False) -> Iterator["MlflowClient"]:
    """Give a client of the tracking store; whatever fails while it is used becomes one sentence.

    Parameters
    ----------
    uri : str
        ``sqlite:///`` and the path of a database (made, with its folder, when missing), or the ``http(s)://``
        address of an MLflow server.
    promoting : bool
        True where it is told of a promotion, False where of a training: the sentence says which.

    Yields
    ------
    mlflow.MlflowClient

    Raises
    ------
    InputError
        The address is of another kind, the server does not answer, or the database cannot be written.
    """
    _check(uri)
    with quiet(), _one_sentence(uri, _PROMOTION if promoting else _TRAINING):
        from mlflow import MlflowClient

        yield MlflowClient(tracking_uri=uri, registry_uri=uri)


def open_experiment(client: "MlflowClient", name: str, uri: str) -> str:
    """Give the identifier of an experiment, created when missing.

    Parameters
    ----------
    client : mlflow.MlflowClient
    name : str
    uri : str
        The store; where it is a database, artefacts go to ``mlartifacts`` beside it. MLflow's default is the
        current directory.

    Returns
    -------
    str
    """
    found = client.get_experiment_by_name(name)
    if found is not None:
        return str(found.experiment_id)
    database = database_of(uri)
    beside = (database.parent / "mlartifacts").as_uri() if database else None
    return str(client.create_experiment(name, artifact_location=beside))


def _check(uri: str) -> None:
    database = database_of(uri)
    if database:
        _prepare(database)
    elif not uri.startswith(("http://", "https://")):
        raise InputError(
            "{uri}: not an address of a tracking store; give sqlite:/// and a path, or the http address of "
            "an MLflow server",
            uri=_without_password(uri),
        )


def database_of(uri: str) -> Path | None:
    """Give the file of a local store, None for a server."""
    local = _SQLITE.match(uri)
    return Path(local[1]).resolve() if local else None


def _prepare(database: Path) -> None:
    """Make the folder, and try to write: MLflow itself would try for minutes."""
    try:
        database.parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(database)) as connection:
            connection.execute("BEGIN IMMEDIATE")
            tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    except (OSError, sqlite3.Error) as error:
        raise InputError(
            "{database}: cannot be used as a tracking database ({reason}); give the path of a file that can be written",
            database=database,
            reason=error,
        ) from error
    if tables and "experiments" not in tables:
        raise InputError(
            "{database}: holds tables of another program, such as «{table}»; give the tracking store a "
            "database of its own",
            database=database,
            table=min(tables),
        )


@contextmanager
def _one_sentence(uri: str, template: str) -> Iterator[None]:
    from mlflow.exceptions import MlflowException

    address = _without_password(uri)
    try:
        yield
    except (MlflowException, OSError) as error:
        # A connection that failed is hidden in MLflow's own exception.
        if not database_of(uri) and isinstance(error.__context__, OSError):
            raise InputError(
                "{uri}: no MLflow server answers there; start it, or give another address, such as sqlite:///mlflow.db",
                uri=address,
            ) from error
        raise InputError(
            template,
            uri=address,
            reason=_without_password(str(error).strip().partition("\n")[0]),
        ) from error


def _without_password(text: str) -> str:
    return re.sub(r"//[^/@\s]*@", "//", text)
