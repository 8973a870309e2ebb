"""Which calibration: the one whose probabilities come true best on rows that it has not seen."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from creditworthy.errors import InputError
from creditworthy.evaluation import folds
from creditworthy.models.calibration import CALIBRATIONS, Calibration, Platt

__all__ = ["Choice", "choose"]

Array = npt.NDArray[np.float64]
Labels = npt.NDArray[np.int64]
INNER_FOLDS = 3


@dataclass(frozen=True)
class Choice:
    """The calibration that was chosen, fitted on all rows, and the log loss of each method on rows it had not seen."""

    calibration: Calibration
    log_loss: Mapping[str, float] = field(default_factory=dict)


def choose(margin: Array, defaulted: Labels, persons: Labels, *, seed: int) -> Choice:
    """Choose among the methods by the log loss of an inner split, and fit the best on all rows.

    Of equals the simpler is taken. Where too few persons defaulted to split them, it is the straight line.

    Parameters
    ----------
    margin : ndarray of shape (n,)
        Log-odds before calibration, of rows that the model has not seen.
    defaulted, persons : ndarray of shape (n,)
        What became of the loans, and who the persons are: one person's rows stay together.
    seed : int
        Seed of the split.
    """
    try:
        parts = folds(defaulted, persons, count=INNER_FOLDS, seed=seed)
    except InputError:
        return Choice(Platt.fit(margin, defaulted))
    lines = [Platt.fit(margin[training], defaulted[training]) for training, _ in parts]
    losses = {}
    for name, method in CALIBRATIONS.items():
        probability = np.empty(len(margin))
        for (training, validation), line in zip(parts, lines, strict=True):
            found = method.fit(margin[training], defaulted[training], line)
            probability[validation] = found.probability(margin[validation])
        losses[name] = float(-np.mean(np.log(np.where(defaulted == 1, probability, 1.0 - probability))))
    best = min(losses, key=losses.__getitem__)
    return Choice(CALIBRATIONS[best].fit(margin, defaulted), losses)
