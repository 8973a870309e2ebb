"""What competes: a candidate, in an arm against imbalance, with a search of its parameters."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

from creditworthy.evaluation import folds
from creditworthy.evaluation.measures import auc
from creditworthy.models import boosting, linear, trees  # noqa: F401 - they register the candidates
from creditworthy.models.candidate import CANDIDATES
from creditworthy.models.fitted import FittedModel
from creditworthy.models.preprocessing import Encoder
from creditworthy.models.resampling import ARMS
from creditworthy.models.search import Search, search

__all__ = ["USUAL", "Contender", "Fit", "Rows", "fit"]

INNER_FOLDS = 3


@dataclass(frozen=True)
class Contender:
    """One entry of a comparison.

    >>> Contender.named("lightgbm+smote")
    Contender(candidate='lightgbm', arm='smote')
    """

    candidate: str
    arm: str = "none"

    @classmethod
    def named(cls, name: str) -> "Contender":
        """Return the contender ``candidate`` or ``candidate+arm``; an unknown part raises ``UnknownNameError``."""
        candidate, _, arm = name.partition("+")
        return cls(CANDIDATES[candidate].name, ARMS[arm or "none"].name)

    @property
    def name(self) -> str:
        """How it is called: the candidate, and its arm where that is not the control."""
        return self.candidate if self.arm == "none" else f"{self.candidate}+{self.arm}"


@dataclass(frozen=True)
class Rows:
    """Training rows: features, what became of the loans, and who the persons are; each of n rows."""

    frame: pl.DataFrame
    features: tuple[str, ...]
    defaulted: npt.NDArray[np.int64]
    persons: npt.NDArray[np.int64]

    def take(self, rows: npt.NDArray[np.intp]) -> "Rows":
        """Return some of the rows."""
        return Rows(self.frame[rows], self.features, self.defaulted[rows], self.persons[rows])


@dataclass(frozen=True)
class Fit:
    """A fitted contender: encoding, model, and the parameters that the search chose."""

    encoder: Encoder
    model: FittedModel
    parameters: Mapping[str, Any] = field(default_factory=dict)

    def margin(self, frame: pl.DataFrame) -> npt.NDArray[np.float64]:
        """Return log-odds of default before calibration, shape (rows,)."""
        return self.model.margin(self.encoder.encode(frame))


USUAL = (
    *(Contender(name) for name in CANDIDATES),
    *(Contender(name, arm) for name in ("logistic", "lightgbm") for arm in ARMS if arm != "none"),
)
"""What competes where nothing else is said: every candidate, and the arms of the two that answer to them."""


def fit(contender: Contender, rows: Rows, *, seed: int, how: Search) -> Fit:
    """Fit a contender; its parameters are searched on an inner split of the same rows."""
    if how.method == "none":
        return _fit(contender, rows, {}, seed)
    space = CANDIDATES[contender.candidate].space
    training, validation = folds(rows.defaulted, rows.persons, count=INNER_FOLDS, seed=seed)[0]
    inner, judged = rows.take(training), rows.take(validation)

    def judge(parameters: Mapping[str, Any]) -> float:
        return auc(judged.defaulted, _fit(contender, inner, parameters, seed).margin(judged.frame))

    return _fit(contender, rows, search(space, judge, how, seed), seed)


def _fit(contender: Contender, rows: Rows, parameters: Mapping[str, Any], seed: int) -> Fit:
    encoder = Encoder.fit(rows.frame, rows.features)
    matrix = encoder.encode(rows.frame)
    matrix[:, np.isnan(matrix).all(axis=0)] = 0.0  # scikit-learn's gradient boosting cannot bin what nobody knows
    estimator = CANDIDATES[contender.candidate].make(seed, **parameters)
    model = ARMS[contender.arm].fit(estimator, matrix, rows.defaulted, seed)
    return Fit(encoder, model, parameters)
