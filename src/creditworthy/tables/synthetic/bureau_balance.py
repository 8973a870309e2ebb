"""The monthly statuses of the credits at other lenders, of the applicants of whom they are told."""

import numpy as np
import polars as pl

from creditworthy.tables.synthetic.bureau import ENDED, MONTHLY, SILENT
from creditworthy.tables.synthetic.bureau_arrears import LATE_LATELY, MONTH
from creditworthy.tables.synthetic.bureau_lateness import Months, late_levels
from creditworthy.tables.synthetic.draws import Numbers, Whole
from creditworthy.tables.synthetic.marginals import within
from creditworthy.tables.synthetic.shape import Columns

__all__ = ["bureau_balance_columns"]

_STATUS = np.array(["0", "1", "2", "3", "4", "5", "C", "X"], dtype=object)
_CLOSED, _UNKNOWN = 6, 7
_NO_MONTH = 1
_A_YEAR = 12
_LATER = 0.035
"""Share of the credits of which the present month is not told yet."""
_UNTOLD_END = 0.36
"""Share of the credits of which nothing is ever told, their end included."""
_FIRST_UNKNOWN = 0.33
"""Share of the credits of which the first month at least is unknown."""
_ENDED_SINCE = 0.85
"""Share of the open credits of long ago's news that have ended since."""
_HEARD, _UNHEARD = 0.6, 0.2
"""How many months fewer are unknown of the credits that were late lately, in standard deviations, and more of all."""


def bureau_balance_columns(credits_: pl.DataFrame, rng: np.random.Generator) -> Columns:
    """Draw the months of the credits that are told of, from the first to the present one or the last that is told."""
    told = credits_.filter(MONTHLY)
    first, ended = _month(told["DAYS_CREDIT"].to_numpy()), _ended(told, rng)
    months = Months(first, _last(told, first, rng), ended - 1)
    credit, month = months.of(np.arange(told.height))
    return {
        "SK_ID_BUREAU": told["SK_ID_BUREAU"].to_numpy()[credit],
        "MONTHS_BALANCE": month,
        "STATUS": _STATUS[_codes(told, months, credit, month, rng)],
    }


def _month(day: Numbers) -> Whole:
    """Return the month in which a day lies, 0 being the present one."""
    return np.asarray(-np.floor(-day / MONTH), dtype=np.int64)


def _last(told: pl.DataFrame, first: Whole, rng: np.random.Generator) -> Whole:
    """Return the last month that is told: the present one, or that of a lender who fell silent; of trouble none is."""
    often = np.where(told[LATE_LATELY].to_numpy() > 0, 0, told[SILENT].to_numpy())
    years = rng.standard_exponential(told.height) / np.maximum(often, 1e-9)
    present = np.where(rng.random(told.height) < _LATER, -1, 0)
    last: Whole = np.maximum(np.minimum(first + np.floor(_A_YEAR * years).astype(np.int64), present), first)
    return last


def _ended(told: pl.DataFrame, rng: np.random.Generator) -> Whole:
    """Return the month in which each credit ended; an open one may have ended since the bureau last heard of it."""
    news = _month(told["DAYS_CREDIT_UPDATE"].to_numpy())
    open_ = (told["CREDIT_ACTIVE"] == "Active").to_numpy()
    quiet = open_ & (news < -1) & (told["CREDIT_DAY_OVERDUE"] == 0).to_numpy()
    since = np.where(rng.random(told.height) < _ENDED_SINCE, np.floor(-news * rng.random(told.height)), -news)
    later = news + 1 + since.astype(np.int64)
    return np.where(open_, np.where(quiet, later, _NO_MONTH), _month(told[ENDED].to_numpy()))


def _codes(told: pl.DataFrame, months: Months, credit: Whole, month: Whole, rng: np.random.Generator) -> Whole:
    """Return the places of the statuses: unknown, late, or paid; closed once the credit ended, unknown once sold."""
    score = rng.standard_normal(told.height) - _HEARD * (told[LATE_LATELY].to_numpy() > 0)
    share = within("bureau_balance", "unknown").at(score + _UNHEARD)
    never = share == 1
    untold = (told["CREDIT_ACTIVE"] == "Sold").to_numpy() | (never & (rng.random(told.height) < _UNTOLD_END))
    levels = late_levels(told, months, rng)
    level = rng.random(len(month))
    hidden = (level < share[credit]) & ((levels == 0) | never[credit])
    hidden |= (month == months.first[credit]) & (level < _FIRST_UNKNOWN)
    after = np.where(untold, _UNKNOWN, _CLOSED)
    codes = np.where(hidden, _UNKNOWN, levels)
    return np.where(month > months.running[credit], after[credit], codes)
