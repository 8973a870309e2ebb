"""Rounded statistics of the reference tables, read once from the folder ``statistics``."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from statistics import NormalDist
from typing import Any

import numpy as np

from creditworthy.tables.synthetic.draws import Numbers

__all__ = ["Distribution", "correlations", "missing", "numbers", "risk_order", "shares", "statistics", "within"]

_FARTHEST = 9.0
"""Standard normal score of the levels 0 and 1, which it never reaches."""


@dataclass(frozen=True)
class Distribution:
    """The distribution of a column's known values: values at rising levels; a value at two levels is an atom."""

    levels: Numbers
    values: Numbers

    @property
    def scores(self) -> Numbers:
        """The levels as standard normal scores."""
        normal = NormalDist()
        return np.array([normal.inv_cdf(p) if 0 < p < 1 else (2 * p - 1) * _FARTHEST for p in self.levels.tolist()])

    def without(self, value: float) -> "Distribution":
        """Return the distribution of the other values, for a value above all of them."""
        kept = self.values < value
        return Distribution(self.levels[kept] / self.levels[kept][-1], self.values[kept])

    def at(self, score: Numbers) -> Numbers:
        """Map standard normal scores to values.

        >>> Distribution(np.array([0.0, 0.5, 0.9]), np.array([0.0, 0.0, 8.0])).at(np.array([-2.0, 0.0, 9.0])).tolist()
        [0.0, 0.0, 8.0]
        """
        return np.interp(score, self.scores, self.values)


@cache
def statistics(stem: str) -> Mapping[str, Any]:
    """Return what is written about a file, such as ``application_train``, or about the population."""
    return tomllib.loads(files(__package__).joinpath("statistics", f"{stem}.toml").read_text(encoding="utf-8"))


def shares(stem: str, column: str) -> dict[str, float]:
    """Return how often each value of a category occurs among its known values.

    >>> shares("application_train", "EMERGENCYSTATE_MODE")
    {'No': 0.9844, 'Yes': 0.0156}
    """
    found: dict[str, float] = statistics(stem)["shares"][column]
    return found


@cache
def numbers(stem: str, column: str) -> Distribution:
    """Return the distribution of a column of numbers."""
    return _distribution(statistics(stem)["numbers"][column])


@cache
def within(stem: str, *part: str) -> Distribution:
    """Return a distribution within a part of a table's rows, such as ``"bureau", "term", "card"``."""
    found: Any = statistics(stem)["within"]
    for name in part:
        found = found[name]
    return _distribution(found)


def _distribution(found: Mapping[str, Any]) -> Distribution:
    return Distribution(np.array(found["levels"], dtype=np.float64), np.array(found["values"], dtype=np.float64))


def missing(stem: str, column: str) -> float:
    """Return the share of rows without a value."""
    found: float = statistics(stem)["missing"].get(column, 0.0)
    return found


def risk_order(circumstance: str) -> list[str]:
    """Return the values of a category from the least to the most risky."""
    found: list[str] = statistics("population")["order"][circumstance]
    return found


@cache
def correlations() -> tuple[tuple[str, ...], Numbers]:
    """Return the names of the circumstances, default last, and the correlations of their standard normal scores."""
    rows: dict[str, list[float]] = statistics("population")["correlations"]
    matrix = np.eye(len(rows))
    for place, row in enumerate(rows.values()):
        matrix[place, :place] = matrix[:place, place] = row
    return tuple(rows), matrix
