"""Every interval comes from here."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import sqrt

import numpy as np
import numpy.typing as npt

__all__ = ["Interval", "bootstrap", "wilson"]

Rows = npt.NDArray[np.intp]

_Z95 = 1.959963984540054  # the normal distribution's 97.5 % point


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


def _quantiles(values: list[float], tail: float) -> tuple[float, float]:
    low, high = np.quantile(values, [tail, 1.0 - tail])
    return float(low), float(high)
