"""Monthly statements of credit cards of this lender: one row a month."""

import narwhals as nw

from creditworthy.features.expressions import only, ratio, share
from creditworthy.features.feature import Block, Concept, feature
from creditworthy.features.summarise import summarise

__all__ = [
    "CREDIT_CARDS",
    "credit_cards_cash_share",
    "credit_cards_late_share",
    "credit_cards_use_last_half_year",
    "credit_cards_use_max",
    "credit_cards_use_mean",
]

CREDIT_CARDS = Block("credit_cards", "credit_card_balance")

summarise(CREDIT_CARDS, "AMT_BALANCE", by=("mean", "max"), concept=Concept.DEBT, risk="+", actionable=True)
summarise(CREDIT_CARDS, "CNT_DRAWINGS_ATM_CURRENT", by=("mean",), concept=Concept.PAYMENT, risk="+")


def _use() -> nw.Expr:
    return ratio(nw.col("AMT_BALANCE"), nw.col("AMT_CREDIT_LIMIT_ACTUAL"))


@feature(
    CREDIT_CARDS,
    unit="share",
    fr="Part du plafond de carte utilisée, en moyenne",
    concept=Concept.DEBT,
    inputs=("AMT_BALANCE", "AMT_CREDIT_LIMIT_ACTUAL"),
    risk="+",
    actionable=True,
)
def credit_cards_use_mean() -> nw.Expr:
    """Share of the card's limit in use, on average."""
    return _use().mean()


@feature(
    CREDIT_CARDS,
    unit="share",
    fr="Part du plafond de carte utilisée, au plus haut",
    concept=Concept.DEBT,
    inputs=("AMT_BALANCE", "AMT_CREDIT_LIMIT_ACTUAL"),
    risk="+",
)
def credit_cards_use_max() -> nw.Expr:
    """Share of the card's limit in use, at its highest."""
    return _use().max()


@feature(
    CREDIT_CARDS,
    unit="share",
    fr="Part du plafond de carte utilisée, en moyenne sur six mois",
    concept=Concept.DEBT,
    inputs=("AMT_BALANCE", "AMT_CREDIT_LIMIT_ACTUAL", "MONTHS_BALANCE"),
    risk="+",
    actionable=True,
)
def credit_cards_use_last_half_year() -> nw.Expr:
    """Share of the card's limit in use, on average over six months."""
    return only(nw.col("MONTHS_BALANCE") >= -6, _use()).mean()


@feature(
    CREDIT_CARDS,
    unit="share",
    fr="Part des retraits d'espèces dans les dépenses par carte, en moyenne",
    concept=Concept.PAYMENT,
    inputs=("AMT_DRAWINGS_ATM_CURRENT", "AMT_DRAWINGS_CURRENT"),
    risk="+",
    actionable=True,
)
def credit_cards_cash_share() -> nw.Expr:
    """Share of cash withdrawals in card spending, on average."""
    return ratio(nw.col("AMT_DRAWINGS_ATM_CURRENT"), nw.col("AMT_DRAWINGS_CURRENT")).mean()


@feature(
    CREDIT_CARDS,
    unit="share",
    fr="Part des mois en retard sur la carte",
    concept=Concept.PAYMENT,
    inputs=("SK_DPD",),
    risk="+",
    actionable=True,
)
def credit_cards_late_share() -> nw.Expr:
    """Share of months with a delay on the card."""
    return share(nw.col("SK_DPD") > 0)
