"""People around the applicant whose repayment is known."""

import narwhals as nw

from creditworthy.features.application.block import APPLICATION
from creditworthy.features.expressions import ratio
from creditworthy.features.feature import Concept, as_given, feature

__all__ = [
    "application_default_share_of_circle",
    "application_default_share_of_circle_60",
]

as_given(
    APPLICATION,
    {
        "application_default_circle": "DEF_30_CNT_SOCIAL_CIRCLE",
        "application_default_circle_60": "DEF_60_CNT_SOCIAL_CIRCLE",
    },
    concept=Concept.CONTACT,
    risk="+",
)
as_given(
    APPLICATION,
    {
        "application_observed_circle": "OBS_30_CNT_SOCIAL_CIRCLE",
        "application_observed_circle_60": "OBS_60_CNT_SOCIAL_CIRCLE",
    },
    concept=Concept.CONTACT,
)


@feature(
    APPLICATION,
    unit="share",
    fr="Part des proches observés qui sont en défaut avec 30 jours de retard",
    concept=Concept.CONTACT,
    inputs=("DEF_30_CNT_SOCIAL_CIRCLE", "OBS_30_CNT_SOCIAL_CIRCLE"),
    risk="+",
)
def application_default_share_of_circle() -> nw.Expr:
    """Share of observed acquaintances in default, 30 days past due."""
    return ratio(nw.col("DEF_30_CNT_SOCIAL_CIRCLE"), nw.col("OBS_30_CNT_SOCIAL_CIRCLE"))


@feature(
    APPLICATION,
    unit="share",
    fr="Part des proches observés qui sont en défaut avec 60 jours de retard",
    concept=Concept.CONTACT,
    inputs=("DEF_60_CNT_SOCIAL_CIRCLE", "OBS_60_CNT_SOCIAL_CIRCLE"),
    risk="+",
)
def application_default_share_of_circle_60() -> nw.Expr:
    """Share of observed acquaintances in default, 60 days past due."""
    return ratio(nw.col("DEF_60_CNT_SOCIAL_CIRCLE"), nw.col("OBS_60_CNT_SOCIAL_CIRCLE"))
