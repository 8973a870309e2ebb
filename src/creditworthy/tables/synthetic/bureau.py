"""The table of credits at other lenders, as the credit bureau reports them."""

import numpy as np

from creditworthy.tables.synthetic.circumstances import Circumstances
from creditworthy.tables.synthetic.draws import (
    Flags,
    Labels,
    Numbers,
    Whole,
    blank,
    chance,
    like,
    numbered,
    pick,
    reading,
)
from creditworthy.tables.synthetic.marginals import quantiles, shares
from creditworthy.tables.synthetic.shape import Columns

__all__ = ["LATE", "bureau_columns"]

_FIRST_CREDIT = 5_000_000
_MORE_CREDITS = 4.65
"""Mean number of credits beyond the first."""
_TERMS = {"Credit card": 1380, "Car loan": 1820, "Mortgage": 5480, "Microloan": 25}
"""Usual days from start to planned end; a year for other types."""
_AMOUNTS = ("Consumer credit", "Credit card", "Car loan", "Mortgage", "Microloan")
LATE = "ever_late"
"""The working column (not published) that says whether a credit was ever late; the statuses follow it."""


def bureau_columns(c: Circumstances, rng: np.random.Generator) -> Columns:
    """Draw the credits of every applicant whom the bureau knows."""
    owner = _owners(c, rng)
    kind = pick(rng, shares("bureau", "CREDIT_TYPE"), len(owner))
    dates = _dates(c, owner, kind, rng)
    late = rng.random(len(owner)) < chance(-1.9 + 0.9 * c.shock[owner] - 0.9 * c.discipline[owner])
    return {
        "SK_ID_CURR": c.sk_id_curr[owner],
        "SK_ID_BUREAU": _FIRST_CREDIT + rng.permutation(len(owner)),
        "CREDIT_CURRENCY": pick(rng, shares("bureau", "CREDIT_CURRENCY"), len(owner)),
        "CREDIT_TYPE": kind,
        "CNT_CREDIT_PROLONG": rng.binomial(3, 0.0015, len(owner)),
        LATE: late,
        **dates,
        **_amounts(c, owner, kind, dates, rng),
        **_overdue(c, owner, dates["CREDIT_ACTIVE"] == "Active", late, rng),
    }


def _owners(c: Circumstances, rng: np.random.Generator) -> Whole:
    mean = rng.gamma(1.3, _MORE_CREDITS / 1.3, len(c)) * np.exp(0.12 * c.indebtedness)
    return numbered(np.where(c.in_bureau, 1 + rng.poisson(mean), 0))[0]


def _dates(c: Circumstances, owner: Whole, kind: Labels, rng: np.random.Generator) -> dict[str, Numbers]:
    """Date the credits: whoever owes more opened them more recently; an active one has no end yet."""
    recency = reading(rng, (0.3, c.indebtedness[owner]), (-0.15, c.stability[owner]))
    start = np.round(like(recency, quantiles("bureau", "DAYS_CREDIT")))
    usual = np.array([_TERMS.get(name, 365) for name in kind], dtype=np.float64)
    end = np.round(start + usual * np.exp(0.45 * rng.standard_normal(len(kind))))
    status, ended = _status(c, owner, start, end, rng)
    known = np.where(kind == "Credit card", 0.78, 0.985)
    return {
        "CREDIT_ACTIVE": status,
        "DAYS_CREDIT": start,
        "DAYS_CREDIT_ENDDATE": blank(end, rng.random(len(kind)) > known),
        "DAYS_ENDDATE_FACT": blank(ended, status == "Active"),
        "DAYS_CREDIT_UPDATE": _updated(status, start, ended, rng),
    }


