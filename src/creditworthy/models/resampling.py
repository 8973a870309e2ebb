"""Arms: what is done to the training rows of a fold, and never to its validation rows, or to the model beforehand."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from creditworthy.catalog import Catalog
from creditworthy.models.fitted import FittedModel, fitted
from creditworthy.models.imputed import ImputedModel
from creditworthy.models.matrix import Matrix

__all__ = ["ARMS", "Arm", "arm", "class_weights", "none", "smote", "under_sampling"]

Labels = npt.NDArray[np.int64]
Fit = Callable[..., FittedModel]


@dataclass(frozen=True)
class Arm:
    """One way of training: ``fit(estimator, matrix, defaulted, seed)`` returns the fitted model.

    Parameters
    ----------
    name, fit, why
        What it is called, how it trains, and why it is tried.
    only : tuple of str
        The candidates that it is made for; none where it is made for all.
    native : bool
        True where categories go in as they are.
    directed : bool
        True where more of a feature whose direction is declared may only speak for more risk, or only for less.
    """

    name: str
    fit: Fit
    why: str
    only: tuple[str, ...] = ()
    native: bool = False
    directed: bool = False


ARMS: Catalog[Arm] = Catalog("arm")
"""Every arm, the control first."""


def arm(fit: Fit) -> Fit:
    """Register a function as an arm under its own name; it stays the function that it was."""
    ARMS.add(fit.__name__, Arm(fit.__name__, fit, (fit.__doc__ or "").strip().splitlines()[0]))
    return fit


@arm
def none(estimator: Any, matrix: Matrix, defaulted: Labels, seed: int, **how: Any) -> FittedModel:  # noqa: ARG001
    """Train on the rows as they are: the control of every other arm."""
    return fitted(estimator.fit(matrix, defaulted, **how))


@arm
def class_weights(estimator: Any, matrix: Matrix, defaulted: Labels, seed: int) -> FittedModel:  # noqa: ARG001
    """Let the defaults weigh as much as all good loans together."""
    from sklearn.utils.class_weight import compute_sample_weight

    last = f"{estimator.steps[-1][0]}__" if hasattr(estimator, "steps") else ""
    weights = {f"{last}sample_weight": compute_sample_weight("balanced", defaulted)}
    return fitted(estimator.fit(matrix, defaulted, **weights))


@arm
def under_sampling(estimator: Any, matrix: Matrix, defaulted: Labels, seed: int) -> FittedModel:
    """Learn from the defaults and as many good loans, drawn at random."""
    from imblearn.under_sampling import RandomUnderSampler

    drawn = RandomUnderSampler(random_state=seed).fit_resample(np.arange(len(matrix)).reshape(-1, 1), defaulted)[0]
    rows = np.sort(drawn[:, 0])
    return fitted(estimator.fit(matrix[rows], defaulted[rows]))


@arm
def smote(estimator: Any, matrix: Matrix, defaulted: Labels, seed: int) -> FittedModel:
    """Invent defaults between neighbouring ones until the classes are even (Chawla et al., 2002).

    A column of 0 and 1 takes the value of the nearer neighbour: SMOTENC, which asks all neighbours, takes minutes.
    """
    from imblearn.over_sampling import SMOTE
    from sklearn.impute import SimpleImputer

    imputer = SimpleImputer(strategy="median", keep_empty_features=True)
    filled = imputer.fit_transform(matrix)
    flags = ((filled == 0) | (filled == 1)).all(axis=0)
    rows, classes = SMOTE(random_state=seed).fit_resample(filled, defaulted)
    rows[:, flags] = rows[:, flags].round()
    return ImputedModel(imputer.statistics_, fitted(estimator.fit(rows, classes)))


ARMS.add("native", Arm("native", none, "Give categories as they are, not one-hot.", ("lightgbm",), native=True))
ARMS.add(
    "monotone",
    Arm(
        "monotone",
        none,
        "Let more of a feature only raise the risk, or only lower it, where its direction is declared.",
        ("lightgbm", "xgboost"),
        directed=True,
    ),
)
