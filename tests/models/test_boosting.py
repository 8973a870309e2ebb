from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
import pytest

from creditworthy.models.boosting import gradient_boosting, lightgbm, xgboost

RANDOM = np.random.default_rng(5)
MATRIX = RANDOM.normal(size=(600, 6))
DEFAULTED = (MATRIX[:, 0] + RANDOM.normal(size=600) > 1).astype(int)
FEW: dict[str, Callable[..., Any]] = {
    "gradient_boosting": partial(gradient_boosting, max_iter=20),
    "lightgbm": partial(lightgbm, n_estimators=40),
    "xgboost": partial(xgboost, n_estimators=40),
}


def test_parameters_reach_light_trees() -> None:
    asked = lightgbm(4, num_leaves=9, min_child_samples=33, n_estimators=21, threads=2).get_params()
    assert (asked["num_leaves"], asked["min_child_samples"], asked["n_estimators"]) == (9, 33, 21)
    assert (asked["random_state"], asked["n_jobs"], asked["deterministic"]) == (4, 2, True)


def test_parameters_reach_extreme_trees() -> None:
    asked = xgboost(4, max_depth=3, min_child_weight=5, n_estimators=21, threads=2).get_params()
    assert (asked["max_depth"], asked["min_child_weight"], asked["n_estimators"]) == (3, 5, 21)
    assert (asked["random_state"], asked["n_jobs"]) == (4, 2)


def test_parameters_reach_the_trees_of_scikit() -> None:
    asked = gradient_boosting(4, max_leaf_nodes=9, min_samples_leaf=33, max_iter=21).get_params()
    assert (asked["max_leaf_nodes"], asked["min_samples_leaf"], asked["max_iter"]) == (9, 33, 21)
    assert (asked["random_state"], asked["early_stopping"]) == (4, False)


@pytest.mark.parametrize("name", ["lightgbm", "xgboost"])
def test_the_number_of_threads_moves_no_bit(name: str) -> None:
    one, two = (FEW[name](1, threads=threads).fit(MATRIX, DEFAULTED) for threads in (1, 2))
    assert np.array_equal(one.predict_proba(MATRIX), two.predict_proba(MATRIX))


@pytest.mark.parametrize("name", FEW)
def test_another_seed_gives_another_model(name: str) -> None:
    one, two = (FEW[name](seed).fit(MATRIX, DEFAULTED) for seed in (1, 2))
    assert not np.array_equal(one.predict_proba(MATRIX), two.predict_proba(MATRIX))


@pytest.mark.parametrize("make", [partial(lightgbm, n_estimators=100), partial(xgboost, n_estimators=100)])
def test_what_is_missing_can_tell_something(make: Callable[..., Any]) -> None:
    matrix = np.zeros((400, 4))
    matrix[:200] = np.nan
    defaulted = np.repeat([1, 0], 200)
    model = make(1).fit(matrix, defaulted)
    missing, known = model.predict_proba(np.array([[np.nan] * 4, [0.0] * 4]))[:, 1]
    assert missing > 0.8
    assert known < 0.2
