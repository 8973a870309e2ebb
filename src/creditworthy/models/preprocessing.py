"""From features to the matrix that models take: numbers as they are, categories one-hot or by number."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import polars as pl

from creditworthy.models.matrix import Matrix

__all__ = ["Encoder", "Places"]

Column = npt.NDArray[np.float32]
Places: TypeAlias = npt.NDArray[np.intp] | None
RARE = 20

LARGEST = np.finfo(np.float32).max
"""What stands for a number that single precision cannot hold."""


@dataclass(frozen=True)
class Encoder:
    """One-hot encoding with the categories of the training rows, or one column of their numbers.

    Missing numbers stay missing (NaN); a missing or unseen category is 0 in all its columns, or NaN.

    Parameters
    ----------
    features : sequence of str
        Columns taken from the feature frame, in this order.
    categories : mapping
        The known categories of each feature that holds names.
    native : bool
        True where a feature that holds names is one column, the numbers of its categories from 0, for models that
        take categories as they are.
    offered : sequence of str
        The features that the matrix has columns for, where those are more: columns that no model looks at are missing.
    """

    features: tuple[str, ...]
    categories: Mapping[str, tuple[str, ...]]
    native: bool = False
    offered: tuple[str, ...] = ()

    @classmethod
    def fit(
        cls, frame: pl.DataFrame, features: Sequence[str], places: Places = None, *, native: bool = False
    ) -> "Encoder":
        """Learn the categories that 20 or more of the rows have, of those at some places or of all: enough to tell."""
        schema = frame.schema
        names = [name for name in features if schema[name] == pl.String]
        return cls(tuple(features), {name: _common(frame[name], places) for name in names}, native)

    def narrowed(self, looked_at: npt.NDArray[np.bool_]) -> "Encoder":
        """Return the encoding that needs no more features than those whose columns are looked at, shape (columns,).

        The matrix stays as wide as the model knows it. Where no column is looked at, every feature stays.
        """
        needed = {name for (name, _), seen in zip(self.columns, looked_at, strict=True) if seen}
        features = tuple(name for name in self.features if name in needed)
        return replace(self, features=features, offered=self.offered or self.features) if needed else self

    @cached_property
    def columns(self) -> tuple[tuple[str, str | None], ...]:
        """Each column of the matrix as (feature, category or None)."""
        names = self.offered or self.features
        if self.native:
            return tuple((name, None) for name in names)
        return tuple((name, category) for name in names for category in self.categories.get(name, (None,)))

    @cached_property
    def filled(self) -> npt.NDArray[np.intp]:
        """The columns that belong to ``features``, ascending: all of them, unless more features were offered."""
        own = set(self.features)
        return np.array([place for place, (name, _) in enumerate(self.columns) if name in own], dtype=np.intp)

    @cached_property
    def owners(self) -> npt.NDArray[np.intp]:
        """The position in ``features`` of the feature that each of the ``filled`` columns belongs to, same shape."""
        position = {name: index for index, name in enumerate(self.features)}
        return np.array([position[self.columns[place][0]] for place in self.filled], dtype=np.intp)

    @property
    def numbered(self) -> list[int]:
        """The columns that hold numbers of categories."""
        return [place for place, (name, _) in enumerate(self.columns) if self.native and name in self.categories]

    def encode(self, frame: pl.DataFrame, places: Places = None) -> Matrix:
        """Return the matrix of the rows at some places, or of all: shape (rows, columns), float32, column by column.

        The frame is not copied: of a fold, no more is held than one column and the matrix.
        """
        if frame.height == 1 and places is None:  # a Series for each column would take longer than the model
            return self.encode_row(frame.row(0, named=True))
        rows = frame.height if places is None else len(places)
        matrix = np.full((rows, len(self.columns)), np.nan, dtype=np.float32, order="F")
        for name, columns in self._at.items():
            known = self.categories.get(name)
            values = _numbers_of(frame[name]) if known is None else _codes(frame[name], known)
            told = values if places is None else values[places]
            for number, column in enumerate(columns):
                matrix[:, column] = told if known is None or self.native else told == number
        return matrix

    @cached_property
    def _at(self) -> dict[str, list[int]]:
        """The columns of each feature."""
        found: dict[str, list[int]] = {}
        for column in self.filled.tolist():
            found.setdefault(self.columns[column][0], []).append(column)
        return found

    def encode_row(self, row: Mapping[str, float | str | None]) -> Matrix:
        """Return the matrix of one row, shape (1, columns), as `encode` does."""
        matrix = np.full((1, len(self.columns)), np.nan)
        names, places = self._numbers
        matrix[0, places] = np.array([row[name] for name in names], dtype=np.float64)  # None becomes NaN
        for name, known in self._names.items():
            columns, number = self._at.get(name, []), known.get(row[name])
            if self.native:
                matrix[0, columns] = np.nan if number is None else number
            else:
                matrix[0, columns] = 0.0
                matrix[0, [] if number is None else columns[number]] = 1.0
        return _single(matrix)

    @cached_property
    def _numbers(self) -> tuple[list[str], list[int]]:
        """The features that are numbers, and the column of each."""
        names = [name for name in self.features if name not in self.categories]
        return names, [self._at[name][0] for name in names]

    @cached_property
    def _names(self) -> dict[str, dict[float | str | None, int]]:
        """The features that are names, with the number of each category."""
        known = {name: self.categories[name] for name in self.features if name in self.categories}
        return {name: {category: number for number, category in enumerate(one)} for name, one in known.items()}


def _numbers_of(values: pl.Series) -> Column:
    return _single(values.cast(pl.Float32).to_numpy())


def _single(numbers: npt.NDArray[np.floating]) -> Column:
    held: Column = np.clip(numbers, -LARGEST, LARGEST).astype(np.float32, copy=False)
    return held


def _codes(values: pl.Series, known: tuple[str, ...]) -> Column:
    """Return the number of each value's category, from 0; NaN where it is missing or unknown."""
    if not known:
        return np.full(len(values), np.nan, dtype=np.float32)
    return values.cast(pl.Enum(known), strict=False).to_physical().cast(pl.Float32).to_numpy()


def _common(values: pl.Series, places: Places) -> tuple[str, ...]:
    some = values if places is None else values.gather(places)
    counted = some.drop_nulls().value_counts(name="rows").filter(pl.col("rows") >= RARE)
    return tuple(counted[values.name].sort().to_list())
