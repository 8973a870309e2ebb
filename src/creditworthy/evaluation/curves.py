"""Curves that a committee looks at, thinned to what an eye can tell; each from outcomes and unseen probabilities."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from creditworthy.decision import Costs

__all__ = ["Swap", "cost_curve", "precision_recall", "roc", "swap"]

Labels = npt.NDArray[np.integer]
Array = npt.NDArray[np.float64]
POINTS = 120
"""How many points a curve keeps."""


@dataclass(frozen=True)
class Swap:
    """Applicants whom two models decide differently: how many, and how many of them defaulted."""

    applicants: int
    defaults: int


def roc(defaulted: Labels, probability: Array) -> dict[str, list[float]]:
    """Return shares of good loans (``x``) and of defaults (``y``) declined as the threshold falls.

    >>> roc(np.array([1, 0, 1, 0]), np.array([0.9, 0.8, 0.7, 0.1]))
    {'x': [0.0, 0.0, 0.5, 0.5, 1.0], 'y': [0.0, 0.5, 0.5, 1.0, 1.0]}
    """
    declined, defaults = _ranked(defaulted, probability)
    return _thinned((declined - defaults) / (declined - defaults)[-1], defaults / defaults[-1])


def precision_recall(defaulted: Labels, probability: Array) -> dict[str, list[float]]:
    """Return the share of defaults declined (``x``) and the share of the declined that default (``y``)."""
    declined, defaults = _ranked(defaulted, probability)
    return _thinned((defaults / defaults[-1])[1:], defaults[1:] / declined[1:])


def cost_curve(defaulted: Labels, probability: Array, costs: Costs, *, most: float = 0.5) -> dict[str, list[float]]:
    """Return thresholds from 0 to ``most`` (``x``) and what an applicant costs at each (``y``), in lost good loans."""
    thresholds = np.linspace(0.0, most, POINTS)
    ranked = np.argsort(probability, kind="stable")
    defaults = np.concatenate([[0], np.cumsum(defaulted[ranked])])
    granted = np.searchsorted(probability[ranked], thresholds, side="left")
    lost = (len(defaulted) - granted) - (defaults[-1] - defaults[granted])
    cost = costs.missed_default * defaults[granted] + costs.lost_good_loan * lost
    return {"x": thresholds.tolist(), "y": (cost / len(defaulted)).tolist()}


def swap(defaulted: Labels, one: Array, other: Array) -> dict[str, Swap]:
    """Return who is granted by the first model and declined by the second, and the reverse.

    Parameters
    ----------
    defaulted : ndarray of shape (n,)
        Outcomes.
    one, other : ndarray of shape (n,)
        1 where a model declines.
    """
    first, second = np.asarray(one, bool), np.asarray(other, bool)
    sides = {"granted_by_the_first": ~first & second, "granted_by_the_second": first & ~second}
    return {name: Swap(int(rows.sum()), int(defaulted[rows].sum())) for name, rows in sides.items()}


def _ranked(defaulted: Labels, probability: Array) -> tuple[Array, Array]:
    """Return how many are declined, and how many defaults, after each group of equal probabilities, from 0 on."""
    order = np.argsort(-probability, kind="stable")
    ends = np.flatnonzero(np.append(np.diff(probability[order]) != 0, True))
    return np.append(0.0, ends + 1.0), np.append(0.0, np.cumsum(defaulted[order])[ends])


def _thinned(x: Array, y: Array) -> dict[str, Any]:
    kept = np.unique(np.linspace(0, len(x) - 1, POINTS).astype(int))
    return {"x": x[kept].tolist(), "y": y[kept].tolist()}
