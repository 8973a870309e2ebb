"""What the benchmarks of the service share: invented applicants with long histories, a loader, processes."""

import os

os.environ.update({"POLARS_MAX_THREADS": "1", "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"})

import json
import signal
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from importlib.metadata import version
from pathlib import Path
from queue import Empty, SimpleQueue
from socket import create_server
from subprocess import PIPE, STDOUT, Popen
from threading import Thread
from time import monotonic, perf_counter, sleep
from typing import Any

import polars as pl

from creditworthy.tables.dictionary import home_credit
from creditworthy.tables.specimen import specimen

JSON = {"Content-Type": "application/json"}
LOANS, CREDITS, MONTHS = 6, 10, 24
PATIENCE = 120.0

Case = dict[str, Any]


def applicants(count: int) -> list[Case]:
    """Return invented requests, of which what belongs together has one number.

    10 credits elsewhere with 24 months each, 6 earlier applications, of them 60 instalments and 60 months of loans, and
    40 months of one card.
    """
    drawn, dictionary = specimen(home_credit(), 400), home_credit()
    applications = drawn["application"].to_dicts()
    return [_applicant(drawn, applications[seed], dictionary.application.label, seed) for seed in range(count)]


def columns_of(case: Case) -> Case:
    """Return a request as one record: the application's columns, then each history."""
    return {**case["application"], **case["histories"]}


def _applicant(drawn: Mapping[str, pl.DataFrame], application: Case, label: str | None, seed: int) -> Case:
    credits_ = [1_000 * seed + number for number in range(1, CREDITS + 1)]
    loans = [1_000 * seed + number for number in range(1, LOANS + 1)]
    ten = range(1, 11)
    keys: dict[str, dict[str, Sequence[int]]] = {
        "bureau": {"SK_ID_BUREAU": credits_},
        "bureau_balance": {
            "SK_ID_BUREAU": [one for one in credits_ for _ in range(MONTHS)],
            "MONTHS_BALANCE": [-month for _ in credits_ for month in range(MONTHS)],
        },
        "previous_application": {"SK_ID_PREV": loans},
        "POS_CASH_balance": {
            "SK_ID_PREV": [one for one in loans for _ in ten],
            "MONTHS_BALANCE": [-month for _ in loans for month in ten],
        },
        "installments_payments": {
            "SK_ID_PREV": [one for one in loans for _ in ten],
            "NUM_INSTALMENT_NUMBER": [number for _ in loans for number in ten],
        },
        "credit_card_balance": {"SK_ID_PREV": [loans[0]] * 40, "MONTHS_BALANCE": [-month for month in range(1, 41)]},
    }
    owner = application["SK_ID_CURR"]
    histories = {name: _rows(drawn[name], columns, owner, seed) for name, columns in keys.items()}
    known = {name: value for name, value in application.items() if name != label}
    return {"application": known, "histories": histories}


def _rows(drawn: pl.DataFrame, columns: Mapping[str, Sequence[int]], owner: int, seed: int) -> list[Case]:
    count = len(next(iter(columns.values())))
    found = drawn.sample(count, seed=seed, with_replacement=True)
    own = {name: pl.Series(values, dtype=found.schema[name]) for name, values in columns.items()}
    return found.with_columns(SK_ID_CURR=pl.lit(owner), **own).to_dicts()


@dataclass
class Told:
    """What came back: milliseconds of each answer, and how many were none."""

    milliseconds: list[float] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    seconds: float = 0.0

    def quantile(self, share: float) -> float:
        ordered = sorted(self.milliseconds)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))]

    @property
    def rate(self) -> float:
        """Answers a second."""
        return len(self.milliseconds) / self.seconds


@dataclass(frozen=True)
class Call:
    """A request: path and body, which is sent as it is."""

    path: str
    body: bytes
    method: str = "POST"

    @classmethod
    def of(cls, path: str, content: object) -> "Call":
        return cls(path, json.dumps(content).encode())


