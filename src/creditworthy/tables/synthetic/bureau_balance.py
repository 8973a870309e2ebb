"""The monthly statuses of a part of the credits at other lenders."""

import numpy as np
import polars as pl

from creditworthy.tables.synthetic.bureau import LATE
from creditworthy.tables.synthetic.draws import Flags, Labels, Whole, numbered
from creditworthy.tables.synthetic.shape import Columns

__all__ = ["bureau_balance_columns"]

_REPORTED = 1 / 3
"""Share of the credits that are reported month by month."""
_USUAL_MONTHS = 17
_OLDEST_MONTH = -96
_BUCKETS = np.array(["0", "1", "2", "3", "4", "5"], dtype=object)


def bureau_balance_columns(credits_: pl.DataFrame, rng: np.random.Generator) -> Columns:
    """Draw the last months of a third of the credits, up to month 0."""
    reported = credits_.filter(pl.Series(rng.random(credits_.height) < _REPORTED))
    age = -reported["DAYS_CREDIT"].to_numpy() // 30
    length = np.minimum(np.minimum(age + 1, rng.geometric(1 / _USUAL_MONTHS, len(age))), -_OLDEST_MONTH)
    credit, place = numbered(length.astype(np.int64))
    month = place - length.astype(np.int64)[credit] + 1
    return {
        "SK_ID_BUREAU": reported["SK_ID_BUREAU"].to_numpy()[credit],
        "MONTHS_BALANCE": month,
        "STATUS": _status(reported, credit, month, rng),
    }


def _status(reported: pl.DataFrame, credit: Whole, month: Whole, rng: np.random.Generator) -> Labels:
    """Return C once closed; today's arrears, 30 days fewer each month back; else late, unknown or paid."""
    late = reported[LATE].to_numpy()[credit] & (rng.random(len(month)) < 0.3)
    overdue = reported["CREDIT_DAY_OVERDUE"].to_numpy()[credit]
    unknown = rng.random(reported.height)[credit] < 0.35
    status = np.where(unknown, "X", "0").astype(object)
    earlier = late & (month < 0)
    status[earlier] = _BUCKETS[np.minimum(rng.geometric(0.8, int(earlier.sum())), 5)]
    running = overdue + 30 * month > 0
    status[running] = _BUCKETS[np.minimum((overdue + 30 * month - 1)[running] // 30 + 1, 5).astype(np.int64)]
    status[_closed(reported, credit, month)] = "C"
    return status


def _closed(reported: pl.DataFrame, credit: Whole, month: Whole) -> Flags:
    closed = (reported["CREDIT_ACTIVE"] == "Closed").to_numpy()
    ended = reported["DAYS_ENDDATE_FACT"].fill_null(0).to_numpy()
    return closed[credit] & (30 * month >= ended[credit])
