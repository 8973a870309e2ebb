"""Monthly states of earlier consumer and cash loans with this lender: one row a month."""

import narwhals as nw

from creditworthy.features.expressions import only, share
from creditworthy.features.feature import Block, Concept, feature
from creditworthy.features.summarise import summarise

__all__ = [
    "POINT_OF_SALE",
    "point_of_sale_late_last_year_share",
    "point_of_sale_late_share",
    "point_of_sale_months",
]

POINT_OF_SALE = Block("point_of_sale", "POS_CASH_balance")

summarise(POINT_OF_SALE, "SK_DPD_DEF", by=("mean", "max"), concept=Concept.PAYMENT, risk="+", actionable=True)
summarise(POINT_OF_SALE, "CNT_INSTALMENT", by=("mean",), concept=Concept.PAST)
summarise(POINT_OF_SALE, "CNT_INSTALMENT_FUTURE", by=("mean",), concept=Concept.PAST)


@feature(
    POINT_OF_SALE,
    unit="months",
    fr="Mois d'historique de remboursement auprès de ce prêteur",
    concept=Concept.PAST,
    inputs=("MONTHS_BALANCE",),
    risk="-",
)
def point_of_sale_months() -> nw.Expr:
    """Months of repayment history with this lender."""
    return nw.col("MONTHS_BALANCE").count().cast(nw.Float64())


@feature(
    POINT_OF_SALE,
    unit="share",
    fr="Part des mois en retard sur les prêts antérieurs",
    concept=Concept.PAYMENT,
    inputs=("SK_DPD",),
    risk="+",
    actionable=True,
)
def point_of_sale_late_share() -> nw.Expr:
    """Share of months with a delay on earlier loans."""
    return share(nw.col("SK_DPD") > 0)


@feature(
    POINT_OF_SALE,
    unit="share",
    fr="Part des mois en retard sur les prêts antérieurs, sur douze mois",
    concept=Concept.PAYMENT,
    inputs=("SK_DPD", "MONTHS_BALANCE"),
    risk="+",
    actionable=True,
)
def point_of_sale_late_last_year_share() -> nw.Expr:
    """Share of months with a delay on earlier loans, over twelve months."""
    return only(nw.col("MONTHS_BALANCE") >= -12, (nw.col("SK_DPD") > 0).cast(nw.Float64())).mean()
