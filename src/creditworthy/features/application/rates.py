"""Interest of the loan: rates at the terms that are plausible, and at the shortest of them."""

import narwhals as nw

from creditworthy.features.application.block import APPLICATION
from creditworthy.features.application.interest import RATES
from creditworthy.features.expressions import in_turn, only, ratio
from creditworthy.features.feature import Concept, feature

__all__ = [
    "application_interest",
    "application_interest_share",
    "application_monthly_rate",
    "application_plausible_terms",
    "application_shortest_term",
    "application_yearly_rate_max",
    "application_yearly_rate_mean",
    "application_yearly_rate_min",
    "application_yearly_rate_range",
]

AMOUNTS = ("AMT_ANNUITY", "AMT_CREDIT")


@feature(
    APPLICATION,
    unit="share",
    fr="Moyenne des taux d'intérêt annuels plausibles",
    concept=Concept.LOAN,
    inputs=AMOUNTS,
)
def application_yearly_rate_mean() -> nw.Expr:
    """Mean of the plausible yearly rates of interest."""
    return ratio(in_turn([nw.col(name) for name in RATES]), nw.col("rates_known"))


@feature(
    APPLICATION,
    unit="share",
    fr="Plus faible des taux d'intérêt annuels plausibles",
    concept=Concept.LOAN,
    inputs=AMOUNTS,
)
def application_yearly_rate_min() -> nw.Expr:
    """Lowest of the plausible yearly rates of interest."""
    return nw.min_horizontal(*RATES)


@feature(
    APPLICATION,
    unit="share",
    fr="Plus élevé des taux d'intérêt annuels plausibles",
    concept=Concept.LOAN,
    inputs=AMOUNTS,
)
def application_yearly_rate_max() -> nw.Expr:
    """Highest of the plausible yearly rates of interest."""
    return nw.max_horizontal(*RATES)


@feature(
    APPLICATION,
    unit="share",
    fr="Écart entre le plus élevé et le plus faible des taux d'intérêt annuels plausibles",
    concept=Concept.LOAN,
    inputs=AMOUNTS,
)
def application_yearly_rate_range() -> nw.Expr:
    """Highest less lowest of the plausible yearly rates of interest."""
    return nw.max_horizontal(*RATES) - nw.min_horizontal(*RATES)


@feature(
    APPLICATION,
    unit="count",
    fr="Nombre de durées usuelles qui donnent un taux d'intérêt annuel plausible",
    concept=Concept.LOAN,
    inputs=AMOUNTS,
)
def application_plausible_terms() -> nw.Expr:
    """How many usual terms give a plausible yearly rate of interest."""
    known = ~nw.col("payment_rate").is_null()
    return only(known, nw.col("rates_known"))


@feature(
    APPLICATION,
    unit="months",
    fr="Plus courte durée usuelle qui donne un taux d'intérêt plausible",
    concept=Concept.LOAN,
    inputs=AMOUNTS,
)
def application_shortest_term() -> nw.Expr:
    """Shortest usual term that gives a plausible rate of interest."""
    return nw.col("shortest_term")


@feature(
    APPLICATION,
    unit="share",
    fr="Taux d'intérêt mensuel pour la plus courte durée plausible",
    concept=Concept.LOAN,
    inputs=AMOUNTS,
)
def application_monthly_rate() -> nw.Expr:
    """Monthly rate of interest at the shortest plausible term."""
    return nw.col("monthly_rate")


@feature(
    APPLICATION,
    unit="currency",
    fr="Intérêts payés sur la plus courte durée plausible",
    concept=Concept.LOAN,
    inputs=AMOUNTS,
)
def application_interest() -> nw.Expr:
    """Interest paid over the shortest plausible term."""
    return nw.col("AMT_ANNUITY") * nw.col("shortest_term") - nw.col("AMT_CREDIT")


@feature(
    APPLICATION,
    unit="ratio",
    fr="Intérêts payés sur la plus courte durée plausible, rapportés au montant du prêt",
    concept=Concept.LOAN,
    inputs=AMOUNTS,
)
def application_interest_share() -> nw.Expr:
    """Interest paid over the shortest plausible term, over the amount of the loan."""
    paid = nw.col("AMT_ANNUITY") * nw.col("shortest_term")
    return ratio(paid - nw.col("AMT_CREDIT"), "AMT_CREDIT")
