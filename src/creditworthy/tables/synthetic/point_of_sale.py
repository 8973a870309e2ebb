"""The monthly states of the cash and consumer loans."""

from dataclasses import dataclass

import numpy as np

from creditworthy.tables.synthetic.circumstances import Circumstances
from creditworthy.tables.synthetic.draws import Flags, Labels, Numbers, Whole, blank, numbered
from creditworthy.tables.synthetic.loans import Loans
from creditworthy.tables.synthetic.punctuality import month_end, month_of
from creditworthy.tables.synthetic.schedule import Schedule, settlement
from creditworthy.tables.synthetic.shape import Columns

__all__ = ["point_of_sale_columns"]

_OLDEST_MONTH = -96
_FIRST_STATES = {"Signed": 0.088, "Returned to the store": 0.0055, "Approved": 0.005}
"""Share of the loans that are not active yet in their first month."""
_UNTOLD = 0.28
"""Share of these months in which the instalments are not told yet."""
_CLAIMED = {"Demand": 0.06, "Amortized debt": 0.03}
"""Share of the loans with arrears of years that end up in these states."""
_YEARS = 500
"""Days past due from which they do."""
_SLOW = 0.22
"""Share of the settled loans that are completed a month later."""
_GAP = 0.0003
"""Share of the months that are not published."""


@dataclass(frozen=True)
class _Months:
    """Every month of every loan from the first instalment's to the end, one entry each, a loan's together."""

    loan: Whole
    place: Whole
    month: Whole
    begin: Whole
    """Where each loan's months begin."""
    over: Flags
    """Whether the loan is completed by this month's end."""


def point_of_sale_columns(
    c: Circumstances, repaid: tuple[Loans, Schedule], until: Whole, rng: np.random.Generator
) -> Columns:
    """Return a row for each month until a loan is settled, and one that says so."""
    loans, schedule = repaid
    months = _months(loans, settlement(loans, schedule), rng)
    overdue, substantial = _arrears(loans, schedule, months)
    first = _first_states(len(loans.request), rng)[months.loan] * (months.place == 0)
    columns = {
        "SK_ID_PREV": loans.sk_id_prev[months.loan],
        "SK_ID_CURR": c.sk_id_curr[loans.owner[months.loan]],
        "MONTHS_BALANCE": months.month,
        "NAME_CONTRACT_STATUS": _status(months, first, overdue, rng),
        "SK_DPD": overdue,
        "SK_DPD_DEF": substantial,
        **_remaining(loans, months, (first > 0) & (rng.random(len(first)) < _UNTOLD)),
    }
    shown = (months.month >= _OLDEST_MONTH) & (months.month <= until[loans.owner[months.loan]])
    shown &= rng.random(len(shown)) >= _GAP
    return {name: values[shown] for name, values in columns.items()}


def _months(loans: Loans, settled: Whole, rng: np.random.Generator) -> _Months:
    first = month_of(loans.first_due)
    closing = np.maximum(month_of(loans.last_due) + 1, month_of(settled)) + (rng.random(len(settled)) < _SLOW)
    last = np.where(settled < 0, closing, -1)
    count = np.where(loans.passed > 0, np.minimum(last, -1) - first + 1, 0)
    loan, place = numbered(count)
    month = first[loan] + place
    return _Months(
        loan=loan,
        place=place,
        month=month,
        begin=np.cumsum(count) - count,
        over=(settled < 0)[loan] & (month == closing[loan]),
    )


def _arrears(loans: Loans, schedule: Schedule, months: _Months) -> tuple[Whole, Whole]:
    """Return the days past due of the oldest unpaid instalment at each month's end, small parts included and not."""
    main = _overdue(loans, months, schedule, np.arange(len(schedule.due)), schedule.delay)
    parts = np.flatnonzero(schedule.part > 0)
    return np.maximum(main, _overdue(loans, months, schedule, parts, schedule.part_delay)), main


def _overdue(loans: Loans, months: _Months, schedule: Schedule, which: Whole, delay: Whole) -> Whole:
    """Spread the instalments that are open at some month's end over these months."""
    due, paid = schedule.due[which], np.minimum(schedule.due[which] + delay[which], 0)
    month = month_of(due)
    count = np.maximum(month_of(paid) - month, 0)
    late = np.flatnonzero(count)
    item, later = numbered(count[late])
    loan, at = schedule.loan[which][late][item], month[late][item] + later
    days = np.zeros(len(months.loan), dtype=np.int64)
    np.maximum.at(days, months.begin[loan] + at - month_of(loans.first_due[loan]), month_end(at) - due[late][item])
    return days


def _first_states(loans: int, rng: np.random.Generator) -> Whole:
    """Return the place of each loan's first state among the unusual ones, from 1; 0 is active."""
    upto = np.cumsum([*_FIRST_STATES.values()])
    place = np.searchsorted(upto, rng.random(loans), side="right") + 1
    return np.where(place > len(upto), 0, place)


def _status(months: _Months, first: Whole, overdue: Whole, rng: np.random.Generator) -> Labels:
    luck = rng.random(int(months.loan.max(initial=-1)) + 1)[months.loan]
    upto = np.cumsum([*_CLAIMED.values()])
    claimed = np.where(overdue > _YEARS, np.searchsorted(upto, luck, side="right"), len(upto))
    states = np.array([*_CLAIMED, "Active"], dtype=object)[claimed]
    early = np.array(["", *_FIRST_STATES], dtype=object)[first]
    return np.where(months.over, "Completed", np.where(first > 0, early, states)).astype(object)


def _remaining(loans: Loans, months: _Months, untold: Flags) -> dict[str, Numbers]:
    """Return the instalments of the loan, fewer in the end where it was repaid early, and those left."""
    terms, kept = loans.terms[months.loan], loans.kept[months.loan]
    settled_early = months.over | (months.place >= kept)
    planned = np.where(settled_early, kept, terms).astype(np.float64)
    left = np.where(months.place >= kept, 0, terms - months.place).astype(np.float64)
    return {"CNT_INSTALMENT": blank(planned, untold), "CNT_INSTALMENT_FUTURE": blank(left, untold)}
