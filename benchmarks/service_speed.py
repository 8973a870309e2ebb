"""Latency and throughput of the service for the full job, beside two peers: python benchmarks/service_speed.py.

Run it in the folder of a project where a scorer was trained (`creditworthy train … --candidate lightgbm`), the tables
were imported and the features built; options: --seconds N, --rate N, --without-peers, --parts N.

The full job is an application with long histories (60 instalments, 10 credits with 24 months each, 6 earlier
applications, 60 months of loans and 40 of a card, invented), in JSON, answered with its decision and its reasons once
it is in the journal: a SQLite file in this folder, on the disk before the answer. The loader runs on the same
processors. The peers are `mlflow models serve` and the usual student service (student_service.py), neither of which
keeps a journal. Each has as many workers,
with one thread for the engine and one for the booster. MLflow is measured twice: with a frame of the application's
columns and a list of records a history (mlflow_columns.py, with reasons), and with the champion that training logs,
which takes requests as they are and answers without reasons.
"""

import os
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from functools import partial
from http.client import HTTPConnection
from pathlib import Path
from subprocess import run
from tempfile import TemporaryDirectory
from time import monotonic, sleep

import polars as pl
from service_load import (
    Call,
    Loader,
    Told,
    applicants,
    columns_of,
    free_port,
    process,
    processor_seconds,
    serving,
    versions,
)
from service_parts import parts

from creditworthy.scorer import Store
from creditworthy.settings import settings

P50, P99, KNOWN, RATIO = 30.0, 120.0, 10.0, 3.0
WORKERS, FLOWS = 2, 4
HERE = Path(__file__).parent


def main() -> None:
    parser = ArgumentParser()
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--rate", type=float, default=20.0)
    parser.add_argument("--without-peers", action="store_true")
    parser.add_argument("--parts", type=int, default=0, metavar="CALLS")
    asked = parser.parse_args()
    print(
        f"{date.today()}, {os.cpu_count()} processors, {WORKERS} workers; {versions('polars', 'lightgbm', 'fastapi')}"
    )
    cases = applicants(8)
    jobs = [Call.of("/v1/decisions", case) for case in cases]
    print(f"8 invented applicants, {len(jobs[0].body) / 1000:.0f} kB of JSON each")
    if asked.parts:
        parts(jobs[0].body, asked.parts)
    print(f"load of the machine before, which should be 0: {os.getloadavg()[0]:.1f}")
    ours = measure(jobs, asked)
    if not asked.without_peers:
        compare(ours, cases, asked)


def measure(jobs: Sequence[Call], asked: Namespace) -> tuple[float, float]:
    """Print what the service takes, and return the full jobs a second and the processor milliseconds of one."""
    port = free_port()
    with TemporaryDirectory(dir=".") as folder, serving(Path(folder), port, WORKERS) as found:
        loader = Loader(port, 32)
        loader.closed_loop(jobs, FLOWS, 3)
        show("full job", loader.open_loop(jobs, asked.rate, asked.seconds), {0.5: P50, 0.99: P99}, asked)
        known = [Call(f"/v1/applicants/{number}/decisions", b"") for number in some_known()]
        if known:
            loader.closed_loop(known, FLOWS, 1)
            show("known applicants", loader.open_loop(known, asked.rate, asked.seconds / 3), {0.5: KNOWN}, asked)
        return throughput("full job", loader, jobs, found.pid, asked.seconds / 3)


def compare(ours: tuple[float, float], cases: Sequence[dict[str, object]], asked: Namespace) -> None:
    peers: dict[str, tuple[Callable[[], object], list[Call]]] = {
        "mlflow models serve, columns and lists": (
            columns,
            [Call.of("/invocations", {"dataframe_records": [columns_of(case)]}) for case in cases],
        ),
        "mlflow models serve, the logged champion": (
            partial(mlflow, "models:/credit@champion"),
            [Call.of("/invocations", {"inputs": [case]}) for case in cases],
        ),
        "student service": (student, [Call.of("/predict", case) for case in cases]),
    }
    for name, (start, calls) in peers.items():
        with start() as (port, group):  # type: ignore[attr-defined]
            loader = Loader(port, FLOWS)
            loader.closed_loop(calls, FLOWS, 3)
            rate, busy = throughput(name, loader, calls, group, asked.seconds / 3)
        print(f"  ours / {name}: {ours[0] / rate:.1f} (asked for: {RATIO:.0f}), by processor time {busy / ours[1]:.1f}")


