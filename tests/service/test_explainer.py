"""Real processes; what they do for a job is told in ``test_clerk``."""

import json
import os
import pickle
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import pytest

from creditworthy.answering import imitation
from creditworthy.journal import FILE, LIME, Draft, Job, Journal, Payload, Search
from creditworthy.messages import BatchedAnswer, LimeAnswer, Problem
from creditworthy.pipeline import Training
from creditworthy.scorer import Scorer, Store
from creditworthy.service import Books, Desk, Explainer, Office, Register
from creditworthy.service.register import Asked
from creditworthy.tables.applicants import request_of
from creditworthy.tables.dictionary import Dictionary
from creditworthy.tables.load import Tables

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="signals, and processes by /proc")

NAME = b"creditworthy.service.explainer"


def explainers() -> list[int]:
    """The explainers that this process has started."""
    tasks = Path("/proc/self/task").glob("*/children")
    children = [child for task in tasks for child in task.read_text(encoding="ascii").split()]
    return [int(child) for child in children if NAME in command_of(child)]


def command_of(process: str) -> bytes:
    try:
        return Path(f"/proc/{process}/cmdline").read_bytes()
    except OSError:
        return b""


def loaded(process: int) -> str:
    return Path(f"/proc/{process}/maps").read_text(encoding="utf-8")


def until(condition: Callable[[], object], seconds: float = 60) -> None:
    deadline = monotonic() + seconds
    while not condition():
        assert monotonic() < deadline
        sleep(0.02)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "journal.db"


@pytest.fixture
def journal(file: Path) -> Iterator[Journal]:
    with Journal.open(f"sqlite:///{file}") as opened:
        yield opened


@pytest.fixture
def empty(lender: Dictionary, journal: Journal, file: Path, tmp_path: Path) -> Office:
    """An office without a scorer."""
    return Office(lender, tmp_path / "models", books=Books(f"sqlite:///{file}"))


@pytest.fixture
def office(scorer: Scorer, scorer_folder: Path, journal: Journal, file: Path, tmp_path: Path) -> Office:
    store = Store(tmp_path / "models")
    store.add(scorer_folder, scorer.version)
    store.promote(scorer.version)
    return Office(scorer.dictionary, store.folder, books=Books(f"sqlite:///{file}"))


def unknown(journal: Journal) -> Job:
    """Ask for LIME around a decision whose model is stored nowhere."""
    payload = Payload(7, b"{}", {"amount": 1.0}, [])
    entry = journal.append([Draft("decision", {"model_version": "gone", "decision": "grant"}, payload)])[0]
    return journal.jobs.add(Job(LIME, "en", entry.id))


def test_it_holds_no_model_until_there_is_a_job(
    empty: Office, journal: Journal, capfd: pytest.CaptureFixture[str]
) -> None:
    with Explainer(empty):
        until(lambda: explainers() and "_sqlite3" in loaded(explainers()[0]))
        sleep(1)
        (process,) = explainers()
        assert "polars" not in loaded(process)
        job = unknown(journal)
        until(lambda: journal.jobs.find(job.id).status == "failed")
        assert Problem.model_validate_json(journal.jobs.result(job.id)).status in {404, 422}
        assert "polars" in loaded(process)
    assert explainers() == []
    assert capfd.readouterr().err == ""


def test_one_that_dies_is_started_again(empty: Office, journal: Journal, caplog: pytest.LogCaptureFixture) -> None:
    with Explainer(empty):
        until(explainers)
        before = explainers()
        os.kill(before[0], signal.SIGKILL)
        job = unknown(journal)
        until(lambda: journal.jobs.find(job.id).status == "failed")
        assert not set(explainers()) & set(before)
    assert [record.getMessage() for record in caplog.records] == [
        "the explainer ended (exit code -9); another one is started"
    ]


def test_without_a_journal_there_is_none(lender: Dictionary, tmp_path: Path) -> None:
    with Explainer(Office(lender, tmp_path)):
        assert explainers() == []


def test_it_ends_with_whoever_started_it_and_waits_for_a_journal() -> None:
    nobody = "postgresql+psycopg://lender@127.0.0.1:1/none"
    books = {"url": nobody, "key": None, "anchors": None, "every": 100}
    line = [sys.executable, "-m", "creditworthy.service.explainer"]
    with subprocess.Popen(line, stdin=subprocess.PIPE, stderr=subprocess.PIPE) as process:  # noqa: S603
        try:
            assert process.stdin
            assert process.stderr
            process.stdin.write(pickle.dumps((books, b"")))
            process.stdin.flush()
            said = process.stderr.readline().decode()
            assert said.startswith(f"the explainer waits for the journal: the journal {nobody} does not answer")
            assert process.poll() is None
            process.stdin.close()
            assert process.wait(20) == 0
        finally:
            process.kill()


