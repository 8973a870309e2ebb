"""Features made of features of several tables."""

import narwhals as nw

# What combined features are made of has to be registered before them.
from creditworthy.features import application, bureau, installments, previous_applications  # noqa: F401
from creditworthy.features.expressions import ratio
from creditworthy.features.feature import Block, Concept, feature

__all__ = [
    "COMBINED",
    "combined_annuity_to_past",
    "combined_credit_to_past",
    "combined_debt_to_income",
]

COMBINED = Block("combined", None, each_row=True)


@feature(
    COMBINED,
    unit="ratio",
    fr="Dette restante auprès d'autres prêteurs, rapportée au revenu annuel",
    concept=Concept.DEBT,
    inputs=("bureau_open_amt_credit_sum_debt_sum", "application_income"),
    risk="+",
    actionable=True,
)
def combined_debt_to_income() -> nw.Expr:
    """Debt still owed to other lenders, over the yearly income."""
    return ratio(nw.col("bureau_open_amt_credit_sum_debt_sum"), nw.col("application_income"))


@feature(
    COMBINED,
    unit="ratio",
    fr="Annuité demandée rapportée à la plus grosse échéance prévue jusqu'ici",
    concept=Concept.PAST,
    inputs=("application_annuity", "installments_planned_max"),
    actionable=True,
)
def combined_annuity_to_past() -> nw.Expr:
    """Annuity asked for over the largest instalment planned so far."""
    return ratio(nw.col("application_annuity"), nw.col("installments_planned_max"))


@feature(
    COMBINED,
    unit="ratio",
    fr="Montant demandé rapporté au plus gros prêt accordé jusqu'ici",
    concept=Concept.PAST,
    inputs=("application_credit", "previous_applications_approved_amt_credit_max"),
    actionable=True,
)
def combined_credit_to_past() -> nw.Expr:
    """Amount asked for over the largest loan granted so far."""
    return ratio(nw.col("application_credit"), nw.col("previous_applications_approved_amt_credit_max"))
