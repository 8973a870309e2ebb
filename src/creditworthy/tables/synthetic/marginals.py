"""Rounded statistics of the reference tables, read once from ``marginals.toml``."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

__all__ = ["missing", "quantiles", "rates", "shares"]


@cache
def _marginals() -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath("marginals.toml").read_text(encoding="utf-8"))


def shares(group: str, name: str) -> dict[str, float]:
    """Return how often each value of a category occurs.

    >>> shares("application", "EMERGENCYSTATE_MODE")
    {'No': 0.9844, 'Yes': 0.0156}
    """
    found: dict[str, float] = _marginals()["shares"][group][name]
    return found


def quantiles(group: str, name: str) -> list[float]:
    """Return the values of a column at the nine levels named in ``marginals.toml``."""
    found: list[float] = _marginals()["quantiles"][group][name]
    return found


def rates() -> dict[str, float]:
    """Return how often each flag of the application is 1."""
    found: dict[str, float] = _marginals()["rates"]
    return found


def missing() -> dict[str, float]:
    """Return the share of applications without a value, for each column that describes the building."""
    found: dict[str, float] = _marginals()["missing"]
    return found
