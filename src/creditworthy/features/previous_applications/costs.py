"""What approved loans cost, and how early they ended."""

import narwhals as nw

from creditworthy.features.expressions import only, ratio
from creditworthy.features.feature import Concept, feature
from creditworthy.features.measure import Part, Shared
from creditworthy.features.previous_applications.block import PREVIOUS
from creditworthy.features.previous_applications.money import (
    COST,
    DAYS_EARLY,
    EARLY_END,
    GOODS_TO_TOTAL,
    INTEREST,
    TOTAL,
)
from creditworthy.features.previous_applications.slices import (
    APPROVED,
    APPROVED_CASH,
    APPROVED_CONSUMER,
    LATEST_APPROVED,
)
from creditworthy.features.summarise import summarise

__all__ = ["previous_applications_cost_to_credit"]

PAST = Concept.PAST

APPROVED_COST = Part(COST.name, APPROVED.name)
"""What approved loans cost, where it is known."""
CREDIT_OF_COST = Shared(
    "credit_of_cost", lambda: only(nw.col("approved") & ~nw.col("cost").is_null(), nw.col("AMT_CREDIT"))
)
"""The amounts of these loans."""

summarise(PREVIOUS, INTEREST, by=("mean", "max", "min"), concept=PAST, where=APPROVED, risk="+")
summarise(
    PREVIOUS, INTEREST, by=("mean",), concept=PAST, where=(LATEST_APPROVED, APPROVED_CASH, APPROVED_CONSUMER), risk="+"
)

summarise(PREVIOUS, TOTAL, by=("mean", "max", "sum"), concept=PAST, where=APPROVED)
summarise(PREVIOUS, COST, by=("sum",), concept=PAST, where=APPROVED)
summarise(PREVIOUS, GOODS_TO_TOTAL, by=("mean", "min"), concept=PAST, where=APPROVED, risk="-")
summarise(PREVIOUS, GOODS_TO_TOTAL, by=("mean",), concept=PAST, where=LATEST_APPROVED, risk="-")

summarise(PREVIOUS, DAYS_EARLY, by=("mean",), concept=PAST, where=APPROVED)
summarise(PREVIOUS, EARLY_END, by=("count", "share"), concept=PAST, where=APPROVED)
summarise(PREVIOUS, EARLY_END, by=("share",), concept=PAST, where=(APPROVED_CASH, APPROVED_CONSUMER))


@feature(
    PREVIOUS,
    unit="ratio",
    fr="Coût des crédits antérieurs rapporté à leur montant",
    concept=PAST,
    inputs=(APPROVED.name, COST.name, "AMT_CREDIT"),
    risk="+",
    parts=(APPROVED_COST, CREDIT_OF_COST),
)
def previous_applications_cost_to_credit() -> nw.Expr:
    """Cost of the previous credits over their amount."""
    return ratio(nw.col(APPROVED_COST.name).sum(), nw.col(CREDIT_OF_COST.name).sum())
