"""Ways of putting many rows into one number, by the suffix that they give to a name."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import narwhals as nw

from creditworthy.features.expressions import known_sum

__all__ = ["STATISTICS", "Statistic"]


@dataclass(frozen=True)
class Statistic:
    """One way of putting many values into one, with its name in both languages.

    ``unit`` is what the number is measured in, empty where that is the measure's own unit.
    """

    of: Callable[[nw.Expr], nw.Expr]
    en: str
    fr: str
    unit: str = ""


STATISTICS: Mapping[str, Statistic] = {
    "mean": Statistic(lambda values: values.mean(), "mean", "moyenne"),
    "max": Statistic(lambda values: values.max(), "highest", "maximum"),
    "min": Statistic(lambda values: values.min(), "lowest", "minimum"),
    "sum": Statistic(known_sum, "total", "total"),
    "std": Statistic(lambda values: values.std(), "standard deviation", "écart-type"),
    "last": Statistic(lambda values: values.max(), "latest", "dernière valeur"),
    "share": Statistic(lambda values: values.mean(), "share", "part", "share"),
    "count": Statistic(known_sum, "number", "nombre", "count"),
    "known": Statistic(lambda values: values.count(), "how many are known", "nombre de valeurs connues", "count"),
}
"""The statistic ``last`` is for a slice of one row, the latest; ``share`` and ``count`` are for measures of 0 and 1."""
