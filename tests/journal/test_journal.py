import logging
import os
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as bounded
from hypothesis import strategies as st
from sqlalchemy import event

from creditworthy.errors import JournalError, JournalUnavailableError, UnknownNameError
from creditworthy.journal import LIME, Claim, Draft, Entry, Job, Journal, Payload, Search, Settled, Stored
from creditworthy.journal import journal as module

Make = Callable[..., Journal]
Drafts = Callable[..., Draft]

WRITER = """
import sys
from pathlib import Path
from creditworthy.journal import Draft, Journal, Payload
url, folder, count = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
journal = Journal.open(url, key=folder / "journal.key", anchors=folder / "anchors.jsonl", every=4, patience=30)
for number in range(count):
    payload = Payload(applicant=number, inputs=b'{"a": "' + b"x" * 20000 + b'"}')
    (entry,) = journal.append([Draft("decision", {"decision": "grant"}, payload)])
    print(entry.id, flush=True)
journal.close()
"""


def writer(url: str, folder: Path, count: int) -> subprocess.Popen[str]:
    """Another process that appends, and prints the id of each entry that it was told is durable."""
    source = str(Path(module.__file__).parents[2])
    return subprocess.Popen(  # noqa: S603 - the command line is ours
        [sys.executable, "-c", WRITER, url, str(folder), str(count)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": source},
    )


def everything(journal: Journal) -> list[Entry]:
    return list(journal.search(Search(limit=10_000)).entries)


def test_what_was_appended_is_there(journal: Journal, draft: Drafts) -> None:
    before = datetime.now(UTC)
    first, second = journal.append([draft(), Draft("remark", {"words": "é\x00\ud800"})])
    assert (first.number, second.number) == (1, 2)
    assert first.previous == ""
    assert second.previous == first.digest
    assert second.commitment is None
    assert before - timedelta(milliseconds=1) <= first.at <= datetime.now(UTC)
    assert journal.entry(first.id) == first
    assert journal.entry(second.id) == second
    assert journal.payload(first.id) == Payload(
        applicant="100001",
        inputs=draft().payload.inputs,  # type: ignore[union-attr]
        features={"age": 41.5, "income_type": "Salarié\x00", "debt": None, "loans": 3.0},
        reasons=draft().payload.reasons,  # type: ignore[union-attr]
    )
    assert journal.payload(second.id) is None
    assert journal.verify() == []


def test_nothing_is_appended_where_there_is_nothing(journal: Journal) -> None:
    assert journal.append([]) == []
    assert journal.head().count == 0
    assert journal.verify() == []


def test_an_unknown_entry_is_said(journal: Journal, draft: Drafts) -> None:
    with pytest.raises(UnknownNameError, match="the journal holds no entry nobody"):
        journal.entry("nobody")
    with pytest.raises(UnknownNameError, match="the journal holds no entry nobody"):
        journal.payload("nobody")
    with pytest.raises(UnknownNameError, match="the journal holds no entry nobody"):
        journal.append([draft(), Draft("outcome", {"defaulted": 1}, about="nobody")])
    assert journal.head().count == 0


@pytest.mark.parametrize("strange", ["\x00", "\ud800", "x" * 10_000, ""])
def test_an_id_that_cannot_be(journal: Journal, strange: str) -> None:
    for read in (journal.entry, journal.payload):
        with pytest.raises(UnknownNameError):
            read(strange)
    with pytest.raises(UnknownNameError):
        journal.append([Draft("outcome", {}, about=strange)])


def test_outcomes_and_reviews_of_a_decision(journal: Journal, draft: Drafts) -> None:
    first, other = journal.append([draft(), draft()])
    late, review = journal.append(
        [Draft("outcome", {"defaulted": 1}, about=first.id), Draft("review", {"decision": "decline"}, about=first.id)]
    )
    assert journal.about(first.id) == [late, review]
    assert journal.about(other.id) == []


def test_a_decision_and_its_review_in_one_transaction(journal: Journal, draft: Drafts) -> None:
    first = draft()
    _, review = journal.append([first, Draft("review", {}, about=first.id)])
    assert journal.about(first.id) == [review]


def test_search_goes_page_by_page(journal: Journal, draft: Drafts) -> None:
    drafts = [draft(number % 3, decision="decline" if number % 2 else "grant") for number in range(10)]
    written = journal.append([*drafts, Draft("outcome", {"defaulted": 0}, about=drafts[0].id)])
    assert everything(journal) == written

    def pages(**asked: Any) -> list[int]:
        found: list[int] = []
        after = None
        while True:
            page = journal.search(Search(after=after, limit=2, **asked))
            assert len(page.entries) <= 2
            found += [entry.number for entry in page.entries]
            after = page.after
            if after is None:
                return found
            journal.append([Draft("remark", {})])  # a page does not move

    assert pages(kind="outcome") == [11]
    assert pages(decision="decline") == [2, 4, 6, 8, 10]
    assert pages(applicant=1) == [2, 5, 8]
    assert pages(applicant="1", decision="grant", kind="decision") == [5]
    assert pages(kind="decision", latest=True) == list(range(10, 0, -1))


def test_a_clock_that_goes_back(journal: Journal, draft: Drafts, monkeypatch: pytest.MonkeyPatch) -> None:
    (first,) = journal.append([draft()])
    monkeypatch.setattr(module, "time_ns", lambda: 0)
    (second,) = journal.append([draft()])
    assert second.at == first.at
    assert journal.verify() == []


# Several at once


def test_two_processes_open_and_write_at_once(url: str, make: Make, tmp_path: Path) -> None:
    writers = [writer(url, tmp_path, 40) for _ in range(2)]
    told = [set(process.communicate(timeout=120)[0].split()) for process in writers]
    assert [process.returncode for process in writers] == [0, 0]
    assert [len(ids) for ids in told] == [40, 40]
    journal = make(url)
    assert {entry.id for entry in everything(journal)} == told[0] | told[1]
    assert [entry.number for entry in everything(journal)] == list(range(1, 81))
    assert journal.verify() == []


def test_threads_share_a_journal(journal: Journal, draft: Drafts) -> None:
    threads = [threading.Thread(target=lambda: [journal.append([draft()]) for _ in range(10)]) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert [entry.number for entry in everything(journal)] == list(range(1, 61))
    assert journal.verify() == []


def test_kill_9_loses_nothing_that_was_told(url: str, make: Make, tmp_path: Path) -> None:
    process = writer(url, tmp_path, 1_000_000)
    assert process.stdout is not None
    told = [process.stdout.readline().strip() for _ in range(30)]
    os.kill(process.pid, signal.SIGKILL)
    told += process.stdout.read().split()
    process.wait(30)
    process.stdout.close()
    journal = make(url)
    assert {entry.id for entry in everything(journal)} >= set(told[:-1])  # the last line may be half an id
    assert journal.verify() == []
    journal.append([Draft("remark", {})])
    assert journal.verify() == []


# A database that is away, locked, full


def test_a_full_disk(in_file: Journal, draft: Drafts) -> None:
    journal = in_file
    pages = 60

    def small(connection: Any, *_: object) -> None:
        connection.execute(f"PRAGMA max_page_count={pages}")

    event.listen(journal._database.engine, "checkout", small)
    written = 0

    def fill() -> None:
        nonlocal written
        for _ in range(100):
            journal.append([Draft("decision", {}, Payload(inputs={"a": os.urandom(3000).hex()}))])
            written += 1

    with pytest.raises(JournalUnavailableError, match="is full, nothing was written; make room on its disk") as raised:
        fill()
    assert raised.value.values["wait"] == 1
    assert journal.head().count == written > 0
    assert journal.verify() == []
    pages = 100_000
    journal.append([draft()])
    assert journal.head().count == written + 1
    assert journal.verify() == []


def test_a_database_locked_for_too_long(make: Make, file: Path, draft: Drafts) -> None:
    journal = make(f"sqlite:///{file}", patience=0.2)
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(JournalUnavailableError, match="is locked for too long by somebody else; try again in 1 s"):
        journal.append([draft()])
    assert journal.head().count == 0  # readers go on
    other.execute("ROLLBACK")
    other.close()
    journal.append([draft()])
    assert journal.verify() == []


def test_threads_do_not_wait_for_ever_for_each_other(make: Make, file: Path, draft: Drafts) -> None:
    journal = make(f"sqlite:///{file}", patience=0.2)
    with (
        journal._database.writing(),
        pytest.raises(JournalUnavailableError, match="is locked for too long by somebody else"),
    ):
        journal.append([draft()])
    journal.append([draft()])


@pytest.mark.postgres
def test_postgresql_locked_for_too_long(make: Make, postgres: Any, draft: Drafts) -> None:
    url = postgres.empty()
    journal, other = make(url, patience=0.2), make(url)
    with other._database.writing(), pytest.raises(JournalUnavailableError, match="is locked for too long"):
        journal.append([draft()])
    journal.append([draft()])


@pytest.mark.postgres
def test_postgresql_stops_and_starts(make: Make, postgres: Any, draft: Drafts) -> None:
    journal = make(postgres.empty(), patience=2)
    journal.append([draft()])
    postgres.stop()
    try:
        for _ in range(2):
            with pytest.raises(JournalUnavailableError, match="does not answer, nothing was written"):
                journal.append([draft()])
        with pytest.raises(JournalUnavailableError, match="does not answer"):
            journal.head()
    finally:
        postgres.start()
    journal.append([draft()])
    assert journal.head().count == 2
    assert journal.verify() == []


@pytest.mark.postgres
def test_a_role_that_owns_no_table_is_enough(make: Make, postgres: Any, draft: Drafts) -> None:
    owner = postgres.empty()
    make(owner)
    with make(owner)._database.writing() as connection:
        connection.exec_driver_sql("DROP ROLE IF EXISTS service")
        connection.exec_driver_sql("CREATE ROLE service LOGIN")
        connection.exec_driver_sql("GRANT USAGE ON SCHEMA public TO service")
        connection.exec_driver_sql("GRANT SELECT, INSERT ON ALL TABLES IN SCHEMA public TO service")
        connection.exec_driver_sql("GRANT UPDATE, DELETE ON keys, jobs TO service")
        connection.exec_driver_sql("GRANT DELETE ON payloads TO service")
    journal = make(owner.replace("lender@", "service@"))
    claim = journal.claim("me", "/", "K", "digest")
    assert isinstance(claim, Claim)
    journal.append([draft(1) for _ in range(5)], [Settled(claim, 200, b"answer")])
    assert len(journal.erase(1, "asked for it")) == 5
    assert journal.verify() == []
    with pytest.raises(JournalError, match="must be owner"), journal._database.writing() as connection:
        connection.exec_driver_sql("DROP TRIGGER entries_update ON entries")


def test_a_file_that_is_taken_away_and_brought_back(in_file: Journal, file: Path, draft: Drafts) -> None:
    journal = in_file
    journal.append([draft()])
    journal._database.close()
    away = file.with_name("away.db")
    file.rename(away)
    with pytest.raises(JournalUnavailableError, match=r"does not answer.*No such file"):
        journal.append([draft()])
    assert not file.exists()
    away.rename(file)
    journal.append([draft()])
    assert journal.head().count == 2
    assert journal.verify() == []


def test_the_files_of_sqlite_are_their_owners_alone(in_file: Journal, file: Path) -> None:
    in_file.append([Draft("remark", {})])
    assert {path.name: path.stat().st_mode & 0o777 for path in file.parent.iterdir()} == {
        "journal.db": 0o600,
        "journal.db-shm": 0o600,
        "journal.db-wal": 0o600,
    }


def test_what_is_no_database(make: Make, file: Path) -> None:
    file.parent.mkdir()
    file.write_bytes(b"x" * 4096)
    with pytest.raises(JournalUnavailableError, match=r"does not answer.*not a database"):
        make(f"sqlite:///{file}")


def test_nothing_personal_stands_in_an_error(in_file: Journal, tamper: Callable[..., None], draft: Drafts) -> None:
    tamper("DROP TABLE payloads", "CREATE TABLE payloads (entry INTEGER)")
    with pytest.raises(JournalError) as raised:
        in_file.append([draft(424_242)])
    cause = raised.value.__cause__
    assert "424242" not in f"{raised.value} {cause!r} {cause}"
    assert in_file.head().count == 0


# Keys


def test_a_request_that_is_sent_twice_is_answered_once(journal: Journal, draft: Drafts) -> None:
    claim = journal.claim("me", "/v1/decisions", "K", "digest")
    assert isinstance(claim, Claim)
    asked = draft()
    journal.append([asked], [Settled(claim, 201, b"answer", asked.id)])
    assert journal.claim("me", "/v1/decisions", "K", "digest") == Stored(201, b"answer")


def test_a_batch_settles_all_its_keys_in_one_transaction(journal: Journal, draft: Drafts) -> None:
    asked = {f"K:{index}": f"digest {index}" for index in range(5)}
    claims = journal.claim_all("me", "/v1/decisions/batch", asked)
    drafts = [draft() for _ in claims]
    settled = [
        Settled(claim, 200, f"answer {one.id}".encode(), one.id)
        for claim, one in zip(claims, drafts, strict=True)
        if isinstance(claim, Claim)
    ]
    journal.append(drafts, settled)
    assert journal.head().count == 5
    again = journal.claim_all("me", "/v1/decisions/batch", asked)
    assert again == [Stored(200, f"answer {one.id}".encode()) for one in drafts]


def test_an_entry_is_not_written_where_its_claim_was_taken_over(journal: Journal, draft: Drafts) -> None:
    claim = journal.claim("me", "/v1/decisions", "K", "digest")
    assert isinstance(claim, Claim)
    asked = draft()
    lost = Claim(claim.caller, claim.route, claim.key, "of somebody else")
    with pytest.raises(JournalError, match="the key K was taken over by another request"):
        journal.append([asked], [Settled(lost, 201, b"answer", asked.id)])
    assert journal.head().count == 0
    journal.append([asked], [Settled(claim, 201, b"answer", asked.id)])
    with pytest.raises(JournalError, match="taken over"):
        journal.append([draft()], [Settled(claim, 201, b"answer")])  # settled already
    assert journal.head().count == 1


def test_a_released_key_can_be_claimed_again(journal: Journal) -> None:
    claim = journal.claim("me", "/v1/decisions", "K", "digest")
    assert isinstance(claim, Claim)
    journal.release(claim)
    assert isinstance(journal.claim("me", "/v1/decisions", "K", "another digest"), Claim)


# Erasing


def test_erasing_an_applicant(journal: Journal, draft: Drafts) -> None:
    claim = journal.claim("me", "/v1/decisions", "K", "digest")
    others = journal.claim("me", "/v1/decisions", "L", "digest")
    assert isinstance(claim, Claim)
    assert isinstance(others, Claim)
    mine, another = draft(1), draft(2)
    journal.append([mine], [Settled(claim, 201, b"personal", mine.id)])
    journal.append([another], [Settled(others, 201, b"of another", another.id)])
    (erasure,) = journal.erase(1, "asked for it")
    assert (erasure.kind, erasure.about) == ("erasure", mine.id)
    assert erasure.facts == {"cause": "request", "reason": "asked for it"}
    assert journal.payload(mine.id) is None
    assert journal.entry(mine.id).facts["decision"] == "grant"
    assert journal.payload(another.id) is not None
    assert journal.search(Search(applicant=1)).entries == ()
    assert isinstance(journal.claim("me", "/v1/decisions", "K", "digest"), Claim)
    assert journal.claim("me", "/v1/decisions", "L", "digest") == Stored(201, b"of another")
    assert journal.erase(1, "again") == []
    assert journal.verify() == []


def test_what_was_erased_is_not_in_the_files(in_file: Journal, file: Path) -> None:
    secret = os.urandom(3000).hex().encode()
    words = b'{"a": "' + secret + b'"}'
    draft = Draft("decision", {}, Payload("applicant-0815", features={"x": "needle-in-a-blob"}, inputs=words))
    in_file.append([draft])

    def held() -> bytes:
        return b"".join(path.read_bytes() for path in sorted(file.parent.glob("journal.db*")))

    assert b"applicant-0815" in held()
    assert b"needle-in-a-blob" in held()
    in_file.erase("applicant-0815", "asked for it")
    assert b"applicant-0815" not in held()
    assert b"needle-in-a-blob" not in held()


def test_purging_by_age(journal: Journal, draft: Drafts, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("creditworthy.journal.erasing.AT_ONCE", 2)
    old = journal.append([draft(number) for number in range(5)])
    sleep(0.002)
    now = datetime.now(UTC)
    sleep(0.002)
    (new,) = journal.append([draft(1)])
    steps: list[int] = []
    assert journal.purge(now, "kept long enough", advance=steps.append) == 5
    assert steps == [2, 2, 1]
    assert [journal.payload(entry.id) for entry in old] == [None] * 5
    assert journal.payload(new.id) is not None
    assert journal.purge(now, "kept long enough") == 0
    assert journal.verify() == []


# Exporting


def test_export_without_and_with_payloads(journal: Journal, draft: Drafts) -> None:
    written = journal.append([draft(), draft(), Draft("remark", {})])
    plain = list(journal.export())
    assert [line["digest"] for line in plain] == [entry.digest for entry in written]
    assert not [line for line in plain if {"payload", "salt"} & set(line)]
    with_payload, _, without = journal.export(payloads=True)
    assert with_payload["payload"]["inputs"] == draft().payload.inputs  # type: ignore[union-attr]
    assert len(bytes.fromhex(with_payload["salt"])) == 32
    assert (without["payload"], without["salt"]) == (None, None)


def test_all_that_is_held_of_a_person(journal: Journal, draft: Drafts) -> None:
    claim = journal.claim("me", "/v1/decisions", "K", "digest")
    assert isinstance(claim, Claim)
    mine = draft(7)
    journal.append([mine, draft(8)], [Settled(claim, 201, "réponse".encode(), mine.id)])
    journal.append([Draft("outcome", {"defaulted": 0}, about=mine.id)])
    journal.jobs.add(Job(LIME, "en", about=mine.id))
    taken = journal.jobs.take()
    assert taken is not None
    assert journal.subject(7)["entries"][0]["made_of_it_kept_for_a_day"] == []  # not made yet
    assert journal.jobs.finish(taken, b"{}")
    told = journal.subject(7)
    (entry,) = told["entries"]
    assert (told["applicant"], entry["id"]) == ("7", mine.id)
    assert entry["payload"]["features"]["income_type"] == "Salarié\x00"
    assert [one["facts"] for one in entry["about_it"]] == [{"defaulted": 0}]
    assert entry["answers_kept_for_a_day"] == [{"key": "K", "answer": "réponse"}]
    assert entry["made_of_it_kept_for_a_day"] == [{"kind": "lime", "language": "en", "result": "{}"}]
    assert journal.subject(9) == {"applicant": "9", "entries": []}


# Anchors


def test_the_head_is_anchored_now_and_then_and_at_the_end(url: str, make: Make, tmp_path: Path, draft: Drafts) -> None:
    journal = make(url)
    for _ in range(9):
        journal.append([draft()])
    counts = [line.split('"count":')[1].split(",")[0] for line in (tmp_path / "anchors.jsonl").read_text().splitlines()]
    assert counts == ["4", "8"]
    journal.close()
    assert '"count":9' in (tmp_path / "anchors.jsonl").read_text().splitlines()[-1]
    journal.close()
    assert len((tmp_path / "anchors.jsonl").read_text().splitlines()) == 3
    with make(url) as again:
        assert again.verify() == []


def test_a_journal_that_is_not_the_anchored_one_is_refused(make: Make, file: Path, draft: Drafts) -> None:
    with make(f"sqlite:///{file}") as journal:
        journal.append([draft()])
    with pytest.raises(JournalError, match=r"its last anchor knows 1 entries, and the journal .* is another one"):
        make(f"sqlite:///{file.with_name('empty.db')}")
    opened = make(f"sqlite:///{file.with_name('empty.db')}", check=False)
    assert str(opened.verify()[0]).endswith("later ones were cut off")


def test_a_lost_file_of_anchors_is_missed(url: str, make: Make, tmp_path: Path, draft: Drafts) -> None:
    with make(url) as journal:
        journal.append([draft()])
    (tmp_path / "anchors.jsonl").unlink()
    with pytest.raises(
        JournalError, match=r"the anchor of 1 entries of the journal .* is missing there; give the right"
    ):
        make(url)


def test_going_on_from_an_older_copy(make: Make, file: Path, tmp_path: Path, draft: Drafts) -> None:
    url = f"sqlite:///{file}"
    with make(url) as journal:
        journal.append([draft()])
    older = file.with_name("older.db")
    with sqlite3.connect(file) as source, sqlite3.connect(older) as target:
        source.backup(target)
    source.close()
    target.close()
    with make(url) as journal:
        journal.append([draft() for _ in range(5)])
    older.replace(file)

    with pytest.raises(JournalError, match="its last anchor knows 6 entries"):
        make(url)
    journal = make(url, check=False)
    aside = journal.reanchor("restored from the copy of yesterday")
    entry = journal.search(Search(kind="reanchoring")).entries[0]
    assert aside == tmp_path / f"anchors.until-{entry.id}.jsonl"
    assert aside.exists()
    assert entry.facts["reason"] == "restored from the copy of yesterday"
    assert entry.facts["last"]["count"] == 6
    assert journal.verify() == []
    journal.append([draft() for _ in range(9)])
    journal.close()
    again = make(url)
    assert again.verify() == []
    (tmp_path / "anchors.jsonl").unlink()
    assert [fault.values["count"] for fault in again.verify()] == [2, 11]  # those since are missed


def test_without_anchors_there_is_nothing_to_begin_anew(url: str, make: Make) -> None:
    journal = make(url, anchors=None)
    assert journal.reanchor("no reason") is None
    assert journal.head().count == 0


def test_what_is_durable_is_told_where_no_anchor_can_be_written(
    in_file: Journal, tmp_path: Path, draft: Drafts, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "anchors.jsonl").mkdir()
    with caplog.at_level(logging.ERROR):
        in_file.append([draft() for _ in range(4)])
        in_file.close()
    assert "entry 4 of the journal was not anchored" in caplog.text
    assert in_file.head().count == 4


def test_closing_a_journal_that_is_away(in_file: Journal, file: Path, caplog: pytest.LogCaptureFixture) -> None:
    file.unlink()
    in_file.close()
    assert "the end of the journal was not anchored" in caplog.text


# Any sequence


actions = st.lists(st.tuples(st.sampled_from(["append", "erase", "outcome"]), st.integers(0, 3)), max_size=12)


@bounded(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(actions)
def test_any_sequence_of_appends_and_erasures_holds(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, int]]
) -> None:
    folder = tmp_path_factory.mktemp("sequence")
    held: dict[int, int] = {}
    with Journal.open(f"sqlite:///{folder / 'j.db'}", key=folder / "k", anchors=folder / "a", every=3) as journal:
        for action, applicant in steps:
            if action == "append":
                journal.append([Draft("decision", {"n": applicant}, Payload(applicant, features={"f": 0.1}))])
                held[applicant] = held.get(applicant, 0) + 1
            elif action == "erase":
                assert len(journal.erase(applicant, "asked")) == held.pop(applicant, 0)
            elif page := journal.search(Search(limit=1, latest=True)).entries:
                journal.append([Draft("outcome", {"defaulted": 1}, about=page[0].id)])
        for applicant in range(4):
            assert len(journal.search(Search(applicant=applicant)).entries) == held.get(applicant, 0)
        assert journal.verify() == []


def test_waiting_is_bounded(make: Make, file: Path) -> None:
    journal = make(f"sqlite:///{file}", patience=0.3)
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    began = monotonic()
    with pytest.raises(JournalUnavailableError):
        journal.claim("me", "/", "K", "digest")
    assert monotonic() - began < 5
    other.execute("ROLLBACK")
    other.close()
