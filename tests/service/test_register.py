import json
from types import SimpleNamespace
from typing import Any

import pytest

from creditworthy.errors import (
    InputError,
    JournalUnavailableError,
    KeyInFlightError,
    KeyReusedError,
    ScorerError,
    UnknownNameError,
)
from creditworthy.journal import Claim, Journal, Search, Stored
from creditworthy.messages import DecisionAnswer, OutcomeRequest, Problem
from creditworthy.service.register import Asked, Register

CASE = ({"SK_ID_CURR": 7}, {})
SENT = (CASE, b'{"application": {"SK_ID_CURR": 7}}')
NOBODYS = Asked("me", "POST /v1/decisions")
KEYED = Asked("me", "POST /v1/decisions", "k", "d1")
PROBLEM = Problem(title="Unprocessable Content", status=422, detail="application: is required")


@pytest.fixture
def register(desk: Any, journal: Journal) -> Register:
    return Register(desk, journal)


def answered(reply: Any) -> DecisionAnswer:
    return DecisionAnswer.model_validate_json(reply.body)


def test_a_decision_is_kept_before_it_is_told(register: Register, journal: Journal) -> None:
    told = answered(register.decide(SENT, "fr", NOBODYS))
    entry, payload = journal.entry(told.id or ""), journal.payload(told.id or "")
    assert (entry.number, entry.kind) == (1, "decision")
    assert entry.facts == {
        "decision": "grant",
        "probability": 0.04,
        "threshold": 0.09,
        "points": 612,
        "model_version": "1a2b",
        "incomplete": ["months"],
        "language": "fr",
    }
    assert payload is not None
    assert (payload.applicant, payload.inputs) == ("7", {"application": {"SK_ID_CURR": 7}})
    assert payload.features == {"amount": 5_000.0, "kind": None}
    assert payload.reasons == [told.reasons[0].model_dump()]


def test_without_a_journal_decisions_have_no_id_and_keys_count_for_nothing(desk: Any, recorder: Any) -> None:
    register = Register(desk)
    assert [answered(register.decide(SENT, "en", KEYED)).id for _ in range(2)] == [None, None]
    assert len(recorder.asked) == 2
    outcome = OutcomeRequest.model_validate(
        {"decision": "0" * 8 + "-0000" * 3 + "-" + "0" * 12, "defaulted": True, "observed": "2026-11-02"}
    )
    for ask in (
        lambda: register.find("x", "en"),
        lambda: register.search(Search()),
        lambda: register.observe(outcome, NOBODYS),
    ):
        with pytest.raises(UnknownNameError, match="keeps no journal"):
            ask()


def test_a_request_with_a_key_is_answered_once(register: Register, journal: Journal, recorder: Any) -> None:
    first = register.decide(SENT, "en", KEYED)
    again = register.decide(SENT, "en", KEYED)
    assert (again.body, again.status, first.replayed, again.replayed) == (first.body, 200, False, True)
    assert (len(recorder.asked), journal.head().count) == (1, 1)


@pytest.mark.parametrize("other", [Asked("you", KEYED.route, "k", "d2"), Asked("me", "POST /elsewhere", "k", "d2")])
def test_a_key_belongs_to_a_caller_and_a_route(register: Register, journal: Journal, other: Asked) -> None:
    register.decide(SENT, "en", KEYED)
    assert not register.decide(SENT, "en", other).replayed
    assert journal.head().count == 2


def test_a_key_with_another_body_is_refused(register: Register, journal: Journal) -> None:
    register.decide(SENT, "en", KEYED)
    with pytest.raises(KeyReusedError, match="the key k"):
        register.decide(SENT, "en", Asked("me", KEYED.route, "k", "d2"))
    assert journal.head().count == 1


def test_a_request_in_flight_is_not_answered_twice(register: Register, journal: Journal) -> None:
    assert isinstance(journal.claim("me", KEYED.route, "k", "d1"), Claim)
    with pytest.raises(KeyInFlightError):
        register.decide(SENT, "en", KEYED)
    assert journal.head().count == 0


def test_a_request_that_fails_gives_its_key_back(desk: Any, register: Register) -> None:
    works, desk.answer = desk.answer, lambda *_: (_ for _ in ()).throw(InputError("no"))
    with pytest.raises(InputError):
        register.decide(SENT, "en", KEYED)
    desk.answer = works
    assert not register.decide(SENT, "en", KEYED).replayed