RESTING = """
import sys
from creditworthy.service import explainer
explainer.REST = 0.5
explainer.main(sys.stdin.buffer)
"""


def test_one_that_holds_a_model_and_has_nothing_to_do_ends(empty: Office, journal: Journal) -> None:
    assert empty.books
    books = {"url": empty.books.url, "key": None, "anchors": None, "every": 100}
    line = [sys.executable, "-c", RESTING]
    with subprocess.Popen(line, stdin=subprocess.PIPE, stderr=subprocess.PIPE) as process:  # noqa: S603
        try:
            assert process.stdin
            process.stdin.write(pickle.dumps((books, pickle.dumps(empty))))
            process.stdin.flush()
            sleep(2)
            assert process.poll() is None  # it holds none yet
            job = unknown(journal)
            assert process.wait(30) == 0
            assert journal.jobs.find(job.id).status == "failed"
        finally:
            process.kill()


# With a model


@pytest.fixture(scope="module")
def line(tables: Tables) -> dict[str, Any]:
    return request_of(tables, int(tables.applications("test").collect()["SK_ID_CURR"][0]))


def test_lime_is_what_it_would_have_been_at_once(
    office: Office, journal: Journal, scorer: Scorer, training: Training, line: dict[str, Any]
) -> None:
    case = (line["application"], line["histories"])
    desk = Desk(scorer, training.evidence)
    reply = Register(desk, journal).decide((case, json.dumps(line).encode()), "en", Asked("me", "POST /v1/decisions"))
    job = journal.jobs.add(Job(LIME, "fr", str(json.loads(reply.body)["id"])))
    with Explainer(office):
        until(lambda: journal.jobs.find(job.id).status == "done")
    expected = imitation(scorer, case, training.evidence["background"], "fr", samples=2_000, seed=office.seed)
    assert LimeAnswer.model_validate_json(journal.jobs.result(job.id)) == expected


def ordered(journal: Journal, line: dict[str, Any], count: int) -> Job:
    lines = b"\n".join([json.dumps(line).encode()] * count)
    return journal.jobs.add(Job(FILE, "en", asked=lines, total=count))


def ids_of(journal: Journal, job: Job) -> list[str]:
    answers = [BatchedAnswer.model_validate_json(one) for one in journal.jobs.result(job.id).splitlines()]
    return [str(answer.decision.id) for answer in answers if answer.decision]


def kept(journal: Journal) -> list[str]:
    return [entry.id for entry in journal.search(Search(kind="decision", limit=5_000)).entries]


@pytest.mark.usefixtures("unmeasured")
def test_a_file_is_given_back_at_the_end_and_not_decided_twice(
    office: Office, journal: Journal, line: dict[str, Any]
) -> None:
    job = ordered(journal, line, 600)
    with Explainer(office):
        until(lambda: journal.jobs.find(job.id).progress > 0)
    assert (journal.jobs.find(job.id).status, explainers()) == ("waiting", [])
    assert 0 < journal.head().count < 600
    with Explainer(office):
        until(lambda: journal.jobs.find(job.id).status == "done")
    assert ids_of(journal, job) == kept(journal)
    assert journal.head().count == 600
    assert journal.verify() == []


@pytest.mark.usefixtures("unmeasured")
def test_a_file_whose_explainer_is_killed_is_taken_over_and_not_decided_twice(
    office: Office, journal: Journal, file: Path, line: dict[str, Any]
) -> None:
    job = ordered(journal, line, 600)
    with Explainer(office):
        until(lambda: journal.jobs.find(job.id).progress > 0)
        os.kill(explainers()[0], signal.SIGKILL)
        until(lambda: not explainers())
        assert journal.jobs.find(job.id).status == "running"
        with closing(sqlite3.connect(file)) as database, database:  # a minute later
            database.execute("UPDATE jobs SET claimed_at = claimed_at - 61000000")
            database.execute("UPDATE keys SET claimed_at = claimed_at - 61000000 WHERE status IS NULL")
        until(lambda: journal.jobs.find(job.id).status == "done")
    assert journal.jobs.find(job.id).tries == 2
    assert ids_of(journal, job) == kept(journal)
    assert journal.head().count == 600
    assert journal.verify() == []
