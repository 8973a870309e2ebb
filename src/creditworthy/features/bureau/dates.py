"""When credits with other lenders were taken, how long they last, and whether they ended as planned."""

import narwhals as nw

from creditworthy.features.bureau.block import BUREAU
from creditworthy.features.bureau.measures import (
    ACTUAL_DAYS,
    CLOSED_EARLY,
    CLOSED_LATE,
    DAYS_EARLY,
    END_AHEAD,
    PLANNED_DAYS,
    YEARS_SINCE,
)
from creditworthy.features.bureau.slices import CARD, CONSUMER, MICROLOAN, OPEN
from creditworthy.features.expressions import only, ratio, years
from creditworthy.features.feature import Concept, feature
from creditworthy.features.summarise import summarise

__all__ = ["bureau_days_between_mean", "bureau_since_last_to_days_between", "bureau_years_since_last"]

END, UPDATE = "DAYS_CREDIT_ENDDATE", "DAYS_CREDIT_UPDATE"

summarise(BUREAU, "DAYS_CREDIT", by=("mean", "std"), concept=Concept.DEBT)
summarise(BUREAU, YEARS_SINCE, by=("max",), concept=Concept.DEBT, risk="-")
summarise(BUREAU, YEARS_SINCE, by=("min",), concept=Concept.DEBT, where=(OPEN, CONSUMER, CARD, MICROLOAN), risk="-")
summarise(BUREAU, YEARS_SINCE, by=("mean",), concept=Concept.DEBT, where=OPEN, risk="-")

summarise(BUREAU, PLANNED_DAYS, by=("mean",), concept=Concept.DEBT)
summarise(BUREAU, PLANNED_DAYS, by=("mean",), concept=Concept.DEBT, where=OPEN)
summarise(BUREAU, ACTUAL_DAYS, by=("mean",), concept=Concept.DEBT)
summarise(BUREAU, DAYS_EARLY, by=("mean", "min"), concept=Concept.DEBT)
summarise(BUREAU, CLOSED_EARLY, by=("share",), concept=Concept.DEBT)
summarise(BUREAU, CLOSED_LATE, by=("share",), concept=Concept.PAYMENT)

summarise(BUREAU, END, by=("max", "mean"), concept=Concept.DEBT, where=OPEN)
summarise(BUREAU, END_AHEAD, by=("share",), concept=Concept.DEBT)
summarise(BUREAU, UPDATE, by=("mean", "max"), concept=Concept.DEBT)


@feature(
    BUREAU,
    unit="years",
    fr="Temps écoulé depuis le dernier crédit pris auprès d'un autre prêteur",
    concept=Concept.DEBT,
    inputs=("DAYS_CREDIT",),
    risk="-",
)
def bureau_years_since_last() -> nw.Expr:
    """Time since the last credit was taken with another lender."""
    return years("DAYS_CREDIT").min()


@feature(
    BUREAU,
    unit="days",
    fr="Temps moyen entre deux crédits successifs auprès d'autres prêteurs",
    concept=Concept.DEBT,
    inputs=("DAYS_CREDIT",),
    risk="-",
)
def bureau_days_between_mean() -> nw.Expr:
    """Mean time between two successive credits with other lenders."""
    return _span() / only(nw.col("DAYS_CREDIT").count() > 1, _gaps())


@feature(
    BUREAU,
    unit="ratio",
    fr="Temps écoulé depuis le dernier crédit, rapporté au temps moyen entre deux crédits",
    concept=Concept.DEBT,
    inputs=("DAYS_CREDIT",),
    risk="-",
)
def bureau_since_last_to_days_between() -> nw.Expr:
    """Time since the last credit was taken, over the mean time between two credits."""
    return ratio(-nw.col("DAYS_CREDIT").max() * _gaps(), _span())


def _span() -> nw.Expr:
    """Return the days from the first credit to the last one."""
    return nw.col("DAYS_CREDIT").max() - nw.col("DAYS_CREDIT").min()


def _gaps() -> nw.Expr:
    """Return how many times a credit followed another."""
    return nw.col("DAYS_CREDIT").count().cast(nw.Float64()) - 1
