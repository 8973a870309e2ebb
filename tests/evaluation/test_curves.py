import numpy as np
import pytest

from creditworthy.decision import Costs
from creditworthy.evaluation.curves import Swap, cost_curve, precision_recall, roc, swap
from creditworthy.evaluation.measures import auc

DEFAULTED = np.array([1, 0, 1, 0])
PROBABILITY = np.array([0.9, 0.8, 0.7, 0.1])
RANDOM = np.random.default_rng(2)
MANY = (RANDOM.random(3_000) < 0.1).astype(int)
SCORES = np.round(RANDOM.random(3_000) * 0.4 + MANY * 0.2, 3)


def test_equal_probabilities_are_declined_together() -> None:
    assert roc(DEFAULTED, np.array([0.5, 0.5, 0.5, 0.1])) == {"x": [0.0, 0.5, 1.0], "y": [0.0, 1.0, 1.0]}


def test_the_area_under_the_thinned_curve_is_the_auc() -> None:
    curve = roc(MANY, SCORES)
    assert len(curve["x"]) <= 120
    assert np.trapezoid(curve["y"], curve["x"]) == pytest.approx(auc(MANY, SCORES), abs=1e-3)


def test_precision_at_each_recall() -> None:
    assert precision_recall(DEFAULTED, PROBABILITY) == {
        "x": [0.5, 0.5, 1.0, 1.0],
        "y": [1.0, 1 / 2, 2 / 3, 2 / 4],
    }


def test_the_cost_curve_begins_with_declining_all_and_costs_what_decisions_cost() -> None:
    costs = Costs()
    curve = cost_curve(MANY, SCORES, costs)
    assert curve["y"][0] == pytest.approx(np.mean(MANY == 0))
    for threshold, cost in list(zip(curve["x"], curve["y"], strict=True))[::17]:
        assert cost == pytest.approx(costs.of(MANY, threshold <= SCORES) / len(MANY))


def test_who_changes_sides() -> None:
    found = swap(DEFAULTED, np.array([0, 0, 1, 1]), np.array([1, 1, 0, 1]))
    assert found == {"granted_by_the_first": Swap(2, 1), "granted_by_the_second": Swap(1, 1)}
