"""The columns of the application that describe the applicant's building."""

import numpy as np

from creditworthy.tables.synthetic.circumstances import Circumstances
from creditworthy.tables.synthetic.draws import Labels, Numbers, blank, like, pick, reading
from creditworthy.tables.synthetic.marginals import missing, quantiles, shares
from creditworthy.tables.synthetic.shape import Columns

__all__ = ["building_columns"]

_LABELS = ("FONDKAPREMONT_MODE", "HOUSETYPE_MODE", "WALLSMATERIAL_MODE", "EMERGENCYSTATE_MODE")


def building_columns(c: Circumstances, rng: np.random.Generator) -> Columns:
    """Draw them so that they are known together, for about half of the applicants."""
    rates = missing()
    unknown = _known_rank(c, rng)
    quality = reading(rng, (0.4, c.region), (0.25, c.income))
    facts: dict[str, Numbers] = {}
    columns = {}
    for name, rate in rates.items():
        column = _label(name, len(c), rng) if name in _LABELS else _size(name, quality, facts, rng)
        columns[name] = blank(column, unknown < rate)
    return columns


def _known_rank(c: Circumstances, rng: np.random.Generator) -> Numbers:
    """Rank the applicants once for all columns: whoever lacks a common one lacks the rarer ones too."""
    score = reading(rng, (0.2, c.region), (0.15, c.stability))
    return np.argsort(np.argsort(score)) / len(c)


def _label(name: str, size: int, rng: np.random.Generator) -> Labels:
    """Draw a label of the building."""
    return pick(rng, shares("application", name), size)


def _size(name: str, quality: Numbers, facts: dict[str, Numbers], rng: np.random.Generator) -> Numbers:
    """Draw one measure; its average, mode and median are readings of one fact."""
    fact = name.rsplit("_", 1)[0]
    if fact not in facts:
        facts[fact] = reading(rng, (0.6, quality))
    return np.round(like(reading(rng, (0.99, facts[fact])), quantiles("application", name)), 4)
