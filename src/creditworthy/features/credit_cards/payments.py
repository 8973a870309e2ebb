"""What is paid on cards: against the minimum due, against the balance, and late."""

import narwhals as nw

from creditworthy.features.credit_cards.block import CREDIT_CARDS, HALF_YEAR, MONTH, TWO_YEARS, YEAR
from creditworthy.features.credit_cards.measures import (
    BALANCE_PAID_ON,
    BELOW_MINIMUM,
    LATE,
    MINIMUM_PAID_ON,
    PAID_ON_BALANCE,
    PAID_ON_MINIMUM,
    UNPAID,
)
from creditworthy.features.expressions import only, ratio
from creditworthy.features.feature import Concept, feature
from creditworthy.features.measure import Measure, Part
from creditworthy.features.summarise import summarise

__all__ = [
    "credit_cards_months_since_below_minimum",
    "credit_cards_months_since_late",
    "credit_cards_paid_to_balance",
    "credit_cards_paid_to_balance_last_year",
    "credit_cards_paid_to_minimum",
    "credit_cards_paid_to_minimum_last_year",
]

PAID = "AMT_PAYMENT_TOTAL_CURRENT"
MINIMUM = "AMT_INST_MIN_REGULARITY"
BEFORE = "balance_before"
DAYS_LATE = Measure(
    "SK_DPD", "days", "Days of delay in a month on the card", "Jours de retard dans le mois sur la carte", ("SK_DPD",)
)
DAYS_WELL_LATE = Measure(
    "SK_DPD_DEF",
    "days",
    "Days of delay in a month on the card, ignoring small debts",
    "Jours de retard dans le mois sur la carte, hors petites dettes",
    ("SK_DPD_DEF",),
)

summarise(CREDIT_CARDS, PAID, by=("mean",), where=(None, HALF_YEAR), concept=Concept.PAYMENT)
summarise(CREDIT_CARDS, MINIMUM, by=("mean",), concept=Concept.DEBT, risk="+")
for missed in (BELOW_MINIMUM, UNPAID):
    summarise(
        CREDIT_CARDS,
        missed,
        by=("share",),
        where=(None, YEAR),
        concept=Concept.PAYMENT,
        risk="+",
        actionable=True,
    )
summarise(CREDIT_CARDS, DAYS_LATE, by=("max",), concept=Concept.PAYMENT, risk="+", actionable=True)
summarise(CREDIT_CARDS, DAYS_WELL_LATE, by=("mean",), concept=Concept.PAYMENT, risk="+", actionable=True)
summarise(
    CREDIT_CARDS,
    LATE,
    by=("share",),
    where=(None, YEAR, TWO_YEARS),
    concept=Concept.PAYMENT,
    risk="+",
    actionable=True,
)


def _last_year(measure: Measure) -> Part:
    return Part(measure.name, YEAR.name)


ON_MINIMUM, MINIMUM_ON = _last_year(PAID_ON_MINIMUM), _last_year(MINIMUM_PAID_ON)
ON_BALANCE, BALANCE_ON = _last_year(PAID_ON_BALANCE), _last_year(BALANCE_PAID_ON)


@feature(
    CREDIT_CARDS,
    unit="ratio",
    fr="Paiements sur la carte, rapportés aux paiements minimaux exigibles",
    concept=Concept.PAYMENT,
    inputs=(PAID, MINIMUM),
    risk="-",
    actionable=True,
)
def credit_cards_paid_to_minimum() -> nw.Expr:
    """Payments on the card, over the minimum payments due."""
    return ratio(nw.col(PAID_ON_MINIMUM.name).sum(), nw.col(MINIMUM_PAID_ON.name).sum())


@feature(
    CREDIT_CARDS,
    unit="ratio",
    fr="Paiements sur la carte, rapportés aux paiements minimaux exigibles, sur douze mois",
    concept=Concept.PAYMENT,
    inputs=(PAID, MINIMUM, YEAR.name),
    risk="-",
    actionable=True,
    parts=(ON_MINIMUM, MINIMUM_ON),
)
def credit_cards_paid_to_minimum_last_year() -> nw.Expr:
    """Payments on the card, over the minimum payments due, over twelve months."""
    return ratio(nw.col(ON_MINIMUM.name).sum(), nw.col(MINIMUM_ON.name).sum())


@feature(
    CREDIT_CARDS,
    unit="ratio",
    fr="Paiements sur la carte, rapportés aux soldes des mois précédents",
    concept=Concept.PAYMENT,
    inputs=(PAID, BEFORE),
    risk="-",
    actionable=True,
)
def credit_cards_paid_to_balance() -> nw.Expr:
    """Payments on the card, over the balances of the months before."""
    return ratio(nw.col(PAID_ON_BALANCE.name).sum(), nw.col(BALANCE_PAID_ON.name).sum())


@feature(
    CREDIT_CARDS,
    unit="ratio",
    fr="Paiements sur la carte, rapportés aux soldes des mois précédents, sur douze mois",
    concept=Concept.PAYMENT,
    inputs=(PAID, BEFORE, YEAR.name),
    risk="-",
    actionable=True,
    parts=(ON_BALANCE, BALANCE_ON),
)
def credit_cards_paid_to_balance_last_year() -> nw.Expr:
    """Payments on the card, over the balances of the months before, over twelve months."""
    return ratio(nw.col(ON_BALANCE.name).sum(), nw.col(BALANCE_ON.name).sum())


@feature(
    CREDIT_CARDS,
    unit="months",
    fr="Mois écoulés depuis le dernier paiement inférieur au minimum sur la carte",
    concept=Concept.PAYMENT,
    inputs=(BELOW_MINIMUM.name, MONTH),
    risk="-",
    actionable=True,
)
def credit_cards_months_since_below_minimum() -> nw.Expr:
    """Months since less than the minimum due was last paid on the card."""
    return only(nw.col(BELOW_MINIMUM.name) > 0, nw.col(MONTH)).max().abs()


@feature(
    CREDIT_CARDS,
    unit="months",
    fr="Mois écoulés depuis le dernier mois en retard sur la carte",
    concept=Concept.PAYMENT,
    inputs=(LATE.name, MONTH),
    risk="-",
    actionable=True,
)
def credit_cards_months_since_late() -> nw.Expr:
    """Months since the last month with a delay on the card."""
    return only(nw.col(LATE.name) > 0, nw.col(MONTH)).max().abs()
