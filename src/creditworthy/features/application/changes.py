"""When the identity document, the registration and the telephone last changed."""

import narwhals as nw

from creditworthy.features.application.block import APPLICATION
from creditworthy.features.expressions import ratio, years
from creditworthy.features.feature import Concept, feature

__all__ = [
    "application_age_at_identity",
    "application_age_at_registration",
    "application_phone_share_of_life",
    "application_phone_to_employed",
    "application_years_since_identity",
    "application_years_since_phone",
    "application_years_since_registration",
]


@feature(
    APPLICATION,
    unit="years",
    fr="Temps écoulé depuis le changement de pièce d'identité",
    concept=Concept.CONTACT,
    inputs=("DAYS_ID_PUBLISH",),
    risk="-",
)
def application_years_since_identity() -> nw.Expr:
    """Time since the identity document was changed."""
    return years("DAYS_ID_PUBLISH")


@feature(
    APPLICATION,
    unit="years",
    fr="Temps écoulé depuis le changement d'adresse déclarée",
    concept=Concept.CONTACT,
    inputs=("DAYS_REGISTRATION",),
    risk="-",
)
def application_years_since_registration() -> nw.Expr:
    """Time since the registration was changed."""
    return years("DAYS_REGISTRATION")


@feature(
    APPLICATION,
    unit="years",
    fr="Temps écoulé depuis le changement de téléphone",
    concept=Concept.CONTACT,
    inputs=("DAYS_LAST_PHONE_CHANGE",),
    risk="-",
)
def application_years_since_phone() -> nw.Expr:
    """Time since the telephone was changed."""
    return years("DAYS_LAST_PHONE_CHANGE")


@feature(
    APPLICATION,
    unit="years",
    fr="Âge au changement de pièce d'identité",
    concept=Concept.CONTACT,
    inputs=("DAYS_BIRTH", "DAYS_ID_PUBLISH"),
)
def application_age_at_identity() -> nw.Expr:
    """Age when the identity document was changed."""
    return years("DAYS_BIRTH") - years("DAYS_ID_PUBLISH")


@feature(
    APPLICATION,
    unit="years",
    fr="Âge au changement d'adresse déclarée",
    concept=Concept.CONTACT,
    inputs=("DAYS_BIRTH", "DAYS_REGISTRATION"),
)
def application_age_at_registration() -> nw.Expr:
    """Age when the registration was changed."""
    return years("DAYS_BIRTH") - years("DAYS_REGISTRATION")


@feature(
    APPLICATION,
    unit="share",
    fr="Part de la vie écoulée depuis le changement de téléphone",
    concept=Concept.CONTACT,
    inputs=("DAYS_LAST_PHONE_CHANGE", "DAYS_BIRTH"),
    risk="-",
)
def application_phone_share_of_life() -> nw.Expr:
    """Share of life since the telephone was changed."""
    return ratio(nw.col("DAYS_LAST_PHONE_CHANGE"), "DAYS_BIRTH")


@feature(
    APPLICATION,
    unit="ratio",
    fr="Temps écoulé depuis le changement de téléphone, rapporté à l'ancienneté dans l'emploi actuel",
    concept=Concept.CONTACT,
    inputs=("DAYS_LAST_PHONE_CHANGE", "DAYS_EMPLOYED"),
)
def application_phone_to_employed() -> nw.Expr:
    """Time since the telephone was changed, over the time in the present job."""
    return ratio(nw.col("DAYS_LAST_PHONE_CHANGE"), nw.col("DAYS_EMPLOYED"))
