"""Lateness with all lenders together, and its price."""

import narwhals as nw

from creditworthy.features.combined.block import COMBINED, FAMILY, over
from creditworthy.features.expressions import in_turn, known_count, ratio
from creditworthy.features.feature import Concept, feature
from creditworthy.features.measure import Shared

__all__ = ["combined_late_share_mean", "combined_score_less_late_share"]

LATE = (
    "bureau_balance_late_share",
    "installments_late_share",
    "point_of_sale_late_share",
    "credit_cards_late_share",
)
LATENESS = Shared("lateness", lambda: ratio(in_turn([nw.col(name) for name in LATE]), known_count(LATE)))
"""The mean share of lateness, over the known histories."""
SCORE = "application_external_score_mean"

over(
    "unpaid_to_income",
    "installments_unpaid_sum",
    "application_income",
    en="Total of the instalments left unpaid, over the yearly income",
    fr="Total des échéances impayées, rapporté au revenu annuel",
    concept=Concept.PAYMENT,
    risk="+",
    actionable=True,
)


@feature(
    COMBINED,
    family=FAMILY,
    unit="share",
    fr="Part des mois et échéances en retard, en moyenne de tous les historiques connus",
    concept=Concept.PAYMENT,
    inputs=LATE,
    risk="+",
    actionable=True,
    parts=(LATENESS,),
)
def combined_late_share_mean() -> nw.Expr:
    """Share of months and instalments that were late, averaged over the known histories."""
    return nw.col(LATENESS.name)


@feature(
    COMBINED,
    family=FAMILY,
    unit="score",
    fr="Moyenne des scores externes connus, moins la part moyenne de retards",
    concept=Concept.EXTERNAL,
    inputs=(SCORE, *LATE),
    risk="-",
    parts=(LATENESS,),
)
def combined_score_less_late_share() -> nw.Expr:
    """Mean of the known external scores, less the mean share of lateness."""
    return nw.col(SCORE) - nw.col(LATENESS.name)
