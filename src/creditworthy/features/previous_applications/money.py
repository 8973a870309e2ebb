"""Amounts, costs and ends of each earlier application."""

import narwhals as nw

from creditworthy.features.expressions import only
from creditworthy.features.feature import Frame
from creditworthy.features.measure import Measure
from creditworthy.features.previous_applications.kinds import flag

__all__ = [
    "ANNUITIES",
    "ASKED",
    "ASKED_LESS_GIVEN",
    "ASKED_TO_GIVEN",
    "COST",
    "DAYS_EARLY",
    "DOWN_PAYMENT_TO_CREDIT",
    "EARLY_END",
    "GOODS_TO_CREDIT",
    "GOODS_TO_TOTAL",
    "INTEREST",
    "MONEY",
    "SOME",
    "TOTAL",
    "with_some",
]

HIGHEST_TOTAL = 10
"""A loan that costs more than so many times its amount is a mistake of one of its numbers."""


SOME = {
    "AMT_APPLICATION": "some_asked",
    "AMT_CREDIT": "some_credit",
    "AMT_ANNUITY": "some_annuity",
    "AMT_GOODS_PRICE": "some_goods",
    "CNT_PAYMENT": "some_payments",
}
"""Amounts and counts of at least 1, by the column they come from: below that there is none. None of them is 0."""


def _some(column: str) -> nw.Expr:
    return nw.col(SOME[column])


def with_some(rows: Frame) -> Frame:
    """Return the rows with the columns of `SOME`."""
    return rows.with_columns(*(only(nw.col(column) >= 1, nw.col(column)).alias(name) for column, name in SOME.items()))


ASKED = Measure(
    "asked",
    "currency",
    "Amount asked for earlier",
    "Montant demandé antérieurement",
    ("AMT_APPLICATION",),
    lambda: _some("AMT_APPLICATION"),
)
ASKED_LESS_GIVEN = Measure(
    "asked_less_given",
    "currency",
    "Amount asked for earlier, less the amount given",
    "Montant demandé antérieurement, diminué du montant accordé",
    ("AMT_APPLICATION", "AMT_CREDIT"),
    lambda: _some("AMT_APPLICATION") - nw.col("AMT_CREDIT"),
)
ASKED_TO_GIVEN = Measure(
    "asked_to_given",
    "ratio",
    "Amount asked for earlier over the amount given",
    "Montant demandé antérieurement rapporté au montant accordé",
    ("AMT_APPLICATION", "AMT_CREDIT"),
    lambda: _some("AMT_APPLICATION") / _some("AMT_CREDIT"),
)
ANNUITIES = Measure(
    "annuities",
    "months",
    "How many payments the amount of the previous credit holds",
    "Nombre d'échéances contenues dans le montant du crédit antérieur",
    ("AMT_CREDIT", "AMT_ANNUITY"),
    lambda: _some("AMT_CREDIT") / _some("AMT_ANNUITY"),
)
DOWN_PAYMENT_TO_CREDIT = Measure(
    "down_payment_to_credit",
    "ratio",
    "Down payment over the amount of the previous credit",
    "Apport rapporté au montant du crédit antérieur",
    ("AMT_DOWN_PAYMENT", "AMT_CREDIT"),
    lambda: nw.col("AMT_DOWN_PAYMENT") / _some("AMT_CREDIT"),
)
GOODS_TO_CREDIT = Measure(
    "goods_to_credit",
    "ratio",
    "Price of the goods over the amount of the previous credit",
    "Prix des biens rapporté au montant du crédit antérieur",
    ("AMT_GOODS_PRICE", "AMT_CREDIT"),
    lambda: _some("AMT_GOODS_PRICE") / _some("AMT_CREDIT"),
)


def _total() -> nw.Expr:
    """Return all payments together, where they are a plausible multiple of the amount."""
    whole = _some("AMT_ANNUITY") * _some("CNT_PAYMENT")
    return only(whole <= _some("AMT_CREDIT") * HIGHEST_TOTAL, whole)


PAYMENTS = ("AMT_ANNUITY", "CNT_PAYMENT", "AMT_CREDIT")
TOTAL = Measure(
    "total_to_pay",
    "currency",
    "Total of all payments of the previous credit",
    "Total des échéances du crédit antérieur",
    PAYMENTS,
    _total,
)
COST = Measure(
    "cost",
    "currency",
    "Cost of the previous credit: all payments, less the amount",
    "Coût du crédit antérieur : total des échéances, diminué du montant",
    (TOTAL.name, "AMT_CREDIT"),
    lambda: nw.col(TOTAL.name) - nw.col("AMT_CREDIT"),
)
GOODS_TO_TOTAL = Measure(
    "goods_to_total",
    "ratio",
    "Price of the goods over all payments of the previous credit",
    "Prix des biens rapporté au total des échéances du crédit antérieur",
    (TOTAL.name, "AMT_GOODS_PRICE"),
    lambda: _some("AMT_GOODS_PRICE") / nw.col(TOTAL.name),
)
INTEREST = Measure(
    "interest",
    "ratio",
    "Simple interest a month of the previous credit",
    "Intérêt simple mensuel du crédit antérieur",
    (TOTAL.name, "AMT_CREDIT", "CNT_PAYMENT"),
    lambda: (nw.col(TOTAL.name) / _some("AMT_CREDIT") - 1) / _some("CNT_PAYMENT"),
)


ENDS = ("DAYS_LAST_DUE_1ST_VERSION", "DAYS_LAST_DUE")
DAYS_EARLY = Measure(
    "days_early",
    "days",
    "Days by which the previous credit ended before its first schedule",
    "Jours d'avance de la fin du crédit antérieur sur son premier échéancier",
    ENDS,
    lambda: nw.col("DAYS_LAST_DUE_1ST_VERSION") - nw.col("DAYS_LAST_DUE"),
)
EARLY_END = flag(
    "early_end",
    "Previous credits ended early",
    "Crédits antérieurs soldés par anticipation",
    (DAYS_EARLY.name,),
    lambda: nw.col(DAYS_EARLY.name) > 0,
)
MONEY = (
    ASKED,
    ASKED_LESS_GIVEN,
    ASKED_TO_GIVEN,
    ANNUITIES,
    DOWN_PAYMENT_TO_CREDIT,
    GOODS_TO_CREDIT,
    TOTAL,
    COST,
    GOODS_TO_TOTAL,
    INTEREST,
    DAYS_EARLY,
    EARLY_END,
)
"""All of them, as columns of the rows."""
