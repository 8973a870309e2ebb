"""Who asks: the person, who came along, the car."""

import narwhals as nw

from creditworthy.features.application.block import APPLICATION
from creditworthy.features.expressions import YEARS_PER_DAY, ratio, years
from creditworthy.features.feature import Concept, as_given, feature

__all__ = [
    "application_age",
    "application_age_at_end",
    "application_car_age_to_age",
    "application_car_age_to_employed",
]

as_given(
    APPLICATION,
    {
        "application_gender": "CODE_GENDER",
        "application_family_status": "NAME_FAMILY_STATUS",
        "application_accompanied_by": "NAME_TYPE_SUITE",
        "application_car_age": "OWN_CAR_AGE",
        "application_owns_car": "FLAG_OWN_CAR",
        "application_owns_home": "FLAG_OWN_REALTY",
    },
    concept=Concept.PERSON,
)


@feature(APPLICATION, unit="years", fr="Âge", concept=Concept.PERSON, inputs=("DAYS_BIRTH",), risk="-")
def application_age() -> nw.Expr:
    """Age."""
    return years("DAYS_BIRTH")


@feature(
    APPLICATION,
    unit="years",
    fr="Âge à la fin du prêt, à raison d'une annuité par mois",
    concept=Concept.PERSON,
    inputs=("DAYS_BIRTH", "AMT_CREDIT", "AMT_ANNUITY"),
)
def application_age_at_end() -> nw.Expr:
    """Age at the end of the loan, at one annuity a month."""
    return years("DAYS_BIRTH") + ratio(nw.col("AMT_CREDIT"), "AMT_ANNUITY") * (30 * YEARS_PER_DAY)


@feature(
    APPLICATION,
    unit="ratio",
    fr="Âge de la voiture rapporté à l'âge du demandeur",
    concept=Concept.PERSON,
    inputs=("OWN_CAR_AGE", "DAYS_BIRTH"),
)
def application_car_age_to_age() -> nw.Expr:
    """Age of the car over the age of the applicant."""
    return ratio(nw.col("OWN_CAR_AGE"), years("DAYS_BIRTH"))


@feature(
    APPLICATION,
    unit="ratio",
    fr="Âge de la voiture rapporté à l'ancienneté dans l'emploi actuel",
    concept=Concept.PERSON,
    inputs=("OWN_CAR_AGE", "DAYS_EMPLOYED"),
)
def application_car_age_to_employed() -> nw.Expr:
    """Age of the car over the time in the present job."""
    return ratio(nw.col("OWN_CAR_AGE"), years("DAYS_EMPLOYED"))
