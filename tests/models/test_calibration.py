import numpy as np
import pytest

from creditworthy.models import Calibration

# At −1 a default in four, at +1 three in four: log-odds of −ln 3 and ln 3.
MARGIN = np.repeat([-1.0, 1.0], 4)
DEFAULTED = np.array([1, 0, 0, 0, 1, 1, 1, 0])


def test_fit_finds_the_line_through_the_observed_log_odds() -> None:
    found = Calibration.fit(MARGIN, DEFAULTED)
    assert found.slope == pytest.approx(np.log(3), abs=1e-3)
    assert found.intercept == pytest.approx(0.0, abs=1e-3)
    assert found.probability(MARGIN) == pytest.approx([0.25] * 4 + [0.75] * 4, abs=1e-3)


def test_fit_undoes_any_straight_line() -> None:
    plain, moved = Calibration.fit(MARGIN, DEFAULTED), Calibration.fit(5 + 2 * MARGIN, DEFAULTED)
    assert moved.probability(5 + 2 * MARGIN) == pytest.approx(plain.probability(MARGIN), abs=1e-3)


def test_mean_probability_is_the_share_of_defaults() -> None:
    random = np.random.default_rng(1)
    margin, defaulted = random.normal(size=2_000), random.binomial(1, 0.08, 2_000)
    assert Calibration.fit(margin, defaulted).probability(margin).mean() == pytest.approx(defaulted.mean(), abs=1e-3)


def test_log_odds_and_probability() -> None:
    line = Calibration(slope=2.0, intercept=-1.0)
    assert line.log_odds(np.array([0.5, 1.0])).tolist() == [0.0, 1.0]
    assert line.probability(np.array([0.5])).tolist() == [0.5]


def test_nobody_is_certain() -> None:
    assert Calibration(1.0, 0.0).probability(np.array([-700.0, 700.0])).tolist() == [1e-4, 1 - 1e-4]


def test_the_ranking_stays() -> None:
    margin = np.linspace(-5, 5, 101)
    assert (np.diff(Calibration(0.8, -0.3).probability(margin)) > 0).all()
