"""What is known of each planned instalment: how late it was, how much of it was paid, and in how many parts."""

import narwhals as nw

from creditworthy.features.expressions import above_0, only
from creditworthy.features.measure import Formula, Measure

__all__ = [
    "BETWEEN_PARTS",
    "DAYS_EARLY",
    "DAYS_LATE",
    "EXCESS",
    "IN_PARTS",
    "LATE",
    "LATE_DAYS",
    "LATE_OVER",
    "MEASURES",
    "MISSED",
    "OVERPAID",
    "PAID_SHARE",
    "PARTS",
    "PAYMENT",
    "PLANNED",
    "SHORT",
    "SHORT_AT_DUE",
    "UNPAID",
    "WEIGHTED_DELAY",
]

LATE_DAYS = (7, 15, 30)

FADING = 0.0003
"""How much less a delay weighs for each day that it lies back, until it weighs nothing."""


def _flag(condition: nw.Expr) -> nw.Expr:
    return condition.cast(nw.Float64())


def _later_than(days: int) -> Formula:
    return lambda: _flag(nw.col("days_late") > days)


def _short(paid: str) -> Formula:
    return lambda: _flag(nw.col(paid) < nw.col("planned") * 0.95)


def _weighted() -> nw.Expr:
    return nw.col("paid_share") * nw.col("delay") * above_0(nw.col("due") * FADING + 1)


PLANNED = Measure(
    "planned", "currency", "Planned amount of an instalment", "Montant prévu d'une échéance", ("planned",)
)
PAYMENT = Measure(
    "payment", "currency", "Amount paid for an instalment", "Montant payé pour une échéance", ("payment",)
)
PAID_SHARE = Measure(
    "paid_share", "share", "Share of an instalment that was paid", "Part payée d'une échéance", ("paid_share",)
)
UNPAID = Measure("unpaid", "currency", "Amount left unpaid of an instalment", "Impayé d'une échéance", ("unpaid",))
OVERPAID = Measure(
    "overpaid", "currency", "Amount paid beyond an instalment", "Trop-payé d'une échéance", ("overpaid",)
)
DAYS_LATE = Measure(
    "days_late", "days", "Delay of payment of an instalment", "Retard de paiement d'une échéance", ("days_late",)
)
DAYS_EARLY = Measure(
    "days_early",
    "days",
    "Time by which an instalment was paid early",
    "Avance de paiement d'une échéance",
    ("days_early",),
)
PARTS = Measure("parts", "count", "Payments of an instalment", "Paiements d'une échéance", ("parts",))
MISSED = Measure(
    "missed", "flag", "Past instalments of which nothing was paid", "Échéances passées et jamais payées", ("missed",)
)

LATE = Measure(
    "late",
    "flag",
    "Instalments paid late, or never",
    "Échéances payées en retard, ou jamais",
    ("days_late",),
    _later_than(0),
)
LATE_OVER = tuple(
    Measure(
        f"late_over_{days}_days",
        "flag",
        f"Instalments paid more than {days} days late, or never",
        f"Échéances payées avec plus de {days} jours de retard, ou jamais",
        ("days_late",),
        _later_than(days),
    )
    for days in LATE_DAYS
)
SHORT = Measure(
    "short",
    "flag",
    "Instalments of which more than 5% was left unpaid",
    "Échéances impayées pour plus de 5 %",
    ("paid", "planned"),
    _short("paid"),
)
SHORT_AT_DUE = Measure(
    "short_at_due",
    "flag",
    "Instalments of which more than 5% was unpaid on the due date",
    "Échéances impayées pour plus de 5 % à leur date prévue",
    ("paid_by_due", "planned"),
    _short("paid_by_due"),
)
EXCESS = Measure(
    "excess",
    "flag",
    "Instalments of which more than 5% too much was paid",
    "Échéances payées pour plus de 5 % au-delà de leur montant",
    ("paid", "planned"),
    lambda: _flag(nw.col("paid") > nw.col("planned") * 1.05),
)
IN_PARTS = Measure(
    "in_parts",
    "flag",
    "Instalments paid in several parts",
    "Échéances payées en plusieurs fois",
    ("parts",),
    lambda: only(nw.col("parts") > 0, _flag(nw.col("parts") > 1)),
)
BETWEEN_PARTS = Measure(
    "days_between_parts",
    "days",
    "Time between the first and the last payment of an instalment",
    "Temps entre le premier et le dernier paiement d'une échéance",
    ("begun", "settled"),
    lambda: nw.col("settled") - nw.col("begun"),
)
WEIGHTED_DELAY = Measure(
    "weighted_delay",
    "days",
    "Delay of an instalment (early below 0), weighted by the share paid, less the older it is",
    "Retard d'une échéance (avance sous 0), pondéré par la part payée, moins s'il est ancien",
    ("paid_share", "delay", "due"),
    _weighted,
)

MEASURES = (
    PLANNED,
    PAYMENT,
    PAID_SHARE,
    UNPAID,
    OVERPAID,
    DAYS_LATE,
    DAYS_EARLY,
    PARTS,
    MISSED,
    LATE,
    *LATE_OVER,
    SHORT,
    SHORT_AT_DUE,
    EXCESS,
    IN_PARTS,
    BETWEEN_PARTS,
    WEIGHTED_DELAY,
)
