import json

import pytest

from creditworthy.pipeline import Training


def test_the_evidence_of_a_training_is_of_its_contenders_and_all_applicants(training: Training) -> None:
    found = training.evidence
    assert list(found["candidates"]) == [outcome.name for outcome in training.outcomes]
    assert sum(found["scores"]["counts"]) == found["applicants"] == 1_290
    assert found["grant_all"] + found["decline_all"] == 1.0
    assert set(found["importance"]) <= set(training.scorer.features)
    assert json.loads(json.dumps(found))["seed"] == found["seed"]


def test_the_evidence_says_how_groups_are_treated_by_decisions_on_the_folds(training: Training) -> None:
    found, champion = training.evidence["fairness"], training.champion
    assert list(found) == ["CODE_GENDER", "NAME_FAMILY_STATUS", "age", "CODE_GENDER by age"]
    groups = found["CODE_GENDER"]["groups"]
    assert set(groups) == {"F", "M"}
    counted = sum(group["applicants"] for group in groups.values())
    assert counted + sum(found["CODE_GENDER"]["too_small"].values()) == 1_290
    if counted == 1_290:
        approved = sum(group["applicants"] * group["approval_rate"]["value"] for group in groups.values())
        assert approved == pytest.approx((champion.declined == 0).sum())
    points = [group["points"] for group in groups.values()]
    assert all(400 < one < 900 for one in points)
