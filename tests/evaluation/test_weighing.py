import numpy as np
import pytest

from creditworthy.evaluation.weighing import by_score, calibration_line, decided, mean

DEFAULTED = np.array([1, 0, 0, 1])
WEIGHTS = np.array([[1.0, 1.0, 1.0, 1.0], [2.0, 0.0, 1.0, 1.0]])


def test_decisions_are_counted_in_each_resample() -> None:
    found = decided(DEFAULTED, np.array([1.0, 1.0, 0.0, 0.0]), WEIGHTS)
    assert np.array([found.declined_bad, found.declined_good, found.granted_bad, found.granted_good]).tolist() == [
        [1, 2],
        [1, 0],
        [1, 1],
        [1, 1],
    ]
    assert [found.bad.tolist(), found.good.tolist(), found.declined.tolist(), found.all.tolist()] == [
        [2, 3],
        [2, 1],
        [2, 2],
        [4, 4],
    ]


def test_scores_come_lowest_first_and_ties_together() -> None:
    bad, good = by_score(DEFAULTED, np.array([0.3, 0.3, 0.9, 0.1]), WEIGHTS)
    assert bad.tolist() == [[1, 1, 0], [1, 2, 0]]
    assert good.tolist() == [[0, 1, 1], [0, 0, 1]]


def test_means() -> None:
    assert mean(np.array([1.0, 2.0, 3.0, 6.0])) == 3.0
    assert mean(np.array([1.0, 2.0, 3.0, 6.0]), WEIGHTS).tolist() == [3.0, 11 / 4]


def test_probabilities_that_come_true_are_on_the_diagonal() -> None:
    probability = np.repeat([0.25, 0.5], [4, 2])
    slope, intercept = calibration_line(np.array([0, 0, 1, 0, 1, 0]), probability)
    assert (float(slope), float(intercept)) == pytest.approx((1.0, 0.0), abs=1e-9)


def test_a_resample_of_one_kind_only_ends_in_numbers() -> None:
    found = calibration_line(DEFAULTED, np.array([0.4, 0.2, 0.1, 0.5]), np.array([[0.0, 4.0, 0.0, 0.0]]))
    assert np.isfinite(found).all()
