"""MLflow without its telemetry, its chatter and its minutes of retries."""

import logging
import os
import warnings
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager

__all__ = ["quiet"]

_SILENT = {
    "MLFLOW_DISABLE_TELEMETRY": "true",  # decided once, while MLflow is imported
    "MLFLOW_ENABLE_ARTIFACTS_PROGRESS_BAR": "false",
    "MLFLOW_SUPPRESS_PRINTING_URL_TO_STDOUT": "true",
    "MLFLOW_UV_AUTO_DETECT": "false",  # else the current directory's pyproject.toml is copied into the model
}
# Left alone, MLflow asks a server that does not answer 8 times, up to 120 s each. Who set a bound keeps it.
_BOUNDS = {
    "MLFLOW_HTTP_REQUEST_MAX_RETRIES": "2",
    "MLFLOW_HTTP_REQUEST_BACKOFF_FACTOR": "1",
    "MLFLOW_HTTP_REQUEST_TIMEOUT": "30",
}


@contextmanager
def quiet() -> Iterator[None]:
    """Import and use MLflow within: no telemetry, nothing printed, few retries.

    Environment, log levels and warning filters are as before when it ends; telemetry stays off for the
    process, because MLflow starts it at its first import or never.

    Yields
    ------
    None

    Examples
    --------
    >>> with quiet():
    ...     os.environ["MLFLOW_DISABLE_TELEMETRY"]
    'true'
    """
    bounds = {name: value for name, value in _BOUNDS.items() if name not in os.environ}
    with ExitStack() as stack:
        stack.enter_context(warnings.catch_warnings())
        # MLflow 3.17 warns about type hints of its own while it is imported.
        warnings.filterwarnings("ignore", module=r"mlflow(\.|$)")
        stack.enter_context(_environment({**_SILENT, **bounds}))
        import mlflow  # noqa: F401  its import sets its log levels, so it comes before ours

        for logger in ("mlflow", "alembic", "urllib3.connectionpool"):
            stack.enter_context(_level(logger, logging.ERROR))
        yield


@contextmanager
def _environment(variables: Mapping[str, str]) -> Iterator[None]:
    before = {name: os.environ.get(name) for name in variables}
    os.environ.update(variables)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


@contextmanager
def _level(logger: str, level: int) -> Iterator[None]:
    before = logging.getLogger(logger).level
    logging.getLogger(logger).setLevel(level)
    try:
        yield
    finally:
        logging.getLogger(logger).setLevel(before)
