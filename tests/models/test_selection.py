from dataclasses import asdict

import numpy as np
import pytest

from creditworthy.decision import Costs
from creditworthy.intervals import Interval, delong
from creditworthy.models import CANDIDATES, Contender, Kind, Outcome, Selection, select

ROWS = 400
DEFAULTED = np.zeros(ROWS, dtype=np.int64)
DEFAULTED[:40] = 1


def outcome(name: str, missed: int, lost: int = 0, start: int = 40) -> Outcome:
    """A contender that grants the first ``missed`` defaults and declines ``lost`` good loans, from a row on."""
    declined = DEFAULTED.astype(float)
    declined[:missed] = 0.0
    declined[start : start + lost] = 1.0
    score = 1 - Costs().of(DEFAULTED, declined) / (10 * 40 + 360)
    return Outcome(
        contender=Contender.named(name),
        parameters={},
        chosen=(),
        margin=declined,
        probability=0.1 + declined / 2,
        declined=declined,
        thresholds=(),
        calibrations=(),
        metrics={"business_score": Interval(score, score, score)},
    )


def chosen(*outcomes: Outcome) -> Selection:
    ordered = sorted(outcomes, key=lambda one: -one.metrics["business_score"].value)
    return select(ordered, DEFAULTED, costs=Costs(), seed=1)


def test_kinds_are_ordered_from_the_simplest() -> None:
    names = sorted(CANDIDATES, key=lambda name: CANDIDATES[name].kind)
    assert names[:4] == ["prior", "logistic", "scorecard", "decision_tree"]
    assert {CANDIDATES[name].kind for name in ("lightgbm", "xgboost", "gradient_boosting")} == {Kind.BOOSTING}
    assert sorted(Kind)[-1] is Kind.BLEND


def test_the_simpler_one_is_champion_where_it_cannot_be_told_from_the_best() -> None:
    found = chosen(outcome("lightgbm", 1, lost=10), outcome("logistic", 1, lost=11, start=100))
    assert (found.best, found.champion) == ("lightgbm", "logistic")
    # One more good loan is lost, of a worst cost of 760; they differ in 21 cases, whose error is √21.
    behind = found.behind["logistic"]
    assert behind.business_score.value == pytest.approx(1 / 760)
    assert behind.error == pytest.approx(21**0.5 / 760, rel=0.15)
    assert behind.error >= behind.business_score.value


def test_the_best_is_champion_where_the_simpler_ones_are_clearly_behind() -> None:
    found = chosen(outcome("lightgbm", 1), outcome("logistic", 12), outcome("prior", 40))
    assert (found.best, found.champion) == ("lightgbm", "lightgbm")
    assert found.behind["logistic"].business_score.value == pytest.approx(110 / 760)
    assert found.behind["logistic"].business_score.low > 0
    assert found.behind["prior"].error < found.behind["prior"].business_score.value


def test_the_best_is_as_far_from_itself_as_nothing() -> None:
    standing = chosen(outcome("logistic", 3), outcome("lightgbm", 9)).behind["logistic"]
    assert (standing.business_score, standing.error) == (Interval(0.0, 0.0, 0.0), 0.0)
    assert standing.auc == Interval(0.0, 0.0, 0.0)


def test_of_equally_simple_ones_the_better_wins_and_an_arm_is_not_simpler() -> None:
    assert chosen(outcome("xgboost", 2, 9), outcome("lightgbm", 2, 10, 90)).champion == "xgboost"
    assert chosen(outcome("lightgbm+smote", 2, 9), outcome("lightgbm", 2, 10, 90)).champion == "lightgbm"
    assert chosen(outcome("logistic+smote", 2, 10, 90), outcome("lightgbm", 2, 9)).champion == "logistic+smote"


def test_areas_are_compared_on_the_same_applicants() -> None:
    best, other = outcome("lightgbm", 1), outcome("logistic", 12)
    expected = delong(DEFAULTED, best.probability, other.probability)
    assert chosen(best, other).behind["logistic"].auc == expected


def test_a_selection_is_plain_in_json() -> None:
    found = chosen(outcome("lightgbm", 1), outcome("logistic", 12))
    assert found.as_json() == asdict(found)
    assert set(found.as_json()["behind"]["logistic"]) == {"business_score", "auc", "error"}
