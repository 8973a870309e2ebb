"""The months of all credits with other lenders together."""

import narwhals as nw

from creditworthy.features.bureau_balance.block import (
    BUREAU_BALANCE,
    CLOSED,
    EARLIER,
    LATE,
    LEVEL,
    LOST,
    MONTHS_AGO,
    ON_TIME,
    SERIOUS,
    UNKNOWN,
    WINDOWS,
)
from creditworthy.features.expressions import count, only
from creditworthy.features.feature import Concept, feature
from creditworthy.features.summarise import contrast, summarise, trend

__all__ = [
    "bureau_balance_level_change",
    "bureau_balance_months",
    "bureau_balance_months_since_late",
    "bureau_balance_months_since_serious",
    "bureau_balance_worst",
]

LAST_6, LAST_12, LAST_24, LAST_60 = WINDOWS

for _state in (ON_TIME, CLOSED, UNKNOWN):
    summarise(BUREAU_BALANCE, _state, by=("share",), concept=Concept.DEBT, where=(None, LAST_12))

summarise(BUREAU_BALANCE, LATE, by=("share", "count"), concept=Concept.PAYMENT, risk="+", actionable=True)
summarise(BUREAU_BALANCE, LATE, by=("share",), concept=Concept.PAYMENT, where=LAST_12, risk="+", actionable=True)
summarise(BUREAU_BALANCE, SERIOUS, by=("share",), concept=Concept.PAYMENT, risk="+")
summarise(BUREAU_BALANCE, LOST, by=("share",), concept=Concept.PAYMENT, risk="+")

summarise(
    BUREAU_BALANCE,
    LEVEL,
    by=("mean",),
    concept=Concept.PAYMENT,
    where=(LAST_6, LAST_24, LAST_60),
    risk="+",
    actionable=True,
)
contrast(BUREAU_BALANCE, LEVEL, recent=LAST_6, usual=LAST_24, concept=Concept.PAYMENT, risk="+")
contrast(BUREAU_BALANCE, LEVEL, recent=LAST_12, usual=LAST_60, concept=Concept.PAYMENT, risk="+")
trend(
    BUREAU_BALANCE,
    LEVEL,
    over="MONTHS_BALANCE",
    per="months",
    where=LAST_24,
    middle=-11.5,
    concept=Concept.PAYMENT,
)

summarise(BUREAU_BALANCE, MONTHS_AGO, by=("max",), concept=Concept.DEBT)


@feature(
    BUREAU_BALANCE,
    unit="months",
    fr="Mois d'historique auprès d'autres prêteurs, tous crédits confondus",
    concept=Concept.DEBT,
    inputs=("MONTHS_BALANCE",),
    risk="-",
)
def bureau_balance_months() -> nw.Expr:
    """Months of history with other lenders, all credits together."""
    return count(nw.col("MONTHS_BALANCE") <= 0)


@feature(
    BUREAU_BALANCE,
    unit="rank",
    fr="Pire retard auprès d'autres prêteurs, de 0 (à jour) à 5 (plus de 120 jours)",
    concept=Concept.PAYMENT,
    inputs=("level",),
    risk="+",
)
def bureau_balance_worst() -> nw.Expr:
    """Worst delay with other lenders, from 0 (on time) to 5 (over 120 days)."""
    return nw.col("level").max()


@feature(
    BUREAU_BALANCE,
    unit="months",
    fr="Mois écoulés depuis le dernier retard auprès d'un autre prêteur",
    concept=Concept.PAYMENT,
    inputs=("level", "months_ago"),
    risk="-",
)
def bureau_balance_months_since_late() -> nw.Expr:
    """Months since the last late month with another lender."""
    return only(nw.col("level") > 0, nw.col("months_ago")).min()


@feature(
    BUREAU_BALANCE,
    unit="months",
    fr="Mois écoulés depuis le dernier retard de plus de 30 jours auprès d'un autre prêteur",
    concept=Concept.PAYMENT,
    inputs=("level", "months_ago"),
    risk="-",
)
def bureau_balance_months_since_serious() -> nw.Expr:
    """Months since the last month over 30 days late with another lender."""
    return only(nw.col("level") >= 2, nw.col("months_ago")).min()


@feature(
    BUREAU_BALANCE,
    unit="rank",
    fr="Retard moyen auprès d'autres prêteurs sur douze mois, moins le retard moyen d'avant (de 0 à 5)",
    concept=Concept.PAYMENT,
    inputs=("level", LAST_12.name, EARLIER.name),
    risk="+",
    actionable=True,
)
def bureau_balance_level_change() -> nw.Expr:
    """Mean delay with other lenders over twelve months, less the mean delay before (from 0 to 5)."""
    recent, before = (only(nw.col(part.name), nw.col("level")).mean() for part in (LAST_12, EARLIER))
    return recent - before
