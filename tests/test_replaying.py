from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from creditworthy import answering
from creditworthy.errors import GateError, InputError
from creditworthy.journal import Draft, Entry, Journal, Payload
from creditworthy.replaying import replay
from creditworthy.scorer import Scorer
from creditworthy.tables.applicants import request_of
from creditworthy.tables.dictionary import APPLICANT
from creditworthy.tables.load import Tables


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    with Journal.open(f"sqlite:///{tmp_path}/journal.db") as opened:
        yield opened


@pytest.fixture(scope="module")
def asked(tables: Tables) -> dict[str, Any]:
    return request_of(tables, int(tables.applications("test").collect()[APPLICANT][3]))


def kept(journal: Journal, scorer: Scorer, asked: Any, *, inputs: bool = True, **changed: Any) -> Entry:
    """Keep a decision, or one with other facts."""
    (one,) = answering.decided(scorer, [(asked["application"], asked["histories"])], "en")
    facts = {**one.answer.model_dump(exclude={"id", "applicant", "reasons"}), "language": "en", **changed}
    payload = Payload(one.answer.applicant, asked if inputs else None, one.features)
    return journal.append([Draft("decision", facts, payload)])[0]


@pytest.mark.parametrize("inputs", [True, False])
def test_a_decision_made_again_is_the_same_to_the_bit(
    journal: Journal, scorer: Scorer, asked: Any, inputs: bool
) -> None:
    entry = kept(journal, scorer, asked, inputs=inputs)
    found = replay(scorer, entry, journal.payload(entry.id))
    assert (found.exact, found.close, found.by) == (True, True, "inputs" if inputs else "features")
    assert found.version == scorer.version


def test_another_answer_shows(journal: Journal, scorer: Scorer, asked: Any) -> None:
    probability = kept(journal, scorer, asked).facts["probability"]
    near = kept(journal, scorer, asked, probability=probability + 1e-14)
    found = replay(scorer, near, journal.payload(near.id))
    assert (found.exact, found.close) == (False, True)
    far = kept(journal, scorer, asked, probability=probability + 1e-9)
    assert not replay(scorer, far, journal.payload(far.id)).close


def test_other_inputs_show_in_the_features(journal: Journal, scorer: Scorer, asked: Any) -> None:
    entry = kept(journal, scorer, asked)
    payload = journal.payload(entry.id)
    assert payload is not None
    assert isinstance(payload.inputs, dict)
    payload.inputs["application"]["AMT_CREDIT"] *= 2
    found = replay(scorer, entry, payload)
    then, now = found.features["application_credit"]
    assert isinstance(then, float)
    assert (now, found.exact) == (2 * then, False)


def test_what_cannot_be_made_again(journal: Journal, scorer: Scorer, asked: Any) -> None:
    entry = kept(journal, scorer, asked)
    payload = journal.payload(entry.id)
    with pytest.raises(InputError, match=f"version {scorer.version} decided then"):
        replay(replace(scorer, version="other"), entry, payload)
    (outcome,) = journal.append([Draft("outcome", {"defaulted": True}, about=entry.id)])
    with pytest.raises(InputError, match="no decision under this id, but: outcome"):
        replay(scorer, outcome, None)
    journal.erase(asked["application"][APPLICANT], "asked for it")
    with pytest.raises(GateError, match="is erased"):
        replay(scorer, entry, journal.payload(entry.id))
