"""A fitted model: log-odds, what each column contributes to them, and a file without pickle."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from creditworthy.errors import ScorerError
from creditworthy.models.archive import write_archive

__all__ = ["BoosterModel", "FittedModel", "LinearModel", "fitted", "load_model"]

Matrix = npt.NDArray[np.float64]


class FittedModel(Protocol):
    """What every fitted model can do."""

    @property
    def file(self) -> str:
        """Name of the file it is saved in."""
        ...

    def margin(self, matrix: Matrix) -> Matrix:
        """Return log-odds of default before calibration, shape (rows,)."""
        ...

    def contributions(self, matrix: Matrix) -> Matrix:
        """Return what each column adds to the log-odds, and the base in the last column: shape (rows, columns + 1)."""
        ...

    def save(self, folder: Path) -> None:
        """Write ``file`` into a folder."""
        ...


@dataclass(frozen=True)
class BoosterModel:
    """A LightGBM booster; contributions are exact tree SHAP values (Lundberg et al., 2020)."""

    booster: Any
    threads: int = 1
    file: str = "model.txt"

    def margin(self, matrix: Matrix) -> Matrix:
        """Return log-odds, shape (rows,)."""
        return np.asarray(self.booster.predict(matrix, raw_score=True, num_threads=self.threads))

    def contributions(self, matrix: Matrix) -> Matrix:
        """Return SHAP values and the base, shape (rows, columns + 1)."""
        return np.asarray(self.booster.predict(matrix, pred_contrib=True, num_threads=self.threads))

    def save(self, folder: Path) -> None:
        """Write LightGBM's own text format."""
        (folder / self.file).write_text(self.booster.model_to_string(), encoding="utf-8")


@dataclass(frozen=True)
class LinearModel:
    """A scikit-learn pipeline that ends in a linear classifier, after an imputer that adds missing indicators.

    On standardised columns the SHAP value of a linear model is coefficient × value (Štrumbelj & Kononenko, 2014).
    """

    pipeline: Any
    file: str = "model.skops"

    def margin(self, matrix: Matrix) -> Matrix:
        """Return log-odds, shape (rows,)."""
        return np.asarray(self._terms(matrix).sum(axis=1) + self.pipeline[-1].intercept_[0])

    def contributions(self, matrix: Matrix) -> Matrix:
        """Return coefficient × standardised value and the intercept; an indicator counts for its column."""
        model, imputer = self.pipeline[-1], self.pipeline[0]
        terms = self._terms(matrix)
        width = matrix.shape[1]
        result = np.column_stack([terms[:, :width], np.full(len(matrix), model.intercept_[0])])
        for term, column in enumerate(imputer.indicator_.features_):
            result[:, column] += terms[:, width + term]
        return result

    def save(self, folder: Path) -> None:
        """Write a skops file."""
        write_archive(self.pipeline, folder / self.file)

    def _terms(self, matrix: Matrix) -> Matrix:
        # Not a product of matrices: its last bits depend on how many rows there are.
        return np.ascontiguousarray(self.pipeline[:-1].transform(matrix) * self.pipeline[-1].coef_[0])


def fitted(estimator: Any) -> FittedModel:
    """Return what a trained scikit-learn estimator can do."""
    return BoosterModel(estimator.booster_) if hasattr(estimator, "booster_") else LinearModel(estimator)


def load_model(path: Path) -> FittedModel:
    """Read the file that a fitted model was saved in.

    Raises
    ------
    ScorerError
        Where the file has no format that a scorer is saved in.
    """
    if path.suffix == ".txt":
        from lightgbm import Booster

        return BoosterModel(Booster(model_str=path.read_text(encoding="utf-8")))
    if path.suffix == ".skops":
        from skops.io import load

        return LinearModel(load(path, trusted=["numpy.dtype"]))  # in 0.16 not yet trusted by itself; it runs nothing
    raise ScorerError("{path}: no model is saved in a file of this kind", path=path.name)
