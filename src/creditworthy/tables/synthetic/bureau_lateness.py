"""How late the months of the credits at other lenders were: 0 not at all, 1 up to 30 days, … 5 over 120 days."""

from dataclasses import dataclass

import numpy as np
import polars as pl

from creditworthy.tables.synthetic.bureau_arrears import LATE_BEFORE, LATE_LATELY, MONTH
from creditworthy.tables.synthetic.draws import Flags, Numbers, Whole, numbered

__all__ = ["Months", "late_levels"]

_LATEST_YEAR = 12
_WORST = 5
_COLLAPSED = 0.13
"""Share of the credits that were late before of which no instalment came for months."""
_COLLAPSE = 12
"""Mean number of those months."""


@dataclass(frozen=True)
class Months:
    """The months that are told of: of each credit from its first to its last, 0 being the present one."""

    first: Whole
    last: Whole
    running: Whole
    """The last month before the credit ended."""

    @property
    def counts(self) -> Whole:
        """How many months each credit has."""
        return self.last - self.first + 1

    def of(self, credits_: Whole) -> tuple[Whole, Whole]:
        """Return the credit (its place among those given) and the month of every row of some credits."""
        credit, place = numbered(self.counts[credits_])
        return credit, self.first[credits_][credit] + place


def late_levels(credits_: pl.DataFrame, months: Months, rng: np.random.Generator) -> Whole:
    """Return the level of every month of every credit; only those credits are looked at that were ever late."""
    rates = {name: credits_[name].to_numpy() for name in (LATE_BEFORE, LATE_LATELY)}
    ever = np.flatnonzero(np.maximum(*rates.values()) > 0)
    credit, month = months.of(ever)
    early = month < -_LATEST_YEAR
    rate = np.where(early, rates[LATE_BEFORE][ever][credit], rates[LATE_LATELY][ever][credit])
    draw = rng.random(len(month))
    late = (draw < rate).astype(np.int64) + (draw < rate**2 / 5)
    first, running = months.first[ever] + 1, np.minimum(months.last, months.running)[ever]
    # a credit that the bureau says was late shows it once at least
    once = _once(rates[LATE_BEFORE][ever] > 0, first, np.minimum(running, -_LATEST_YEAR - 1), rng)[credit] == month
    once |= _once(rates[LATE_LATELY][ever] > 0, np.maximum(first, -_LATEST_YEAR), running, rng)[credit] == month
    late = np.where(month < first[credit], 0, np.maximum(late, once))
    collapsed = np.where(early, _collapse(rates[LATE_BEFORE][ever] > 0, months.first[ever], credit, month, rng), 0)
    today = _todays(credits_["CREDIT_DAY_OVERDUE"].to_numpy()[ever][credit], month)
    levels = np.zeros(int(months.counts.sum()), dtype=np.int8)
    levels[_rows(months, ever)] = np.where(today > 0, today, np.where(month < 0, np.maximum(late, collapsed), 0))
    return levels


def _rows(months: Months, credits_: Whole) -> Whole:
    """Return the places of some credits' rows among all rows."""
    credit, place = numbered(months.counts[credits_])
    return (np.cumsum(months.counts) - months.counts)[credits_][credit] + place


def _once(late: Flags, first: Whole, last: Whole, rng: np.random.Generator) -> Whole:
    """Return one month of each late credit that is late for certain; 1, which is no month, where there is none."""
    drawn = first + np.floor(rng.random(len(first)) * (last - first + 1)).astype(np.int64)
    return np.where(late & (last >= first), drawn, 1)


def _collapse(late: Flags, first: Whole, credit: Whole, month: Whole, rng: np.random.Generator) -> Whole:
    """Return levels that rise from 1 to 5, month by month, and stay there until instalments come again."""
    collapsed = late & (rng.random(len(first)) < _COLLAPSED)
    start = first + 1 + np.floor(rng.random(len(first)) * np.maximum(-_LATEST_YEAR - first, 1)).astype(np.int64)
    since = month - np.where(collapsed, start, 1)[credit]
    lasting = (since >= 0) & (since < rng.geometric(1 / _COLLAPSE, len(first))[credit])
    return np.where(lasting, np.minimum(since + 1, _WORST), 0)


def _todays(overdue: Numbers, month: Whole) -> Whole:
    """Return the levels that today's arrears had in each month: 30 days fewer a month back."""
    then = overdue + MONTH * month
    return np.where(then > 0, np.minimum(np.ceil(then / 30), _WORST), 0).astype(np.int64)
