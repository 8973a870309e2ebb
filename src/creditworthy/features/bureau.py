"""Credits with other lenders, as the credit bureau reports them: one row a credit."""

import narwhals as nw

from creditworthy.features.expressions import count, known_sum, only, ratio, share, years
from creditworthy.features.feature import Block, Concept, feature
from creditworthy.features.summarise import Slice, summarise

__all__ = [
    "BUREAU",
    "bureau_credits",
    "bureau_credits_last_year",
    "bureau_debt_to_credit",
    "bureau_microloan_share",
    "bureau_open_share",
    "bureau_years_since_last",
]

BUREAU = Block("bureau", "bureau")


def _is_open() -> nw.Expr:
    return nw.col("CREDIT_ACTIVE") == "Active"


OPEN = Slice("open", _is_open, ("CREDIT_ACTIVE",), "open credits", "crédits en cours")

summarise(BUREAU, "AMT_CREDIT_SUM", by=("mean", "max"), concept=Concept.DEBT)
summarise(BUREAU, "AMT_CREDIT_SUM_DEBT", by=("sum", "max"), concept=Concept.DEBT, where=OPEN, risk="+", actionable=True)
summarise(BUREAU, "AMT_CREDIT_SUM_OVERDUE", by=("sum",), concept=Concept.DEBT, risk="+", actionable=True)
summarise(BUREAU, "AMT_CREDIT_MAX_OVERDUE", by=("mean",), concept=Concept.DEBT, risk="+")
summarise(BUREAU, "DAYS_CREDIT", by=("mean",), concept=Concept.DEBT)
summarise(BUREAU, "DAYS_CREDIT_ENDDATE", by=("max",), concept=Concept.DEBT, where=OPEN)


@feature(
    BUREAU, unit="count", fr="Crédits connus auprès d'autres prêteurs", concept=Concept.DEBT, inputs=("DAYS_CREDIT",)
)
def bureau_credits() -> nw.Expr:
    """Credits known with other lenders."""
    return count(nw.col("DAYS_CREDIT") <= 0)


@feature(
    BUREAU,
    unit="count",
    fr="Crédits pris auprès d'autres prêteurs au cours de l'année écoulée",
    concept=Concept.DEBT,
    inputs=("DAYS_CREDIT",),
    risk="+",
)
def bureau_credits_last_year() -> nw.Expr:
    """Credits taken with other lenders during the last year."""
    return count(nw.col("DAYS_CREDIT") >= -365)


@feature(
    BUREAU,
    unit="share",
    fr="Part des crédits auprès d'autres prêteurs qui sont en cours",
    concept=Concept.DEBT,
    inputs=("CREDIT_ACTIVE",),
    risk="+",
)
def bureau_open_share() -> nw.Expr:
    """Share of the credits with other lenders that are open."""
    return share(_is_open())


@feature(
    BUREAU,
    unit="share",
    fr="Part des microcrédits parmi les crédits auprès d'autres prêteurs",
    concept=Concept.DEBT,
    inputs=("CREDIT_TYPE",),
    risk="+",
)
def bureau_microloan_share() -> nw.Expr:
    """Share of microloans among the credits with other lenders."""
    return share(nw.col("CREDIT_TYPE") == "Microloan")


@feature(
    BUREAU,
    unit="years",
    fr="Temps écoulé depuis le dernier crédit pris auprès d'un autre prêteur",
    concept=Concept.DEBT,
    inputs=("DAYS_CREDIT",),
    risk="-",
)
def bureau_years_since_last() -> nw.Expr:
    """Time since the last credit was taken with another lender."""
    return years("DAYS_CREDIT").min()


@feature(
    BUREAU,
    unit="ratio",
    fr="Dette restante sur les crédits en cours, rapportée à leur montant",
    concept=Concept.DEBT,
    inputs=("AMT_CREDIT_SUM_DEBT", "AMT_CREDIT_SUM", "CREDIT_ACTIVE"),
    risk="+",
    actionable=True,
)
def bureau_debt_to_credit() -> nw.Expr:
    """Debt still owed on open credits, over their amount."""
    debt = only(_is_open(), nw.col("AMT_CREDIT_SUM_DEBT"))
    amount = only(_is_open(), nw.col("AMT_CREDIT_SUM"))
    return ratio(known_sum(debt), known_sum(amount))
