import numpy as np
import pytest

from creditworthy.tables.synthetic.circumstances import Circumstances
from creditworthy.tables.synthetic.punctuality import days_past_due, month_of, payment_delay


def test_the_last_month_has_thirty_days() -> None:
    assert month_of(np.array([-1, -30, -31, -60, -61])).tolist() == [-1, -1, -2, -2, -3]


def test_arrears_of_one_account_do_not_reach_the_next() -> None:
    past_due = days_past_due(np.array([7, 8]), np.array([-55, -25]), np.array([100, 0]))
    assert past_due.tolist() == [24, 0]


def test_the_oldest_unpaid_instalment_counts() -> None:
    past_due = days_past_due(np.zeros(3), np.array([-85, -55, -25]), np.array([90, 90, 90]))
    assert past_due.tolist() == [24, 54, 84]


def test_paid_by_the_months_end_is_not_past_due() -> None:
    assert days_past_due(np.zeros(2), np.array([-55, -25]), np.array([24, 24])).tolist() == [0, 0]


def test_a_shock_shows_in_recent_instalments_only(circumstances: Circumstances, rng: np.random.Generator) -> None:
    shocked = np.repeat(np.flatnonzero(circumstances.shock > 0), 40)
    late = {
        day: (payment_delay(circumstances, shocked, np.full(len(shocked), day), rng) > 0).mean()
        for day in (-100, -1_000)
    }
    assert late[-1_000] == pytest.approx(0.09, abs=0.03)
    assert late[-100] > 2 * late[-1_000]
