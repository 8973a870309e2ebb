"""The household that lives on the income."""

import narwhals as nw

from creditworthy.features.application.block import APPLICATION
from creditworthy.features.expressions import TINY, only, ratio
from creditworthy.features.feature import Concept, as_given, feature

__all__ = [
    "application_children_share",
    "application_credit_per_person",
    "application_income_left_per_person",
    "application_income_per_adult",
    "application_income_per_person",
    "application_income_with_children",
]

as_given(
    APPLICATION,
    {"application_children": "CNT_CHILDREN", "application_family_members": "CNT_FAM_MEMBERS"},
    concept=Concept.PERSON,
)


@feature(
    APPLICATION,
    unit="currency",
    fr="Revenu annuel par membre du foyer",
    concept=Concept.INCOME,
    inputs=("AMT_INCOME_TOTAL", "CNT_FAM_MEMBERS"),
    risk="-",
)
def application_income_per_person() -> nw.Expr:
    """Yearly income per member of the household."""
    return ratio(nw.col("AMT_INCOME_TOTAL"), "CNT_FAM_MEMBERS")


@feature(
    APPLICATION,
    unit="currency",
    fr="Revenu annuel par adulte du foyer",
    concept=Concept.INCOME,
    inputs=("AMT_INCOME_TOTAL", "CNT_FAM_MEMBERS", "CNT_CHILDREN"),
    risk="-",
)
def application_income_per_adult() -> nw.Expr:
    """Yearly income per adult of the household."""
    adults = nw.col("CNT_FAM_MEMBERS") - nw.col("CNT_CHILDREN")
    return nw.col("AMT_INCOME_TOTAL") / only(adults > TINY, adults)


@feature(
    APPLICATION,
    unit="currency",
    fr="Revenu annuel partagé entre le demandeur et ses enfants",
    concept=Concept.INCOME,
    inputs=("AMT_INCOME_TOTAL", "CNT_CHILDREN"),
    risk="-",
)
def application_income_with_children() -> nw.Expr:
    """Yearly income shared by the applicant and the children."""
    return ratio(nw.col("AMT_INCOME_TOTAL"), nw.col("CNT_CHILDREN") + 1)


@feature(
    APPLICATION,
    unit="currency",
    fr="Revenu restant une fois l'annuité payée, par membre du foyer",
    concept=Concept.INCOME,
    inputs=("AMT_INCOME_TOTAL", "AMT_ANNUITY", "CNT_FAM_MEMBERS"),
    risk="-",
    actionable=True,
)
def application_income_left_per_person() -> nw.Expr:
    """Income left once the annuity is paid, per member of the household."""
    return ratio(nw.col("AMT_INCOME_TOTAL") - nw.col("AMT_ANNUITY"), "CNT_FAM_MEMBERS")


@feature(
    APPLICATION,
    unit="currency",
    fr="Montant du prêt par membre du foyer",
    concept=Concept.LOAN,
    inputs=("AMT_CREDIT", "CNT_FAM_MEMBERS"),
    actionable=True,
)
def application_credit_per_person() -> nw.Expr:
    """Amount of the loan per member of the household."""
    return ratio(nw.col("AMT_CREDIT"), "CNT_FAM_MEMBERS")


@feature(
    APPLICATION,
    unit="share",
    fr="Part des enfants dans le foyer",
    concept=Concept.PERSON,
    inputs=("CNT_CHILDREN", "CNT_FAM_MEMBERS"),
)
def application_children_share() -> nw.Expr:
    """Share of children in the household."""
    return ratio(nw.col("CNT_CHILDREN"), "CNT_FAM_MEMBERS")
