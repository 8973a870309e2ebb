"""Who asks: income and work, household, home."""

import narwhals as nw

from creditworthy.features.application.block import APPLICATION
from creditworthy.features.expressions import YEARS_PER_DAY, ratio, years
from creditworthy.features.feature import Concept, as_given, feature

__all__ = [
    "application_age",
    "application_age_at_end",
    "application_employed_share_of_life",
    "application_income_per_person",
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

as_given(
    APPLICATION,
    {
        "application_gender": "CODE_GENDER",
        "application_family_status": "NAME_FAMILY_STATUS",
        "application_children": "CNT_CHILDREN",
        "application_car_age": "OWN_CAR_AGE",
        "application_owns_car": "FLAG_OWN_CAR",
    },
    concept=Concept.PERSON,
)

as_given(
    APPLICATION,
    {
        "application_housing": "NAME_HOUSING_TYPE",
        "application_region_population": "REGION_POPULATION_RELATIVE",
        "application_region_rating": "REGION_RATING_CLIENT_W_CITY",
        "application_living_area": "TOTALAREA_MODE",
    },
    concept=Concept.HOME,
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
    return ratio(nw.col("AMT_INCOME_TOTAL"), nw.col("CNT_FAM_MEMBERS"))


@feature(APPLICATION, unit="years", fr="Âge", concept=Concept.PERSON, inputs=("DAYS_BIRTH",), risk="-")
def application_age() -> nw.Expr:
    """Age."""
    return years("DAYS_BIRTH")


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
    return ratio(nw.col("DAYS_EMPLOYED"), nw.col("DAYS_BIRTH"))


@feature(
    APPLICATION,
    unit="years",
    fr="Âge à la fin du prêt, à raison d'une annuité par mois",
    concept=Concept.PERSON,
    inputs=("DAYS_BIRTH", "AMT_CREDIT", "AMT_ANNUITY"),
)
def application_age_at_end() -> nw.Expr:
    """Age at the end of the loan, at one annuity a month."""
    return years("DAYS_BIRTH") + ratio(nw.col("AMT_CREDIT"), nw.col("AMT_ANNUITY")) * (30 * YEARS_PER_DAY)
