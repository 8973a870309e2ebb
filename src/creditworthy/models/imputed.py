"""A model behind an imputer: what resampling that cannot take missing values leaves behind."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from creditworthy.models.matrix import Array, Mask, Matrix

if TYPE_CHECKING:
    from creditworthy.models.fitted import FittedModel

__all__ = ["MEDIANS", "ImputedModel"]

MEDIANS = "medians.npy"


@dataclass(frozen=True)
class ImputedModel:
    """A model that sees the median of the training rows, shape (columns,), where a value is missing."""

    medians: npt.NDArray[np.float32]
    model: "FittedModel"

    @classmethod
    def load(cls, folder: Path, model: "FittedModel") -> "ImputedModel":
        """Read the medians that were saved beside a model."""
        return cls(np.load(folder / MEDIANS, allow_pickle=False), model)

    @property
    def files(self) -> tuple[str, ...]:
        """Names of the files it is saved in."""
        return (MEDIANS, *self.model.files)

    def margin(self, matrix: Matrix) -> Array:
        """Return log-odds, shape (rows,)."""
        return self.model.margin(self._filled(matrix))

    def contributions(self, matrix: Matrix) -> Array:
        """Return contributions and the base, shape (rows, columns + 1)."""
        return self.model.contributions(self._filled(matrix))

    def looks_at(self, columns: int) -> Mask:
        """Return which columns the model behind looks at, shape (columns,)."""
        return self.model.looks_at(columns)

    def save(self, folder: Path) -> None:
        """Write the medians and the model."""
        np.save(folder / MEDIANS, self.medians, allow_pickle=False)
        self.model.save(folder)

    def _filled(self, matrix: Matrix) -> Matrix:
        return np.where(np.isnan(matrix), self.medians, matrix)
