"""What is paid on cards: against the minimum due, against the balance, and late."""

from functools import reduce
from operator import and_

import narwhals as nw

from creditworthy.features.credit_cards.block import CREDIT_CARDS, HALF_YEAR, MONTH, TWO_YEARS, YEAR
from creditworthy.features.credit_cards.measures import BELOW_MINIMUM, LATE, UNPAID
from creditworthy.features.expressions import only, ratio
from creditworthy.features.feature import Concept, feature
from creditworthy.features.measure import Measure
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


def _paid_to(what: str, *slices: str) -> nw.Expr:
    """Return what was paid over all of something, in months of the slices where both are known and there is some."""
    known = reduce(and_, map(nw.col, slices), (nw.col(what) > 0) & ~nw.col(PAID).is_null())
    return ratio(only(known, nw.col(PAID)).sum(), only(known, nw.col(what)).sum())


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
    return _paid_to(MINIMUM)


@feature(
    CREDIT_CARDS,
    unit="ratio",
    fr="Paiements sur la carte, rapportés aux paiements minimaux exigibles, sur douze mois",
    concept=Concept.PAYMENT,
    inputs=(PAID, MINIMUM, YEAR.name),
    risk="-",
    actionable=True,
)
def credit_cards_paid_to_minimum_last_year() -> nw.Expr:
    """Payments on the card, over the minimum payments due, over twelve months."""
    return _paid_to(MINIMUM, YEAR.name)


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
    return _paid_to(BEFORE)


@feature(
    CREDIT_CARDS,
    unit="ratio",
    fr="Paiements sur la carte, rapportés aux soldes des mois précédents, sur douze mois",
    concept=Concept.PAYMENT,
    inputs=(PAID, BEFORE, YEAR.name),
    risk="-",
    actionable=True,
)
def credit_cards_paid_to_balance_last_year() -> nw.Expr:
    """Payments on the card, over the balances of the months before, over twelve months."""
    return _paid_to(BEFORE, YEAR.name)


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
