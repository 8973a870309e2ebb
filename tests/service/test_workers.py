import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Event
from time import monotonic, sleep
from typing import Any
from urllib.error import HTTPError
from urllib.request import ProxyHandler, Request, build_opener

import pytest

from creditworthy.client import Client
from creditworthy.errors import InputError
from creditworthy.journal import Journal
from creditworthy.pipeline import Training
from creditworthy.scorer import Scorer, Store, save
from creditworthy.service.workers import processor_of
from creditworthy.settings import settings
from creditworthy.tables.applicants import request_of
from creditworthy.tables.load import Tables

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="signals, and processes by /proc")


@dataclass(frozen=True)
class Served:
    process: subprocess.Popen[str]
    address: str

    def workers(self) -> set[int]:
        """The processes that answer; Python has one more, which minds what they share."""
        pid = self.process.pid
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
        return {int(child) for child in children if b"spawn_main" in Path(f"/proc/{child}/cmdline").read_bytes()}


@contextmanager
def serving(store: Store, **variables: str) -> Iterator[Served]:
    line = [sys.executable, "-m", "creditworthy", "serve", "--port", "0", "--workers", "2"]
    environment = {**os.environ, "CREDITWORTHY_STORE": str(store.folder), **variables}
    with subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment) as process:  # noqa: S603
        try:
            assert process.stdout
            found = None
            while not found and (said := process.stdout.readline()):
                found = re.search(r"(http://\S+)/v1/decisions", said)
            assert found, process.communicate(timeout=20)
            yield Served(process, found[1])
        finally:
            if process.poll() is None:
                process.kill()


