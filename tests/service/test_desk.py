from pathlib import Path
from typing import Any

import numpy as np
import pytest

from creditworthy import answering, pipeline
from creditworthy.errors import ScorerError, UnknownNameError
from creditworthy.scorer import Scorer
from creditworthy.scorer.known import KnownFeatures, open_known
from creditworthy.service import Desk
from creditworthy.tables.load import Tables

STATISTICS = {"rows": 3, "numbers": {}, "categories": {}}
INTERVAL = {"value": 0.7, "low": 0.6, "high": 0.8}


@pytest.fixture
def evidence(scorer: Scorer) -> dict[str, Any]:
    return {
        "applicants": 3,
        "defaults": 1,
        "grant_all": 0.2,
        "decline_all": 0.8,
        "generated": True,
        "candidates": {scorer.candidate: {"metrics": {"roc_auc": INTERVAL}}, "other": {}},
        "background": STATISTICS,
        "scores": {"edges": [0.0, 0.5, 1.0], "counts": [2, 1]},
        "importance": {"application_credit": 0.3},
    }


@pytest.fixture
def desk(scorer: Scorer, tables: Tables, evidence: dict[str, Any]) -> Desk:
    return Desk(scorer, evidence, tables)


@pytest.fixture(scope="session")
def numbers(tables: Tables) -> list[int]:
    return sorted(tables.applications("all").collect()["SK_ID_CURR"].to_list())


def test_model_is_what_the_evidence_says(desk: Desk, scorer: Scorer) -> None:
    assert desk.dictionary is scorer.dictionary
    assert desk.model().model_dump() == {
        "version": scorer.version,
        "candidate": scorer.candidate,
        "threshold": scorer.threshold,
        "review_band": scorer.review_band,
        "costs": {"missed_default": 10.0, "lost_good_loan": 1.0},
        "generated": True,
        "features": list(scorer.features),
        "metrics": {"roc_auc": INTERVAL},
        "importance": {"application_credit": 0.3},
        "applicants": 3,
        "defaults": 1,
        "grant_all": 0.2,
        "decline_all": 0.8,
    }


def test_portfolio_is_what_the_evidence_says(desk: Desk, scorer: Scorer) -> None:
    assert desk.portfolio().model_dump() == {
        "applicants": 3,
        "defaults": 1,
        "generated": True,
        "threshold": scorer.threshold,
        "scores": {"edges": [0.0, 0.5, 1.0], "counts": [2, 1]},
        "background": STATISTICS,
    }


@pytest.mark.parametrize("name", ["importance", "background", "candidates"])
def test_evidence_of_another_release(scorer: Scorer, evidence: dict[str, Any], name: str) -> None:
    del evidence[name]
    with pytest.raises(ScorerError, match=rf"^the scorer {scorer.version} is of another release: .*train it again$"):
        Desk(scorer, evidence)
    with pytest.raises(ScorerError, match="another release"):
        Desk(scorer, {**evidence, name: "no mapping of ours", "scores": None})


def test_pages_of_known_applicants(desk: Desk, numbers: list[int]) -> None:
    first = desk.applicants(None, 2)
    assert (first.applicants, first.next) == (numbers[:2], numbers[1])
    assert desk.applicants(first.next, 2).applicants == numbers[2:4]
    last = desk.applicants(numbers[-3], 2)
    assert (last.applicants, last.next) == (numbers[-2:], None)
    assert desk.applicants(numbers[-1], 2).applicants == []


def test_a_known_applicant_asks_for_the_same_decision(desk: Desk, scorer: Scorer, tables: Tables) -> None:
    applicant = int(tables.applications("train").collect()["SK_ID_CURR"][5])
    held = desk.applicant(applicant)
    assert (held.applicant, held.application["SK_ID_CURR"]) == (applicant, applicant)
    assert "TARGET" not in held.application
    expected = answering.explain_applicant(scorer, tables, applicant, "fr")
    decided, asked = desk.decide_known(applicant, "fr")
    assert (decided.answer, asked) == (expected, held.request())
    assert desk.decide((held.application, held.histories), "fr") == decided


def test_built_features_answer_the_same_to_the_bit_and_are_used(
    scorer: Scorer, evidence: dict[str, Any], tables: Tables, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    numbers = sorted(tables.applications("all").collect()["SK_ID_CURR"].to_list())[::300]
    pipeline.build_features(tables, tmp_path / "features.parquet")
    desk = Desk(scorer, evidence, tables, known=open_known(tmp_path / "features.parquet", tables))
    expected = [Desk(scorer, evidence, tables).decide_known(number, "fr")[0] for number in numbers]
    monkeypatch.setattr(Desk, "decide", None)
    assert [desk.decide_known(number, "fr") for number in numbers] == [(one, None) for one in expected]
    with pytest.raises(UnknownNameError, match="no applicant 5 is known here"):
        desk.decide_known(5, "fr")


def test_features_of_another_computation_are_not_used(
    scorer: Scorer, evidence: dict[str, Any], tables: Tables, numbers: list[int]
) -> None:
    nobody = KnownFeatures(np.array([numbers[0]]), np.zeros((1, 1)), {"application_credit": None}, {})
    desk = Desk(scorer, evidence, tables, known=nobody)
    assert desk.decide_known(numbers[0], "en") == Desk(scorer, evidence, tables).decide_known(numbers[0], "en")


def test_an_unknown_applicant_is_a_sentence_without_a_folder(desk: Desk, tables: Tables) -> None:
    for ask in (desk.applicant, lambda number: desk.decide_known(number, "en")):
        with pytest.raises(UnknownNameError) as raised:
            ask(5)
        assert str(raised.value) == "no applicant 5 is known here; GET /v1/applicants lists who is"


def test_without_tables_nobody_is_known(scorer: Scorer, evidence: dict[str, Any]) -> None:
    desk = Desk(scorer, evidence)
    asks: list[Any] = [
        lambda: desk.applicants(None, 5),
        lambda: desk.applicant(5),
        lambda: desk.decide_known(5, "en"),
    ]
    for ask in asks:
        with pytest.raises(UnknownNameError, match=r"^this service was started without tables.*serve TABLES"):
            ask()


def test_lime_draws_from_the_statistics_with_the_seed(scorer: Scorer, training: Any, tables: Tables) -> None:
    desk = Desk(scorer, training.evidence, tables, seed=3)
    applicant = int(tables.applications("test").collect()["SK_ID_CURR"][0])
    held = desk.applicant(applicant)
    case = (held.application, held.histories)
    found = desk.lime(case, "fr", 200)
    statistics = training.evidence["background"]
    assert (found.applicant, found.samples) == (applicant, 200)
    assert found == answering.imitation(scorer, case, statistics, "fr", samples=200, seed=3)
    assert found != answering.imitation(scorer, case, statistics, "fr", samples=200, seed=4)
    assert abs(found.weights[0].weight) == max(abs(part.weight) for part in found.weights) > 0
