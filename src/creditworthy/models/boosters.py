"""Boosters in their own file formats; contributions are exact tree SHAP values (Lundberg et al., 2020)."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from creditworthy.models.matrix import Array, Mask, Matrix

__all__ = ["LightgbmModel", "XgboostModel", "load_lightgbm", "load_xgboost"]


@dataclass(frozen=True)
class LightgbmModel:
    """A LightGBM booster, saved as text."""

    booster: Any
    files: tuple[str, ...] = ("model.txt",)

    def margin(self, matrix: Matrix) -> Array:
        """Return log-odds, shape (rows,)."""
        return np.asarray(self.booster.predict(matrix, raw_score=True, num_threads=1))

    def contributions(self, matrix: Matrix) -> Array:
        """Return SHAP values and the base, shape (rows, columns + 1)."""
        return np.asarray(self.booster.predict(matrix, pred_contrib=True, num_threads=1))

    def looks_at(self, columns: int) -> Mask:  # noqa: ARG002 - the booster knows how many there are
        """Return which columns its trees split on, shape (columns,)."""
        return np.asarray(self.booster.feature_importance("split")) > 0

    def save(self, folder: Path) -> None:
        """Write LightGBM's own text format."""
        (folder / self.files[0]).write_text(self.booster.model_to_string(), encoding="utf-8")


@dataclass(frozen=True)
class XgboostModel:
    """An XGBoost booster, saved as universal binary JSON."""

    booster: Any
    files: tuple[str, ...] = ("model.ubj",)

    def margin(self, matrix: Matrix) -> Array:
        """Return log-odds, shape (rows,)."""
        return self._predicted(matrix, output_margin=True)

    def contributions(self, matrix: Matrix) -> Array:
        """Return SHAP values and the base, shape (rows, columns + 1)."""
        return self._predicted(matrix, pred_contribs=True)

    def looks_at(self, columns: int) -> Mask:
        """Return which columns its trees split on, shape (columns,)."""
        seen = np.zeros(columns, dtype=np.bool_)
        seen[[int(name.removeprefix("f")) for name in self.booster.get_score(importance_type="weight")]] = True
        return seen

    def save(self, folder: Path) -> None:
        """Write XGBoost's own format."""
        self.booster.save_model(folder / self.files[0])

    def _predicted(self, matrix: Matrix, **what: bool) -> Array:
        from xgboost import DMatrix

        return np.asarray(self.booster.predict(DMatrix(matrix), **what), dtype=np.float64)


def load_lightgbm(path: Path) -> LightgbmModel:
    """Read a booster that was saved as text."""
    from lightgbm import Booster

    return LightgbmModel(Booster(model_str=path.read_text(encoding="utf-8")))


def load_xgboost(path: Path) -> XgboostModel:
    """Read a booster that was saved as universal binary JSON."""
    from xgboost import Booster

    booster = Booster()
    booster.load_model(path)
    return XgboostModel(booster)