@pytest.fixture
def store(scorer: Scorer, scorer_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    monkeypatch.chdir(tmp_path)
    found = Store(tmp_path / "models")
    found.add(scorer_folder, scorer.version)
    found.promote(scorer.version)
    return found


@pytest.fixture(scope="module")
def asked(tables: Tables) -> dict[str, Any]:
    return request_of(tables, int(tables.applications("test").collect()["SK_ID_CURR"][0]))


@dataclass
class Flow:
    """What requests were told, one after the other: the status (0: nobody there), how long to wait, the decision."""

    statuses: list[int] = field(default_factory=list)
    waits: set[str | None] = field(default_factory=set)
    ids: list[str] = field(default_factory=list)

    def ask(self, address: str, body: bytes) -> int:
        request = Request(f"{address}/v1/decisions", body, {"Content-Type": "application/json"})  # noqa: S310
        try:
            with build_opener(ProxyHandler({})).open(request, timeout=20) as answer:
                self.ids.append(json.load(answer)["id"])
                status = 200
        except HTTPError as error:
            status = error.code
            self.waits.add(error.headers["Retry-After"])
        except OSError:
            status = 0
        self.statuses.append(status)
        return status


@contextmanager
def flowing(address: str, asked: dict[str, Any], count: int = 4) -> Iterator[list[Flow]]:
    """Ask in several flows while the context lasts, and as long as somebody is there."""
    stop, body = Event(), json.dumps(asked).encode()

    def flow(one: Flow) -> None:
        while not stop.is_set() and one.ask(address, body):
            pass

    flows = [Flow() for _ in range(count)]
    with ThreadPoolExecutor(count) as pool:
        running = [pool.submit(flow, one) for one in flows]
        try:
            yield flows
        finally:
            stop.set()
            for one in running:
                one.result()


def kept(journal: str | None = None) -> list[str]:
    """The decisions of a journal that holds together, anchored to its end, in the order of their numbers."""
    address = journal or settings().journal
    with Journal.open(address, key=settings().journal_key, anchors=settings().anchors) as opened:
        assert opened.verify() == []
        entries = list(opened.export())
        assert json.loads(settings().anchors.read_text().splitlines()[-1])["count"] == len(entries)
    assert [entry["number"] for entry in entries] == list(range(1, len(entries) + 1))
    return [entry["id"] for entry in entries if entry["kind"] == "decision"]


def seconds_of(pid: int) -> float:
    """The processor time of a process."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def processors(pids: set[int]) -> list[list[int]]:
    """The processors that processes may run on."""
    return sorted(sorted(os.sched_getaffinity(pid)) for pid in pids)


def metrics(address: str) -> dict[str, float]:
    with build_opener(ProxyHandler({})).open(f"{address}/metrics", timeout=20) as answer:
        lines = answer.read().decode().splitlines()
    return {name: float(value) for name, value in (line.rsplit(" ", 1) for line in lines if line[0] != "#")}


def until(condition: Any) -> None:
    deadline = monotonic() + 30
    while not condition():
        assert monotonic() < deadline
        sleep(0.05)


def test_a_worker_has_a_processor_of_its_own_where_there_are_as_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {5, 3})
    assert [processor_of(place, 2) for place in range(2)] == [3, 5]
    assert processor_of(0, 1) is None
    assert processor_of(2, 3) is None
    monkeypatch.delattr(os, "sched_getaffinity")  # systems that have none
    assert processor_of(0, 2) is None


def test_a_worker_that_is_killed_is_started_again_and_the_service_goes_on(
    store: Store, asked: dict[str, Any], scorer: Scorer
) -> None:
    stop, answered, failed = Event(), [], []
    ours = sorted(os.sched_getaffinity(0))
    own = [[one] for one in ours] if len(ours) == 2 else [ours] * 2

    def flow(address: str) -> None:
        with Client(address, timeout=20) as client:
            while not stop.is_set():
                try:
                    answer = client.decide(asked)
                    answered.append((answer.id, answer.model_version))
                except InputError:
                    failed.append(monotonic())

    with serving(store) as served, ThreadPoolExecutor(2) as pool:
        flows = [pool.submit(flow, served.address) for _ in range(2)]
        try:
            until(lambda: len(answered) > 10)
            before = served.workers()
            assert len(before) == 2
            assert processors(before) == own
            killed = monotonic()
            os.kill(min(before), signal.SIGKILL)
            until(lambda: len(served.workers() - before) == 1)
            until(lambda: processors(served.workers()) == own)  # the new one takes that of the old one
            count = len(answered)
            until(lambda: len(answered) > count + 20)
        finally:
            stop.set()
        for found in flows:
            found.result()
        # Each worker tells what all of them counted, the killed one too.
        counted = metrics(served.address)
        assert counted['creditworthy_requests_total{method="POST",route="/v1/decisions",status="200"}'] == len(answered)
        model = f'creditworthy_model{{candidate="{scorer.candidate}",version="{scorer.version}"}}'
        until(lambda: metrics(served.address)[model] == 2)
        # Only what the killed one held in its hands is lost: a request of each flow at most, at that moment.
        assert len(failed) <= 2
        assert all(when - killed < 2 for when in failed)
        assert {version for _, version in answered} == {scorer.version}
        served.process.send_signal(signal.SIGTERM)
        said = served.process.communicate(timeout=40)[1]
        assert served.process.returncode == 0
        assert said == "a worker ended (exit code -9); another one is started\n"
    ids, journalled = [id_ for id_, _ in answered], kept()
    assert len(set(journalled)) == len(journalled)
    assert set(ids) <= set(journalled)
    # What was kept, and its answer lost with the process.
    assert 0 <= len(journalled) - len(ids) <= len(failed)


@pytest.mark.usefixtures("unmeasured")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_what_was_accepted_is_answered_before_the_end(store: Store, asked: dict[str, Any], number: int) -> None:
    with serving(store) as served, ThreadPoolExecutor(4) as pool:

        def many() -> tuple[int, float]:
            with Client(served.address, timeout=60) as client:
                answers = client.decide_many([asked] * 100)
                return sum(answer.decision is not None for answer in answers), monotonic()

        found = [pool.submit(many) for _ in range(4)]
        # Four that are read and not answered, and the one that asks.
        until(lambda: metrics(served.address)["creditworthy_requests_in_progress"] == 5)
        stopped = monotonic()
        served.process.send_signal(number)
        for one in found:
            count, at = one.result()
            assert count == 100
            assert at > stopped
        assert served.process.communicate(timeout=40)[1] == ""
        assert served.process.returncode == 0


@pytest.mark.usefixtures("unmeasured")
def test_workers_write_one_chain_and_its_end_is_anchored_when_they_stop_under_load(
    store: Store, asked: dict[str, Any]
) -> None:
    with serving(store) as served, flowing(served.address, asked) as flows:
        before = {worker: seconds_of(worker) for worker in served.workers()}
        until(lambda: sum(len(flow.ids) for flow in flows) > 60)
        assert all(seconds_of(worker) > used for worker, used in before.items())
        served.process.send_signal(signal.SIGTERM)
        assert served.process.communicate(timeout=40)[1] == ""
        assert served.process.returncode == 0
    assert {status for flow in flows for status in flow.statuses} == {0, 200}
    # What was accepted was answered, what was answered was kept, and nothing else.
    assert sorted(kept()) == sorted(id_ for flow in flows for id_ in flow.ids)


@pytest.mark.usefixtures("unmeasured")
@pytest.mark.postgres
def test_a_database_that_stops_and_starts_again_under_load(store: Store, asked: dict[str, Any], postgres: Any) -> None:
    journal = postgres.empty()
    with serving(store, CREDITWORTHY_JOURNAL=journal) as served:
        with flowing(served.address, asked) as flows:

            def answered(status: int, more: int) -> None:
                before = [flow.statuses.count(status) for flow in flows]
                until(
                    lambda: all(
                        flow.statuses.count(status) >= one + more for flow, one in zip(flows, before, strict=True)
                    )
                )

            answered(200, 5)
            postgres.stop()
            try:
                answered(503, 5)
            finally:
                postgres.start()
            answered(200, 5)
        served.process.send_signal(signal.SIGTERM)
        said = served.process.communicate(timeout=40)[1]
        assert served.process.returncode == 0
    # Those who answer say so each time, the explainer once.
    assert {re.split(r" was not answered: the journal |: the journal ", line)[0] for line in said.splitlines()} == {
        "POST /v1/decisions",
        "the explainer waits for the journal",
    }
    for flow in flows:
        assert set(flow.statuses) == {200, 503}
        assert flow.waits == {"1"}
    ids, journalled = [id_ for flow in flows for id_ in flow.ids], kept(journal)
    assert len(set(journalled)) == len(journalled)
    assert set(ids) <= set(journalled)
    # What was written when the database stopped, which could not say so any more: at most one a worker.
    assert len(journalled) - len(ids) <= 2


def test_every_worker_follows_the_champion_and_a_new_one_falls_back(
    store: Store, asked: dict[str, Any], scorer: Scorer, training: Training, tmp_path: Path
) -> None:
    other = save(replace(scorer, threshold=scorer.threshold / 2), tmp_path / "other", training.evidence).version
    store.add(tmp_path / "other", other)

    def versions(served: Served) -> set[str]:
        found = set()
        for _ in range(12):
            with Client(served.address, timeout=20) as client:
                found.add(client.decide(asked).model_version)
        return found

    with serving(store) as served:
        assert versions(served) == {scorer.version}
        store.promote(other)
        until(lambda: versions(served) == {other})
        (store.folder / scorer.version / "model.txt").write_text("", encoding="utf-8")
        store.promote(scorer.version)
        before = served.workers()
        os.kill(min(before), signal.SIGKILL)
        until(lambda: len(served.workers() - before) == 1)
        sleep(4)
        assert len(served.workers()) == 2
        assert versions(served) == {other}


def test_the_first_worker_that_cannot_start_says_why(store: Store) -> None:
    line = [sys.executable, "-m", "creditworthy", "serve", "--port", "0", "--workers", "2"]
    (store.folder / "champion.json").unlink()
    environment = {**os.environ, "CREDITWORTHY_STORE": str(store.folder), "CREDITWORTHY_LANGUAGE": "en"}
    found = subprocess.run(line, capture_output=True, text=True, env=environment, timeout=60, check=False)  # noqa: S603
    assert (found.returncode, found.stdout) == (2, "")
    assert "no champion yet; train one with" in found.stderr


def test_a_journal_that_cannot_be_opened_is_said_too(store: Store, tmp_path: Path) -> None:
    line = [sys.executable, "-m", "creditworthy", "serve", "--port", "0", "--workers", "2"]
    (tmp_path / "notes.db").write_bytes(b"no database at all" * 100)
    journal = f"sqlite:///{tmp_path / 'notes.db'}"
    environment = {**os.environ, "CREDITWORTHY_STORE": str(store.folder), "CREDITWORTHY_JOURNAL": journal}
    found = subprocess.run(line, capture_output=True, text=True, env=environment, timeout=60, check=False)  # noqa: S603
    assert (found.returncode, found.stdout) == (2, "")
    assert "notes.db does not answer, nothing was written" in found.stderr
    assert "Traceback" not in found.stderr


def test_workers_end_with_the_process_that_started_them(store: Store) -> None:
    with serving(store) as served:
        workers = served.workers()
        served.process.kill()
        served.process.wait(20)
        until(lambda: not any(Path(f"/proc/{worker}").exists() for worker in workers))
