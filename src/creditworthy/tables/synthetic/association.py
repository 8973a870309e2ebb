"""Which numbers of a table go together: rank correlations of every two columns, where both are known."""

import numpy as np
import polars as pl

from creditworthy.tables.synthetic.draws import Numbers

__all__ = ["rank_correlations"]

_ENOUGH = 100
"""Rows in which both columns must be known."""
_VARIED = 0.004
"""Least variance of the ranks (of 1/12 at most): a column of which 98 % are equal goes with nothing."""


def rank_correlations(frame: pl.DataFrame) -> dict[tuple[str, str], float]:
    """Return the rank correlation of every two columns; ranks are among the column's known values.

    Examples
    --------
    >>> frame = pl.DataFrame({"x": range(200), "y": [*range(199), None], "z": [1] * 200})
    >>> {pair: round(found, 6) for pair, found in rank_correlations(frame).items()}
    {('x', 'y'): 1.0}
    """
    ranks = frame.select(pl.all().cast(pl.Float64).rank() / pl.len()).fill_null(float("nan")).to_numpy()
    matrix = _pairwise(ranks)
    names = frame.columns
    return {
        (names[i], names[j]): float(matrix[i, j])
        for i in range(len(names))
        for j in range(i + 1, len(names))
        if np.isfinite(matrix[i, j])
    }


def _pairwise(values: Numbers) -> Numbers:
    """Return Pearson's correlations over the rows in which both are known; NaN for too few or a constant."""
    known = np.isfinite(values).astype(np.float64)
    filled = np.where(known > 0, values, 0.0)
    count = known.T @ known
    with np.errstate(divide="ignore", invalid="ignore"):
        mean, square = filled.T @ known / count, (filled**2).T @ known / count
        covariance = filled.T @ filled / count - mean * mean.T
        variance = square - mean**2
        found = covariance / np.sqrt(variance * variance.T)
    usable = (count >= _ENOUGH) & (variance > _VARIED) & (variance.T > _VARIED)
    return np.where(usable, found, np.nan)
