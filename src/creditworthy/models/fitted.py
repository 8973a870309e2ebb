"""A fitted model: log-odds, what each column contributes to them, and files without pickle."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Protocol

from creditworthy.errors import ScorerError
from creditworthy.models.blend import MEMBERS, BlendModel
from creditworthy.models.boosters import LightgbmModel, XgboostModel, load_lightgbm, load_xgboost
from creditworthy.models.imputed import MEDIANS, ImputedModel
from creditworthy.models.matrix import Array, Mask, Matrix
from creditworthy.models.scikit import load_scikit, scikit_model
from creditworthy.models.scorecard import Scorecard
from creditworthy.models.woe import load_scorecard

__all__ = ["FittedModel", "fitted", "load_model"]


class FittedModel(Protocol):
    """What every fitted model can do."""

    @property
    def files(self) -> tuple[str, ...]:
        """Names of the files it is saved in."""
        ...

    def margin(self, matrix: Matrix) -> Array:
        """Return log-odds of default before calibration, shape (rows,)."""
        ...

    def contributions(self, matrix: Matrix) -> Array:
        """Return what each column adds to the log-odds, and the base in the last column: shape (rows, columns + 1)."""
        ...

    def looks_at(self, columns: int) -> Mask:
        """Return which of so many columns can move its answer, shape (columns,)."""
        ...

    def save(self, folder: Path) -> None:
        """Write its files into a folder."""
        ...


def fitted(estimator: Any) -> FittedModel:
    """Return what a trained classifier can do."""
    if hasattr(estimator, "booster_"):
        return LightgbmModel(estimator.booster_)
    if hasattr(estimator, "get_booster"):
        return XgboostModel(estimator.get_booster())
    if isinstance(estimator, Scorecard):
        return estimator.model_
    return scikit_model(estimator)


def load_model(folder: Path, files: Sequence[str]) -> FittedModel:
    """Read the files that a fitted model was saved in.

    Raises
    ------
    ScorerError
        Where a file has no format that a model is saved in.
    """
    if MEDIANS in files:
        return ImputedModel.load(folder, load_model(folder, [name for name in files if name != MEDIANS]))
    if MEMBERS in files:
        return BlendModel.load(folder, load_model)
    readers: dict[str, Callable[[Path], FittedModel]] = {
        ".txt": load_lightgbm,
        ".ubj": load_xgboost,
        ".skops": load_scikit,
        ".json": load_scorecard,
    }
    path = folder / files[0]
    if path.suffix not in readers:
        raise ScorerError("{path}: no model is saved in a file of this kind", path=path.name)
    return readers[path.suffix](path)
