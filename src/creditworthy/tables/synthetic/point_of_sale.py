"""The monthly states of the cash and consumer loans."""

import numpy as np

from creditworthy.tables.synthetic.circumstances import Circumstances
from creditworthy.tables.synthetic.draws import Labels, Numbers, Whole
from creditworthy.tables.synthetic.loans import Loans, Schedule
from creditworthy.tables.synthetic.punctuality import days_past_due, month_of
from creditworthy.tables.synthetic.shape import Columns

__all__ = ["point_of_sale_columns"]

_OLDEST_MONTH = -96
_TOLERATED = 0.6
"""Share of the loans whose arrears are too small to count as such."""


def point_of_sale_columns(c: Circumstances, loans: Loans, schedule: Schedule, rng: np.random.Generator) -> Columns:
    """Return a row for each month with an instalment, and one for the month after a finished loan."""
    ends = np.flatnonzero(loans.finished & (month_of(loans.last_due) < -1))
    loan = np.concatenate([schedule.loan, ends])
    columns = {
        "SK_ID_PREV": loans.sk_id_prev[loan],
        "SK_ID_CURR": c.sk_id_curr[loans.owner[loan]],
        "MONTHS_BALANCE": month_of(np.concatenate([schedule.due, loans.last_due[ends] + 30])),
        "NAME_CONTRACT_STATUS": _status(schedule, len(ends), rng),
        **_remaining(loans, schedule, ends, rng),
        **_arrears(loans, schedule, len(ends), rng),
    }
    order = np.lexsort((columns["MONTHS_BALANCE"], loan))
    shown = order[columns["MONTHS_BALANCE"][order] >= _OLDEST_MONTH]
    return {name: values[shown] for name, values in columns.items()}


def _status(schedule: Schedule, ends: int, rng: np.random.Generator) -> Labels:
    signed = (schedule.place == 0) & (rng.random(len(schedule.place)) < 0.1)
    running = np.where(signed, "Signed", "Active").astype(object)
    final = np.where(rng.random(ends) < 0.993, "Completed", "Returned to the store").astype(object)
    return np.concatenate([running, final])


def _remaining(loans: Loans, schedule: Schedule, ends: Whole, rng: np.random.Generator) -> dict[str, Numbers]:
    planned = np.concatenate([loans.terms[schedule.loan], loans.kept[ends]]).astype(np.float64)
    left = np.concatenate([loans.terms[schedule.loan] - schedule.place, np.zeros(len(ends))])
    unknown = rng.random(len(planned)) < 0.003
    return {
        "CNT_INSTALMENT": np.where(unknown, np.nan, planned),
        "CNT_INSTALMENT_FUTURE": np.where(unknown, np.nan, left),
    }


def _arrears(loans: Loans, schedule: Schedule, ends: int, rng: np.random.Generator) -> dict[str, Whole]:
    overdue = days_past_due(schedule.loan, schedule.due, schedule.delay)
    counted = (rng.random(len(loans.request)) >= _TOLERATED)[schedule.loan]
    final = np.zeros(ends, dtype=np.int64)
    return {
        "SK_DPD": np.concatenate([overdue, final]),
        "SK_DPD_DEF": np.concatenate([overdue * counted, final]),
    }
