"""Which credits at other lenders were ever late, and what is overdue today: habits show early, misfortune lately."""

import numpy as np

from creditworthy.tables.synthetic.bureau_credits import Credits
from creditworthy.tables.synthetic.draws import Flags, Numbers, blank, chance, reading
from creditworthy.tables.synthetic.marginals import within
from creditworthy.tables.synthetic.shape import Columns

__all__ = ["LATE_BEFORE", "LATE_LATELY", "MONTH", "arrears_columns"]

LATE_BEFORE, LATE_LATELY = "late_before", "late_lately"
"""Working columns (not published): the share of late months until a year ago, and since; 0 where there is none."""
MONTH = 30.44
"""Days."""
_YEAR = 365.25
_LONG = 0.22
"""Share of today's arrears that may be as old as the credit."""
_BEARABLE, _LAPSES = 0.5, 0.2
"""The shock beyond which credits are paid late, and how much less of one suffices where paying late is a habit."""
_SETTLED = 6 * MONTH
"""Days for which a credit is paid on time in any case."""
_TOUCHED, _WIDER, _MOST = 0.75, 0.3, 0.95
"""Share of the running credits that trouble makes late, how fast it grows with the trouble, and the largest share."""
_ENDED_TOUCHED = 0.85
"""The same of credits that ended within the year, over that of open ones."""
_OFTEN, _OFTENER = -4.4, 2.8
"""Logit of the share of late months where trouble begins, and how fast it grows."""
_BRIEF = 0.12
"""Share of late months up to which the bureau's table of credits does not hear of them."""
_OVERDUE_TODAY = 4.2
"""The shock with which half of the credits that were late lately are so today."""
_WORST_UNKNOWN = (0.53, 0.84)
"""Share of the credits whose greatest arrears are not told: where the limit is told, and where it is not."""
_WORST_TOLD, _WORST_TO_COME = 0.15, 0.4
"""How much more often they are told if there were any until a year ago, and less often if there were only since."""


def arrears_columns(credits_: Credits, ended: Numbers, amounts: Columns, rng: np.random.Generator) -> Columns:
    """Draw arrears, given the day on which a credit that is not open ended, and the amounts."""
    before, lately = _before(credits_, ended, rng), _lately(credits_, ended, rng)
    ever = (before > 0) | (lately > 0)
    owed = amounts["AMT_CREDIT_SUM_DEBT"]
    overdue = credits_.open & (lately > _BRIEF) & (owed != 0)
    overdue &= rng.random(len(credits_)) < chance(credits_.owners.of("shock") - _OVERDUE_TODAY)
    amount = np.where(overdue, _amount_overdue(owed, rng), 0.0)
    unknown = _worst_unknown(before, lately, np.isnan(amounts["AMT_CREDIT_SUM_LIMIT"]))
    worst = np.where(ever, np.maximum(_worst(credits_, rng), amount), 0.0)
    return {
        LATE_BEFORE: before,
        LATE_LATELY: lately,
        "CREDIT_DAY_OVERDUE": np.where(overdue, _days_overdue(credits_, rng), 0),
        "AMT_CREDIT_SUM_OVERDUE": amount,
        "AMT_CREDIT_MAX_OVERDUE": blank(worst, rng.random(len(credits_)) < unknown),
    }


def _before(credits_: Credits, ended: Numbers, rng: np.random.Generator) -> Numbers:
    """Return the share of late months until a year ago: the larger, the older the credit and the worse the habit."""
    owners = credits_.owners
    # what a few months show of a habit is less than what the bureau's own score knows of it
    habit = owners.of("lapses") - 0.2 * owners.of("external_3")
    share = within("bureau", "lapses").at(habit + 0.1) * (0.1 - credits_.start / _YEAR / 4)
    months = np.maximum(np.minimum(ended, -_YEAR - MONTH) - credits_.start - MONTH, 0) // MONTH
    touched = np.minimum(0.35 + 1.2 * share, 0.8)
    late = touched * (1 - (1 - np.minimum(share / touched, 0.9)) ** months)
    return np.where(rng.random(len(credits_)) < late, share / 2, 0.0)


def _lately(credits_: Credits, ended: Numbers, rng: np.random.Generator) -> Numbers:
    """Return the share of late months since: a misfortune makes credits late, the worse it is the more and oftener."""
    running = (ended > -_YEAR) & (credits_.start < -_SETTLED)
    trouble = credits_.owners.of("shock") + _LAPSES * credits_.owners.of("lapses") - _BEARABLE
    touched = np.minimum(_TOUCHED + _WIDER * trouble, _MOST) * np.where(credits_.open, 1, _ENDED_TOUCHED)
    late = running & (trouble > 0) & (rng.random(len(credits_)) < touched)
    return np.where(late, chance(_OFTEN + _OFTENER * trouble), 0.0)


def _worst_unknown(before: Numbers, lately: Numbers, no_limit: Flags) -> Numbers:
    """Return how likely the greatest arrears are not told: for certain, where the bureau has not heard of any yet."""
    share = np.where(no_limit, *_WORST_UNKNOWN[::-1])
    since = np.where(lately > _BRIEF, share + _WORST_TO_COME, 1.0)
    return np.select([before > 0, lately > 0], [share - _WORST_TOLD, since], share)


def _amount_overdue(owed: Numbers, rng: np.random.Generator) -> Numbers:
    """Return what is overdue: seldom much, and never more than is owed."""
    return np.maximum(np.fmin(np.round(np.exp(5.6 + 2 * rng.standard_normal(len(owed))), 2), owed), 0.01)


def _days_overdue(credits_: Credits, rng: np.random.Generator) -> Numbers:
    brief = np.exp(3.1 + 0.8 * rng.standard_normal(len(credits_)))
    long = -credits_.start * rng.random(len(credits_))
    days = np.where(rng.random(len(credits_)) < _LONG, long, brief)
    return np.clip(np.floor(days), 1, np.floor(-credits_.start - MONTH))


def _worst(credits_: Credits, rng: np.random.Generator) -> Numbers:
    score = reading(rng, (0.4, credits_.term), (0.3, credits_.owners.of("size_elsewhere")))
    return np.round(within("bureau", "worst").at(score), 2)
