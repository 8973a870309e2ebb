"""Repayment of earlier loans: payments are put together per planned instalment, then per applicant."""

import narwhals as nw

from creditworthy.features.expressions import known_sum, only, ratio, share
from creditworthy.features.feature import Block, Concept, Frame, feature
from creditworthy.tables.dictionary import APPLICANT

__all__ = [
    "INSTALLMENTS",
    "installments_days_early_mean",
    "installments_days_late_max",
    "installments_days_late_mean",
    "installments_late_last_year_share",
    "installments_late_share",
    "installments_paid_share_mean",
    "installments_planned_max",
    "installments_unpaid_sum",
]

PLANNED = ("SK_ID_PREV", "NUM_INSTALMENT_VERSION", "NUM_INSTALMENT_NUMBER", "DAYS_INSTALMENT")


def _per_instalment(payments: Frame) -> Frame:
    """Put the payments of one planned instalment together: it is settled by the last of them."""
    delay = nw.col("settled") - nw.col("DAYS_INSTALMENT")
    return (
        payments.group_by(APPLICANT, *PLANNED)
        .agg(
            planned=nw.col("AMT_INSTALMENT").max(),
            paid=known_sum(nw.col("AMT_PAYMENT")),
            settled=nw.col("DAYS_ENTRY_PAYMENT").max(),
        )
        .sort(APPLICANT, *PLANNED)
        .with_columns(
            days_late=nw.when(delay > 0).then(delay).otherwise(delay * 0),
            days_early=nw.when(delay < 0).then(-delay).otherwise(delay * 0),
            unpaid=nw.col("planned") - nw.col("paid"),
        )
    )


DUE = (*PLANNED, "DAYS_ENTRY_PAYMENT")
MONEY = (*PLANNED, "AMT_INSTALMENT", "AMT_PAYMENT")

INSTALLMENTS = Block(
    "installments",
    "installments_payments",
    prepare=_per_instalment,
    derived={
        "planned": ("AMT_INSTALMENT",),
        "paid": MONEY,
        "unpaid": MONEY,
        "days_late": DUE,
        "days_early": DUE,
    },
)


@feature(
    INSTALLMENTS,
    unit="share",
    fr="Part des échéances réglées en retard",
    concept=Concept.PAYMENT,
    inputs=("days_late",),
    risk="+",
    actionable=True,
)
def installments_late_share() -> nw.Expr:
    """Share of the instalments settled late."""
    return share(nw.col("days_late") > 0)


@feature(
    INSTALLMENTS,
    unit="share",
    fr="Part des échéances de l'année écoulée réglées en retard",
    concept=Concept.PAYMENT,
    inputs=("days_late",),
    risk="+",
    actionable=True,
)
def installments_late_last_year_share() -> nw.Expr:
    """Share of the instalments due in the last year that were settled late."""
    return only(nw.col("DAYS_INSTALMENT") >= -365, (nw.col("days_late") > 0).cast(nw.Float64())).mean()


@feature(
    INSTALLMENTS,
    unit="days",
    fr="Retard de règlement moyen",
    concept=Concept.PAYMENT,
    inputs=("days_late",),
    risk="+",
    actionable=True,
)
def installments_days_late_mean() -> nw.Expr:
    """Mean delay of settlement."""
    return nw.col("days_late").mean()


@feature(
    INSTALLMENTS,
    unit="days",
    fr="Plus long retard de règlement",
    concept=Concept.PAYMENT,
    inputs=("DAYS_ENTRY_PAYMENT", "DAYS_INSTALMENT"),
    risk="+",
)
def installments_days_late_max() -> nw.Expr:
    """Longest delay of settlement."""
    return nw.col("days_late").max()


@feature(
    INSTALLMENTS,
    unit="days",
    fr="Avance de règlement moyenne",
    concept=Concept.PAYMENT,
    inputs=("days_early",),
    risk="-",
    actionable=True,
)
def installments_days_early_mean() -> nw.Expr:
    """Mean time by which instalments were settled early."""
    return nw.col("days_early").mean()


@feature(
    INSTALLMENTS,
    unit="share",
    fr="Part réglée de chaque échéance, en moyenne",
    concept=Concept.PAYMENT,
    inputs=("paid",),
    risk="-",
    actionable=True,
)
def installments_paid_share_mean() -> nw.Expr:
    """Share of each instalment that was paid, on average."""
    return ratio(nw.col("paid"), nw.col("planned")).mean()


@feature(
    INSTALLMENTS,
    unit="currency",
    fr="Total des échéances impayées",
    concept=Concept.PAYMENT,
    inputs=("unpaid",),
    risk="+",
    actionable=True,
)
def installments_unpaid_sum() -> nw.Expr:
    """Total of what was left unpaid."""
    return known_sum(only(nw.col("unpaid") > 0, nw.col("unpaid")))


@feature(
    INSTALLMENTS,
    unit="currency",
    fr="Plus grosse échéance prévue jusqu'ici",
    concept=Concept.PAST,
    inputs=("planned",),
)
def installments_planned_max() -> nw.Expr:
    """Largest instalment planned so far."""
    return nw.col("planned").max()
