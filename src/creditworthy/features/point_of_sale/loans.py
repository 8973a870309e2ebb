"""Earlier consumer and cash loans with this lender: how many, how long, how far and how late."""

import narwhals as nw

from creditworthy.features.expressions import count, share
from creditworthy.features.feature import Concept, feature
from creditworthy.features.point_of_sale.loan import (
    BEHIND,
    COMPLETED,
    DAYS_LATE,
    DAYS_WELL_LATE,
    EARLY,
    EVER_LATE,
    EVER_WELL_LATE,
    LATE_MONTHS,
    LATEST,
    LATEST_3,
    LOAN,
    MONTHS,
    OPEN,
    PLANNED,
    POINT_OF_SALE_LOANS,
    REMAINING,
    REMAINING_PART,
)
from creditworthy.features.summarise import contrast, summarise

__all__ = [
    "point_of_sale_loans_count",
    "point_of_sale_loans_months_since_newest",
    "point_of_sale_loans_open_count",
    "point_of_sale_loans_open_share",
]

summarise(POINT_OF_SALE_LOANS, MONTHS, by=("mean", "max"), concept=Concept.PAST)
summarise(POINT_OF_SALE_LOANS, PLANNED, by=("mean",), concept=Concept.PAST)
contrast(POINT_OF_SALE_LOANS, PLANNED, recent=LATEST, usual=None, concept=Concept.PAST)
summarise(POINT_OF_SALE_LOANS, REMAINING, by=("sum", "max"), where=OPEN, concept=Concept.PAST, risk="+")
summarise(POINT_OF_SALE_LOANS, REMAINING_PART, by=("mean",), where=OPEN, concept=Concept.PAST, risk="+")
summarise(POINT_OF_SALE_LOANS, COMPLETED, by=("share", "count"), concept=Concept.PAST, risk="-")
summarise(POINT_OF_SALE_LOANS, EARLY, by=("share", "count"), concept=Concept.PAST)
summarise(POINT_OF_SALE_LOANS, BEHIND, by=("mean", "max"), concept=Concept.PAYMENT, risk="+", actionable=True)
summarise(POINT_OF_SALE_LOANS, EVER_LATE, by=("share",), concept=Concept.PAYMENT, risk="+", actionable=True)
summarise(POINT_OF_SALE_LOANS, EVER_WELL_LATE, by=("share",), concept=Concept.PAYMENT, risk="+", actionable=True)
for delay in (DAYS_LATE, DAYS_WELL_LATE):
    summarise(
        POINT_OF_SALE_LOANS, delay, by=("max",), where=LATEST_3, concept=Concept.PAYMENT, risk="+", actionable=True
    )
summarise(
    POINT_OF_SALE_LOANS,
    LATE_MONTHS,
    by=("mean",),
    where=(None, LATEST_3),
    concept=Concept.PAYMENT,
    risk="+",
    actionable=True,
)
for measure in (MONTHS, REMAINING, REMAINING_PART, COMPLETED):
    summarise(POINT_OF_SALE_LOANS, measure, by=("last",), where=LATEST, concept=Concept.PAST)
for measure in (BEHIND, LATE_MONTHS):
    summarise(
        POINT_OF_SALE_LOANS,
        measure,
        by=("last",),
        where=LATEST,
        concept=Concept.PAYMENT,
        risk="+",
        actionable=True,
    )


@feature(
    POINT_OF_SALE_LOANS,
    unit="count",
    fr="Nombre de prêts antérieurs avec des relevés mensuels",
    concept=Concept.PAST,
    inputs=(LOAN,),
)
def point_of_sale_loans_count() -> nw.Expr:
    """Number of earlier loans with monthly statements."""
    return nw.col(LOAN).count()


@feature(
    POINT_OF_SALE_LOANS,
    unit="count",
    fr="Nombre de prêts antérieurs encore en cours de remboursement",
    concept=Concept.PAST,
    inputs=("open",),
    risk="+",
)
def point_of_sale_loans_open_count() -> nw.Expr:
    """Number of earlier loans still being repaid."""
    return count(nw.col("open"))


@feature(
    POINT_OF_SALE_LOANS,
    unit="share",
    fr="Part des prêts antérieurs encore en cours de remboursement",
    concept=Concept.PAST,
    inputs=("open",),
    risk="+",
)
def point_of_sale_loans_open_share() -> nw.Expr:
    """Share of earlier loans still being repaid."""
    return share(nw.col("open"))


@feature(
    POINT_OF_SALE_LOANS,
    unit="months",
    fr="Mois écoulés depuis le début du prêt antérieur le plus récent",
    concept=Concept.PAST,
    inputs=("first_month",),
)
def point_of_sale_loans_months_since_newest() -> nw.Expr:
    """Months since the newest earlier loan began."""
    return nw.col("first_month").max().abs()
