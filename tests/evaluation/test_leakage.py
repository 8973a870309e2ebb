import numpy as np
import pytest
from sklearn.model_selection import KFold

from creditworthy.evaluation.leakage import SUSPECT, alone, shuffled, told_apart

RANDOM = np.random.default_rng(6)
ROWS = 900
DEFAULTED = (RANDOM.uniform(size=ROWS) < 0.2).astype(np.int64)
NOISE = RANDOM.normal(size=(ROWS, 4))
PARTS = [(learnt, judged) for learnt, judged in KFold(3, shuffle=True, random_state=1).split(NOISE)]


def test_nothing_is_learnt_of_shuffled_outcomes_whatever_the_features_know() -> None:
    found = shuffled(np.column_stack([NOISE, DEFAULTED]), DEFAULTED, PARTS, seed=3)
    assert found.low <= 0.5 <= found.high
    assert 0.01 < found.high - found.low < 0.3
    assert found == shuffled(np.column_stack([NOISE, DEFAULTED]), DEFAULTED, PARTS, seed=3)


def test_folds_that_train_on_what_they_judge_are_found() -> None:
    leaking = [(np.arange(ROWS), judged) for _, judged in PARTS]
    assert shuffled(NOISE, DEFAULTED, leaking, seed=3).low > 0.6


def test_the_outcomes_themselves_are_left_as_they_were() -> None:
    before = DEFAULTED.copy()
    shuffled(NOISE, DEFAULTED, PARTS, seed=3)
    assert np.array_equal(DEFAULTED, before)


def test_parts_that_differ_are_told_apart_by_what_differs() -> None:
    other = RANDOM.normal(size=(600, 4))
    other[:, 2] += 2.0
    found = told_apart(NOISE, other, ["a", "b", "c", "a"], seed=1)
    assert found.auc.low > 0.85
    assert next(iter(found.telling)) == "c"
    assert found.telling["c"] > 0.5
    assert sum(found.telling.values()) == pytest.approx(1.0)
    assert set(found.telling) == {"a", "b", "c"}


def test_parts_that_are_alike_are_not_told_apart() -> None:
    found = told_apart(NOISE, RANDOM.normal(size=(ROWS, 4)), ["a", "b", "c", "d"], seed=1)
    assert found.auc.low < 0.5 < found.auc.high + 0.05
    assert len(found.telling) <= 10


def test_a_planted_leak_is_found_whichever_way_it_ranks() -> None:
    leak = -DEFAULTED + RANDOM.normal(0, 0.3, ROWS)
    found = alone(np.column_stack([NOISE, leak]), DEFAULTED, ["a", "b", "c", "d", "leak"])
    assert list(found) == ["leak"]
    assert found["leak"] > 0.95


def test_whether_a_value_is_known_may_be_the_leak() -> None:
    known_of_defaults = np.where(DEFAULTED == 1, 1.0, np.nan)
    assert alone(known_of_defaults.reshape(-1, 1), DEFAULTED, ["recovered"]) == {"recovered": 1.0}


def test_too_few_known_rows_raise_no_suspicion() -> None:
    few = np.full(ROWS, np.nan)
    few[np.flatnonzero(DEFAULTED == 1)[:3]] = [1.0, 2.0, 0.3]
    few[np.flatnonzero(DEFAULTED == 0)[:4]] = [0.1, 0.2, 0.5, 1.5]
    assert alone(few.reshape(-1, 1), DEFAULTED, ["rare"]) == {}
    assert SUSPECT == 0.75


def test_each_column_is_told() -> None:
    told: list[int] = []
    alone(NOISE, DEFAULTED, ["a", "b", "c", "d"], advance=lambda: told.append(1))
    assert len(told) == 4
