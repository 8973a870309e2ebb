"""up: the service, the dashboard and MLflow side by side on this machine."""

import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated

import typer

from creditworthy.cli.dashing import free_port
from creditworthy.cli.screen import progress, show
from creditworthy.cli.siblings import Program, running
from creditworthy.language import say
from creditworthy.settings import settings

__all__ = ["add_to", "programs", "up"]

LOOPBACK = "127.0.0.1"


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command("up")(up)


def up(
    tables: Annotated[Path | None, typer.Argument(help="Folder of imported tables.")] = None,
    scorer: Annotated[Path | None, typer.Option(help="Folder of a saved scorer; the champion by default.")] = None,
    service_port: Annotated[
        int, typer.Option(min=0, max=65535, metavar="N", help="Port of the service; 0 takes a free one.")
    ] = 8000,
    dashboard_port: Annotated[
        int, typer.Option(min=0, max=65535, metavar="N", help="Port of the dashboard; 0 takes a free one.")
    ] = 8501,
    mlflow_port: Annotated[
        int, typer.Option(min=0, max=65535, metavar="N", help="Port of MLflow; 0 takes a free one.")
    ] = 5000,
) -> None:
    """Start service, dashboard and MLflow here; Ctrl-C stops all."""
    for package in ("uvicorn", "streamlit", "mlflow"):
        if find_spec(package) is None:
            raise ModuleNotFoundError(name=package)
    ports = [free_port(LOOPBACK, port) for port in (service_port, dashboard_port, mlflow_port)]
    with running(programs(tables, scorer, ports)) as started:
        with progress(say("Starting"), len(started.processes)) as advance:
            for program in started.processes:
                started.wait(program)
                advance(say(program.name))
        for program in started.processes:
            show(f"{say(program.name):<16}{program.address}", whole=True)
        show(say("Ctrl-C stops all three"))
        with suppress(KeyboardInterrupt):  # how this command ends
            started.watch()


def programs(tables: Path | None, scorer: Path | None, ports: Sequence[int]) -> list[Program]:
    """Return the service, the dashboard and MLflow, each listening on loopback only.

    >>> [program.address for program in programs(None, None, [8000, 8501, 5000])]
    ['http://127.0.0.1:8000', 'http://127.0.0.1:8501', 'http://127.0.0.1:5000']
    """
    service, dashboard, mlflow = ports
    us = (sys.executable, "-m", "creditworthy")
    given = [*([str(tables)] if tables else []), *(["--scorer", str(scorer)] if scorer else [])]
    asked = ["--service", _address(service)]
    kept = ["--backend-store-uri", settings().tracking, "--workers", "1"]
    return [
        Program("Service", (*us, "serve", *given, *_at(service)), _address(service), "/health/ready"),
        Program("Dashboard", (*us, "dashboard", *asked, *_at(dashboard)), _address(dashboard), "/_stcore/health"),
        Program("MLflow", (*us[:2], "mlflow", "server", *kept, *_at(mlflow)), _address(mlflow), "/health"),
    ]


def _address(port: int) -> str:
    return f"http://{LOOPBACK}:{port}"


def _at(port: int) -> tuple[str, ...]:
    return "--host", LOOPBACK, "--port", str(port)
