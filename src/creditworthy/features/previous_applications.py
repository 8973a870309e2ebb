"""Earlier applications to this lender: one row an application."""

import narwhals as nw

from creditworthy.features.expressions import count, only, ratio, share, years
from creditworthy.features.feature import Block, Concept, feature
from creditworthy.features.summarise import Slice, summarise

__all__ = [
    "PREVIOUS",
    "previous_applications_asked_to_given",
    "previous_applications_count",
    "previous_applications_refused_last_year",
    "previous_applications_refused_share",
    "previous_applications_years_since_refusal",
]

PREVIOUS = Block("previous_applications", "previous_application")


def _was(status: str) -> nw.Expr:
    return nw.col("NAME_CONTRACT_STATUS") == status


APPROVED = Slice("approved", lambda: _was("Approved"), ("NAME_CONTRACT_STATUS",), "approved", "acceptées")

summarise(PREVIOUS, "AMT_ANNUITY", by=("mean", "max"), concept=Concept.PAST, where=APPROVED)
summarise(PREVIOUS, "AMT_CREDIT", by=("max",), concept=Concept.PAST, where=APPROVED)
summarise(PREVIOUS, "CNT_PAYMENT", by=("mean",), concept=Concept.PAST, where=APPROVED)
summarise(PREVIOUS, "RATE_DOWN_PAYMENT", by=("mean",), concept=Concept.PAST, where=APPROVED, risk="-")


@feature(
    PREVIOUS,
    unit="count",
    fr="Demandes antérieures auprès de ce prêteur",
    concept=Concept.PAST,
    inputs=("NAME_CONTRACT_STATUS",),
)
def previous_applications_count() -> nw.Expr:
    """Earlier applications to this lender."""
    return nw.col("NAME_CONTRACT_STATUS").count().cast(nw.Float64())


@feature(
    PREVIOUS,
    unit="share",
    fr="Part des demandes antérieures refusées",
    concept=Concept.PAST,
    inputs=("NAME_CONTRACT_STATUS",),
    risk="+",
)
def previous_applications_refused_share() -> nw.Expr:
    """Share of the earlier applications that were refused."""
    return share(_was("Refused"))


@feature(
    PREVIOUS,
    unit="count",
    fr="Demandes refusées au cours de l'année écoulée",
    concept=Concept.PAST,
    inputs=("NAME_CONTRACT_STATUS", "DAYS_DECISION"),
    risk="+",
)
def previous_applications_refused_last_year() -> nw.Expr:
    """Applications refused during the last year."""
    return count(_was("Refused") & (nw.col("DAYS_DECISION") >= -365))


@feature(
    PREVIOUS,
    unit="years",
    fr="Temps écoulé depuis le dernier refus",
    concept=Concept.PAST,
    inputs=("NAME_CONTRACT_STATUS", "DAYS_DECISION"),
    risk="-",
)
def previous_applications_years_since_refusal() -> nw.Expr:
    """Time since the last refusal."""
    return only(_was("Refused"), years("DAYS_DECISION")).min()


@feature(
    PREVIOUS,
    unit="ratio",
    fr="Montant demandé rapporté au montant accordé, en moyenne",
    concept=Concept.PAST,
    inputs=("AMT_APPLICATION", "AMT_CREDIT"),
)
def previous_applications_asked_to_given() -> nw.Expr:
    """Amount asked for over the amount given, on average."""
    return ratio(nw.col("AMT_APPLICATION"), nw.col("AMT_CREDIT")).mean()
