"""How earlier applications ended: counts, shares, and the time since."""

import narwhals as nw

from creditworthy.features.expressions import count, only, share, years
from creditworthy.features.feature import Concept, feature
from creditworthy.features.previous_applications.block import PREVIOUS
from creditworthy.features.previous_applications.kinds import (
    APPROVAL,
    CANCELLATION,
    REASONS,
    REFUSAL,
    REQUESTS,
    YEARS_AGO,
)
from creditworthy.features.previous_applications.slices import (
    APPROVED,
    FIRST_2,
    LAST_HALF_YEAR,
    LAST_TWO_YEARS,
    LAST_YEAR,
    LATEST_3,
    LATEST_5,
)
from creditworthy.features.summarise import summarise

__all__ = [
    "previous_applications_count",
    "previous_applications_days_between",
    "previous_applications_refused_last_year",
    "previous_applications_refused_share",
    "previous_applications_since_approval",
    "previous_applications_years_since_refusal",
]

PAST = Concept.PAST

summarise(PREVIOUS, APPROVAL, by=("count", "share"), concept=PAST, risk="-")
summarise(PREVIOUS, REFUSAL, by=("count",), concept=PAST, risk="+")
summarise(PREVIOUS, CANCELLATION, by=("share",), concept=PAST)

RECENT = (LAST_HALF_YEAR, LAST_YEAR, LAST_TWO_YEARS)
summarise(PREVIOUS, REFUSAL, by=("share",), concept=PAST, where=(*RECENT, LATEST_3, LATEST_5, FIRST_2), risk="+")
summarise(PREVIOUS, APPROVAL, by=("share",), concept=PAST, where=(LAST_YEAR, LATEST_3, FIRST_2), risk="-")
for requests in REQUESTS:
    summarise(PREVIOUS, requests, by=("count",), concept=PAST, risk="+")
summarise(PREVIOUS, REQUESTS[1], by=("share",), concept=PAST, risk="+")
for reason in REASONS:
    summarise(PREVIOUS, reason, by=("share",), concept=PAST, risk="+")

summarise(PREVIOUS, YEARS_AGO, by=("min", "max", "mean"), concept=PAST, risk="-")
summarise(PREVIOUS, YEARS_AGO, by=("min",), concept=PAST, where=APPROVED, risk="-")


@feature(
    PREVIOUS,
    unit="count",
    fr="Demandes antérieures auprès de ce prêteur",
    concept=PAST,
    inputs=("NAME_CONTRACT_STATUS",),
)
def previous_applications_count() -> nw.Expr:
    """Earlier applications to this lender."""
    return nw.col("NAME_CONTRACT_STATUS").count().cast(nw.Float64())


@feature(
    PREVIOUS,
    unit="share",
    fr="Part des demandes antérieures refusées",
    concept=PAST,
    inputs=("refused",),
    risk="+",
)
def previous_applications_refused_share() -> nw.Expr:
    """Share of the earlier applications that were refused."""
    return share(nw.col("refused"))


@feature(
    PREVIOUS,
    unit="count",
    fr="Demandes refusées au cours de l'année écoulée",
    concept=PAST,
    inputs=("refused", LAST_YEAR.name),
    risk="+",
)
def previous_applications_refused_last_year() -> nw.Expr:
    """Applications refused during the last year."""
    return count(nw.col("refused") & nw.col(LAST_YEAR.name))


@feature(
    PREVIOUS,
    unit="years",
    fr="Temps écoulé depuis le dernier refus",
    concept=PAST,
    inputs=("refused", "DAYS_DECISION"),
    risk="-",
)
def previous_applications_years_since_refusal() -> nw.Expr:
    """Time since the last refusal."""
    return only(nw.col("refused"), years("DAYS_DECISION")).min()


@feature(
    PREVIOUS,
    unit="count",
    fr="Demandes faites depuis la dernière demande acceptée",
    concept=PAST,
    inputs=("approved", "recency"),
    risk="+",
)
def previous_applications_since_approval() -> nw.Expr:
    """Applications made since the last one that was approved."""
    return only(nw.col("approved"), nw.col("recency")).min() - 1


@feature(
    PREVIOUS,
    unit="days",
    fr="Temps moyen entre deux demandes",
    concept=PAST,
    inputs=("DAYS_DECISION",),
    risk="-",
)
def previous_applications_days_between() -> nw.Expr:
    """Mean time between two applications."""
    days = nw.col("DAYS_DECISION")
    return (days.max() - days.min()) / only(days.count() > 1, days.count().cast(nw.Float64()) - 1)
