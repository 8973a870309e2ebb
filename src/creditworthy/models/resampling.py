"""Arms against imbalance: what is done to the training rows of a fold, and never to its validation rows."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from creditworthy.catalog import Catalog
from creditworthy.models.fitted import FittedModel, fitted
from creditworthy.models.imputed import ImputedModel
from creditworthy.models.matrix import Matrix

__all__ = ["ARMS", "Arm", "arm", "class_weights", "none", "smote"]

Labels = npt.NDArray[np.int64]
Fit = Callable[[Any, Matrix, Labels, int], FittedModel]


@dataclass(frozen=True)
class Arm:
    """One way of training: ``fit(estimator, matrix, defaulted, seed)`` returns the fitted model."""

    name: str
    fit: Fit
    why: str


ARMS: Catalog[Arm] = Catalog("arm")
"""Every arm, the control first."""


def arm(fit: Fit) -> Fit:
    """Register a function as an arm under its own name; it stays the function that it was."""
    ARMS.add(fit.__name__, Arm(fit.__name__, fit, (fit.__doc__ or "").strip().splitlines()[0]))
    return fit


@arm
def none(estimator: Any, matrix: Matrix, defaulted: Labels, seed: int) -> FittedModel:  # noqa: ARG001
    """Train on the rows as they are: the control of every other arm."""
    return fitted(estimator.fit(matrix, defaulted))


@arm
def class_weights(estimator: Any, matrix: Matrix, defaulted: Labels, seed: int) -> FittedModel:  # noqa: ARG001
    """Let the defaults weigh as much as all good loans together."""
    from sklearn.utils.class_weight import compute_sample_weight

    last = f"{estimator.steps[-1][0]}__" if hasattr(estimator, "steps") else ""
    weights = {f"{last}sample_weight": compute_sample_weight("balanced", defaulted)}
    return fitted(estimator.fit(matrix, defaulted, **weights))


@arm
def smote(estimator: Any, matrix: Matrix, defaulted: Labels, seed: int) -> FittedModel:
    """Invent defaults between neighbouring ones until the classes are even (Chawla et al., 2002)."""
    from imblearn.over_sampling import SMOTE
    from imblearn.pipeline import Pipeline
    from sklearn.impute import SimpleImputer

    imputer = SimpleImputer(strategy="median", keep_empty_features=True)
    pipeline = Pipeline([("imputer", imputer), ("smote", SMOTE(random_state=seed)), ("model", estimator)])
    pipeline.fit(matrix, defaulted)
    return ImputedModel(imputer.statistics_, fitted(estimator))
