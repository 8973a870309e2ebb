"""Scores of other agencies and what they say together."""

import narwhals as nw

from creditworthy.features.application.block import APPLICATION
from creditworthy.features.expressions import spread
from creditworthy.features.feature import Concept, as_given, feature

__all__ = [
    "application_external_score_max",
    "application_external_score_mean",
    "application_external_score_min",
    "application_external_score_product",
    "application_external_score_spread",
]

SCORES = ("EXT_SOURCE_1", "EXT_SOURCE_2", "EXT_SOURCE_3")

as_given(
    APPLICATION,
    {f"application_external_score_{number}": column for number, column in enumerate(SCORES, start=1)},
    concept=Concept.EXTERNAL,
    risk="-",
)


@feature(
    APPLICATION,
    unit="score",
    fr="Moyenne des scores externes connus",
    concept=Concept.EXTERNAL,
    inputs=SCORES,
    risk="-",
)
def application_external_score_mean() -> nw.Expr:
    """Mean of the known external scores."""
    return nw.mean_horizontal(*SCORES)


@feature(
    APPLICATION,
    unit="score",
    fr="Plus faible des scores externes connus",
    concept=Concept.EXTERNAL,
    inputs=SCORES,
    risk="-",
)
def application_external_score_min() -> nw.Expr:
    """Lowest of the known external scores."""
    return nw.min_horizontal(*SCORES)


@feature(
    APPLICATION,
    unit="score",
    fr="Plus élevé des scores externes connus",
    concept=Concept.EXTERNAL,
    inputs=SCORES,
    risk="-",
)
def application_external_score_max() -> nw.Expr:
    """Highest of the known external scores."""
    return nw.max_horizontal(*SCORES)


@feature(
    APPLICATION,
    unit="score",
    fr="Écart-type des scores externes connus",
    concept=Concept.EXTERNAL,
    inputs=SCORES,
)
def application_external_score_spread() -> nw.Expr:
    """Standard deviation of the known external scores."""
    return spread(SCORES)


@feature(
    APPLICATION,
    unit="score",
    fr="Produit des deuxième et troisième scores externes",
    concept=Concept.EXTERNAL,
    inputs=SCORES[1:],
    risk="-",
)
def application_external_score_product() -> nw.Expr:
    """Product of the second and third external scores."""
    return nw.col("EXT_SOURCE_2") * nw.col("EXT_SOURCE_3")
