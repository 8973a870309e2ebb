"""Scores of other agencies and what they say together."""

import narwhals as nw

from creditworthy.features.application.block import APPLICATION
from creditworthy.features.application.sums import SCORES, WEIGHTS
from creditworthy.features.expressions import in_turn, ratio
from creditworthy.features.feature import Concept, as_given, feature

__all__ = [
    "application_external_score_max",
    "application_external_score_mean",
    "application_external_score_median",
    "application_external_score_min",
    "application_external_score_product",
    "application_external_score_product_all",
    "application_external_score_range",
    "application_external_score_spread",
    "application_external_score_weighted",
    "application_external_scores_known",
]

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
    return nw.col("score_mean")


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
    squares = [(nw.col(name) - nw.col("score_mean")) ** 2 for name in SCORES]
    return ratio(in_turn(squares), nw.col("scores_known")).sqrt()


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


@feature(
    APPLICATION,
    unit="score",
    fr="Produit des trois scores externes",
    concept=Concept.EXTERNAL,
    inputs=SCORES,
    risk="-",
)
def application_external_score_product_all() -> nw.Expr:
    """Product of the three external scores."""
    return nw.col("EXT_SOURCE_1") * nw.col("EXT_SOURCE_2") * nw.col("EXT_SOURCE_3")


@feature(
    APPLICATION,
    unit="score",
    fr="Écart entre le plus élevé et le plus faible des scores externes connus",
    concept=Concept.EXTERNAL,
    inputs=SCORES,
)
def application_external_score_range() -> nw.Expr:
    """Highest less lowest of the known external scores."""
    return nw.max_horizontal(*SCORES) - nw.min_horizontal(*SCORES)


@feature(
    APPLICATION,
    unit="count",
    fr="Nombre de scores externes connus",
    concept=Concept.EXTERNAL,
    inputs=SCORES,
)
def application_external_scores_known() -> nw.Expr:
    """How many external scores are known."""
    return nw.col("scores_known")


@feature(
    APPLICATION,
    unit="score",
    fr="Médiane des scores externes connus",
    concept=Concept.EXTERNAL,
    inputs=SCORES,
    risk="-",
)
def application_external_score_median() -> nw.Expr:
    """Median of the known external scores."""
    first, second, third = (nw.col(name) for name in SCORES)
    lower, higher = nw.min_horizontal(first, second), nw.max_horizontal(first, second)
    middle = nw.max_horizontal(lower, nw.min_horizontal(higher, third))
    return nw.when(nw.col("scores_known") == len(SCORES)).then(middle).otherwise(nw.col("score_mean"))


@feature(
    APPLICATION,
    unit="score",
    fr="Moyenne pondérée des scores externes connus : le troisième compte 3, le premier 2, le deuxième 1",
    concept=Concept.EXTERNAL,
    inputs=SCORES,
    risk="-",
)
def application_external_score_weighted() -> nw.Expr:
    """Weighted mean of the known external scores: the third counts 3, the first 2, the second 1."""
    weighed = [nw.col(name) * weight for name, weight in zip(SCORES, WEIGHTS, strict=True)]
    return ratio(in_turn(weighed), nw.col("weights_known"))
