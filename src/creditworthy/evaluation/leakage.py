"""Whether a model could learn what it must not know: a shuffled outcome, the parts told apart, features alone."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from creditworthy.evaluation.measures import auc
from creditworthy.evaluation.splits import folds
from creditworthy.intervals import Interval, delong

__all__ = ["SUSPECT", "Parts", "alone", "shuffled", "told_apart"]

SUSPECT = 0.75
"""Area under the ROC curve above which a feature alone is suspected to know the outcome."""

SURE = 0.999
TOLD = 10
PARTS = 3
SHUFFLES = 5
STUDENT = 4.604094871  # the 99.5 % point of Student's distribution with 4 degrees of freedom
Array = npt.NDArray[np.float64]
Labels = npt.NDArray[np.int64]
Matrix = npt.NDArray[np.floating]
Rows = npt.NDArray[np.intp]


@dataclass(frozen=True)
class Parts:
    """How well two parts can be told apart (AUC: 0.5 is not at all), and the share of what each column tells."""

    auc: Interval
    telling: dict[str, float]


def shuffled(matrix: Matrix, defaulted: Labels, parts: Sequence[tuple[Rows, Rows]], *, seed: int) -> Interval:
    """Return the mean AUC of quick models of outcomes that were shuffled five times, with its 99 % interval.

    Nothing can be learnt of them, so that 0.5 lies within the interval unless rows of validation reach the training.
    They are shuffled within each fold: its default rate stays, which would tell something. The interval is Student's:
    folds learn from each other's rows, so that one shuffle says less than its number of rows suggests.

    Parameters
    ----------
    matrix : array of float
        What models take, shape (n, columns).
    defaulted : array of int
        What became of the loans, shape (n,).
    parts : sequence of (training rows, validation rows)
        The folds.
    seed : int
        Seed of the shuffle and of the model.
    """
    random, outcome, areas = np.random.default_rng(seed), defaulted.copy(), []
    for _ in range(SHUFFLES):
        for _, validation in parts:
            outcome[validation] = random.permutation(outcome[validation])
        areas.append(float(auc(outcome, _judged(matrix, outcome, parts, seed)[0])))
    value, half = float(np.mean(areas)), STUDENT * float(np.std(areas, ddof=1)) / SHUFFLES**0.5
    return Interval(value, value - half, value + half)


def told_apart(one: Matrix, other: Matrix, columns: Sequence[str], *, seed: int) -> Parts:
    """Return how well a quick model tells two parts apart (adversarial validation), and by which ten names.

    Parameters
    ----------
    one, other : array of float
        What models take, shape (rows, columns).
    columns : sequence of str
        The name that each column belongs to; a name may have several.
    seed : int
        Seed of folds and model.
    """
    both = np.concatenate([one, other])
    part = np.repeat(np.array([0, 1]), [len(one), len(other)])
    score, gain = _judged(both, part, folds(part, np.arange(len(part)), count=PARTS, seed=seed), seed)
    names, owner = np.unique(np.asarray(columns), return_inverse=True)
    shares = np.bincount(owner, weights=gain, minlength=len(names)) / max(float(gain.sum()), 1.0)
    first = np.argsort(-shares, kind="stable")[:TOLD]
    return Parts(
        _area(part, score, 0.95), {str(names[place]): float(shares[place]) for place in first if shares[place]}
    )


def alone(
    matrix: Matrix, defaulted: Labels, columns: Sequence[str], *, advance: Callable[[], None] | None = None
) -> dict[str, float]:
    """Return the AUC of names whose one column ranks the outcome above 0.75, whichever way, and not by chance.

    A column is judged on the rows where it is known, and by whether it is known. Where the 99.9 % interval holds 0.5,
    too few rows are known to suspect anything.

    Examples
    --------
    >>> outcome = np.tile([0, 0, 0, 1], 50)
    >>> told = np.where(outcome == 1, -1.0, np.arange(200))
    >>> alone(np.column_stack([told, np.arange(200) % 7]), outcome, ["told", "week"])
    {'told': 1.0}
    """
    found: dict[str, float] = {}
    for values, name in zip(matrix.T, columns, strict=True):
        known = ~np.isnan(values)
        for rows, score in ((known, values[known]), (np.ones(len(known), bool), known.astype(np.float64))):
            area = _suspicious(defaulted[rows], score)
            if area > SUSPECT:
                found[name] = max(area, found.get(name, 0.0))
        if advance:
            advance()
    return found


def _suspicious(defaulted: Labels, score: Array) -> float:
    if min(defaulted.sum(), (1 - defaulted).sum()) < 2:
        return 0.0
    area = float(auc(defaulted, score))
    if max(area, 1.0 - area) <= SUSPECT:
        return 0.0
    sure = _area(defaulted, score if area > 0.5 else -score, SURE)
    return sure.value if sure.low > 0.5 else 0.0


def _area(defaulted: Labels, score: Array, level: float) -> Interval:
    found = delong(defaulted, score, np.zeros(len(score)), level=level)
    return Interval(0.5 + found.value, 0.5 + found.low, 0.5 + found.high)


def _judged(matrix: Matrix, outcome: Labels, parts: Sequence[tuple[Rows, Rows]], seed: int) -> tuple[Array, Array]:
    """Return the score of each row by a model that has not seen it, and what each column gained."""
    score, gain = np.empty(len(outcome)), np.zeros(matrix.shape[1])
    for (_, validation), booster in zip(parts, _boosters(matrix, outcome, parts, seed), strict=True):
        score[validation] = booster.predict(matrix[validation], raw_score=True)
        gain += booster.feature_importance("gain")
    return score, gain


def _boosters(matrix: Matrix, outcome: Labels, parts: Sequence[tuple[Rows, Rows]], seed: int) -> Iterator[Any]:
    from lightgbm import LGBMClassifier

    for training, _ in parts:
        model = LGBMClassifier(
            n_estimators=40,
            num_leaves=15,
            min_child_samples=20,
            colsample_bytree=0.3,
            random_state=seed,
            deterministic=True,
            force_col_wise=True,
            verbose=-1,
        )
        yield model.fit(matrix[training], outcome[training]).booster_
