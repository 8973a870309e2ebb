"""The same over time: instalments due of late, the last few, and recent ones against the usual.

Windows and last instalments have blocks of their own, whose rows are cut to them first: the formulae then read a half
or a quarter of the rows.
"""

from collections.abc import Callable
from dataclasses import replace
from itertools import product

import narwhals as nw

from creditworthy.features.expressions import only
from creditworthy.features.feature import Block, Concept, Frame, feature
from creditworthy.features.installments.measures import (
    DAYS_EARLY,
    DAYS_LATE,
    IN_PARTS,
    LATE,
    PAID_SHARE,
    SHORT,
    UNPAID,
    WEIGHTED_DELAY,
)
from creditworthy.features.installments.rows import INSTALLMENTS
from creditworthy.features.installments.slices import DUE_WITHIN, due_within
from creditworthy.features.measure import Measure, latest
from creditworthy.features.summarise import contrast, summarise, trend

__all__ = ["INSTALLMENTS_LAST", "INSTALLMENTS_LATEST", "installments_late_last_year_share"]

PAYING = Concept.PAYMENT
LONGEST, MOST = 730, 10


def _cut(column: str, low: int, high: int) -> Callable[[Frame], Frame]:
    return lambda instalments: instalments.filter(nw.col(column).is_between(low, high))


def _made(measure: Measure) -> Measure:
    """Return a measure whose column the block above has made."""
    return replace(measure, of=None, inputs=(measure.name,))


WINDOWS = {days: due_within(days, f"{days}_days") for days in (90, 180, 365, LONGEST)}
PLACES = {
    most: replace(
        latest("place", most, ("place",), en=f"last {most} instalments", fr=f"{most} dernières échéances"),
        name=str(most),
    )
    for most in (2, 5, MOST)
}

INSTALLMENTS_LAST = Block(
    "installments_last",
    "installments_payments",
    of=(INSTALLMENTS,),
    prepare=_cut("due", -LONGEST, 0),
    columns=tuple(WINDOWS.values()),
)
INSTALLMENTS_LATEST = Block(
    "installments_latest",
    "installments_payments",
    of=(INSTALLMENTS,),
    prepare=_cut("place", 1, MOST),
    columns=tuple(PLACES.values()),
)


LAST_YEAR = WINDOWS[365]

for block, recent, longest in (
    (INSTALLMENTS_LAST, list(WINDOWS.values()), LAST_YEAR),
    (INSTALLMENTS_LATEST, list(PLACES.values()), PLACES[MOST]),
):
    shares = [part for part in recent if part is not LAST_YEAR]  # that one has a name of its own, below
    summarise(block, _made(LATE), by=("share",), where=shares, concept=PAYING, risk="+", actionable=True)
    summarise(block, DAYS_LATE, by=("mean",), where=recent, concept=PAYING, risk="+", actionable=True)
    summarise(block, DAYS_LATE, by=("max",), where=longest, concept=PAYING, risk="+")
    summarise(block, DAYS_EARLY, by=("mean",), where=longest, concept=PAYING, risk="-")
    summarise(block, PAID_SHARE, by=("mean",), where=recent, concept=PAYING, risk="-", actionable=True)
    summarise(block, UNPAID, by=("sum",), where=longest, concept=PAYING, risk="+", actionable=True)
    summarise(block, _made(SHORT), by=("share",), where=longest, concept=PAYING, risk="+", actionable=True)

summarise(INSTALLMENTS_LAST, DAYS_EARLY, by=("mean",), where=[WINDOWS[90], WINDOWS[730]], concept=PAYING, risk="-")
summarise(INSTALLMENTS_LAST, _made(IN_PARTS), by=("share",), where=LAST_YEAR, concept=PAYING)
summarise(INSTALLMENTS_LAST, _made(WEIGHTED_DELAY), by=("sum",), where=LAST_YEAR, concept=PAYING, risk="+")

for measure, days in product((DAYS_LATE, PAID_SHARE), (365, LONGEST)):
    trend(
        INSTALLMENTS_LAST,
        measure,
        over="due",
        per="days",
        where=WINDOWS[days],
        middle=-days / 2,
        concept=PAYING,
    )

for days in (90, 365):
    contrast(INSTALLMENTS, DAYS_LATE, recent=DUE_WITHIN[days], usual=None, concept=PAYING)
contrast(INSTALLMENTS, DAYS_EARLY, recent=DUE_WITHIN[365], usual=None, concept=PAYING)


@feature(
    INSTALLMENTS,
    unit="share",
    fr="Part des échéances de l'année écoulée payées en retard, ou jamais",
    concept=PAYING,
    inputs=("due", "days_late"),
    risk="+",
    actionable=True,
)
def installments_late_last_year_share() -> nw.Expr:
    """Share of the instalments due in the last year that were paid late, or never."""
    return only(nw.col("last_365_days"), nw.col("late")).mean()
