"""How much is borrowed from other lenders, and how much of it is still owed."""

import narwhals as nw

from creditworthy.features.bureau.block import BUREAU
from creditworthy.features.bureau.measures import DEBT_SHARE, MONTHLY_DEBT, REPAID
from creditworthy.features.bureau.slices import (
    CARD,
    CLOSED,
    CONSUMER,
    KINDS,
    LATEST,
    OPEN,
    OPEN_CARD,
    PAST_END,
    WINDOWS,
)
from creditworthy.features.expressions import known_sum, ratio
from creditworthy.features.feature import Concept, feature
from creditworthy.features.measure import Part
from creditworthy.features.summarise import summarise

__all__ = ["bureau_all_debt_to_credit", "bureau_card_debt_to_credit", "bureau_debt_to_credit"]

AMOUNT, DEBT, LIMIT, ANNUITY = "AMT_CREDIT_SUM", "AMT_CREDIT_SUM_DEBT", "AMT_CREDIT_SUM_LIMIT", "AMT_ANNUITY"
OWED = (CONSUMER, CARD, WINDOWS[1], WINDOWS[3])

OPEN_DEBT, OPEN_AMOUNT = Part(DEBT, OPEN.name), Part(AMOUNT, OPEN.name)
CARD_DEBT, CARD_AMOUNT = Part(DEBT, OPEN_CARD.name), Part(AMOUNT, OPEN_CARD.name)

summarise(BUREAU, AMOUNT, by=("mean", "max", "sum", "std"), concept=Concept.DEBT)
summarise(BUREAU, AMOUNT, by=("mean", "max", "sum"), concept=Concept.DEBT, where=OPEN)
summarise(BUREAU, AMOUNT, by=("mean",), concept=Concept.DEBT, where=CLOSED)
summarise(BUREAU, AMOUNT, by=("sum",), concept=Concept.DEBT, where=(*KINDS, *WINDOWS))
summarise(BUREAU, AMOUNT, by=("last",), concept=Concept.DEBT, where=LATEST)

summarise(BUREAU, DEBT, by=("sum", "max", "mean"), concept=Concept.DEBT, where=OPEN, risk="+", actionable=True)
summarise(BUREAU, DEBT, by=("sum",), concept=Concept.DEBT, where=PAST_END, actionable=True)
summarise(BUREAU, DEBT, by=("sum",), concept=Concept.DEBT, where=OWED, risk="+", actionable=True)
summarise(BUREAU, DEBT_SHARE, by=("mean", "max"), concept=Concept.DEBT, where=OPEN, risk="+", actionable=True)
summarise(BUREAU, DEBT_SHARE, by=("last",), concept=Concept.DEBT, where=LATEST, risk="+", actionable=True)
summarise(BUREAU, MONTHLY_DEBT, by=("sum",), concept=Concept.DEBT, where=OPEN, risk="+", actionable=True)

summarise(BUREAU, REPAID, by=("sum",), concept=Concept.DEBT, where=OPEN)
summarise(BUREAU, LIMIT, by=("sum",), concept=Concept.DEBT, where=OPEN)
summarise(BUREAU, ANNUITY, by=("sum",), concept=Concept.DEBT, where=OPEN)


@feature(
    BUREAU,
    unit="ratio",
    fr="Dette restante sur les crédits en cours, rapportée à leur montant",
    concept=Concept.DEBT,
    inputs=(DEBT, AMOUNT, "open"),
    risk="+",
    actionable=True,
    parts=(OPEN_DEBT, OPEN_AMOUNT),
)
def bureau_debt_to_credit() -> nw.Expr:
    """Debt still owed on open credits, over their amount."""
    return ratio(known_sum(nw.col(OPEN_DEBT.name)), nw.col(OPEN_AMOUNT.name).sum())


@feature(
    BUREAU,
    unit="ratio",
    fr="Dette restante sur les cartes de crédit en cours, rapportée à leur montant",
    concept=Concept.DEBT,
    inputs=(DEBT, AMOUNT, "open_card"),
    risk="+",
    actionable=True,
    parts=(CARD_DEBT, CARD_AMOUNT),
)
def bureau_card_debt_to_credit() -> nw.Expr:
    """Debt still owed on open credit cards, over their amount."""
    return ratio(known_sum(nw.col(CARD_DEBT.name)), nw.col(CARD_AMOUNT.name).sum())


@feature(
    BUREAU,
    unit="ratio",
    fr="Dette restante auprès d'autres prêteurs, rapportée au montant de tous les crédits, clos compris",
    concept=Concept.DEBT,
    inputs=(DEBT, AMOUNT),
    risk="+",
    actionable=True,
)
def bureau_all_debt_to_credit() -> nw.Expr:
    """Debt still owed to other lenders, over the amount of all credits, closed ones too."""
    return ratio(known_sum(nw.col(DEBT)), nw.col(AMOUNT).sum())
