import numpy as np
import pytest

from creditworthy.tables.synthetic.circumstances import Circumstances
from creditworthy.tables.synthetic.draws import chance
from creditworthy.tables.synthetic.outcome import DEFAULT_RATE, draw_outcome, intercept, risk


def test_the_intercept_gives_the_default_rate(circumstances: Circumstances) -> None:
    log_odds = risk(circumstances)
    assert chance(log_odds + intercept(log_odds, DEFAULT_RATE)).mean() == pytest.approx(DEFAULT_RATE, abs=1e-9)


def test_the_number_of_defaults_is_the_expected_one(circumstances: Circumstances, rng: np.random.Generator) -> None:
    defaulted = draw_outcome(circumstances, rng)
    assert len(defaulted) == 3_440
    assert set(defaulted) == {0, 1}
    assert abs(defaulted.sum() - DEFAULT_RATE * 3_440) <= 1


def test_the_risky_default_more_often(circumstances: Circumstances, rng: np.random.Generator) -> None:
    log_odds = risk(circumstances)[~circumstances.in_test]
    defaulted = draw_outcome(circumstances, rng)
    risky = log_odds > np.median(log_odds)
    assert defaulted[risky].mean() > 3 * defaulted[~risky].mean()
