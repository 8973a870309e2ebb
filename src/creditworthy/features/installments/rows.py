"""Payments are put together per planned instalment: the rows that the features of repayment summarise.

An instalment is named by its loan, the version of the schedule and its number. Several payments may settle it: it is
settled on the day of the last. One that is past due and of which no payment is known, neither day nor amount, was
missed: nothing of it is paid, all of it is unpaid, and it is late by the days since it was due. One that is due on the
day of the application and not paid yet is none of this: what became of it is unknown.
"""

import narwhals as nw

from creditworthy.features.expressions import above_0, known_sum, only
from creditworthy.features.feature import Block, Frame
from creditworthy.features.installments.measures import MEASURES
from creditworthy.features.installments.slices import SLICES
from creditworthy.features.levels import gathered
from creditworthy.tables.dictionary import APPLICANT

__all__ = ["INSTALLMENTS"]

KEYS = ("SK_ID_PREV", "NUM_INSTALMENT_VERSION", "NUM_INSTALMENT_NUMBER")
DUE = (*KEYS, "DAYS_INSTALMENT")
DELAY = (*DUE, "DAYS_ENTRY_PAYMENT", "AMT_PAYMENT")
MONEY = (*DELAY, "AMT_INSTALMENT")

LONG_AGO = -20_001
"""The day of an instalment whose due date is unknown, before any that the dictionary allows."""

LEAST = 0.01
"""The smallest planned amount of which a share can be paid: a cent."""


def _per_instalment(payments: Frame) -> Frame:
    """Put the payments of one planned instalment together."""
    by_then = (nw.col("DAYS_ENTRY_PAYMENT") <= nw.col("DAYS_INSTALMENT")).cast(nw.Float64())
    instalments = gathered(
        payments,
        APPLICANT,
        *KEYS,
        due=nw.col("DAYS_INSTALMENT").max(),
        planned=nw.col("AMT_INSTALMENT").max(),
        payment=known_sum(nw.col("AMT_PAYMENT")),
        payment_by_due=known_sum(nw.col("AMT_PAYMENT") * by_then),
        parts=nw.col("AMT_PAYMENT").count().cast(nw.Float64()),
        begun=nw.col("DAYS_ENTRY_PAYMENT").min(),
        settled=nw.col("DAYS_ENTRY_PAYMENT").max(),
    )
    unknown = nw.col("settled").is_null() & nw.col("payment").is_null()
    missed = (unknown & (nw.col("due") < 0)).cast(nw.Float64())
    return instalments.with_columns(missed=missed, place=_place()).pipe(_judged)


def _place() -> nw.Expr:
    """Number an applicant's instalments by the day they were due, the latest 1; the keys decide between equals.

    They are ordered by one whole number that holds all four: ordering by four columns takes three times as long.
    """
    order = _whole("due", LONG_AGO)
    for column in ("NUM_INSTALMENT_VERSION", "NUM_INSTALMENT_NUMBER"):
        order = order * (1 << 10) + _whole(column, -1)
    order = order * (1 << 28) + _whole("SK_ID_PREV", 0) % (1 << 28)
    return order.rank("ordinal", descending=True).over(APPLICANT).cast(nw.Float64())


def _whole(column: str, unknown: int) -> nw.Expr:
    return nw.col(column).cast(nw.Int64()).fill_null(unknown)


def _judged(instalments: Frame) -> Frame:
    """Add what was paid of each instalment, and how many days after it was due (before that, below 0)."""
    missed = nw.col("missed") > 0
    planned, paid, delay = nw.col("planned"), nw.col("paid"), nw.col("delay")
    return instalments.with_columns(
        delay=nw.when(missed).then(-nw.col("due")).otherwise(nw.col("settled") - nw.col("due")),
        paid=nw.when(missed).then(nw.lit(0.0)).otherwise(nw.col("payment")),
        paid_by_due=nw.when(missed).then(nw.lit(0.0)).otherwise(nw.col("payment_by_due")),
    ).with_columns(
        days_late=above_0(delay),
        days_early=above_0(nw.col("due") - nw.col("settled")),
        unpaid=above_0(planned - paid),
        overpaid=above_0(nw.col("payment") - planned),
        planned_of_paid=only(~paid.is_null(), planned),
        paid_share=paid / only(planned >= LEAST, planned),
    )


INSTALLMENTS = Block(
    "installments",
    "installments_payments",
    prepare=_per_instalment,
    derived={
        "due": DUE,
        "place": DUE,
        "planned": (*KEYS, "AMT_INSTALMENT"),
        "payment": (*KEYS, "AMT_PAYMENT"),
        "parts": (*KEYS, "AMT_PAYMENT"),
        "begun": (*KEYS, "DAYS_ENTRY_PAYMENT"),
        "settled": (*KEYS, "DAYS_ENTRY_PAYMENT"),
        "missed": DELAY,
        "delay": DELAY,
        "days_late": DELAY,
        "days_early": (*DUE, "DAYS_ENTRY_PAYMENT"),
        "paid": DELAY,
        "paid_by_due": DELAY,
        "planned_of_paid": MONEY,
        "unpaid": MONEY,
        "overpaid": (*KEYS, "AMT_PAYMENT", "AMT_INSTALMENT"),
        "paid_share": MONEY,
    },
    columns=(*MEASURES, *SLICES),
)
