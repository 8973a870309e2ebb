"""The scorecard candidate: weights of evidence of optimal bins, added up by logistic regression."""

from typing import Any

import numpy as np
import numpy.typing as npt

from creditworthy.models.candidate import Kind, candidate
from creditworthy.models.matrix import Array, Matrix
from creditworthy.models.woe import BinnedColumn, ScorecardModel

__all__ = ["Scorecard", "scorecard"]

Labels = npt.NDArray[np.integer]
QUANTILES = np.linspace(0.1, 0.9, 9)
ALIKE = 0.75
"""A column whose evidence correlates more than this with that of a better one is left out."""
LEAST = 0.005
"""A column with less information value than this is not worth a row of the card."""
SMOOTHING = 0.5


@candidate(Kind.LINE, most=(15, 25, 40), C=(0.01, 0.1, 1.0))
def scorecard(seed: int, *, most: int = 25, C: float = 0.1) -> Any:  # noqa: ARG001, N803
    """Points a committee can add up by hand: optimal bins, weights of evidence, one weight a column."""
    return Scorecard(most=most, C=C)


class Scorecard:
    """A scorecard (Siddiqi, *Credit Risk Scorecards*, 2006) on bins by optbinning (Navas-Palencia, 2020).

    Columns are taken by information value, those that say the same left out; their bins are monotone in the default
    rate. A column whose weight would turn its evidence round is dropped.

    Parameters
    ----------
    most : int
        How many columns at most.
    C : float
        Inverse strength of the penalty of the logistic regression.
    """

    def __init__(self, most: int = 25, C: float = 0.1) -> None:  # noqa: N803 - scikit-learn's name
        self.most = most
        self.C = C

    def get_params(self, deep: bool = True) -> dict[str, Any]:  # noqa: ARG002 - as scikit-learn asks
        """Return its parameters by name."""
        return {"most": self.most, "C": self.C}

    def fit(self, X: Matrix, y: Labels, sample_weight: Array | None = None) -> "Scorecard":  # noqa: N803
        """Choose columns, bin them, weigh them."""
        self.model_ = self._weighed(self._chosen(X, y), X, y, sample_weight)
        return self

    def _chosen(self, matrix: Matrix, defaulted: Labels) -> list[BinnedColumn]:
        """Return binned columns, the most telling first, none of which says what a better one said."""
        value = np.array([_value(column, defaulted) for column in matrix.T])
        kept: list[BinnedColumn] = []
        evidence: list[Array] = []
        for place in np.argsort(-value, kind="stable")[: 3 * self.most]:
            if len(kept) == self.most or value[place] < LEAST:
                break
            rough = _binned(int(place), matrix, defaulted, _quantiles(matrix[:, place]))
            found = rough.found(matrix)
            if found.std() == 0 or any(abs(np.corrcoef(found, other)[0, 1]) > ALIKE for other in evidence):
                continue
            kept.append(_binned(int(place), matrix, defaulted, _optimal(matrix[:, place], defaulted)))
            evidence.append(found)
        return kept

    def _weighed(
        self, columns: list[BinnedColumn], matrix: Matrix, defaulted: Labels, weights: Array | None
    ) -> ScorecardModel:
        from sklearn.linear_model import LogisticRegression

        while columns:
            evidence = np.column_stack([column.found(matrix) for column in columns])
            line = LogisticRegression(C=self.C, max_iter=1000).fit(evidence, defaulted, weights)
            turned = line.coef_[0] <= 0
            if not turned.any():
                weighed = [
                    BinnedColumn(column.column, column.splits, column.evidence, column.unknown, float(weight))
                    for column, weight in zip(columns, line.coef_[0], strict=True)
                ]
                return ScorecardModel(weighed, float(line.intercept_[0]))
            columns = [column for column, out in zip(columns, turned, strict=True) if not out]
        share = np.average(defaulted, weights=weights)
        return ScorecardModel([], float(np.log(share / (1 - share))))


def _optimal(values: Matrix, defaulted: Labels) -> Array:
    """Return where optimal bins end: at most eight of 2 % of the rows or more, monotone in the default rate."""
    from optbinning import OptimalBinning

    known = ~np.isnan(values)
    if len(np.unique(values[known])) <= 2 or len(np.unique(defaulted[known])) < 2:
        return _quantiles(values)
    binning = OptimalBinning(max_n_prebins=20, max_n_bins=8, min_prebin_size=0.02, monotonic_trend="auto_asc_desc")
    return np.asarray(binning.fit(values[known], defaulted[known]).splits)


def _quantiles(values: Matrix) -> Array:
    known = values[~np.isnan(values)]
    if not len(known):
        return np.empty(0)
    splits = np.unique(np.quantile(known, QUANTILES, method="higher"))
    return np.asarray(splits[splits > known.min()])


def _binned(place: int, matrix: Matrix, defaulted: Labels, splits: Array) -> BinnedColumn:
    good, bad = _counts(matrix[:, place], defaulted, splits)
    evidence = _evidence(good, bad)
    return BinnedColumn(
        place, tuple(map(float, splits)), tuple(map(float, evidence[:-1])), float(evidence[-1]), weight=1.0
    )


def _counts(values: Matrix, defaulted: Labels, splits: Array) -> tuple[Array, Array]:
    """Return the good and the bad loans of each bin, the missing values last."""
    unknown = np.isnan(values)
    bins = np.where(unknown, len(splits) + 1, np.searchsorted(splits, values, side="right"))
    total = np.bincount(bins, minlength=len(splits) + 2).astype(float)
    bad = np.asarray(np.bincount(bins, weights=defaulted, minlength=len(splits) + 2), dtype=float)
    return total - bad, bad


def _evidence(good: Array, bad: Array) -> Array:
    """Return the weight of evidence of bins; half a loan is added to both sides, and an empty bin says nothing."""
    share = ((bad + SMOOTHING) / (bad.sum() + SMOOTHING)) / ((good + SMOOTHING) / (good.sum() + SMOOTHING))
    return np.where(good + bad > 0, np.log(share), 0.0)


def _value(values: Matrix, defaulted: Labels) -> float:
    """Return the information value of a column in ten quantiles."""
    good, bad = _counts(values, defaulted, _quantiles(values))
    return float(np.sum((bad / bad.sum() - good / good.sum()) * _evidence(good, bad)))
