import json
from dataclasses import replace

import numpy as np
import polars as pl
import pytest

from creditworthy.decision import Terms
from creditworthy.explanation.judgement import judgement
from creditworthy.models import CALIBRATIONS, Choice, Data, Rows
from creditworthy.pipeline import Training


def test_the_calibration_is_the_method_of_the_least_log_loss(training: Training) -> None:
    found = training.evidence["calibration"]
    assert found["method"] == training.scorer.calibration.method
    assert list(found["log_loss"]) == list(CALIBRATIONS)
    assert found["log_loss"][found["method"]] == min(found["log_loss"].values())
    for outcome in training.outcomes:
        named = training.evidence["candidates"][outcome.name]["calibrations"]
        assert named == outcome.calibrations
        assert set(named) <= set(CALIBRATIONS)


def test_the_threshold_is_the_scorers_with_its_interval(training: Training) -> None:
    found = training.evidence["threshold"]
    assert found["value"] == training.scorer.threshold
    assert found["low"] < found["high"]
    assert found["break_even"] == 1 / 11


def test_bins_and_grades_are_of_all_applicants(training: Training) -> None:
    evidence = training.evidence
    for parts in (evidence["reliability"], evidence["grades"]["grades"]):
        assert sum(part["applicants"] for part in parts) == evidence["applicants"]
        assert sum(part["defaults"] for part in parts) == evidence["defaults"]
    assert len(evidence["reliability"]) == 10
    assert isinstance(evidence["grades"]["rising"], bool)


def test_the_usual_costs_are_among_those_that_are_tried(training: Training) -> None:
    (usual,) = (case for case in training.evidence["sensitivity"] if case["ratio"] == 10)
    assert usual["grant_all"] == training.evidence["grant_all"]
    assert usual["business_score"] == pytest.approx(training.champion.metrics["business_score"].value, abs=0.05)


def test_more_approvals_are_more_defaults(training: Training) -> None:
    found = training.evidence["approval"]
    assert [case["rate"] for case in found] == [0.7, 0.8, 0.9]
    assert [case["granted"] for case in found] == pytest.approx([0.7, 0.8, 0.9], abs=0.01)
    rates = [case["default_rate"] for case in found]
    assert rates == sorted(rates)
    assert rates[-1] < training.evidence["defaults"] / training.evidence["applicants"]


def test_nobody_goes_to_review_by_default(training: Training) -> None:
    assert training.evidence["review"] == {"band": 0.0, "share": 0.0}


def test_by_amounts_all_is_a_share_of_what_was_asked_for(training: Training) -> None:
    found = training.evidence["expected_loss"]
    assert (found["loss_given_default"], found["interest"]) == (0.6, 0.06)
    assert found["expected"] > 0
    for name in ("expected", "realised", "realised_by_threshold", "realised_grant_all"):
        assert -0.6 <= found[name] <= 0.06
    assert found["realised"] > found["realised_grant_all"]


def test_without_amounts_nothing_is_said_of_them(training: Training) -> None:
    frame = pl.DataFrame({"SK_ID_CURR": [1, 2, 3, 4]})
    data = Data(Rows(frame, (), np.array([0, 1, 0, 1]), np.arange(4)), [(np.array([0, 1]), np.array([2, 3]))] * 2)
    margin = np.array([-2.0, 1.0, -1.0, 2.0])
    best = replace(training.champion, margin=margin, probability=1 / (1 + np.exp(-margin)), declined=margin > 0)
    scorer = replace(training.scorer, review_band=0.5, threshold=0.5)
    found = judgement(data, best, scorer, choice=Choice(scorer.calibration), terms=Terms(), seed=1)
    assert "expected_loss" not in found
    assert found["calibration"]["log_loss"] == {}
    assert found["review"] == {"band": 0.5, "share": 1.0}


def test_it_is_plain_json(training: Training) -> None:
    assert json.loads(json.dumps(training.evidence))["threshold"]["value"] == training.scorer.threshold
