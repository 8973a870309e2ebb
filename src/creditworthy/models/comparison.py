"""Candidates compared on the same folds; calibration and threshold are chosen without the rows they are judged on."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

from creditworthy.decision import Costs, best_threshold
from creditworthy.evaluation import METRICS
from creditworthy.intervals import Interval, bootstrap
from creditworthy.models.calibration import Calibration
from creditworthy.models.candidate import CANDIDATES
from creditworthy.models.fitted import FittedModel, fitted
from creditworthy.models.preprocessing import Encoder

__all__ = ["Data", "Outcome", "compare", "fit"]

Array = npt.NDArray[np.float64]
Labels = npt.NDArray[np.int64]
Folds = Sequence[tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]]


@dataclass(frozen=True)
class Data:
    """What candidates learn from: features, shape (n, …), what became of the loans, shape (n,), and the folds."""

    frame: pl.DataFrame
    features: tuple[str, ...]
    defaulted: Labels
    folds: Folds


@dataclass(frozen=True)
class Outcome:
    """One candidate on rows that it had not seen: log-odds, probabilities and decisions, each of shape (n,)."""

    candidate: str
    parameters: Mapping[str, Any]
    margin: Array
    probability: Array
    declined: Array
    thresholds: tuple[float, ...]
    metrics: Mapping[str, Interval]


def compare(
    data: Data,
    candidates: Sequence[str],
    *,
    costs: Costs,
    seed: int,
    advance: Callable[[str], None] | None = None,
) -> list[Outcome]:
    """Return the outcome of each candidate, the best business score first.

    Parameters
    ----------
    data : Data
        Features, labels and folds.
    candidates : sequence of str
        Names of the catalogue.
    costs : Costs
        What errors cost.
    seed : int
        Seed of models and intervals.
    advance : callable, optional
        Called with a candidate's name after each of its folds.
    """
    outcomes = []
    for name in candidates:
        margin = np.empty(len(data.defaulted))
        for training, validation in data.folds:
            encoder, model = fit(data.frame[training], data.features, data.defaulted[training], name=name, seed=seed)
            margin[validation] = model.margin(encoder.encode(data.frame[validation]))
            if advance:
                advance(name)
        outcomes.append(_judged(name, margin, data, costs, seed))
    return sorted(outcomes, key=lambda outcome: -outcome.metrics["business_score"].value)


def fit(
    frame: pl.DataFrame, features: Sequence[str], defaulted: Labels, *, name: str, seed: int
) -> tuple[Encoder, FittedModel]:
    """Fit one candidate, its encoding included."""
    encoder = Encoder.fit(frame, features)
    estimator = CANDIDATES[name].make(seed).fit(encoder.encode(frame), defaulted)
    return encoder, fitted(estimator)


def _judged(name: str, margin: Array, data: Data, costs: Costs, seed: int) -> Outcome:
    """Calibrate and decide each fold by what the other folds teach, then measure."""
    probability, declined, thresholds = np.empty(len(margin)), np.zeros(len(margin)), []
    for others, fold in data.folds:
        calibration = Calibration.fit(margin[others], data.defaulted[others])
        threshold = best_threshold(data.defaulted[others], calibration.probability(margin[others]), costs)
        probability[fold] = calibration.probability(margin[fold])
        declined[fold] = probability[fold] >= threshold
        thresholds.append(threshold)
    return Outcome(
        candidate=name,
        parameters=CANDIDATES[name].make(seed).get_params(deep=False),
        margin=margin,
        probability=probability,
        declined=declined,
        thresholds=tuple(thresholds),
        metrics=_measured(data.defaulted, probability, declined, costs, seed),
    )


def _measured(defaulted: Labels, probability: Array, declined: Array, costs: Costs, seed: int) -> dict[str, Interval]:
    def measure(rows: npt.NDArray[np.intp]) -> dict[str, float]:
        answers = defaulted[rows], probability[rows], declined[rows]
        values = {name: metric.measure(*answers) for name, metric in METRICS.items()}
        return {**values, "business_score": costs.business_score(answers[0], answers[2].astype(bool))}

    return bootstrap(measure, len(defaulted), seed=seed)
