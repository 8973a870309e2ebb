"""What earlier applications were for: kinds of contract, the last product, the level of its rate."""

import narwhals as nw

from creditworthy.features.feature import Concept, feature
from creditworthy.features.previous_applications.block import PREVIOUS
from creditworthy.features.previous_applications.kinds import (
    CARD,
    CASH_LOAN,
    CONSUMER_LOAN,
    REFUSAL,
    SELLER_AREA,
    X_SELL,
    YEARS_AGO,
    YIELD_RANK,
)
from creditworthy.features.previous_applications.slices import (
    APPROVED,
    CASH,
    CONSUMER,
    LATEST,
    REVOLVING,
)
from creditworthy.features.summarise import summarise

__all__ = [
    "previous_applications_latest_channel",
    "previous_applications_latest_contract_type",
    "previous_applications_latest_product",
    "previous_applications_latest_reject_reason",
    "previous_applications_latest_status",
    "previous_applications_latest_yield_group",
]

PAST = Concept.PAST

for kind in (CASH_LOAN, CONSUMER_LOAN, CARD):
    summarise(PREVIOUS, kind, by=("share",), concept=PAST)
summarise(PREVIOUS, REFUSAL, by=("share",), concept=PAST, where=(CASH, CONSUMER, REVOLVING), risk="+")
summarise(PREVIOUS, YEARS_AGO, by=("min",), concept=PAST, where=(CASH, CONSUMER, REVOLVING), risk="-")

summarise(PREVIOUS, YIELD_RANK, by=("mean",), concept=PAST, where=(None, APPROVED, LATEST), risk="+")
summarise(PREVIOUS, YIELD_RANK, by=("max",), concept=PAST, where=APPROVED, risk="+")
summarise(PREVIOUS, X_SELL, by=("share",), concept=PAST, risk="-")
summarise(PREVIOUS, SELLER_AREA, by=("mean",), concept=PAST)


def _latest(column: str, number: str = "recency") -> nw.Expr:
    """Return the category of the last application; of several on that day, the last by name."""
    return nw.when(nw.col(number) <= 1).then(nw.col(column)).max()


@feature(
    PREVIOUS,
    unit="category",
    fr="Issue de la dernière demande",
    concept=PAST,
    inputs=("NAME_CONTRACT_STATUS", "recency"),
)
def previous_applications_latest_status() -> nw.Expr:
    """Outcome of the last application."""
    return _latest("NAME_CONTRACT_STATUS")


@feature(
    PREVIOUS,
    unit="category",
    fr="Type de contrat de la dernière demande",
    concept=PAST,
    inputs=("NAME_CONTRACT_TYPE", "recency"),
)
def previous_applications_latest_contract_type() -> nw.Expr:
    """Type of contract of the last application."""
    return _latest("NAME_CONTRACT_TYPE")


@feature(
    PREVIOUS,
    unit="category",
    fr="Produit et mode de vente de la dernière demande",
    concept=PAST,
    inputs=("PRODUCT_COMBINATION", "recency"),
)
def previous_applications_latest_product() -> nw.Expr:
    """Product and sales route of the last application."""
    return _latest("PRODUCT_COMBINATION")


@feature(
    PREVIOUS,
    unit="category",
    fr="Canal de la dernière demande",
    concept=PAST,
    inputs=("CHANNEL_TYPE", "recency"),
)
def previous_applications_latest_channel() -> nw.Expr:
    """Channel of the last application."""
    return _latest("CHANNEL_TYPE")


@feature(
    PREVIOUS,
    unit="category",
    fr="Niveau de taux de la dernière demande",
    concept=PAST,
    inputs=("NAME_YIELD_GROUP", "recency"),
)
def previous_applications_latest_yield_group() -> nw.Expr:
    """Level of the interest rate of the last application."""
    return _latest("NAME_YIELD_GROUP")


@feature(
    PREVIOUS,
    unit="category",
    fr="Motif du dernier refus",
    concept=PAST,
    inputs=("CODE_REJECT_REASON", "refused_recency"),
)
def previous_applications_latest_reject_reason() -> nw.Expr:
    """Reason of the last refusal."""
    return _latest("CODE_REJECT_REASON", "refused_recency")
