import numpy as np
import pytest

from creditworthy.evaluation import folds
from creditworthy.models import CALIBRATIONS, Beta, Calibration, Isotonic, Platt, choose

ROWS = 30_000
MARGIN = np.random.default_rng(2).normal(-2.0, 1.5, ROWS)
PERSONS = np.arange(ROWS)


def outcomes(truth: Calibration) -> np.ndarray:
    return np.random.default_rng(3).binomial(1, truth.probability(MARGIN))


@pytest.mark.parametrize(
    "truth",
    [
        Platt(0.7, -0.4),
        Beta(0.3, 6.0, -1.5, 1.0),
        Isotonic((-9.0, -3.1, -3.0, -1.1, -1.0, 9.0), (0.01, 0.01, 0.1, 0.1, 0.6, 0.6), 1.0),
    ],
    ids=lambda one: one.method,
)
def test_the_method_that_made_the_outcomes_is_found(truth: Calibration) -> None:
    found = choose(MARGIN, outcomes(truth), PERSONS, seed=1)
    assert found.calibration.method == truth.method
    assert found.log_loss[truth.method] == min(found.log_loss.values())
    assert list(found.log_loss) == list(CALIBRATIONS)


def test_the_chosen_is_fitted_on_all_rows() -> None:
    defaulted = outcomes(Platt(0.7, -0.4))
    assert choose(MARGIN, defaulted, PERSONS, seed=1).calibration == Platt.fit(MARGIN, defaulted)


def test_each_row_is_judged_by_what_the_other_parts_teach() -> None:
    defaulted = outcomes(Platt(0.7, -0.4))
    losses = np.empty(ROWS)
    for training, validation in folds(defaulted, PERSONS, count=3, seed=1):
        found = Isotonic.fit(MARGIN[training], defaulted[training]).probability(MARGIN[validation])
        losses[validation] = -np.log(np.where(defaulted[validation] == 1, found, 1 - found))
    assert choose(MARGIN, defaulted, PERSONS, seed=1).log_loss["isotonic"] == pytest.approx(losses.mean(), rel=1e-12)


def test_rows_of_one_person_stay_together() -> None:
    """A model that knows everybody by heart: steps would win where a person's other row gives the answer away."""
    random = np.random.default_rng(5)
    margin, defaulted = np.repeat(random.normal(size=150), 2), np.repeat(random.binomial(1, 0.3, 150), 2)
    together = choose(margin, defaulted, np.repeat(np.arange(150), 2), seed=1).log_loss
    apart = choose(margin, defaulted, np.arange(300), seed=1).log_loss
    assert together["isotonic"] > apart["isotonic"]


def test_of_equals_the_simplest_is_taken_where_nobody_can_be_told_apart() -> None:
    found = choose(np.full(90, -2.0), np.tile([1, 0, 0], 30), np.arange(90), seed=1)
    assert found.log_loss["platt"] == pytest.approx(found.log_loss["isotonic"], abs=1e-6)
    assert found.calibration.probability(np.array([-2.0])) == pytest.approx([1 / 3], abs=1e-3)


def test_too_few_defaults_to_compare_leave_the_line() -> None:
    margin, defaulted = np.array([-1.0, 0.0, 1.0, 2.0, 0.5]), np.array([0, 0, 1, 1, 0])
    found = choose(margin, defaulted, np.arange(5), seed=1)
    assert (found.calibration, found.log_loss) == (Platt.fit(margin, defaulted), {})


def test_the_same_rows_and_seed_give_the_same_choice() -> None:
    defaulted = outcomes(Platt(0.7, -0.4))
    assert choose(MARGIN, defaulted, PERSONS, seed=4) == choose(MARGIN, defaulted, PERSONS, seed=4)
