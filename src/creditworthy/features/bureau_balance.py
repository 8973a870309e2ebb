"""Monthly states of the credits with other lenders: months are put together per credit, then per applicant."""

import narwhals as nw

from creditworthy.features.expressions import known_sum, only, share
from creditworthy.features.feature import Block, Concept, Frame, feature
from creditworthy.tables.dictionary import APPLICANT

__all__ = [
    "BUREAU_BALANCE",
    "bureau_balance_late_share",
    "bureau_balance_months",
    "bureau_balance_worst",
    "bureau_balance_worst_last_year",
]

LEVELS = ("0", "1", "2", "3", "4", "5")


def _level() -> nw.Expr:
    """Return how late a month was, from 0 (paid, or closed) to 5 (over 120 days, or written off); X is unknown."""
    status = nw.col("STATUS")
    closed = nw.when(status == "C").then(nw.lit(0.0))
    known = nw.when(status.is_in(LEVELS)).then(status)
    return nw.coalesce(closed, known.cast(nw.Float64()))


def _per_credit(months: Frame) -> Frame:
    recent = nw.col("MONTHS_BALANCE") >= -12
    return (
        months.with_columns(level=_level())
        .group_by(APPLICANT, "SK_ID_BUREAU")
        .agg(
            months=nw.col("MONTHS_BALANCE").count().cast(nw.Float64()),
            late_share=share(nw.col("level") > 0),
            worst=nw.col("level").max(),
            worst_last_year=only(recent, nw.col("level")).max(),
        )
        .sort(APPLICANT, "SK_ID_BUREAU")
    )


BUREAU_BALANCE = Block(
    "bureau_balance",
    "bureau_balance",
    prepare=_per_credit,
    derived={
        "months": ("MONTHS_BALANCE",),
        "late_share": ("SK_ID_BUREAU", "STATUS"),
        "worst": ("STATUS",),
        "worst_last_year": ("STATUS", "MONTHS_BALANCE"),
    },
)


@feature(
    BUREAU_BALANCE,
    unit="months",
    fr="Mois d'historique auprès d'autres prêteurs, tous crédits confondus",
    concept=Concept.DEBT,
    inputs=("months",),
    risk="-",
)
def bureau_balance_months() -> nw.Expr:
    """Months of history with other lenders, all credits together."""
    return known_sum(nw.col("months"))


@feature(
    BUREAU_BALANCE,
    unit="share",
    fr="Part des mois en retard auprès d'autres prêteurs, en moyenne par crédit",
    concept=Concept.PAYMENT,
    inputs=("late_share",),
    risk="+",
    actionable=True,
)
def bureau_balance_late_share() -> nw.Expr:
    """Share of months that were late with other lenders, averaged over credits."""
    return nw.col("late_share").mean()


@feature(
    BUREAU_BALANCE,
    unit="rank",
    fr="Pire retard auprès d'autres prêteurs, de 0 (à jour) à 5 (plus de 120 jours)",
    concept=Concept.PAYMENT,
    inputs=("worst",),
    risk="+",
)
def bureau_balance_worst() -> nw.Expr:
    """Worst delay with other lenders, from 0 (on time) to 5 (over 120 days)."""
    return nw.col("worst").max()


@feature(
    BUREAU_BALANCE,
    unit="rank",
    fr="Pire retard auprès d'autres prêteurs sur douze mois, de 0 (à jour) à 5 (plus de 120 jours)",
    concept=Concept.PAYMENT,
    inputs=("worst_last_year",),
    risk="+",
    actionable=True,
)
def bureau_balance_worst_last_year() -> nw.Expr:
    """Worst delay with other lenders over twelve months, from 0 (on time) to 5 (over 120 days)."""
    return nw.col("worst_last_year").max()
