"""How LIME sees one applicant: each feature as one of a few codes, of which one is the applicant's own."""

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

from creditworthy.features import Feature
from creditworthy.language import say, value

__all__ = ["Coding", "coding"]

Content = float | str | None


@dataclass(frozen=True)
class Coding:
    """The codes of a feature: 0, 1, 2, ….

    Parameters
    ----------
    entry : Feature
        The feature.
    values : tuple
        What each code stands for: the applicant's own value under their own code, a typical one under the others.
    shares : tuple of float
        How often each code occurs in the population.
    own : int
        The applicant's code.
    condition : str
        What the applicant's own code says, in the current language.
    """

    entry: Feature
    values: tuple[Content, ...]
    shares: tuple[float, ...]
    own: int
    condition: str

    def decode(self, codes: npt.NDArray[np.float64]) -> pl.Series:
        """Return the values that codes stand for, shape (rows,)."""
        kind = pl.String if self.entry.categorical else pl.Float64
        return pl.Series(self.entry.name, self.values, dtype=kind).gather(codes.astype(np.int64))


def coding(entry: Feature, content: Content, background: Mapping[str, Any]) -> Coding:
    """Return the codes of a feature for an applicant.

    Numbers are cut between the fifths of the population; a missing one is taken as the median, for the applicant as
    for the population. Categories are codes as they are; ``missing`` and all ``other`` ones have a code each.

    Parameters
    ----------
    entry : Feature
        The feature.
    content : float, str or None
        The applicant's value.
    background : mapping
        What `creditworthy.explanation.background` returned for the training rows.
    """
    if entry.categorical:
        return _category(entry, content, background["categories"][entry.name])
    return _number(entry, content, background["numbers"][entry.name])


def _category(entry: Feature, content: Content, known: Mapping[str, Any]) -> Coding:
    names = list(known["frequencies"])
    other, missing = len(names), len(names) + 1
    own = missing if content is None else names.index(str(content)) if content in names else other
    return Coding(
        entry=entry,
        # To a model, a rare category is as good as a missing one: 0 in all its columns.
        values=(*names, None, None),
        shares=(*known["frequencies"].values(), known["other"], known["missing"]),
        own=own,
        condition=value(content, "category"),
    )


def _number(entry: Feature, content: Content, known: Mapping[str, Any]) -> Coding:
    edges, typical = known["bins"]["up_to"], list(known["bins"]["typical"])
    if not typical:
        return Coding(entry, (content,), (1.0,), 0, value(content, entry.unit))
    taken = known["median"] if content is None else float(content)
    own = bisect_left(edges, taken)
    typical[own] = taken
    shares = [share * (1 - known["missing"]) for share in known["bins"]["shares"]]
    shares[bisect_left(edges, known["median"])] += known["missing"]
    condition = _unknown(taken, entry.unit) if content is None else _within(taken, own, edges, entry.unit)
    return Coding(entry, tuple(typical), tuple(shares), own, condition)


def _unknown(taken: float, unit: str) -> str:
    return say("unknown, taken as {value}", value=value(taken, unit))


def _within(taken: float, own: int, edges: list[float], unit: str) -> str:
    """Say where a value lies among the fifths of the population, unless it is the edge itself."""
    written = value(taken, unit)
    low, high = (value(edge, unit) for edge in (edges[own - 1], edges[min(own, len(edges) - 1)])) if edges else ("", "")
    above, at_most = own > 0 and low != written, own < len(edges) and high != written
    if above and at_most:
        return say("{value}, above {low} and at most {high}", value=written, low=low, high=high)
    if above:
        return say("{value}, above {low}", value=written, low=low)
    return say("{value}, at most {high}", value=written, high=high) if at_most else written
