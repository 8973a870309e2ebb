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
from creditworthy.features.feature import FEATURES, Block, Concept, Feature, Features, as_given, feature
from creditworthy.features.loading import features_of
from creditworthy.features.summarise import Slice, summarise

__all__ = [
    "FEATURES",
    "Block",
    "Concept",
    "Feature",
    "Features",
    "Slice",
    "application",
    "as_given",
    "build",
    "bureau",
    "bureau_balance",
    "combined",
    "credit_cards",
    "feature",
    "features_of",
    "installments",
    "point_of_sale",
    "previous_applications",
    "summarise",
]
