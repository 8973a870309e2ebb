"""Two samples counted in the same bins, which the reference chooses."""

import numpy as np
import numpy.typing as npt
import polars as pl

__all__ = ["count_both", "is_category"]

Counts = npt.NDArray[np.int64]
Array = npt.NDArray[np.float64]

TENTHS = np.arange(1, 10) / 10


def count_both(reference: pl.Series, current: pl.Series) -> tuple[Counts, Counts]:
    """Count two samples of a feature in the same bins.

    Numbers fall into tenths of the reference; a value that makes up more than a tenth of it is a bin of its own, so
    that flags and small counts are seen too. Each category is a bin. The last bin holds the missing values.

    Returns
    -------
    tuple of arrays
        Rows a bin of the reference and of the current sample, both of shape (bins,).

    Examples
    --------
    >>> before, after = pl.Series(["a", "a", "b", None]), pl.Series(["b", "c"])
    >>> [counts.tolist() for counts in count_both(before, after)]
    [[2, 1, 0, 1], [0, 1, 1, 0]]
    """
    if is_category(reference):
        names = pl.concat([reference, current]).drop_nulls().unique().sort()
        return _categories(reference, names), _categories(current, names)
    edges = _edges(_known(reference))
    return _numbers(reference, edges), _numbers(current, edges)


def is_category(values: pl.Series) -> bool:
    """Tell whether the values are names rather than numbers."""
    return values.dtype == pl.String


def _known(values: pl.Series) -> Array:
    return values.drop_nulls().to_numpy().astype(np.float64)


def _edges(known: Array) -> Array:
    """Return the upper ends of the bins, that of the last left out."""
    if not len(known):
        return np.empty(0)
    cuts, times = np.unique(np.quantile(known, TENTHS, method="inverted_cdf"), return_counts=True)
    below_the_frequent = np.nextafter(cuts[times > 1], -np.inf)
    return np.union1d(cuts, below_the_frequent)


def _numbers(values: pl.Series, edges: Array) -> Counts:
    places = np.searchsorted(edges, _known(values), side="left")
    return np.append(np.bincount(places, minlength=len(edges) + 1), values.null_count()).astype(np.int64)


def _categories(values: pl.Series, names: pl.Series) -> Counts:
    found = dict(values.drop_nulls().value_counts().iter_rows())
    return np.array([*(found.get(name, 0) for name in names), values.null_count()], dtype=np.int64)
