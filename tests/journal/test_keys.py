from collections.abc import Callable

import pytest

from creditworthy.errors import KeyInFlightError, KeyReusedError
from creditworthy.journal import Claim, Journal, Settled, Stored
from creditworthy.journal import journal as module

SECOND = 1_000_000_000
Clock = Callable[[float], None]


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Set the clock of the journal, in seconds."""

    def at(seconds: float) -> None:
        monkeypatch.setattr(module, "time_ns", lambda: int((1_000_000_000 + seconds) * SECOND))

    at(0)
    return at


def claimed(journal: Journal, key: str = "K", digest: str = "digest", caller: str = "me", route: str = "/r") -> Claim:
    found = journal.claim(caller, route, key, digest)
    assert isinstance(found, Claim)
    return found


def test_a_key_in_flight(journal: Journal, clock: Clock) -> None:
    claimed(journal)
    clock(59)
    with pytest.raises(KeyInFlightError, match="key K is still being answered; try again in 1 s") as raised:
        journal.claim("me", "/r", "K", "digest")
    assert raised.value.values["wait"] == 1


def test_a_key_with_another_request(journal: Journal, clock: Clock) -> None:
    journal.append([], [Settled(claimed(journal), 200, b"answer")])
    with pytest.raises(KeyReusedError, match="the key K came with another request before"):
        journal.claim("me", "/r", "K", "another")


def test_keys_are_those_of_a_caller_and_a_route(journal: Journal, clock: Clock) -> None:
    claimed(journal)
    claimed(journal, caller="you")
    claimed(journal, route="/other")


def test_a_claim_of_a_lost_request_is_taken_over(journal: Journal, clock: Clock) -> None:
    lost = claimed(journal)
    clock(60)
    mine = claimed(journal)
    assert mine.token != lost.token
    with pytest.raises(KeyInFlightError, match="taken over"):
        journal.append([], [Settled(lost, 200, b"late")])
    journal.release(lost)  # of somebody else by now
    journal.append([], [Settled(mine, 200, b"answer")])
    assert journal.claim("me", "/r", "K", "digest") == Stored(200, b"answer")
    journal.release(mine)  # what is answered stays
    assert journal.claim("me", "/r", "K", "digest") == Stored(200, b"answer")


def test_keys_are_kept_for_a_day(journal: Journal, clock: Clock) -> None:
    journal.append([], [Settled(claimed(journal), 200, b"answer")])
    clock(24 * 3600)
    assert journal.claim("me", "/r", "K", "digest") == Stored(200, b"answer")
    clock(24 * 3600 + 1)
    claimed(journal, digest="another")


def test_old_keys_are_deleted_now_and_then(journal: Journal, clock: Clock) -> None:
    claimed(journal, "old")
    clock(24 * 3600 + 1)
    claimed(journal, "new")
    with journal._database.reading() as connection:
        assert connection.exec_driver_sql("SELECT key FROM keys").scalars().all() == ["new"]


def test_an_old_key_that_is_still_there_is_a_new_one(journal: Journal, clock: Clock) -> None:
    clock(30)
    claimed(journal, "old")
    journal._looked = (1_000_000_000 + 24 * 3600) * 1_000_000
    clock(24 * 3600 + 31)
    claimed(journal, "old", "another")


def test_all_keys_of_a_batch_or_none(journal: Journal, clock: Clock) -> None:
    claimed(journal, "K:1")
    with pytest.raises(KeyInFlightError):
        journal.claim_all("me", "/r", {"K:0": "digest", "K:1": "digest"})
    claimed(journal, "K:0")


def test_a_batch_is_not_settled_where_one_of_its_keys_was_taken_over(journal: Journal, clock: Clock) -> None:
    lost = [claimed(journal, f"K:{index}") for index in range(3)]
    clock(60)
    claimed(journal, "K:1")
    with pytest.raises(KeyInFlightError, match="the key K:0, K:1, K:2 was taken over"):
        journal.append([], [Settled(one, 200, b"late") for one in lost])
    journal.release(*lost)
    claimed(journal, "K:0")
    with pytest.raises(KeyInFlightError):
        journal.claim("me", "/r", "K:1", "digest")
    journal.release()


def test_an_answer_about_nobodys_entry_is_forgotten_with_any_erasure(
    journal: Journal, clock: Clock, draft: Callable[..., object]
) -> None:
    journal.append([draft(1)], [Settled(claimed(journal), 200, b"about several")])  # type: ignore[list-item]
    in_flight = claimed(journal, "L")
    journal.erase(1, "asked for it")
    claimed(journal, "K")
    journal.append([], [Settled(in_flight, 200, b"answer")])
