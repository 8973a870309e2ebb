"""How much of the application was left unknown."""

import narwhals as nw

from creditworthy.features.application.block import APPLICATION
from creditworthy.features.expressions import unknown_count
from creditworthy.features.feature import Concept, feature

__all__ = [
    "application_unknown_columns",
]

BUILDING = ("_AVG", "_MODE", "_MEDI")

COUNTED = tuple(
    column.name
    for column in APPLICATION.features.dictionary.application.columns.values()
    if not (column.required or column.protected or column.unit == "flag" or column.name.endswith(BUILDING))
)


@feature(
    APPLICATION,
    unit="count",
    fr="Nombre d'éléments inconnus dans la demande, hors immeuble",
    concept=Concept.CONTACT,
    inputs=COUNTED,
)
def application_unknown_columns() -> nw.Expr:
    """How many details of the application are unknown, the building's aside."""
    return unknown_count(COUNTED)
