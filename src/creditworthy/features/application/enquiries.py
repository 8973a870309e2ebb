"""Enquiries about the applicant at the credit bureau."""

import narwhals as nw

from creditworthy.features.application.block import APPLICATION
from creditworthy.features.expressions import counted, ratio
from creditworthy.features.feature import Concept, as_given, feature

__all__ = [
    "application_enquiries",
    "application_recent_enquiries",
    "application_recent_share_of_enquiries",
]

RECENT = tuple(f"AMT_REQ_CREDIT_BUREAU_{window}" for window in ("HOUR", "DAY", "WEEK", "MON"))
ALL = (*RECENT, "AMT_REQ_CREDIT_BUREAU_QRT", "AMT_REQ_CREDIT_BUREAU_YEAR")

as_given(
    APPLICATION,
    {
        "application_enquiries_hour": "AMT_REQ_CREDIT_BUREAU_HOUR",
        "application_enquiries_day": "AMT_REQ_CREDIT_BUREAU_DAY",
        "application_enquiries_week": "AMT_REQ_CREDIT_BUREAU_WEEK",
        "application_enquiries_month": "AMT_REQ_CREDIT_BUREAU_MON",
        "application_enquiries_quarter": "AMT_REQ_CREDIT_BUREAU_QRT",
        "application_enquiries_year": "AMT_REQ_CREDIT_BUREAU_YEAR",
    },
    concept=Concept.DEBT,
)


@feature(
    APPLICATION,
    unit="count",
    fr="Consultations du bureau de crédit au cours de la dernière année",
    concept=Concept.DEBT,
    inputs=ALL,
)
def application_enquiries() -> nw.Expr:
    """Credit bureau enquiries in the last year."""
    return counted(ALL)


@feature(
    APPLICATION,
    unit="count",
    fr="Consultations du bureau de crédit au cours du dernier mois, jusqu'à la demande",
    concept=Concept.DEBT,
    inputs=RECENT,
)
def application_recent_enquiries() -> nw.Expr:
    """Credit bureau enquiries in the last month, all days of it."""
    return counted(RECENT)


@feature(
    APPLICATION,
    unit="share",
    fr="Part du dernier mois dans les consultations du bureau de crédit de la dernière année",
    concept=Concept.DEBT,
    inputs=ALL,
)
def application_recent_share_of_enquiries() -> nw.Expr:
    """Share of the last month in the credit bureau enquiries of the last year."""
    return ratio(counted(RECENT), counted(ALL))
