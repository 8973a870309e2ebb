"""Documents, telephones and addresses that came with the application."""

import narwhals as nw

from creditworthy.features.application.block import APPLICATION
from creditworthy.features.expressions import counted
from creditworthy.features.feature import Concept, as_given, feature

__all__ = [
    "application_addresses_apart",
    "application_contacts",
    "application_documents",
    "application_regions_apart",
]

DOCUMENTS = tuple(f"FLAG_DOCUMENT_{number}" for number in range(2, 22))
CONTACTS = ("FLAG_EMP_PHONE", "FLAG_WORK_PHONE", "FLAG_CONT_MOBILE", "FLAG_PHONE", "FLAG_EMAIL")
TOWNS = ("REG_CITY_NOT_LIVE_CITY", "REG_CITY_NOT_WORK_CITY", "LIVE_CITY_NOT_WORK_CITY")
REGIONS = ("REG_REGION_NOT_LIVE_REGION", "REG_REGION_NOT_WORK_REGION", "LIVE_REGION_NOT_WORK_REGION")

as_given(
    APPLICATION,
    {
        "application_employer_phone": "FLAG_EMP_PHONE",
        "application_work_phone": "FLAG_WORK_PHONE",
        "application_mobile_reached": "FLAG_CONT_MOBILE",
        "application_home_phone": "FLAG_PHONE",
        "application_email": "FLAG_EMAIL",
    },
    concept=Concept.CONTACT,
)
as_given(APPLICATION, TOWNS, concept=Concept.CONTACT, risk="+")
as_given(APPLICATION, REGIONS, concept=Concept.CONTACT)
as_given(
    APPLICATION,
    {name.lower().replace("flag", "application"): name for name in DOCUMENTS},
    concept=Concept.CONTACT,
)


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
    return counted(DOCUMENTS)


@feature(
    APPLICATION,
    unit="count",
    fr="Adresses (domicile, contact, travail) situées dans des villes différentes",
    concept=Concept.CONTACT,
    inputs=TOWNS,
    risk="+",
)
def application_addresses_apart() -> nw.Expr:
    """Addresses (home, contact, work) that lie in different towns."""
    return counted(TOWNS)


@feature(
    APPLICATION,
    unit="count",
    fr="Adresses (domicile, contact, travail) situées dans des régions différentes",
    concept=Concept.CONTACT,
    inputs=REGIONS,
)
def application_regions_apart() -> nw.Expr:
    """Addresses (home, contact, work) that lie in different regions."""
    return counted(REGIONS)


@feature(
    APPLICATION,
    unit="count",
    fr="Moyens donnés pour joindre le demandeur : téléphones et adresse électronique",
    concept=Concept.CONTACT,
    inputs=CONTACTS,
    actionable=True,
)
def application_contacts() -> nw.Expr:
    """Ways given to reach the applicant: telephones and email."""
    return counted(CONTACTS)
