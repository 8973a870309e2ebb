"""Where the applicant lives: the home, its building, its region."""

import narwhals as nw

from creditworthy.features.application.block import APPLICATION
from creditworthy.features.application.sums import AVERAGES
from creditworthy.features.expressions import ratio
from creditworthy.features.feature import Concept, as_given, feature

__all__ = [
    "application_building_floors_apart",
    "application_building_mean",
    "application_building_sum",
    "application_building_unknown",
    "application_region_rating_of_city",
]

KINDS = ("FONDKAPREMONT_MODE", "HOUSETYPE_MODE", "WALLSMATERIAL_MODE", "EMERGENCYSTATE_MODE")
BUILDING = (*AVERAGES, "TOTALAREA_MODE", *KINDS)

as_given(
    APPLICATION,
    {
        "application_housing": "NAME_HOUSING_TYPE",
        "application_region_population": "REGION_POPULATION_RELATIVE",
        "application_living_area": "TOTALAREA_MODE",
    },
    concept=Concept.HOME,
)
as_given(
    APPLICATION,
    {
        "application_region_rating": "REGION_RATING_CLIENT_W_CITY",
        "application_region_rating_without_city": "REGION_RATING_CLIENT",
    },
    concept=Concept.HOME,
    risk="+",
)
as_given(
    APPLICATION,
    [*AVERAGES, *KINDS],  # the usual (_MODE) and the middle (_MEDI) values say the same as the averages
    concept=Concept.HOME,
)


@feature(
    APPLICATION,
    unit="score",
    fr="Moyenne de ce qui est connu de l'immeuble (valeurs moyennes, échelle 0 à 1)",
    concept=Concept.HOME,
    inputs=AVERAGES,
)
def application_building_mean() -> nw.Expr:
    """Mean of what is known of the building (average values, 0 to 1 scale)."""
    return ratio(nw.col("building_total"), nw.col("building_known"))


@feature(
    APPLICATION,
    unit="score",
    fr="Somme de ce qui est connu de l'immeuble (valeurs moyennes, échelle 0 à 1)",
    concept=Concept.HOME,
    inputs=AVERAGES,
)
def application_building_sum() -> nw.Expr:
    """Sum of what is known of the building (average values, 0 to 1 scale)."""
    return nw.col("building_total")


@feature(
    APPLICATION,
    unit="share",
    fr="Part de la description de l'immeuble qui est inconnue",
    concept=Concept.HOME,
    inputs=BUILDING,
)
def application_building_unknown() -> nw.Expr:
    """Share of the building's description that is unknown."""
    return nw.mean_horizontal(*[nw.col(name).is_null().cast(nw.Float64()) for name in BUILDING])


@feature(
    APPLICATION,
    unit="score",
    fr="Écart entre le plus grand et le plus petit nombre d'étages de l'immeuble (échelle 0 à 1)",
    concept=Concept.HOME,
    inputs=("FLOORSMAX_AVG", "FLOORSMIN_AVG"),
)
def application_building_floors_apart() -> nw.Expr:
    """Highest less lowest number of floors of the building (0 to 1 scale)."""
    return nw.col("FLOORSMAX_AVG") - nw.col("FLOORSMIN_AVG")


@feature(
    APPLICATION,
    unit="rank",
    fr="Note de la région, ville prise en compte, moins sa note sans la ville",
    concept=Concept.HOME,
    inputs=("REGION_RATING_CLIENT_W_CITY", "REGION_RATING_CLIENT"),
)
def application_region_rating_of_city() -> nw.Expr:
    """Rating of the region with the city, less its rating without."""
    return nw.col("REGION_RATING_CLIENT_W_CITY") - nw.col("REGION_RATING_CLIENT")
