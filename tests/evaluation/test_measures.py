from math import log

import numpy as np
import pytest

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
    ],
)
def test_metrics_of_decisions(name: str, some: float, nobody: float) -> None:
    assert getattr(measures, name)(DEFAULTED, DECLINED) == pytest.approx(some)
    assert getattr(measures, name)(DEFAULTED, NOBODY) == pytest.approx(nobody)


@pytest.mark.parametrize("name", ["f1", "precision", "recall"])
def test_without_any_default_nothing_is_found(name: str) -> None:
    assert getattr(measures, name)(np.zeros(5, int), DECLINED) == 0.0
    assert getattr(measures, name)(np.zeros(5, int), NOBODY) == 0.0
