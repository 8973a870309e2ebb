"""Amounts of earlier applications: asked for, given, paid down, and paid back in each instalment."""

import narwhals as nw

from creditworthy.features.feature import Concept, feature
from creditworthy.features.previous_applications.block import PREVIOUS
from creditworthy.features.previous_applications.money import (
    ANNUITIES,
    ASKED,
    ASKED_LESS_GIVEN,
    ASKED_TO_GIVEN,
    DOWN_PAYMENT_TO_CREDIT,
    GOODS_TO_CREDIT,
)
from creditworthy.features.previous_applications.slices import (
    APPROVED,
    APPROVED_CASH,
    APPROVED_CONSUMER,
    APPROVED_LAST_YEAR,
    APPROVED_REVOLVING,
    LATEST,
    LATEST_APPROVED,
    REFUSED,
)
from creditworthy.features.summarise import contrast, summarise

__all__ = ["previous_applications_asked_to_given"]

PAST = Concept.PAST

summarise(PREVIOUS, "AMT_ANNUITY", by=("mean", "max", "sum"), concept=PAST, where=APPROVED)
summarise(PREVIOUS, "AMT_ANNUITY", by=("mean",), concept=PAST, where=LATEST_APPROVED)
summarise(PREVIOUS, "AMT_CREDIT", by=("max", "mean", "sum"), concept=PAST, where=APPROVED)
summarise(PREVIOUS, "AMT_CREDIT", by=("mean",), concept=PAST, where=LATEST_APPROVED)
summarise(PREVIOUS, "AMT_CREDIT", by=("sum",), concept=PAST, where=APPROVED_LAST_YEAR)
summarise(
    PREVIOUS, "AMT_CREDIT", by=("max",), concept=PAST, where=(APPROVED_CASH, APPROVED_CONSUMER, APPROVED_REVOLVING)
)

summarise(PREVIOUS, ASKED, by=("mean", "max"), concept=PAST)
summarise(PREVIOUS, ASKED, by=("mean",), concept=PAST, where=(LATEST, REFUSED))
contrast(PREVIOUS, ASKED, recent=REFUSED, usual=APPROVED, concept=PAST, risk="+")
contrast(PREVIOUS, ASKED, recent=LATEST, usual=None, concept=PAST)

summarise(PREVIOUS, ASKED_LESS_GIVEN, by=("mean",), concept=PAST, where=(None, LATEST))
summarise(PREVIOUS, ASKED_TO_GIVEN, by=("min", "max"), concept=PAST)
summarise(PREVIOUS, ASKED_TO_GIVEN, by=("mean",), concept=PAST, where=LATEST)

summarise(PREVIOUS, "CNT_PAYMENT", by=("mean", "max"), concept=PAST, where=APPROVED)
summarise(PREVIOUS, "CNT_PAYMENT", by=("mean",), concept=PAST, where=LATEST_APPROVED)
summarise(PREVIOUS, "CNT_PAYMENT", by=("mean",), concept=PAST, where=APPROVED_CASH, risk="+")
summarise(PREVIOUS, ANNUITIES, by=("mean",), concept=PAST, where=(APPROVED, LATEST_APPROVED))
summarise(PREVIOUS, "RATE_DOWN_PAYMENT", by=("mean",), concept=PAST, where=APPROVED, risk="-")
summarise(PREVIOUS, "RATE_DOWN_PAYMENT", by=("max",), concept=PAST, risk="-")
summarise(PREVIOUS, "AMT_DOWN_PAYMENT", by=("max",), concept=PAST, where=APPROVED, risk="-")
summarise(PREVIOUS, DOWN_PAYMENT_TO_CREDIT, by=("mean",), concept=PAST, where=LATEST_APPROVED, risk="-")
summarise(PREVIOUS, GOODS_TO_CREDIT, by=("mean",), concept=PAST, where=(APPROVED, LATEST_APPROVED), risk="-")


@feature(
    PREVIOUS,
    unit="ratio",
    fr="Montant demandé antérieurement rapporté au montant accordé, en moyenne",
    concept=PAST,
    inputs=("asked_to_given",),
)
def previous_applications_asked_to_given() -> nw.Expr:
    """Amount asked for earlier over the amount given, on average."""
    return nw.col("asked_to_given").mean()
