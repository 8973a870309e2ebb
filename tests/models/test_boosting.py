import numpy as np

from creditworthy.models.boosting import lightgbm

RANDOM = np.random.default_rng(5)
MATRIX = RANDOM.normal(size=(600, 6))
DEFAULTED = (MATRIX[:, 0] + RANDOM.normal(size=600) > 1).astype(int)


def test_parameters_reach_the_model() -> None:
    asked = lightgbm(4, num_leaves=9, min_child_samples=33, n_estimators=21, threads=2).get_params()
    assert (asked["num_leaves"], asked["min_child_samples"], asked["n_estimators"]) == (9, 33, 21)
    assert (asked["random_state"], asked["n_jobs"], asked["deterministic"]) == (4, 2, True)


def test_the_number_of_threads_moves_no_bit() -> None:
    one, two = (lightgbm(1, n_estimators=40, threads=threads).fit(MATRIX, DEFAULTED) for threads in (1, 2))
    assert np.array_equal(one.predict_proba(MATRIX), two.predict_proba(MATRIX))


def test_another_seed_gives_another_model() -> None:
    one, two = (lightgbm(seed, n_estimators=40).fit(MATRIX, DEFAULTED) for seed in (1, 2))
    assert not np.array_equal(one.predict_proba(MATRIX), two.predict_proba(MATRIX))


def test_what_is_missing_can_tell_something() -> None:
    matrix = np.zeros((400, 4))
    matrix[:200] = np.nan
    defaulted = np.repeat([1, 0], 200)
    model = lightgbm(1, n_estimators=100).fit(matrix, defaulted)
    missing, known = model.predict_proba(np.array([[np.nan] * 4, [0.0] * 4]))[:, 1]
    assert missing > 0.9
    assert known < 0.1
