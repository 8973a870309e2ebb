"""Models of scikit-learn, saved with skops."""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from creditworthy.models.archive import write_archive
from creditworthy.models.matrix import Array, Mask, Matrix

__all__ = [
    "AdditiveTreesModel",
    "AveragedTreesModel",
    "LinearModel",
    "PriorModel",
    "ScikitModel",
    "load_scikit",
    "scikit_model",
]

TRUSTED = [
    "numpy.dtype",  # skops 0.16 does not trust it by itself; it runs nothing
    # Their nodes are read without bounds checks: a scorer's files are only loaded after their digests were compared.
    "sklearn.ensemble._hist_gradient_boosting.predictor.TreePredictor",
    "sklearn.tree._tree.Tree",
]
SURE = 1e-6


@dataclass(frozen=True)
class ScikitModel(ABC):
    """An estimator in a skops file."""

    estimator: Any
    files: tuple[str, ...] = ("model.skops",)

    @abstractmethod
    def margin(self, matrix: Matrix) -> Array:
        """Return log-odds, shape (rows,)."""

    @abstractmethod
    def contributions(self, matrix: Matrix) -> Array:
        """Return contributions and the base, shape (rows, columns + 1)."""

    def looks_at(self, columns: int) -> Mask:
        """Return that it may look at every column, shape (columns,)."""
        return np.ones(columns, dtype=np.bool_)

    def save(self, folder: Path) -> None:
        """Write a skops file."""
        write_archive(self.estimator, folder / self.files[0])

    def _probability(self, matrix: Matrix) -> Array:
        probability: Array = np.asarray(self.estimator.predict_proba(matrix))[:, 1]
        return np.clip(probability, SURE, 1.0 - SURE)


@dataclass(frozen=True)
class PriorModel(ScikitModel):
    """The same probability for everybody: no column contributes."""

    def margin(self, matrix: Matrix) -> Array:
        """Return log-odds, shape (rows,)."""
        return _log_odds(self._probability(matrix))

    def contributions(self, matrix: Matrix) -> Array:
        """Return zeros and the base, shape (rows, columns + 1)."""
        return np.column_stack([np.zeros(matrix.shape), self.margin(matrix)])


@dataclass(frozen=True)
class LinearModel(ScikitModel):
    """A pipeline that ends in a linear classifier, after an imputer that adds missing indicators.

    On standardised columns the SHAP value of a linear model is coefficient × value (Štrumbelj & Kononenko, 2014).
    """

    def margin(self, matrix: Matrix) -> Array:
        """Return log-odds, shape (rows,)."""
        return np.asarray(self._terms(matrix).sum(axis=1) + self.estimator[-1].intercept_[0])

    def contributions(self, matrix: Matrix) -> Array:
        """Return coefficient × standardised value and the intercept; an indicator counts for its column."""
        model, imputer = self.estimator[-1], self.estimator[0]
        terms = self._terms(matrix)
        width = matrix.shape[1]
        result = np.column_stack([terms[:, :width], np.full(len(matrix), model.intercept_[0])])
        for term, column in enumerate(imputer.indicator_.features_):
            result[:, column] += terms[:, width + term]
        return result

    def _terms(self, matrix: Matrix) -> Array:
        # Not a product of matrices: its last bits depend on how many rows there are. In doubles, as they are added up.
        weights = self.estimator[-1].coef_[0].astype(np.float64)
        return np.ascontiguousarray(self.estimator[:-1].transform(matrix) * weights)


@dataclass(frozen=True)
class AdditiveTreesModel(ScikitModel):
    """Boosted trees, whose values add up to log-odds."""

    def margin(self, matrix: Matrix) -> Array:
        """Return log-odds, shape (rows,)."""
        return np.asarray(self.estimator.decision_function(matrix))

    def contributions(self, matrix: Matrix) -> Array:
        """Return exact tree SHAP values and the base, shape (rows, columns + 1)."""
        values, base = _tree_shap(self.estimator, matrix)
        return np.column_stack([values, np.full(len(matrix), base)])


@dataclass(frozen=True)
class AveragedTreesModel(ScikitModel):
    """A tree or a forest, whose values average to a probability.

    Tree SHAP values of the probability are put on the scale of log-odds applicant by applicant: the features keep
    their shares of the way from the base to the answer.
    """

    def margin(self, matrix: Matrix) -> Array:
        """Return log-odds, shape (rows,)."""
        return _log_odds(self._probability(matrix))

    def contributions(self, matrix: Matrix) -> Array:
        """Return scaled SHAP values and the base, shape (rows, columns + 1)."""
        values, base = _tree_shap(self.estimator, matrix)
        start = _log_odds(np.clip(base, SURE, 1.0 - SURE))
        way = values.sum(axis=1)
        scale = np.divide(self.margin(matrix) - start, way, out=np.zeros(len(matrix)), where=np.abs(way) > 0)
        return np.column_stack([values * scale[:, None], np.full(len(matrix), start)])


def scikit_model(estimator: Any) -> ScikitModel:
    """Return what a trained estimator of scikit-learn can do."""
    kinds: dict[str, type[ScikitModel]] = {
        "DummyClassifier": PriorModel,
        "Pipeline": LinearModel,
        "HistGradientBoostingClassifier": AdditiveTreesModel,
        "DecisionTreeClassifier": AveragedTreesModel,
        "RandomForestClassifier": AveragedTreesModel,
    }
    if hasattr(estimator, "n_jobs"):
        estimator.set_params(n_jobs=1)  # threads add up the trees of a forest in any order, and so its last bits
    return kinds[type(estimator).__name__](estimator)


def load_scikit(path: Path) -> ScikitModel:
    """Read an estimator that was saved with skops."""
    from skops.io import load

    return scikit_model(load(path, trusted=TRUSTED))


def _log_odds(probability: Array) -> Array:
    return np.log(probability) - np.log1p(-probability)


def _tree_shap(estimator: Any, matrix: Matrix) -> tuple[Array, float]:
    """Return SHAP values of the default class, shape (rows, columns), and their base."""
    from shap import TreeExplainer

    explainer = TreeExplainer(estimator)
    values = np.asarray(explainer.shap_values(matrix))
    values = values[:, :, 1] if values.ndim == 3 else values
    return values, float(np.ravel(explainer.expected_value)[-1])
