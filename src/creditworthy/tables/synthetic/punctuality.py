"""How many days early or late an instalment is paid: a habit, the state of the year, the loan, and chance."""

import numpy as np

from creditworthy.tables.synthetic.circumstances import Circumstances
from creditworthy.tables.synthetic.draws import Numbers, Whole

__all__ = ["carelessness", "habits", "month_end", "month_of"]

_HABIT, _STATE = 0.45, 0.5
"""Weights of the habit of a lifetime and of the state of a year in how late an instalment is paid."""
_SEEN_OF_LONG = 0.32
"""How much of the discipline that tables show is due to customers of long having had more months to be late in."""
_STRUCK = 0.85
"""Correlation of the state of the latest year with the shock; that of other years is unlike any other's."""
_YEARS = 9


def habits(c: Circumstances) -> Numbers:
    """Return standard normal scores of paying late by habit: indiscipline, but for what a long history shows of it."""
    return np.asarray(-(c["discipline"] + _SEEN_OF_LONG * c["custom_age"]) / (1 - _SEEN_OF_LONG**2) ** 0.5)


def carelessness(c: Circumstances, owner: Whole, due: Whole, rng: np.random.Generator) -> Numbers:
    """Return how inclined the owners were to pay late in the years of the due days; its variance is .45."""
    state = rng.standard_normal((len(c), _YEARS))
    state[:, 0] = _STRUCK * c["shock"] + (1 - _STRUCK**2) ** 0.5 * state[:, 0]
    year = np.minimum((-1 - due) // 365, _YEARS - 1)
    return _STATE * state[owner, year] + _HABIT * habits(c)[owner]


def month_of(day: Whole) -> Whole:
    """Return the month in which a day lies; month -1 is the last thirty days before the application.

    >>> month_of(np.array([-1, -30, -31])).tolist()
    [-1, -1, -2]
    """
    return day // 30


def month_end(month: Whole) -> Whole:
    """Return the last day of a month.

    >>> month_end(np.array([-1, -2])).tolist()
    [-1, -31]
    """
    return 30 * month + 29
