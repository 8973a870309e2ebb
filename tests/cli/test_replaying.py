import json
from pathlib import Path
from typing import Any

import pytest

from creditworthy import answering
from creditworthy.journal import Draft, Entry, Journal, Payload
from creditworthy.scorer import Scorer
from creditworthy.settings import settings
from creditworthy.tables.applicants import request_of
from creditworthy.tables.dictionary import APPLICANT
from creditworthy.tables.load import Tables


@pytest.fixture
def kept(project: Path, scorer: Scorer, tables: Tables) -> Any:
    """Keep a decision, or one with other facts or features."""
    asked = request_of(tables, int(tables.applications("test").collect()[APPLICANT][3]))
    (one,) = answering.decided(scorer, [(asked["application"], asked["histories"])], "en")

    def keep(features: dict[str, float], **changed: object) -> Entry:
        facts = {**one.answer.model_dump(exclude={"id", "applicant", "reasons"}), "language": "en", **changed}
        payload = Payload(one.answer.applicant, asked, {**one.features, **features})
        with Journal.open(settings().journal) as journal:
            return journal.append([Draft("decision", facts, payload)])[0]

    return keep


def test_the_same_answer(command: Any, kept: Any) -> None:
    entry = kept({})
    code, out, err = command("journal", "replay", entry.id)
    assert (code, err) == (0, "")
    assert out.startswith(f"The same answer, to the bit: probability {entry.facts['probability']:.6f}, ")
    told = json.loads(command("journal", "replay", entry.id, "--json").out)
    assert (told["exact"], told["close"], told["by"], told["features"]) == (True, True, "inputs", {})


def test_an_answer_of_another_machine(command: Any, kept: Any) -> None:
    entry = kept({}, probability=kept({}).facts["probability"] + 1e-14)
    code, out, _ = command("journal", "replay", entry.id)
    assert (code, out[:56]) == (0, "The same answer within 1e-12, as on another machine: pro")


def test_another_answer_is_an_alarm_and_shows_the_features(command: Any, kept: Any, scorer: Scorer) -> None:
    moved = dict.fromkeys([name for name in scorer.features if scorer.known[name].unit == "currency"][:14], 1.5)
    entry = kept(moved, probability=0.5)
    code, out, err = command("journal", "replay", entry.id)
    assert (code, out.count("1.5"), out.splitlines()[-1]) == (3, 12, "(and 2 more)")
    assert f"decision {entry.id} is answered otherwise today: a probability of 0.500000000 then" in err


def test_decisions_that_cannot_be_made_again(command: Any, kept: Any) -> None:
    entry = kept({}, model_version="gone")
    assert command("journal", "replay", entry.id)[::2] == (2, "creditworthy: models: no version 'gone' is stored\n")
    code, _, err = command("journal", "replay", "none")
    assert (code, err) == (2, "creditworthy: the journal holds no entry none\n")
