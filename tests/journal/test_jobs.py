import os
import signal
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from creditworthy.errors import KeyInFlightError, UnknownNameError
from creditworthy.journal import FILE, LIME, Claim, Draft, Job, Journal, Settled, Stored
from creditworthy.journal import jobs as module

SECOND = 1_000_000_000
START = 1_000_000_000
Clock = Callable[[float], None]


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Set the clock of the jobs, in seconds."""

    def at(seconds: float) -> None:
        monkeypatch.setattr(module, "time_ns", lambda: int((START + seconds) * SECOND))

    at(0)
    return at


@pytest.fixture
def entry(journal: Journal, draft: Callable[..., Draft]) -> str:
    return journal.append([draft(1)])[0].id


def test_a_job_is_taken_worked_on_and_done(journal: Journal, clock: Clock) -> None:
    jobs = journal.jobs
    added = jobs.add(Job(FILE, "fr", asked=b"lines", total=40))
    assert jobs.find(added.id) == Job(FILE, "fr", total=40, id=added.id)
    taken = jobs.take()
    assert taken is not None
    assert (taken.id, taken.asked, taken.tries, taken.status) == (added.id, b"lines", 1, "running")
    assert jobs.take() is None
    assert jobs.advance(taken, 10)
    assert (jobs.find(added.id).status, jobs.find(added.id).progress) == ("running", 10)
    assert jobs.result(added.id) == b""
    assert jobs.finish(taken, b"answers")
    assert (jobs.find(added.id).status, jobs.find(added.id).progress) == ("done", 40)
    assert jobs.result(added.id) == b"answers"
    assert not jobs.advance(taken, 11)
    assert jobs.take() is None


def test_the_oldest_is_taken_first(journal: Journal, clock: Clock) -> None:
    first = journal.jobs.add(Job(FILE, "en"))
    clock(1)
    journal.jobs.add(Job(FILE, "en"))
    taken = journal.jobs.take()
    assert taken is not None
    assert taken.id == first.id


def test_what_a_job_works_on_goes_when_it_ends(journal: Journal, clock: Clock) -> None:
    for end in (journal.jobs.finish, journal.jobs.fail):
        journal.jobs.add(Job(FILE, "en", asked=b"personal"))
        taken = journal.jobs.take()
        assert taken is not None
        assert end(taken, b"said")
        assert journal.jobs.result(taken.id) == b"said"
    with journal._database.reading() as connection:
        assert connection.exec_driver_sql("SELECT asked FROM jobs").scalars().all() == [None, None]


def test_there_is_one_job_of_a_kind_an_entry_and_a_language(journal: Journal, clock: Clock, entry: str) -> None:
    jobs = journal.jobs
    assert jobs.find_about(LIME, entry, "en") is None
    first = jobs.add(Job(LIME, "en", entry))
    assert jobs.add(Job(LIME, "en", entry)) == first
    assert jobs.add(Job(LIME, "fr", entry)).id != first.id
    assert jobs.find_about(LIME, entry, "en") == first
    jobs.forget(first.id)
    assert jobs.find_about(LIME, entry, "en") is None


def test_a_job_whose_taker_died_is_taken_over(journal: Journal, clock: Clock) -> None:
    jobs = journal.jobs
    jobs.add(Job(FILE, "en", asked=b"lines", total=9))
    lost = jobs.take()
    assert lost is not None
    clock(59)
    assert jobs.take() is None
    assert jobs.advance(lost, 4)  # it was heard of
    clock(118)
    assert jobs.take() is None
    clock(119)
    mine = jobs.take()
    assert mine is not None
    assert (mine.id, mine.asked, mine.progress, mine.tries) == (lost.id, b"lines", 4, 2)
    assert not jobs.finish(lost, b"late")
    assert not jobs.release(lost)
    assert jobs.finish(mine, b"answers")
    assert jobs.result(mine.id) == b"answers"


def test_a_job_that_is_given_back_is_taken_at_once(journal: Journal, clock: Clock) -> None:
    jobs = journal.jobs
    jobs.add(Job(FILE, "en"))
    for _ in range(5):
        taken = jobs.take()
        assert taken is not None
        assert taken.tries == 1
        assert jobs.release(taken)


def test_a_job_that_nobody_survives_fails(journal: Journal, clock: Clock) -> None:
    added = journal.jobs.add(Job(FILE, "en", asked=b"lines"))
    for turn in range(3):
        clock(60 * turn)
        assert journal.jobs.take() is not None
    clock(180)
    assert journal.jobs.take() is None
    assert (journal.jobs.find(added.id).status, journal.jobs.result(added.id)) == ("failed", b"")


def test_jobs_are_kept_for_a_day(journal: Journal, clock: Clock) -> None:
    added = journal.jobs.add(Job(FILE, "en"))
    clock(24 * 3600)
    assert journal.jobs.find(added.id).id == added.id
    clock(24 * 3600 + 1)
    with pytest.raises(UnknownNameError, match=f"no job {added.id} is known; a job is forgotten a day after"):
        journal.jobs.find(added.id)
    assert journal.jobs.take() is None
    with journal._database.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM jobs").scalar() == 0


def test_an_erasure_takes_what_was_made_about_the_entry(
    journal: Journal, entry: str, draft: Callable[..., Draft]
) -> None:
    other = journal.append([draft(2)])[0].id
    for about in (entry, other):
        journal.jobs.add(Job(LIME, "en", about))
    taken = journal.jobs.take()
    assert taken is not None
    assert taken.about == entry
    journal.erase(1, "asked for it")
    assert not journal.jobs.finish(taken, b"personal")
    assert journal.jobs.find_about(LIME, entry, "en") is None
    assert journal.jobs.find_about(LIME, other, "en") is not None


def test_an_erasure_takes_what_files_hold(journal: Journal) -> None:
    done = journal.jobs.add(Job(FILE, "en", asked=b"lines"))
    taken = journal.jobs.take()
    assert taken is not None
    journal.jobs.finish(taken, b"personal")
    running = journal.jobs.add(Job(FILE, "en", asked=b"lines"))
    taken = journal.jobs.take()
    assert taken is not None
    assert journal.erase(1, "nothing else is held") == []
    for job in (done, running):
        assert (journal.jobs.find(job.id).status, journal.jobs.result(job.id)) == ("forgotten", b"")
    assert not journal.jobs.advance(taken, 1)
    assert not journal.jobs.finish(taken, b"personal")
    assert journal.jobs.take() is None
    with journal._database.reading() as connection:
        assert connection.exec_driver_sql("SELECT asked FROM jobs").scalars().all() == [None, None]


def test_a_purge_takes_what_files_from_before_it_hold(journal: Journal, clock: Clock, entry: str) -> None:
    from datetime import UTC, datetime, timedelta

    old = journal.jobs.add(Job(FILE, "en", asked=b"lines"))
    clock(20)
    new = journal.jobs.add(Job(FILE, "en", asked=b"lines"))
    journal.purge(datetime.fromtimestamp(START, UTC) + timedelta(seconds=10), "retention")
    assert [journal.jobs.find(job.id).status for job in (old, new)] == ["forgotten", "waiting"]


def test_a_job_and_the_answer_to_its_request_are_kept_together(journal: Journal) -> None:
    claim = journal.claim("me", "/r", "K", "digest")
    assert isinstance(claim, Claim)
    added = journal.jobs.add(Job(FILE, "en"), [Settled(claim, 202, b"answer")])
    assert journal.claim("me", "/r", "K", "digest") == Stored(202, b"answer")
    with pytest.raises(KeyInFlightError):
        journal.jobs.add(Job(FILE, "en"), [Settled(claim, 202, b"answer")])
    with journal._database.reading() as connection:
        assert connection.exec_driver_sql("SELECT id FROM jobs").scalars().all() == [added.id]


def test_two_who_take_at_once_never_take_the_same(journal: Journal, url: str) -> None:
    added = {journal.jobs.add(Job(FILE, "en")).id for _ in range(12)}

    def work(_: int) -> list[str]:
        with Journal.open(url) as mine:
            found = []
            while job := mine.jobs.take():
                found.append(job.id)
            return found

    with ThreadPoolExecutor(2) as pool:
        found = [id_ for one in pool.map(work, range(2)) for id_ in one]
    assert len(found) == 12
    assert set(found) == added


TAKER = """
import sys
from time import sleep
from creditworthy.journal import Journal
journal = Journal.open(sys.argv[1])
job = journal.jobs.take()
journal.jobs.advance(job, 3)
print(job.id, flush=True)
sleep(60)
"""


def test_what_a_killed_process_had_taken_is_taken_over(
    journal: Journal, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    added = journal.jobs.add(Job(FILE, "en", asked=b"lines", total=9))
    with subprocess.Popen([sys.executable, "-c", TAKER, url], stdout=subprocess.PIPE, text=True) as process:  # noqa: S603
        try:
            assert process.stdout
            assert process.stdout.readline().strip() == added.id
            assert journal.jobs.take() is None
        finally:
            os.kill(process.pid, signal.SIGKILL)
    assert journal.jobs.take() is None
    monkeypatch.setattr(module, "LEASE", 0)
    taken = journal.jobs.take()
    assert taken is not None
    assert (taken.id, taken.progress, taken.tries) == (added.id, 3, 2)
    assert journal.jobs.finish(taken, b"answers")
