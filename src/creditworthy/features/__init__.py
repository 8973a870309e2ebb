"""Features: one row per applicant, each computed from that applicant's own rows alone."""

from creditworthy.features import (
    application,
    bureau,
    bureau_balance,
    combined,
    credit_cards,
    installments,
    point_of_sale,
    previous_applications,
)
from creditworthy.features.build import build
from creditworthy.features.feature import FEATURES, Block, Concept, Feature, feature

__all__ = [
    "FEATURES",
    "Block",
    "Concept",
    "Feature",
    "application",
    "build",
    "bureau",
    "bureau_balance",
    "combined",
    "credit_cards",
    "feature",
    "installments",
    "point_of_sale",
    "previous_applications",
]
