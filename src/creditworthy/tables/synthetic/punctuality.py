"""How many days early or late an instalment is paid, and what a month's end shows of it."""

import numpy as np

from creditworthy.tables.synthetic.circumstances import Circumstances
from creditworthy.tables.synthetic.draws import Whole, chance

__all__ = ["days_past_due", "month_of", "payment_delay"]

_LONGEST_DELAY = 300
_RECENT = -365
"""A shock shows in the instalments due since this day."""


def payment_delay(c: Circumstances, owner: Whole, due: Whole, rng: np.random.Generator) -> Whole:
    """Return the days from due day to payment, negative where paid early."""
    discipline, shock = c.discipline[owner], c.shock[owner] * (due > _RECENT)
    late = rng.random(len(owner)) < chance(-2.65 - 0.5 * discipline + 1.5 * shock)
    long = rng.random(len(owner)) < chance(-2.0 - 0.3 * discipline + 1.0 * shock)
    delay = 1 + rng.exponential(np.where(long, 45.0, 4.5))
    early = np.maximum(rng.exponential(11 * np.exp(0.08 * discipline)) - 1.5, 0)
    return np.where(late, np.minimum(delay, _LONGEST_DELAY), -early).astype(np.int64)


def month_of(day: Whole) -> Whole:
    """Return the month in which a day lies; month -1 is the last thirty days before the application.

    >>> month_of(np.array([-1, -30, -31])).tolist()
    [-1, -1, -2]
    """
    return day // 30


def days_past_due(account: Whole, due: Whole, delay: Whole) -> Whole:
    """Return for each instalment's month how long the oldest unpaid instalment is overdue at the month's end.

    Parameters
    ----------
    account, due, delay : arrays of int
        Account, due day and days to payment; rows of an account together, one a month, in order.

    Examples
    --------
    The first instalment is paid forty, then sixty days late: one month end sees it, then two.

    >>> days_past_due(np.zeros(3), np.array([-85, -55, -25]), np.array([40, 0, 0])).tolist()
    [24, 0, 0]
    >>> days_past_due(np.zeros(3), np.array([-85, -55, -25]), np.array([60, 0, 0])).tolist()
    [24, 54, 0]
    """
    at_month_end = 30 * month_of(due) + 29 - due
    overdue = np.where(delay > at_month_end, at_month_end, 0)
    worst = overdue.copy()
    for months in range(1, _LONGEST_DELAY // 30 + 1):
        still = np.where(delay > at_month_end + 30 * months, at_month_end + 30 * months, 0)[:-months]
        same = account[months:] == account[:-months]
        worst[months:] = np.maximum(worst[months:], np.where(same, still, 0))
    return worst
