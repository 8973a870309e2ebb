"""Every interval comes from here."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist

import numpy as np
import numpy.typing as npt

__all__ = ["Interval", "bootstrap", "delong", "percentiles", "resampled", "wilson"]

Rows = npt.NDArray[np.intp]
Array = npt.NDArray[np.float64]

_Z95 = 1.959963984540054  # the normal distribution's 97.5 % point
_AT_ONCE = 1_000_000  # weights held in memory at a time: about what the processor's cache holds


@dataclass(frozen=True)
class Interval:
    """A value measured on a sample, and where it would lie on other samples of the same size."""

    value: float
    low: float
    high: float


def bootstrap(
    measure: Callable[[Rows], Mapping[str, float]],
    rows: int,
    *,
    seed: int,
    repeats: int = 200,
    level: float = 0.95,
) -> dict[str, Interval]:
    """Return values with percentile bootstrap intervals (Efron & Tibshirani, 1993).

    Parameters
    ----------
    measure : callable
        Takes row numbers, shape (rows,), and returns values by name.
    rows : int
        Size of the sample.
    seed, repeats, level
        Seed of the resampling, how many resamples, and how much of them the interval holds.

    Examples
    --------
    >>> values = np.arange(100.0)
    >>> found = bootstrap(lambda rows: {"mean": float(values[rows].mean())}, 100, seed=1)["mean"]
    >>> found.value, found.low < 49.5 < found.high
    (49.5, True)
    """
    random = np.random.default_rng(seed)
    whole = measure(np.arange(rows))
    again = [measure(random.integers(0, rows, rows)) for _ in range(repeats)]
    tail = (1.0 - level) / 2.0
    return {
        name: Interval(value, *_quantiles([sample[name] for sample in again], tail)) for name, value in whole.items()
    }


def resampled(
    measure: Callable[[Array], Mapping[str, Array]], rows: int, *, seed: int, repeats: int = 200
) -> dict[str, Array]:
    """Return values of a sample, and after them those of its resamples, shape (1 + repeats,) each.

    A resample is told by how often it holds each row, so that many of them are measured in a few operations on
    matrices. They are the resamples of `bootstrap`: what is measured together, or with the same seed, is paired.

    Parameters
    ----------
    measure : callable
        Takes how often each row counts, shape (resamples, rows), and returns values by name, shape (resamples,).
    rows : int
        Size of the sample.
    seed, repeats
        Seed of the resampling, and how many resamples.

    Examples
    --------
    >>> values = np.arange(100.0)
    >>> found = resampled(lambda weights: {"mean": weights @ values / 100}, 100, seed=1, repeats=3)["mean"]
    >>> found[0], found.shape
    (np.float64(49.5), (4,))
    """
    random = np.random.default_rng(seed)
    some = max(1, _AT_ONCE // max(rows, 1))
    found = [measure(np.ones((1, rows)))]
    for done in range(0, repeats, some):
        drawn = [random.integers(0, rows, rows) for _ in range(min(some, repeats - done))]
        found.append(measure(np.array([np.bincount(one, minlength=rows) for one in drawn], dtype=np.float64)))
    return {name: np.concatenate([part[name] for part in found]) for name in found[0]}


def percentiles(values: Array, level: float = 0.95) -> Interval:
    """Return the percentile interval of a value that is followed by those of its resamples, as `resampled` gives it.

    >>> percentiles(np.array([5.0, 1.0, 2.0, 3.0]), level=1.0)
    Interval(value=5.0, low=1.0, high=3.0)
    """
    return Interval(float(values[0]), *_quantiles(values[1:], (1.0 - level) / 2.0))


def delong(defaulted: npt.NDArray[np.integer], one: Array, other: Array, *, level: float = 0.95) -> Interval:
    """Return by how much the first ranking has a higher area under the ROC curve, with its interval.

    The two rank the same applicants, so that what is common to them cancels out (DeLong, DeLong & Clarke-Pearson,
    1988; computed with ranks as in Sun & Xu, 2014).

    Parameters
    ----------
    defaulted : array of int
        0 or 1, shape (rows,).
    one, other : array of float
        Probabilities, or anything that ranks alike, shape (rows,). Against a constant, the difference is that from
        chance, 0.5.
    level : float
        How much of what chance may do the interval holds.

    Examples
    --------
    >>> outcome, good = np.array([0, 0, 1, 1]), np.array([0.1, 0.2, 0.8, 0.9])
    >>> delong(outcome, good, good).value
    0.0
    >>> delong(outcome, good, -good).value
    1.0
    """
    bad = np.asarray(defaulted).astype(bool)
    above = [_placements(bad, scores) for scores in (one, other)]
    of_bad, of_good = above[0][0] - above[1][0], above[0][1] - above[1][1]
    difference = float(of_bad.mean())
    variance = of_bad.var(ddof=1) / len(of_bad) + of_good.var(ddof=1) / len(of_good)
    half = NormalDist().inv_cdf((1.0 + level) / 2.0) * sqrt(float(variance))
    return Interval(difference, difference - half, difference + half)


def _placements(bad: npt.NDArray[np.bool_], scores: Array) -> tuple[Array, Array]:
    """Return of each default the share of good loans below it, and of each good loan the share of defaults above."""
    ranks = _midranks(scores)
    of_bad = (ranks[bad] - _midranks(scores[bad])) / (~bad).sum()
    of_good = 1.0 - (ranks[~bad] - _midranks(scores[~bad])) / bad.sum()
    return of_bad, of_good


def _midranks(values: Array) -> Array:
    _, position, count = np.unique(values, return_inverse=True, return_counts=True)
    last = np.cumsum(count)
    return np.asarray((last - (count - 1) / 2.0)[position], dtype=np.float64)


def wilson(count: int, total: int) -> Interval | None:
    """Return a share that was counted, with its 95 % interval (Wilson, 1927); None where the total is 0.

    >>> found = wilson(0, 10)
    >>> found.value, found.low, round(found.high, 4)
    (0.0, 0.0, 0.2775)
    """
    if total == 0:
        return None
    share, spread = count / total, _Z95**2 / total
    centre = (share + spread / 2) / (1 + spread)
    half = _Z95 * sqrt(share * (1 - share) / total + spread / (4 * total)) / (1 + spread)
    return Interval(share, max(0.0, centre - half), min(1.0, centre + half))


def _quantiles(values: list[float] | Array, tail: float) -> tuple[float, float]:
    low, high = np.quantile(values, [tail, 1.0 - tail])
    return float(low), float(high)
