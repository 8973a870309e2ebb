"""How the credits at other lenders stand: open, closed or sold, when they ended, when the bureau last heard of them."""

import numpy as np

from creditworthy.tables.synthetic.bureau_credits import Credits
from creditworthy.tables.synthetic.draws import Flags, Numbers, blank
from creditworthy.tables.synthetic.marginals import shares, within
from creditworthy.tables.synthetic.shape import Columns

__all__ = ["ended_on", "state_columns"]

_NO_END = {"Credit card": 0.26, "Microloan": 0.45, "Mortgage": 0.05}
"""Share of today's credits without a planned end; few of the others."""
_FEW = 0.01
_FADING = 5_000
_SOLD_WITH_END = 0.2
"""Share of the sold credits whose end is told."""


def ended_on(credits_: Credits, rng: np.random.Generator) -> Numbers:
    """Return the day on which each credit ended: as planned, before, or after it dragged on; 0 for an open one."""
    score = rng.standard_normal(len(credits_))
    planned = within("bureau", "lived", "past").at(score) * (credits_.end - credits_.start)
    otherwise = within("bureau", "lived", "other").at(score) * -credits_.start
    lived = np.where(credits_.card | (credits_.end >= 0), otherwise, planned)
    return np.where(credits_.open, 0, np.minimum(np.round(credits_.start + np.maximum(lived, 0)), -1))


def state_columns(credits_: Credits, ended: Numbers, owed: Numbers, rng: np.random.Generator) -> Columns:
    """Draw status and dates, given the days on which credits ended and what is still owed (NaN where not told)."""
    share = shares("bureau", "CREDIT_ACTIVE")
    sold = ~credits_.open & (rng.random(len(credits_)) < share["Sold"] / (1 - share["Active"]))
    untold = credits_.open | (sold & (rng.random(len(credits_)) >= _SOLD_WITH_END))
    status = np.array(["Closed", "Sold", "Active"], dtype=object)
    return {
        "CREDIT_ACTIVE": status[np.where(credits_.open, 2, sold.astype(np.int64))],
        "DAYS_CREDIT": credits_.start,
        "DAYS_CREDIT_ENDDATE": blank(credits_.end, _endless(credits_, rng)),
        "DAYS_ENDDATE_FACT": blank(ended, untold),
        "DAYS_CREDIT_UPDATE": _updated(credits_, ended, owed, rng),
    }


def _endless(credits_: Credits, rng: np.random.Generator) -> Flags:
    share = np.array([_NO_END.get(name, _FEW) for name in credits_.kind.names])[credits_.kind.codes]
    return np.asarray(rng.random(len(credits_)) < share * np.exp(credits_.start / _FADING))


def _updated(credits_: Credits, ended: Numbers, owed: Numbers, rng: np.random.Generator) -> Numbers:
    """Return the last day with news: lately where instalments are due, long ago where nothing happens any more."""
    score = rng.standard_normal(len(credits_))
    lag = {name: within("bureau", "lag", name).at(score) for name in ("running", "quiet", "closed")}
    running = (credits_.end >= 0) & (owed != 0)
    closed = ended + np.where(lag["closed"] < -ended, lag["closed"], 0)
    day = np.where(credits_.open, np.where(running, lag["running"], lag["quiet"]), closed)
    return np.round(np.clip(day, credits_.start, -1))
