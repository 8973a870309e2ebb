"""The loan that is asked for, by itself and against the income."""

import narwhals as nw

from creditworthy.features.application.block import APPLICATION
from creditworthy.features.expressions import ratio
from creditworthy.features.feature import Concept, as_given, feature

__all__ = [
    "application_annuity_to_income",
    "application_credit_to_goods",
    "application_credit_to_income",
    "application_down_payment",
    "application_down_payment_to_income",
    "application_goods_to_annuity",
    "application_goods_to_income",
    "application_income_less_annuity",
    "application_payment_rate",
    "application_term",
]

as_given(
    APPLICATION,
    {
        "application_contract_type": "NAME_CONTRACT_TYPE",
        "application_credit": "AMT_CREDIT",
        "application_annuity": "AMT_ANNUITY",
        "application_goods_price": "AMT_GOODS_PRICE",
        "application_weekday": "WEEKDAY_APPR_PROCESS_START",
        "application_hour": "HOUR_APPR_PROCESS_START",
    },
    concept=Concept.LOAN,
)


@feature(
    APPLICATION,
    unit="months",
    fr="Durée du prêt : nombre d'annuités contenues dans le montant",
    concept=Concept.LOAN,
    inputs=("AMT_CREDIT", "AMT_ANNUITY"),
)
def application_term() -> nw.Expr:
    """Term of the loan: how many annuities the amount holds."""
    return ratio(nw.col("AMT_CREDIT"), "AMT_ANNUITY")


@feature(
    APPLICATION,
    unit="ratio",
    fr="Montant du prêt rapporté au prix du bien",
    concept=Concept.LOAN,
    inputs=("AMT_CREDIT", "AMT_GOODS_PRICE"),
    risk="+",
    actionable=True,
)
def application_credit_to_goods() -> nw.Expr:
    """Amount of the loan over the price of the goods."""
    return ratio(nw.col("AMT_CREDIT"), nw.col("AMT_GOODS_PRICE"))


@feature(
    APPLICATION,
    unit="ratio",
    fr="Montant du prêt rapporté au revenu annuel",
    concept=Concept.LOAN,
    inputs=("AMT_CREDIT", "AMT_INCOME_TOTAL"),
    actionable=True,
)
def application_credit_to_income() -> nw.Expr:
    """Amount of the loan over the yearly income."""
    return ratio(nw.col("AMT_CREDIT"), "AMT_INCOME_TOTAL")


@feature(
    APPLICATION,
    unit="ratio",
    fr="Annuité rapportée au revenu annuel",
    concept=Concept.LOAN,
    inputs=("AMT_ANNUITY", "AMT_INCOME_TOTAL"),
    risk="+",
    actionable=True,
)
def application_annuity_to_income() -> nw.Expr:
    """Annuity over the yearly income."""
    return ratio(nw.col("AMT_ANNUITY"), "AMT_INCOME_TOTAL")


@feature(
    APPLICATION,
    unit="currency",
    fr="Apport : prix du bien moins montant du prêt",
    concept=Concept.LOAN,
    inputs=("AMT_GOODS_PRICE", "AMT_CREDIT"),
    actionable=True,
)
def application_down_payment() -> nw.Expr:
    """Down payment: price of the goods less the amount of the loan."""
    return nw.col("AMT_GOODS_PRICE") - nw.col("AMT_CREDIT")


@feature(
    APPLICATION,
    unit="share",
    fr="Part du montant du prêt que rembourse une annuité",
    concept=Concept.LOAN,
    inputs=("AMT_ANNUITY", "AMT_CREDIT"),
)
def application_payment_rate() -> nw.Expr:
    """Share of the amount of the loan that one annuity pays."""
    return ratio(nw.col("AMT_ANNUITY"), "AMT_CREDIT")


@feature(
    APPLICATION,
    unit="ratio",
    fr="Apport rapporté au revenu annuel",
    concept=Concept.LOAN,
    inputs=("AMT_GOODS_PRICE", "AMT_CREDIT", "AMT_INCOME_TOTAL"),
    actionable=True,
)
def application_down_payment_to_income() -> nw.Expr:
    """Down payment over the yearly income."""
    return ratio(nw.col("AMT_GOODS_PRICE") - nw.col("AMT_CREDIT"), "AMT_INCOME_TOTAL")


@feature(
    APPLICATION,
    unit="ratio",
    fr="Prix du bien rapporté au revenu annuel",
    concept=Concept.LOAN,
    inputs=("AMT_GOODS_PRICE", "AMT_INCOME_TOTAL"),
    actionable=True,
)
def application_goods_to_income() -> nw.Expr:
    """Price of the goods over the yearly income."""
    return ratio(nw.col("AMT_GOODS_PRICE"), "AMT_INCOME_TOTAL")


@feature(
    APPLICATION,
    unit="months",
    fr="Nombre d'annuités contenues dans le prix du bien",
    concept=Concept.LOAN,
    inputs=("AMT_GOODS_PRICE", "AMT_ANNUITY"),
)
def application_goods_to_annuity() -> nw.Expr:
    """How many annuities the price of the goods holds."""
    return ratio(nw.col("AMT_GOODS_PRICE"), "AMT_ANNUITY")


@feature(
    APPLICATION,
    unit="currency",
    fr="Revenu restant une fois l'annuité payée",
    concept=Concept.INCOME,
    inputs=("AMT_INCOME_TOTAL", "AMT_ANNUITY"),
    actionable=True,
)
def application_income_less_annuity() -> nw.Expr:
    """Income that is left once the annuity is paid."""
    return nw.col("AMT_INCOME_TOTAL") - nw.col("AMT_ANNUITY")