def _status(
    c: Circumstances, owner: Whole, start: Numbers, end: Numbers, rng: np.random.Generator
) -> tuple[Labels, Numbers]:
    """Return whether each credit is closed, active or sold, and the day on which it ended if it did."""
    early = rng.random(len(owner)) < chance(-0.9 - 0.6 * c.indebtedness[owner])
    ended = np.round(np.where(early, start + (end - start) * rng.random(len(owner)), end))
    dragged = rng.random(len(owner)) < chance(-2.9 + 0.5 * c.indebtedness[owner] + 0.8 * c.shock[owner])
    active = (ended > -1) | dragged
    sold = rng.random(len(owner)) < 0.004
    status = np.where(sold, "Sold", np.where(active, "Active", "Closed")).astype(object)
    return status, np.minimum(ended, -1)


def _updated(status: Labels, start: Numbers, ended: Numbers, rng: np.random.Generator) -> Numbers:
    lag = rng.exponential(30, len(start)) * np.where(rng.random(len(start)) < 0.9, 1, 10)
    reported = np.where(status == "Active", -lag, ended + lag)
    return np.round(np.clip(reported, start, 0))


def _amounts(
    c: Circumstances, owner: Whole, kind: Labels, dates: dict[str, Numbers], rng: np.random.Generator
) -> dict[str, Numbers]:
    total = np.round(_total(kind, reading(rng, (0.35, c.income[owner])), rng), 2)
    card = kind == "Credit card"
    active = dates["CREDIT_ACTIVE"] == "Active"
    owed = np.where(active, total * _owed_share(c, owner, card, dates, rng), 0.0)
    limit = np.where(card & active, total - owed, 0.0)
    unknown = rng.random((3, len(owner)))
    return {
        "AMT_CREDIT_SUM": total,
        "AMT_CREDIT_SUM_DEBT": blank(np.round(owed, 2), unknown[0] < np.where(active, 0.105, 0.165)),
        "AMT_CREDIT_SUM_LIMIT": blank(np.round(limit, 2), unknown[1] < 0.37),
        "AMT_ANNUITY": blank(np.round(total * np.where(active, 0.06, 0.0), 2), unknown[2] < 0.57),
    }


def _total(kind: Labels, score: Numbers, rng: np.random.Generator) -> Numbers:
    total = like(score, quantiles("AMT_CREDIT_SUM", "Consumer credit"))
    for name in _AMOUNTS[1:]:
        here = kind == name
        total[here] = like(score[here], quantiles("AMT_CREDIT_SUM", name))
    return np.where(rng.random(len(kind)) < 0.005, 0.0, total)


def _owed_share(
    c: Circumstances, owner: Whole, card: Flags, dates: dict[str, Numbers], rng: np.random.Generator
) -> Numbers:
    """Use cards the more, and repay loans the less, the more indebted their owner."""
    pressure = 0.9 * c.indebtedness[owner] + 0.6 * c.shock[owner] + 0.7 * rng.standard_normal(len(owner))
    end = np.nan_to_num(dates["DAYS_CREDIT_ENDDATE"])
    remaining = np.clip(end / np.maximum(end - dates["DAYS_CREDIT"], 1), 0.05, 1)
    unused = card & (rng.random(len(owner)) < 0.35)
    return np.where(unused, 0.0, np.where(card, chance(pressure - 0.4), remaining * chance(pressure + 1.0)))


def _overdue(
    c: Circumstances, owner: Whole, active: Flags, late: Flags, rng: np.random.Generator
) -> dict[str, Numbers]:
    """Give arrears to credits that were ever late, and arrears of today to active ones only."""
    now = active & late & (rng.random(len(owner)) < chance(-3.3 + 1.2 * c.shock[owner]))
    days = np.where(now, 1 + np.floor(rng.exponential(60, len(owner))), 0)
    amount = np.round(np.exp(8.3 + 1.2 * rng.standard_normal(len(owner))), 2)
    worst = np.where(late, amount, 0.0)
    return {
        "CREDIT_DAY_OVERDUE": days,
        "AMT_CREDIT_SUM_OVERDUE": np.where(now, np.round(amount * rng.random(len(owner)), 2), 0.0),
        "AMT_CREDIT_MAX_OVERDUE": blank(worst, rng.random(len(owner)) < np.where(now, 0.0, 0.68)),
    }
