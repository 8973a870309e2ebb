"""Income and work."""

import narwhals as nw

from creditworthy.features.application.block import APPLICATION
from creditworthy.features.expressions import ratio, years
from creditworthy.features.feature import Concept, as_given, feature

__all__ = [
    "application_age_at_job",
    "application_employed_share_of_life",
    "application_income_to_age",
    "application_income_to_employed",
    "application_years_employed",
]

as_given(
    APPLICATION,
    {
        "application_income": "AMT_INCOME_TOTAL",
        "application_income_type": "NAME_INCOME_TYPE",
        "application_occupation": "OCCUPATION_TYPE",
        "application_organization": "ORGANIZATION_TYPE",
        "application_education": "NAME_EDUCATION_TYPE",
    },
    concept=Concept.INCOME,
)


@feature(
    APPLICATION,
    unit="years",
    fr="Ancienneté dans l'emploi actuel",
    concept=Concept.INCOME,
    inputs=("DAYS_EMPLOYED",),
    risk="-",
)
def application_years_employed() -> nw.Expr:
    """Time in the present job."""
    return years("DAYS_EMPLOYED")


@feature(
    APPLICATION,
    unit="share",
    fr="Part de la vie passée dans l'emploi actuel",
    concept=Concept.INCOME,
    inputs=("DAYS_EMPLOYED", "DAYS_BIRTH"),
    risk="-",
)
def application_employed_share_of_life() -> nw.Expr:
    """Share of life spent in the present job."""
    return ratio(nw.col("DAYS_EMPLOYED"), "DAYS_BIRTH")


@feature(
    APPLICATION,
    unit="years",
    fr="Âge au début de l'emploi actuel",
    concept=Concept.INCOME,
    inputs=("DAYS_BIRTH", "DAYS_EMPLOYED"),
)
def application_age_at_job() -> nw.Expr:
    """Age at the start of the present job."""
    return years("DAYS_BIRTH") - years("DAYS_EMPLOYED")


@feature(
    APPLICATION,
    unit="currency",
    fr="Revenu annuel rapporté à l'âge en années",
    concept=Concept.INCOME,
    inputs=("AMT_INCOME_TOTAL", "DAYS_BIRTH"),
)
def application_income_to_age() -> nw.Expr:
    """Yearly income over the age in years."""
    return ratio(nw.col("AMT_INCOME_TOTAL"), years("DAYS_BIRTH"))


@feature(
    APPLICATION,
    unit="currency",
    fr="Revenu annuel rapporté aux années passées dans l'emploi actuel",
    concept=Concept.INCOME,
    inputs=("AMT_INCOME_TOTAL", "DAYS_EMPLOYED"),
)
def application_income_to_employed() -> nw.Expr:
    """Yearly income over the years in the present job."""
    return ratio(nw.col("AMT_INCOME_TOTAL"), years("DAYS_EMPLOYED"))
