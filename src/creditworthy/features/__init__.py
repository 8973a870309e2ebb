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
from creditworthy.features.build import build, built
from creditworthy.features.feature import FEATURES, Block, Concept, Feature, Features, as_given, feature
from creditworthy.features.loading import features_of
from creditworthy.features.measure import Measure, Slice
from creditworthy.features.summarise import summarise

__all__ = [
    "FEATURES",
    "Block",
    "Concept",
    "Feature",
    "Features",
    "Measure",
    "Slice",
    "application",
    "as_given",
    "build",
    "built",
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
