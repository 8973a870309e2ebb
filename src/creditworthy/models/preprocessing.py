"""From features to the matrix that models take: numbers as they are, categories one-hot."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
import polars as pl

__all__ = ["Encoder"]

Matrix = npt.NDArray[np.float64]
RARE = 20


@dataclass(frozen=True)
class Encoder:
    """One-hot encoding with the categories of the training rows.

    Missing numbers stay missing (NaN); a missing or unseen category is 0 in all its columns.

    Parameters
    ----------
    features : sequence of str
        Columns taken from the feature frame, in this order.
    categories : mapping
        The known categories of each feature that holds names.
    """

    features: tuple[str, ...]
    categories: Mapping[str, tuple[str, ...]]

    @classmethod
    def fit(cls, frame: pl.DataFrame, features: Sequence[str]) -> "Encoder":
        """Learn the categories that occur often enough to tell something (in 20 rows or more)."""
        names = [name for name in features if frame.schema[name] == pl.String]
        return cls(tuple(features), {name: _common(frame[name]) for name in names})

    @cached_property
    def columns(self) -> tuple[tuple[str, str | None], ...]:
        """Each column of the matrix as (feature, category or None)."""
        return tuple((name, category) for name in self.features for category in self.categories.get(name, (None,)))

    @cached_property
    def owners(self) -> npt.NDArray[np.intp]:
        """The position in ``features`` of the feature that each column belongs to, shape (columns,)."""
        position = {name: index for index, name in enumerate(self.features)}
        return np.array([position[name] for name, _ in self.columns], dtype=np.intp)

    def encode(self, frame: pl.DataFrame) -> Matrix:
        """Return the matrix, shape (rows, columns), float64."""
        matrix = np.empty((frame.height, len(self.columns)), dtype=np.float64)
        for index, (name, category) in enumerate(self.columns):
            values = frame[name] if category is None else (frame[name] == category).fill_null(value=False)
            matrix[:, index] = values.cast(pl.Float64).to_numpy()
        return matrix


def _common(values: pl.Series) -> tuple[str, ...]:
    counted = values.drop_nulls().value_counts(name="rows").filter(pl.col("rows") >= RARE)
    return tuple(counted[values.name].sort().to_list())
