"""Documents, telephones, addresses and enquiries that came with the application."""

import narwhals as nw

from creditworthy.features.application.block import APPLICATION
from creditworthy.features.expressions import total, years
from creditworthy.features.feature import Concept, as_given, feature

__all__ = [
    "application_addresses_apart",
    "application_documents",
    "application_years_since_identity",
    "application_years_since_phone",
    "application_years_since_registration",
]

DOCUMENTS = tuple(f"FLAG_DOCUMENT_{number}" for number in range(2, 22))
ELSEWHERE = ("REG_CITY_NOT_LIVE_CITY", "REG_CITY_NOT_WORK_CITY", "LIVE_CITY_NOT_WORK_CITY")

as_given(
    APPLICATION,
    {"application_default_circle": "DEF_30_CNT_SOCIAL_CIRCLE", "application_work_phone": "FLAG_WORK_PHONE"},
    concept=Concept.CONTACT,
)

as_given(
    APPLICATION,
    {
        "application_enquiries_year": "AMT_REQ_CREDIT_BUREAU_YEAR",
        "application_enquiries_quarter": "AMT_REQ_CREDIT_BUREAU_QRT",
    },
    concept=Concept.DEBT,
)


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
    unit="count",
    fr="Documents remis avec la demande",
    concept=Concept.CONTACT,
    inputs=DOCUMENTS,
    actionable=True,
)
def application_documents() -> nw.Expr:
    """Documents handed in with the application."""
    return total(DOCUMENTS)


@feature(
    APPLICATION,
    unit="count",
    fr="Adresses (domicile, contact, travail) situées dans des villes différentes",
    concept=Concept.CONTACT,
    inputs=ELSEWHERE,
    risk="+",
)
def application_addresses_apart() -> nw.Expr:
    """Addresses (home, contact, work) that lie in different towns."""
    return total(ELSEWHERE)
