"""A scorecard as it is saved and read: bins of each column, their weights of evidence, and one weight a column."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from creditworthy.models.matrix import Array, Mask, Matrix

__all__ = ["BinnedColumn", "ScorecardModel", "load_scorecard"]


@dataclass(frozen=True)
class BinnedColumn:
    """One column of a scorecard.

    Parameters
    ----------
    column : int
        Its place in the matrix.
    splits : tuple of float
        Where a bin ends and the next begins; a value on a split belongs to the upper bin.
    evidence : tuple of float
        Weight of evidence for default of each bin, in log-odds: above 0 it speaks for default.
    unknown : float
        The weight of evidence of a missing value.
    weight : float
        What the evidence is multiplied by.
    """

    column: int
    splits: tuple[float, ...]
    evidence: tuple[float, ...]
    unknown: float
    weight: float

    def points(self, matrix: Matrix) -> Array:
        """Return what the column adds to the log-odds, shape (rows,).

        >>> BinnedColumn(0, (10.0,), (0.5, -0.5), 0.1, 2.0).points(np.array([[9.0], [10.0], [np.nan]])).tolist()
        [1.0, -1.0, 0.2]
        """
        return self.found(matrix) * self.weight

    def found(self, matrix: Matrix) -> Array:
        """Return the weight of evidence of each row, shape (rows,)."""
        values = matrix[:, self.column]
        bins = np.searchsorted(np.asarray(self.splits), values, side="right")  # NaN sorts last
        return np.where(np.isnan(values), self.unknown, np.asarray(self.evidence)[np.minimum(bins, len(self.splits))])


@dataclass(frozen=True)
class ScorecardModel:
    """Columns whose points add up to log-odds; saved as JSON that a committee can read."""

    columns: Sequence[BinnedColumn]
    intercept: float
    files: tuple[str, ...] = ("scorecard.json",)

    def margin(self, matrix: Matrix) -> Array:
        """Return log-odds, shape (rows,)."""
        total = np.full(len(matrix), self.intercept)
        for column in self.columns:
            total = total + column.points(matrix)
        return total

    def contributions(self, matrix: Matrix) -> Array:
        """Return the points of each column and the intercept, shape (rows, columns + 1)."""
        parts = np.zeros((len(matrix), matrix.shape[1] + 1))
        parts[:, -1] = self.intercept
        for column in self.columns:
            parts[:, column.column] = column.points(matrix)
        return parts

    def looks_at(self, columns: int) -> Mask:
        """Return which columns have points, shape (columns,)."""
        seen = np.zeros(columns, dtype=np.bool_)
        seen[[column.column for column in self.columns]] = True
        return seen

    def save(self, folder: Path) -> None:
        """Write it as JSON."""
        saved = {"intercept": self.intercept, "columns": [asdict(column) for column in self.columns]}
        (folder / self.files[0]).write_text(json.dumps(saved, indent=1) + "\n", encoding="utf-8")


def load_scorecard(path: Path) -> ScorecardModel:
    """Read a scorecard that was saved as JSON."""
    saved: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return ScorecardModel([_column(**column) for column in saved["columns"]], saved["intercept"])


def _column(splits: Sequence[float], evidence: Sequence[float], **others: Any) -> BinnedColumn:
    return BinnedColumn(splits=tuple(splits), evidence=tuple(evidence), **others)
