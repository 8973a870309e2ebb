"""The loan, the work and the region seen against the external scores."""

import narwhals as nw

from creditworthy.features.application.block import APPLICATION
from creditworthy.features.application.sums import SCORES
from creditworthy.features.expressions import years
from creditworthy.features.feature import Concept, feature

__all__ = [
    "application_annuity_to_score_3",
    "application_credit_to_score_3",
    "application_employed_to_score_3",
    "application_region_rating_times_score",
]

FLOOR = 0.001
"""Scores below this count as much, so that what is divided by them stays small; none is 0 then."""


@feature(
    APPLICATION,
    unit="currency",
    fr="Annuité rapportée au troisième score externe",
    concept=Concept.EXTERNAL,
    inputs=("AMT_ANNUITY", "EXT_SOURCE_3"),
    risk="+",
)
def application_annuity_to_score_3() -> nw.Expr:
    """Annuity over the third external score."""
    return nw.col("AMT_ANNUITY") / _third()


@feature(
    APPLICATION,
    unit="currency",
    fr="Montant du prêt rapporté au troisième score externe",
    concept=Concept.EXTERNAL,
    inputs=("AMT_CREDIT", "EXT_SOURCE_3"),
    risk="+",
)
def application_credit_to_score_3() -> nw.Expr:
    """Amount of the loan over the third external score."""
    return nw.col("AMT_CREDIT") / _third()


@feature(
    APPLICATION,
    unit="years",
    fr="Années passées dans l'emploi actuel rapportées au troisième score externe",
    concept=Concept.EXTERNAL,
    inputs=("DAYS_EMPLOYED", "EXT_SOURCE_3"),
)
def application_employed_to_score_3() -> nw.Expr:
    """Years in the present job over the third external score."""
    return years("DAYS_EMPLOYED") / _third()


@feature(
    APPLICATION,
    unit="score",
    fr="Note de la région multipliée par la moyenne des scores externes connus",
    concept=Concept.EXTERNAL,
    inputs=("REGION_RATING_CLIENT_W_CITY", *SCORES),
)
def application_region_rating_times_score() -> nw.Expr:
    """Rating of the region times the mean of the known external scores."""
    return nw.col("REGION_RATING_CLIENT_W_CITY") * nw.col("score_mean")


def _third() -> nw.Expr:
    return nw.col("EXT_SOURCE_3").clip(FLOOR)
