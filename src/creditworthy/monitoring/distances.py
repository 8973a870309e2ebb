"""The monitors: distances between a reference sample and a current one, for numbers and categories alike.

None of them is a test of significance: their alarms do not grow with the number of rows.
"""

import numpy as np
import numpy.typing as npt
import polars as pl

from creditworthy.monitoring.bins import count_both, is_category
from creditworthy.monitoring.monitor import monitor

__all__ = ["jensen_shannon", "kolmogorov_smirnov", "missing_share", "population_stability", "stability_of_counts"]

Array = npt.NDArray[np.float64]
Counts = npt.NDArray[np.int64]

A_THOUSANDTH = 0.001


@monitor(warn=0.10, alarm=0.25)
def population_stability(reference: pl.Series, current: pl.Series) -> float:
    """Return the population stability index over the bins of `count_both`: Σ (c − r)·ln(c / r) of their shares.

    A thousandth is added to each share, so that an empty bin counts, but not without end. Source of formula and levels:
    Siddiqi, *Credit Risk Scorecards*, 2006.

    >>> before, after = pl.Series(["a"] * 50 + ["b"] * 50), pl.Series(["a"] * 80 + ["b"] * 20)
    >>> population_stability(before, before), round(population_stability(before, after), 2)
    (0.0, 0.41)
    """
    return stability_of_counts(*count_both(reference, current))


def stability_of_counts(reference: Counts, current: Counts) -> float:
    """Return the population stability index of two samples that were counted in the same bins.

    Of loans repaid and loans in default it is the information value of the column that was counted.

    >>> round(stability_of_counts(np.array([50, 50]), np.array([80, 20])), 2)
    0.41
    """
    r, c = (_shares(_shares(counts) + A_THOUSANDTH) for counts in (reference, current))
    return float(np.sum((c - r) * np.log(c / r)))


@monitor(warn=0.10, alarm=0.18)
def jensen_shannon(reference: pl.Series, current: pl.Series) -> float:
    """Return the Jensen–Shannon distance over the bins of `count_both`, natural logarithm: from 0 to 0.83.

    For small shifts the population stability index is eight times its square, hence the levels. Source: Endres &
    Schindelin, *A new metric for probability distributions*, 2003.

    >>> before, after = pl.Series(["a"] * 50 + ["b"] * 50), pl.Series(["a"] * 80 + ["b"] * 20)
    >>> jensen_shannon(before, before), round(jensen_shannon(before, after), 2)
    (0.0, 0.23)
    """
    from scipy.special import rel_entr

    r, c = (_shares(counts) for counts in count_both(reference, current))
    between = (r + c) / 2
    divergence = (rel_entr(r, between).sum() + rel_entr(c, between).sum()) / 2
    return float(np.sqrt(max(divergence, 0.0)))


@monitor(warn=0.10, alarm=0.20)
def kolmogorov_smirnov(reference: pl.Series, current: pl.Series) -> float:
    """Return the largest difference of a share: of the values up to any number, or of any group of categories.

    Missing values come below every number, and are a category like others. Source: Massey, *The Kolmogorov–Smirnov
    test for goodness of fit*, 1951; of categories it is their total variation.

    >>> kolmogorov_smirnov(pl.Series([1.0, 2.0, 3.0, 4.0]), pl.Series([3.0, 4.0]))
    0.5
    >>> kolmogorov_smirnov(pl.Series(["a", "b"]), pl.Series(["a", "a", "a", "b"]))
    0.25
    """
    if is_category(reference):
        r, c = (_shares(counts) for counts in count_both(reference, current))
        return float(np.abs(c - r).sum() / 2)
    # Not scipy's ks_2samp: it cannot give the distance without a p-value, which fails on very small samples.
    before, now = (np.sort(values.cast(pl.Float64).fill_null(-np.inf).to_numpy()) for values in (reference, current))
    anywhere = np.concatenate([before, now])
    shares = (np.searchsorted(side, anywhere, side="right") / len(side) for side in (before, now))
    return float(np.abs(np.subtract(*shares)).max())


@monitor(warn=0.05, alarm=0.15)
def missing_share(reference: pl.Series, current: pl.Series) -> float:
    """Return the difference of the shares of missing values: it grows where a field is no longer filled in.

    >>> missing_share(pl.Series([1.0, None]), pl.Series([1.0, 2.0, 3.0, None]))
    0.25
    """
    return abs(current.null_count() / len(current) - reference.null_count() / len(reference))


def _shares(counts: npt.NDArray[np.integer] | Array) -> Array:
    return np.asarray(counts / counts.sum(), dtype=np.float64)
