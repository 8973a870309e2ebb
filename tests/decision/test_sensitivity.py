import numpy as np
import pytest

from creditworthy.decision import Costs, best_threshold, sensitivity
from creditworthy.decision.sensitivity import RATIOS

RANDOM = np.random.default_rng(1)
ROWS = 3_000
PROBABILITY = RANDOM.beta(0.9, 9.0, ROWS)
DEFAULTED = RANDOM.binomial(1, PROBABILITY)
FOLDS = [(np.flatnonzero(np.arange(ROWS) % 3 != part), np.arange(part, ROWS, 3)) for part in range(3)]


def test_ratios_go_from_two_to_thirty_and_hold_the_usual_one() -> None:
    assert (RATIOS[0], RATIOS[-1]) == (2, 30)
    assert 10 in RATIOS


def test_each_fold_is_decided_by_the_threshold_of_the_others() -> None:
    (case,) = sensitivity(DEFAULTED, PROBABILITY, FOLDS, [10])
    declined = np.zeros(ROWS, bool)
    thresholds = [best_threshold(DEFAULTED[others], PROBABILITY[others], Costs()) for others, _ in FOLDS]
    for threshold, (_, rows) in zip(thresholds, FOLDS, strict=True):
        declined[rows] = PROBABILITY[rows] >= threshold
    assert case.threshold == pytest.approx(np.mean(thresholds))
    assert case.approval_rate == pytest.approx(1 - declined.mean())
    assert case.business_score == Costs().business_score(DEFAULTED, declined)
    assert (case.break_even, case.grant_all) == (1 / 11, Costs().grant_all(DEFAULTED))
    assert case.grant_all + case.decline_all == pytest.approx(1.0)


def test_the_labels_of_a_fold_do_not_choose_its_threshold() -> None:
    """Turned round, the outcomes of one part change its score, and the other parts' thresholds only."""
    labels = DEFAULTED.copy()
    labels[FOLDS[0][1]] = 1 - labels[FOLDS[0][1]]
    only_first = [FOLDS[0]]
    before, after = (sensitivity(one, PROBABILITY, only_first, [10])[0] for one in (DEFAULTED, labels))
    assert before.threshold == after.threshold
    assert before.business_score != after.business_score


def test_the_dearer_a_missed_default_the_fewer_are_granted() -> None:
    found = sensitivity(DEFAULTED, PROBABILITY, FOLDS)
    rates = [case.approval_rate for case in found]
    assert rates == sorted(rates, reverse=True)
    assert [case.threshold for case in found] == sorted((case.threshold for case in found), reverse=True)
    assert [case.ratio for case in found] == list(RATIOS)
