"""How an applicant paid the instalments of all earlier loans: delays, amounts, and how long ago."""

import narwhals as nw

from creditworthy.features.expressions import count, known_sum, only
from creditworthy.features.feature import Concept, feature
from creditworthy.features.installments.measures import (
    DAYS_EARLY,
    DAYS_LATE,
    EXCESS,
    LATE,
    LATE_OVER,
    MISSED,
    OVERPAID,
    PAID_SHARE,
    PAYMENT,
    PLANNED,
    SHORT,
    SHORT_AT_DUE,
    UNPAID,
)
from creditworthy.features.installments.rows import INSTALLMENTS
from creditworthy.features.installments.slices import ON_TIME, WHEN_LATE
from creditworthy.features.summarise import summarise

__all__ = [
    "installments_count",
    "installments_days_late_max",
    "installments_days_since_first_payment",
    "installments_days_since_late",
    "installments_days_since_late_over_30_days",
    "installments_days_since_payment",
    "installments_paid_to_planned",
    "installments_payment_sum",
    "installments_planned_max",
]

PAYING = Concept.PAYMENT

for flag in (LATE, *LATE_OVER, SHORT, SHORT_AT_DUE):
    summarise(INSTALLMENTS, flag, by=("share",), concept=PAYING, risk="+", actionable=True)
summarise(INSTALLMENTS, LATE, by=("count",), concept=PAYING, risk="+", actionable=True)
summarise(INSTALLMENTS, MISSED, by=("count",), concept=PAYING, risk="+", actionable=True)
summarise(INSTALLMENTS, EXCESS, by=("share",), concept=PAYING)

summarise(INSTALLMENTS, DAYS_LATE, by=("mean",), concept=PAYING, risk="+", actionable=True)
summarise(INSTALLMENTS, DAYS_LATE, by=("sum", "std"), concept=PAYING, risk="+")
summarise(INSTALLMENTS, DAYS_LATE, by=("mean",), concept=PAYING, risk="+", where=WHEN_LATE)
summarise(INSTALLMENTS, DAYS_EARLY, by=("mean",), concept=PAYING, risk="-", actionable=True)
summarise(INSTALLMENTS, DAYS_EARLY, by=("max", "sum", "std"), concept=PAYING)
summarise(INSTALLMENTS, DAYS_EARLY, by=("mean",), concept=PAYING, risk="-", where=ON_TIME)

summarise(INSTALLMENTS, PAID_SHARE, by=("mean", "min"), concept=PAYING, risk="-", actionable=True)
summarise(INSTALLMENTS, PAID_SHARE, by=("std",), concept=PAYING)
summarise(INSTALLMENTS, UNPAID, by=("mean", "max", "sum"), concept=PAYING, risk="+", actionable=True)
summarise(INSTALLMENTS, OVERPAID, by=("max", "sum"), concept=PAYING)
summarise(INSTALLMENTS, PLANNED, by=("mean", "sum"), concept=Concept.PAST)
summarise(INSTALLMENTS, PAYMENT, by=("mean", "min", "max"), concept=Concept.PAST)


@feature(
    INSTALLMENTS,
    unit="count",
    fr="Échéances prévues jusqu'ici",
    concept=Concept.PAST,
    inputs=("due",),
)
def installments_count() -> nw.Expr:
    """Instalments planned so far."""
    return count(nw.col("due") <= 0)


@feature(
    INSTALLMENTS,
    unit="days",
    fr="Plus long retard de paiement d'une échéance",
    concept=PAYING,
    inputs=("days_late",),
    risk="+",
)
def installments_days_late_max() -> nw.Expr:
    """Longest delay of payment of an instalment."""
    return nw.col("days_late").max()


@feature(
    INSTALLMENTS,
    unit="currency",
    fr="Plus grosse échéance prévue jusqu'ici",
    concept=Concept.PAST,
    inputs=("AMT_INSTALMENT",),
)
def installments_planned_max() -> nw.Expr:
    """Largest instalment planned so far."""
    return nw.col("planned").max()


@feature(
    INSTALLMENTS,
    unit="currency",
    fr="Total payé pour les échéances jusqu'ici",
    concept=Concept.PAST,
    inputs=("AMT_PAYMENT",),
)
def installments_payment_sum() -> nw.Expr:
    """Total paid for instalments so far."""
    return known_sum(nw.col("payment"))


@feature(
    INSTALLMENTS,
    unit="ratio",
    fr="Total payé des échéances rapporté à leur total prévu",
    concept=PAYING,
    inputs=("paid", "planned_of_paid"),
    risk="-",
    actionable=True,
)
def installments_paid_to_planned() -> nw.Expr:
    """Total paid of instalments over their planned total."""
    planned = nw.col("planned_of_paid").sum()
    return nw.col("paid").sum() / only(planned >= 1, planned)


@feature(
    INSTALLMENTS,
    unit="days",
    fr="Temps écoulé depuis le dernier paiement",
    concept=PAYING,
    inputs=("DAYS_ENTRY_PAYMENT",),
)
def installments_days_since_payment() -> nw.Expr:
    """Time since the last payment."""
    return -nw.col("settled").max()


@feature(
    INSTALLMENTS,
    unit="days",
    fr="Temps écoulé depuis le premier paiement",
    concept=Concept.PAST,
    inputs=("DAYS_ENTRY_PAYMENT",),
    risk="-",
)
def installments_days_since_first_payment() -> nw.Expr:
    """Time since the first payment."""
    return -nw.col("begun").min()


@feature(
    INSTALLMENTS,
    unit="days",
    fr="Temps écoulé depuis la dernière échéance payée en retard, ou jamais",
    concept=PAYING,
    inputs=("due", "days_late"),
    risk="-",
    actionable=True,
)
def installments_days_since_late() -> nw.Expr:
    """Time since the last instalment was due that was paid late, or never."""
    return -only(nw.col("when_late"), nw.col("due")).max()


@feature(
    INSTALLMENTS,
    unit="days",
    fr="Temps écoulé depuis la dernière échéance payée avec plus de 30 jours de retard, ou jamais",
    concept=PAYING,
    inputs=("due", "days_late"),
    risk="-",
    actionable=True,
)
def installments_days_since_late_over_30_days() -> nw.Expr:
    """Time since the last instalment was due that was paid more than 30 days late, or never."""
    return -only(nw.col("late_over_30_days") > 0, nw.col("due")).max()
