from math import log

import numpy as np
import pytest

from creditworthy.decision import Costs
from creditworthy.evaluation import measures

# Pairs (default, good loan): .4 beats .1, ties with .4 and loses to .7; .9 beats all three. 4.5 of 6.
DEFAULTED = np.array([0, 0, 0, 1, 1])
PROBABILITY = np.array([0.1, 0.4, 0.7, 0.4, 0.9])
# Declined: one good loan of three, one default of two.
DECLINED = np.array([0.0, 0.0, 1.0, 0.0, 1.0])
NOBODY = np.zeros(5)


def test_auc_is_the_share_of_pairs_in_order_a_tie_counts_half() -> None:
    assert measures.auc(DEFAULTED, PROBABILITY) == 0.75


def test_gini_is_twice_the_auc_less_one() -> None:
    assert measures.gini(DEFAULTED, PROBABILITY) == 0.5


def test_ks_is_the_largest_distance_of_the_two_distributions() -> None:
    # From .9 on: 1/2 of the defaults, none of the good; from .4 on: all of the defaults, 2/3 of the good.
    assert measures.ks(DEFAULTED, PROBABILITY) == 0.5


def test_brier_is_the_mean_squared_error() -> None:
    assert measures.brier(DEFAULTED, PROBABILITY) == pytest.approx((0.01 + 0.16 + 0.49 + 0.36 + 0.01) / 5)


def test_log_loss_is_the_mean_surprise() -> None:
    expected = -(log(0.9) + log(0.6) + log(0.3) + log(0.4) + log(0.9)) / 5
    assert measures.log_loss(DEFAULTED, PROBABILITY) == pytest.approx(expected)


def test_what_did_not_happen_for_sure_is_no_surprise() -> None:
    assert measures.log_loss(np.array([1, 0]), np.array([0.5, 0.5])) == pytest.approx(log(2))


@pytest.mark.parametrize(
    ("name", "some", "nobody"),
    [
        ("f1", 0.5, 0.0),  # precision and recall are both one half
        ("accuracy", 0.6, 0.6),
        ("precision", 0.5, 0.0),
        ("recall", 0.5, 0.0),
        ("business_score", 1 - 11 / 23, 1 - 20 / 23),
        ("approval_rate", 0.6, 1.0),
        ("cost_per_applicant", 11 / 5, 20 / 5),
    ],
)
def test_metrics_of_decisions(name: str, some: float, nobody: float) -> None:
    assert getattr(measures, name)(DEFAULTED, DECLINED) == pytest.approx(some)
    assert getattr(measures, name)(DEFAULTED, NOBODY) == pytest.approx(nobody)


@pytest.mark.parametrize("name", ["f1", "precision", "recall"])
def test_without_any_default_nothing_is_found(name: str) -> None:
    assert getattr(measures, name)(np.zeros(5, int), DECLINED) == 0.0
    assert getattr(measures, name)(np.zeros(5, int), NOBODY) == 0.0


def test_average_precision_is_that_of_scikit_learn_ties_included() -> None:
    from sklearn.metrics import average_precision_score

    # From .9 on: 1 of 1, half of the defaults; from .4 on: 2 of 4, the other half.
    assert measures.average_precision(DEFAULTED, PROBABILITY) == 0.5 * 1 + 0.5 * 2 / 4
    random = np.random.default_rng(3)
    score = np.round(random.uniform(size=500), 2)
    defaulted = (random.uniform(size=500) < score).astype(int)
    expected = average_precision_score(defaulted, score)
    assert measures.average_precision(defaulted, score) == pytest.approx(expected)


def test_scores_at_other_costs() -> None:
    dear = Costs(missed_default=4.0, lost_good_loan=2.0)
    # Missed: one default at 4; lost: one good loan at 2. At worst: two at 4 and three at 2.
    assert measures.business_score(DEFAULTED, DECLINED, costs=dear) == pytest.approx(1 - 6 / 14)
    assert measures.cost_per_applicant(DEFAULTED, DECLINED, costs=dear) == pytest.approx(6 / 5)


def test_calibration_is_the_line_of_a_logistic_regression() -> None:
    from sklearn.linear_model import LogisticRegression

    random = np.random.default_rng(3)
    log_odds = random.normal(-2.0, 1.0, 4_000)
    defaulted = (random.uniform(size=4_000) < 1 / (1 + np.exp(-0.5 * log_odds - 0.3))).astype(int)
    probability = 1 / (1 + np.exp(-log_odds))
    line = LogisticRegression(C=np.inf, tol=1e-10).fit(log_odds.reshape(-1, 1), defaulted)
    assert measures.calibration_slope(defaulted, probability) == pytest.approx(line.coef_[0, 0], abs=1e-5)
    assert measures.calibration_intercept(defaulted, probability) == pytest.approx(line.intercept_[0], abs=1e-5)
    assert measures.calibration_slope(defaulted, probability) == pytest.approx(0.5, abs=0.1)


def test_a_constant_has_no_slope() -> None:
    constant = np.full(4, 0.25)
    assert measures.calibration_slope(np.array([0, 0, 0, 1]), constant) == 0.0
    assert measures.calibration_intercept(np.array([0, 1, 0, 1]), constant) == pytest.approx(0.0)