@contextmanager
def columns() -> Iterator[tuple[int, int]]:
    with TemporaryDirectory(dir=".") as place:
        folder = str(Path(place, "model").absolute())
        run(
            [sys.executable, str(HERE / "mlflow_columns.py"), str(Store(settings().store).champion()), folder],
            check=True,
        )
        with mlflow(folder) as found:
            yield found


@contextmanager
def mlflow(model: str) -> Iterator[tuple[int, int]]:
    port = free_port()
    line = [sys.executable, "-m", "mlflow", "models", "serve", "--model-uri", model]
    line += ["--env-manager", "local", "--port", str(port), "--workers", str(WORKERS)]
    environment = {"MLFLOW_TRACKING_URI": settings().tracking, "MLFLOW_DISABLE_TELEMETRY": "true"}
    # It looks for uvicorn where programs are.
    environment["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    with process(line, environment, lambda said: "startup complete" in said) as found:
        answers(port, "/ping")
        yield port, found.pid


@contextmanager
def student() -> Iterator[tuple[int, int]]:
    port = free_port()
    with TemporaryDirectory(dir=".") as folder:
        run([sys.executable, str(HERE / "student_service.py"), str(settings().tables), folder], check=True)
        line = [sys.executable, "-m", "uvicorn", "--app-dir", str(HERE), "student_service:create", "--factory"]
        line += ["--port", str(port), "--workers", str(WORKERS), "--log-level", "info", "--no-access-log"]
        with process(line, {"STUDENT": folder}, lambda said: "startup complete" in said) as found:
            answers(port, "/health")
            sleep(5)  # the other worker
            yield port, found.pid


def answers(port: int, path: str) -> None:
    """Wait until something answers well."""
    deadline = monotonic() + 60
    while monotonic() < deadline:
        connection = HTTPConnection("127.0.0.1", port, timeout=10)
        try:
            connection.request("GET", path)
            if connection.getresponse().status == 200:
                return
        except OSError:
            sleep(0.2)
        finally:
            connection.close()
    sys.exit(f"{path} does not answer")


def some_known() -> list[int]:
    """Return known applicants from all over the tables, where their features were built."""
    if not settings().features.is_file():
        print("known applicants: not measured, their features were not built")
        return []
    found = pl.scan_parquet(settings().features).select("SK_ID_CURR").collect()["SK_ID_CURR"]
    return found.gather_every(max(1, len(found) // 200)).to_list()


def show(what: str, told: Told, limits: dict[float, float], asked: Namespace) -> None:
    print(f"{what}, {asked.rate:g}/s, {len(told.milliseconds):,} answered, {len(told.failed)} not:")
    for one in told.failed[:3]:
        print(f"  {one}")
    for share in (0.5, 0.99):
        found = told.quantile(share)
        limit = f" (limit {limits[share]:g} ms, ratio {found / limits[share]:.2f})" if share in limits else ""
        print(f"  p{share * 100:g} {found:.1f} ms{limit}")


def throughput(what: str, loader: Loader, calls: Sequence[Call], group: int, seconds: float) -> tuple[float, float]:
    """Print and return answers a second in a closed loop, and the processor milliseconds of one answer."""
    before = processor_seconds(group)
    told = loader.closed_loop(calls, FLOWS, seconds)
    busy = (processor_seconds(group) - before) * 1000 / len(told.milliseconds)
    problems = f", {len(told.failed)} failed: {told.failed[0]}" if told.failed else ""
    print(
        f"{what}, {FLOWS} flows: {told.rate:.1f}/s, p50 {told.quantile(0.5):.0f} ms, processor {busy:.1f} ms{problems}"
    )
    return told.rate, busy


if __name__ == "__main__":
    main()
