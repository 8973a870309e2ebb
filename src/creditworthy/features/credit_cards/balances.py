"""What is owed on cards: the balance, the share of the limit in use, the limit itself, interest and charges."""

import narwhals as nw

from creditworthy.features.credit_cards.block import (
    CREDIT_CARDS,
    HALF_YEAR,
    LATEST,
    MONTH,
    TWO_MONTHS,
    TWO_YEARS,
    YEAR,
)
from creditworthy.features.credit_cards.measures import (
    ABOVE_LIMIT,
    CHARGE_PART,
    CHARGES,
    GROWTH,
    LIMIT_RAISED,
    OWING,
    USE,
)
from creditworthy.features.expressions import only, ratio
from creditworthy.features.feature import Concept, feature
from creditworthy.features.summarise import contrast, summarise, trend

__all__ = ["credit_cards_limit_min_to_max", "credit_cards_use_last_half_year"]

BALANCE = "AMT_BALANCE"
LIMIT = "AMT_CREDIT_LIMIT_ACTUAL"
MIDDLE_OF_LAST_YEAR = -5.5

summarise(CREDIT_CARDS, BALANCE, by=("mean", "max"), concept=Concept.DEBT, risk="+", actionable=True)
summarise(CREDIT_CARDS, BALANCE, by=("mean",), where=HALF_YEAR, concept=Concept.DEBT, risk="+", actionable=True)
summarise(CREDIT_CARDS, BALANCE, by=("sum",), where=LATEST, concept=Concept.DEBT, risk="+", actionable=True)
summarise(CREDIT_CARDS, USE, by=("mean", "max"), concept=Concept.DEBT, risk="+", actionable=True)
summarise(
    CREDIT_CARDS,
    USE,
    by=("mean",),
    where=(TWO_MONTHS, YEAR, TWO_YEARS),
    concept=Concept.DEBT,
    risk="+",
    actionable=True,
)
summarise(CREDIT_CARDS, USE, by=("max",), where=YEAR, concept=Concept.DEBT, risk="+", actionable=True)
summarise(CREDIT_CARDS, USE, by=("last",), where=LATEST, concept=Concept.DEBT, risk="+", actionable=True)
for month in (ABOVE_LIMIT, OWING):
    summarise(CREDIT_CARDS, month, by=("share",), where=(None, YEAR), concept=Concept.DEBT, risk="+", actionable=True)
summarise(CREDIT_CARDS, GROWTH, by=("mean", "max"), concept=Concept.DEBT, risk="+")
summarise(CREDIT_CARDS, GROWTH, by=("mean",), where=HALF_YEAR, concept=Concept.DEBT, risk="+", actionable=True)
for amount in (USE, BALANCE):
    contrast(CREDIT_CARDS, amount, recent=HALF_YEAR, usual=TWO_YEARS, concept=Concept.DEBT, risk="+")
    trend(
        CREDIT_CARDS,
        amount,
        over=MONTH,
        per="months",
        where=YEAR,
        middle=MIDDLE_OF_LAST_YEAR,
        concept=Concept.DEBT,
    )
summarise(CREDIT_CARDS, LIMIT, by=("max",), concept=Concept.PAST)
summarise(CREDIT_CARDS, LIMIT, by=("last",), where=LATEST, concept=Concept.PAST)
contrast(CREDIT_CARDS, LIMIT, recent=LATEST, usual=None, concept=Concept.PAST)
summarise(CREDIT_CARDS, LIMIT_RAISED, by=("count",), concept=Concept.PAST)
summarise(CREDIT_CARDS, CHARGES, by=("mean", "max"), concept=Concept.DEBT, risk="+", actionable=True)
summarise(CREDIT_CARDS, CHARGE_PART, by=("mean",), concept=Concept.DEBT)
summarise(CREDIT_CARDS, CHARGE_PART, by=("last",), where=LATEST, concept=Concept.DEBT)


@feature(
    CREDIT_CARDS,
    unit="share",
    fr="Part du plafond de carte utilisée, en moyenne sur six mois",
    concept=Concept.DEBT,
    inputs=(USE.name, HALF_YEAR.name),
    risk="+",
    actionable=True,
)
def credit_cards_use_last_half_year() -> nw.Expr:
    """Share of the card's limit in use, on average over six months."""
    return only(nw.col(HALF_YEAR.name), nw.col(USE.name)).mean()


@feature(
    CREDIT_CARDS,
    unit="ratio",
    fr="Plus bas plafond de carte, rapporté au plus haut",
    concept=Concept.PAST,
    inputs=(LIMIT,),
)
def credit_cards_limit_min_to_max() -> nw.Expr:
    """Lowest limit of the card, over the highest."""
    return ratio(nw.col(LIMIT).min(), nw.col(LIMIT).max())
