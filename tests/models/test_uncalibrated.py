import numpy as np
import pytest

from creditworthy.decision import Costs
from creditworthy.models.uncalibrated import uncalibrated

DEFAULTED = np.array([0, 0, 0, 1])


def test_probabilities_are_taken_as_they_are_said() -> None:
    found = uncalibrated(DEFAULTED, np.log(np.array([1.0, 1.0, 1.0, 9.0])), Costs())
    assert found["brier"] == pytest.approx((3 * 0.25 + 0.01) / 4)
    assert found["log_loss"] == pytest.approx((3 * np.log(2) - np.log(0.9)) / 4)
    assert found["business_score"] == Costs().decline_all(DEFAULTED)


def test_log_odds_beyond_all_numbers_are_nearly_sure() -> None:
    found = uncalibrated(DEFAULTED, np.array([-1e9, -1e9, -1e9, 1e9]), Costs())
    assert found["brier"] == pytest.approx(0.0, abs=1e-12)
    assert found["business_score"] == 1.0
