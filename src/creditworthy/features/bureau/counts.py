"""How many credits with other lenders there are, of which kinds, and how many are recent."""

import narwhals as nw

from creditworthy.features.bureau.block import BUREAU
from creditworthy.features.bureau.measures import credits_of
from creditworthy.features.bureau.slices import (
    CLOSED,
    KINDS,
    OPEN,
    OPEN_CONSUMER,
    OPEN_LAST_YEAR,
    OTHER_CURRENCY,
    WINDOWS,
)
from creditworthy.features.expressions import count, only, share
from creditworthy.features.feature import Concept, feature
from creditworthy.features.summarise import summarise

__all__ = [
    "bureau_credits",
    "bureau_credits_last_year",
    "bureau_credits_per_kind",
    "bureau_kinds",
    "bureau_microloan_share",
    "bureau_open_share",
]

LAST_YEAR = WINDOWS[1]

for _part in (WINDOWS[0], *WINDOWS[2:], OPEN_LAST_YEAR):
    summarise(BUREAU, credits_of(_part), by=("count",), concept=Concept.DEBT, risk="+")

for _part in (OPEN, CLOSED, OPEN_CONSUMER):
    summarise(BUREAU, credits_of(_part), by=("count",), concept=Concept.DEBT)

for _part in (*KINDS[:-1], OTHER_CURRENCY, LAST_YEAR):
    summarise(BUREAU, credits_of(_part), by=("share",), concept=Concept.DEBT)


@feature(
    BUREAU, unit="count", fr="Crédits connus auprès d'autres prêteurs", concept=Concept.DEBT, inputs=("DAYS_CREDIT",)
)
def bureau_credits() -> nw.Expr:
    """Credits known with other lenders."""
    return count(nw.col("DAYS_CREDIT") <= 0)


@feature(
    BUREAU,
    unit="count",
    fr="Crédits pris auprès d'autres prêteurs au cours de l'année écoulée",
    concept=Concept.DEBT,
    inputs=(LAST_YEAR.name,),
    risk="+",
)
def bureau_credits_last_year() -> nw.Expr:
    """Credits taken with other lenders during the last year."""
    return count(nw.col(LAST_YEAR.name))


@feature(
    BUREAU,
    unit="share",
    fr="Part des crédits auprès d'autres prêteurs qui sont en cours",
    concept=Concept.DEBT,
    inputs=("open",),
    risk="+",
)
def bureau_open_share() -> nw.Expr:
    """Share of the credits with other lenders that are open."""
    return share(nw.col("open"))


@feature(
    BUREAU,
    unit="share",
    fr="Part des microcrédits parmi les crédits auprès d'autres prêteurs",
    concept=Concept.DEBT,
    inputs=("microloan",),
    risk="+",
)
def bureau_microloan_share() -> nw.Expr:
    """Share of microloans among the credits with other lenders."""
    return share(nw.col("microloan"))


@feature(
    BUREAU,
    unit="count",
    fr="Types de crédit différents auprès d'autres prêteurs",
    concept=Concept.DEBT,
    inputs=("CREDIT_TYPE",),
)
def bureau_kinds() -> nw.Expr:
    """Different types of credit with other lenders."""
    return _kinds()


@feature(
    BUREAU,
    unit="ratio",
    fr="Nombre de crédits auprès d'autres prêteurs par type de crédit",
    concept=Concept.DEBT,
    inputs=("CREDIT_TYPE",),
)
def bureau_credits_per_kind() -> nw.Expr:
    """Number of credits with other lenders per type of credit."""
    return nw.col("CREDIT_TYPE").count().cast(nw.Float64()) / _kinds()


def _kinds() -> nw.Expr:
    """Return how many types are known, never 0; an unknown one is counted by ``n_unique`` and taken off."""
    kind = nw.col("CREDIT_TYPE")
    unknown = kind.is_null().cast(nw.Float64()).max()
    return only(kind.count() > 0, kind.n_unique().cast(nw.Float64()) - unknown)