def test_a_decision_that_cannot_be_kept_is_not_told(
    register: Register, journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise JournalUnavailableError("full", wait=2)

    with monkeypatch.context() as patched:
        patched.setattr(journal, "append", full)
        with pytest.raises(JournalUnavailableError):
            register.decide(SENT, "en", KEYED)
    assert not register.decide(SENT, "en", KEYED).replayed
    assert journal.head().count == 1


def test_a_batch_is_one_crowd_and_each_item_has_its_own_key(desk: Any, register: Register, journal: Journal) -> None:
    items = [SENT, PROBLEM, SENT]
    keyed = [Asked("me", "POST /v1/decisions/batch", f"k:{row}", f"d{row}") for row in range(3)]
    first = register.decide_many(items, "en", keyed)
    assert desk.asked == [2]
    assert [json.loads(reply.body)["problem"] is None for reply in first] == [True, False, True]
    assert [reply.body for reply in register.decide_many(items, "en", keyed)] == [reply.body for reply in first]
    assert journal.head().count == 2
    longer = register.decide_many([*items, SENT], "en", [*keyed, Asked("me", keyed[0].route, "k:3", "d3")])
    assert [reply.replayed for reply in longer] == [True, True, True, False]
    assert journal.head().count == 3
    assert isinstance(journal.claim("me", keyed[0].route, "k:0", "d0"), Stored)


def test_batches_need_no_keys(register: Register, journal: Journal) -> None:
    assert len(register.decide_many([SENT, SENT], "en", [NOBODYS, NOBODYS])) == 2
    assert (register.decide_many([], "en", []), journal.head().count) == ([], 2)


def test_a_known_applicant_is_kept_with_the_request_of_the_tables(
    desk: Any, register: Register, journal: Journal
) -> None:
    told = answered(register.decide_known(100_001, "en", NOBODYS))
    payload = journal.payload(told.id or "")
    assert payload is not None
    assert (payload.applicant, payload.inputs) == ("100001", desk.applicant(100_001).request())


def test_outcomes_are_kept_beside_their_decision(register: Register, journal: Journal) -> None:
    told = answered(register.decide(SENT, "en", NOBODYS))
    outcome = OutcomeRequest.model_validate({"decision": told.id, "defaulted": True, "observed": "2026-11-02"})
    reply = register.observe(outcome, KEYED)
    assert (reply.status, json.loads(reply.body)["decision"]) == (201, told.id)
    assert register.observe(outcome, KEYED).body == reply.body
    (note,) = register.find(told.id or "", "en").notes
    assert (note.kind, note.facts) == ("outcome", {"defaulted": True, "observed": "2026-11-02"})
    unknown = outcome.model_copy(update={"decision": note.id})
    with pytest.raises(UnknownNameError, match="something else"):
        register.observe(unknown, NOBODYS)
    assert journal.head().count == 2


def test_a_kept_decision_is_found_as_it_was_told(register: Register) -> None:
    told = answered(register.decide(SENT, "fr", NOBODYS))
    kept = register.find(told.id or "", "en")
    assert (kept.decision, kept.erased, kept.explanation, kept.number) == (told, False, None, 1)


def test_after_an_erasure_only_what_names_nobody_is_left(register: Register, journal: Journal) -> None:
    told = answered(register.decide(SENT, "en", NOBODYS))
    journal.erase(7, "asked for it")
    kept = register.find(told.id or "", "en")
    assert kept.erased
    assert kept.decision == told.model_copy(update={"applicant": None, "reasons": []})
    assert [note.kind for note in kept.notes] == ["erasure"]


@pytest.mark.parametrize("gone", [True, False])
def test_reasons_are_told_again_where_the_model_is_stored(
    desk: Any, journal: Journal, monkeypatch: pytest.MonkeyPatch, gone: bool
) -> None:
    from creditworthy.messages import ExplanationAnswer, invented

    asked: list[Any] = []

    def scorer(version: str) -> Any:
        asked.append(version)
        if gone:
            raise ScorerError("no version '{version}' is stored", version=version)
        return SimpleNamespace(version=version)

    def retold(*given: Any) -> ExplanationAnswer:
        asked.append(given[1:])
        return ExplanationAnswer.model_validate(invented.EXPLANATION)

    monkeypatch.setattr("creditworthy.service.register.answering.retold", retold)
    register = Register(desk, journal, scorer)
    told = answered(register.decide(SENT, "en", NOBODYS))
    kept = register.find(told.id or "", "fr")
    expected = ExplanationAnswer.model_validate(invented.EXPLANATION)
    if gone:
        assert (kept.decision, kept.explanation, asked) == (told, None, ["1a2b"])
    else:
        assert asked == ["1a2b", (7, {"amount": 5_000.0, "kind": None}, ["months"], "fr")]
        assert kept.decision == told.model_copy(update={"reasons": expected.decision.reasons})
        assert kept.explanation is not None
        assert kept.explanation.base == expected.base


def test_pages_of_kept_decisions_have_the_latest_first(register: Register) -> None:
    ids = [answered(register.decide(SENT, "en", NOBODYS)).id for _ in range(5)]
    page = register.search(Search(limit=3))
    assert ([one.id for one in page.decisions], page.next) == (ids[:1:-1], 3)
    rest = register.search(Search(limit=3, after=page.next))
    assert ([one.id for one in rest.decisions], rest.next) == (ids[1::-1], None)
    assert register.search(Search(applicant=8)).decisions == []
    assert [one.number for one in register.search(Search(applicant=7, decision="grant", limit=1)).decisions] == [5]