class Loader:
    """Sends requests over connections that stay open and are used in turn."""

    def __init__(self, port: int, connections: int) -> None:
        self._port, self._free = port, SimpleQueue[HTTPConnection]()
        self._count = connections
        for _ in range(connections):
            self._free.put(self._opened())

    def _opened(self) -> HTTPConnection:
        return HTTPConnection("127.0.0.1", self._port, timeout=30)

    def sent(self, call: Call) -> tuple[int, bytes]:
        """Send one; return the status and the body, 0 and the reason where there was no answer."""
        connection = self._free.get()
        try:
            connection.request(call.method, call.path, call.body, JSON)
            answer = connection.getresponse()
            return answer.status, answer.read()
        except (OSError, HTTPException) as error:
            connection.close()  # it opens again by itself
            return 0, f"{type(error).__name__}: {error}".encode()
        finally:
            self._free.put(connection)

    def send(self, call: Call) -> str:
        """Send one; return what went wrong, nothing where it was answered well."""
        status, content = self.sent(call)
        return "" if 200 <= status < 300 else f"{status}: {content[:200]!r}"

    def open_loop(self, calls: Sequence[Call], rate: float, seconds: float) -> Told:
        """Send at fixed moments, whatever was answered; the time of an answer counts from its moment."""
        told, begun = Told(seconds=seconds), perf_counter() + 0.1

        def one(due: float, call: Call) -> None:
            problem = self.send(call)
            took = (perf_counter() - due) * 1_000
            (told.failed.append(problem) if problem else told.milliseconds.append(took))

        with ThreadPoolExecutor(self._count) as pool:
            for number in range(int(rate * seconds)):
                due = begun + number / rate
                sleep(max(0.0, due - perf_counter()))
                pool.submit(one, due, calls[number % len(calls)])
        return told

    def closed_loop(self, calls: Sequence[Call], flows: int, seconds: float) -> Told:
        """Send from several flows, in each of them when the one before was answered."""
        told, begun = Told(), perf_counter()

        def flow(number: int) -> None:
            while (now := perf_counter()) - begun < seconds:
                problem = self.send(calls[number % len(calls)])
                number += flows
                (told.failed.append(problem) if problem else told.milliseconds.append((perf_counter() - now) * 1_000))

        with ThreadPoolExecutor(flows) as pool:
            for found in [pool.submit(flow, number) for number in range(flows)]:
                found.result()
        told.seconds = perf_counter() - begun
        return told


@contextmanager
def process(line: Sequence[str], environment: Mapping[str, str], ready: Callable[[str], bool]) -> Iterator[Popen[str]]:
    """Run a program, once ``ready`` knows a line that it says; then end it and what it started, a group of its own."""
    told: SimpleQueue[str] = SimpleQueue()
    its = {**os.environ, **environment}
    with Popen(line, stdout=PIPE, stderr=STDOUT, text=True, env=its, start_new_session=True) as found:

        def read() -> None:
            assert found.stdout
            for said in found.stdout:
                told.put(said)

        Thread(target=read, daemon=True).start()
        try:
            _await(found, told, ready)
            yield found
        finally:
            for number in (signal.SIGTERM, signal.SIGKILL):
                with suppress(ProcessLookupError):
                    os.killpg(found.pid, number)
                found.wait(40)


def _await(found: Popen[str], told: "SimpleQueue[str]", ready: Callable[[str], bool]) -> None:
    said, deadline = [], monotonic() + PATIENCE
    while monotonic() < deadline:
        try:
            said.append(told.get(timeout=0.1))
        except Empty:
            if found.poll() is not None:
                break
            continue
        if ready(said[-1]):
            return
    sys.exit("it did not start:\n" + "".join(said[-40:]))


def workers_of(pid: int) -> list[int]:
    """Return the processes that answer for ours."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    return [int(child) for child in children if b"spawn_main" in Path(f"/proc/{child}/cmdline").read_bytes()]


def processor_seconds(group: int) -> float:
    """Return the processor time that the processes of a group have had, whatever else the machine does."""
    ticks = 0
    for place in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            fields = place.read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
            ticks += int(fields[11]) + int(fields[12]) if int(fields[2]) == group else 0
    return ticks / os.sysconf("SC_CLK_TCK")


def megabytes(pid: int, what: str = "VmRSS") -> float:
    """Return the memory that a process holds now, in MiB."""
    lines = Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(f"{what}:")) / 1024


def versions(*names: str) -> str:
    return ", ".join(f"{name} {version(name)}" for name in names)


def free_port() -> int:
    with create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


@contextmanager
def serving(folder: Path, port: int, workers: int, python: str = sys.executable) -> Iterator[Popen[str]]:
    """Run the service over a new journal in a folder, once it says that it answers."""
    journal = {
        "CREDITWORTHY_JOURNAL": f"sqlite:///{folder / 'journal.db'}",
        "CREDITWORTHY_JOURNAL_KEY": str(folder / "key"),
        "CREDITWORTHY_ANCHORS": str(folder / "anchors"),
        "CREDITWORTHY_LANGUAGE": "en",
    }
    line = [python, "-m", "creditworthy", "serve", "--port", str(port), "--workers", str(workers)]
    with process(line, journal, lambda said: said.startswith("POST ")) as found:
        yield found
