"""The rows of the cards' features: one a monthly statement, with the statement before it."""

import narwhals as nw

from creditworthy.features.credit_cards.measures import (
    ABOVE_LIMIT,
    ACTIVE,
    BALANCE_PAID_ON,
    BELOW_MINIMUM,
    CASH_PART,
    CASH_TO_LIMIT,
    CHARGE_PART,
    CHARGES,
    DIVISORS,
    DRAWN,
    DRAWN_TO_LIMIT,
    GROWTH,
    LATE,
    LIMIT_RAISED,
    MINIMUM_PAID_ON,
    OWING,
    PAID_ON_BALANCE,
    PAID_ON_MINIMUM,
    PURCHASE_PART,
    UNPAID,
    USE,
)
from creditworthy.features.feature import Block, Frame
from creditworthy.features.measure import Slice, within
from creditworthy.tables.dictionary import APPLICANT

__all__ = [
    "CARD",
    "CREDIT_CARDS",
    "HALF_YEAR",
    "LATEST",
    "MONTH",
    "TWO_MONTHS",
    "TWO_YEARS",
    "YEAR",
]

CARD = "SK_ID_PREV"
MONTH = "MONTHS_BALANCE"


def _with_the_month_before(months: Frame) -> Frame:
    """Add each card's balance and limit of the month before, and the applicant's latest month."""
    return months.with_columns(
        nw.col("AMT_BALANCE").shift(1).over(APPLICANT, CARD, order_by=[MONTH]).alias("balance_before"),
        nw.col("AMT_CREDIT_LIMIT_ACTUAL").shift(1).over(APPLICANT, CARD, order_by=[MONTH]).alias("limit_before"),
        nw.col(MONTH).max().over(APPLICANT).alias("latest_month"),
    )


LATEST = Slice(
    "latest",
    lambda: nw.col(MONTH) == nw.col("latest_month"),
    (MONTH, "latest_month"),
    "latest statement",
    "dernier relevé",
)
TWO_MONTHS = within(MONTH, 2, "months")
HALF_YEAR = within(MONTH, 6, "months")
YEAR = within(MONTH, 12, "months")
TWO_YEARS = within(MONTH, 24, "months")

CREDIT_CARDS = Block(
    "credit_cards",
    "credit_card_balance",
    prepare=_with_the_month_before,
    divisors=DIVISORS,
    derived={
        "balance_before": ("AMT_BALANCE", CARD, MONTH),
        "limit_before": ("AMT_CREDIT_LIMIT_ACTUAL", CARD, MONTH),
        "latest_month": (MONTH,),
    },
    columns=(
        USE,
        ABOVE_LIMIT,
        OWING,
        GROWTH,
        LIMIT_RAISED,
        CHARGES,
        CHARGE_PART,
        CASH_PART,
        PURCHASE_PART,
        CASH_TO_LIMIT,
        DRAWN_TO_LIMIT,
        DRAWN,
        BELOW_MINIMUM,
        UNPAID,
        PAID_ON_MINIMUM,
        MINIMUM_PAID_ON,
        PAID_ON_BALANCE,
        BALANCE_PAID_ON,
        LATE,
        ACTIVE,
        LATEST,
        TWO_MONTHS,
        HALF_YEAR,
        YEAR,
        TWO_YEARS,
    ),
)
