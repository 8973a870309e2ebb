"""Contenders compared on the same folds; calibration and threshold are chosen without the rows they are judged on."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from creditworthy.decision import Costs, best_threshold
from creditworthy.evaluation import METRICS
from creditworthy.intervals import Interval, bootstrap
from creditworthy.models.calibration import Calibration
from creditworthy.models.candidate import CANDIDATES
from creditworthy.models.contender import Contender, Rows, fit
from creditworthy.models.search import Search

__all__ = ["Data", "Outcome", "compare"]

Array = npt.NDArray[np.float64]
Labels = npt.NDArray[np.int64]
Folds = Sequence[tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]]


@dataclass(frozen=True)
class Data:
    """What contenders learn from: rows, and the folds that they are compared on."""

    rows: Rows
    folds: Folds

    @property
    def defaulted(self) -> Labels:
        """What became of the loans, shape (n,)."""
        return self.rows.defaulted


@dataclass(frozen=True)
class Outcome:
    """One contender on rows that it had not seen: log-odds, probabilities and decisions, each of shape (n,).

    ``parameters`` are the defaults of the candidate, ``chosen`` what the search of each fold put in their place.
    """

    contender: Contender
    parameters: Mapping[str, Any]
    chosen: tuple[Mapping[str, Any], ...]
    margin: Array
    probability: Array
    declined: Array
    thresholds: tuple[float, ...]
    metrics: Mapping[str, Interval]

    @property
    def name(self) -> str:
        """The contender's name."""
        return self.contender.name

    def logged(self) -> dict[str, Any]:
        """Return what a tracking store is told: arm, plain parameters, and what each fold's search chose."""
        plain = {name: value for name, value in self.parameters.items() if isinstance(value, str | int | float)}
        chosen = {f"fold_{index}": str(dict(found)) for index, found in enumerate(self.chosen) if found}
        return {"arm": self.contender.arm, **plain, **chosen}


def compare(
    data: Data,
    contenders: Sequence[Contender],
    *,
    costs: Costs,
    seed: int,
    how: Search | None = None,
    advance: Callable[[str], None] | None = None,
) -> list[Outcome]:
    """Return the outcome of each contender, the best business score first.

    Parameters
    ----------
    data : Data
        Rows and folds.
    contenders : sequence of Contender
        What competes.
    costs : Costs
        What errors cost.
    seed : int
        Seed of models, searches and intervals.
    how : Search, optional
        How parameters are searched inside the folds; not at all by default.
    advance : callable, optional
        Called with a contender's name after each of its folds.
    """
    outcomes = []
    for contender in contenders:
        margin, chosen = np.empty(len(data.defaulted)), []
        for training, validation in data.folds:
            learned = fit(contender, data.rows.take(training), seed=seed, how=how or Search())
            margin[validation] = learned.margin(data.rows.frame[validation])
            chosen.append(learned.parameters)
            if advance:
                advance(contender.name)
        outcomes.append(_judged(contender, margin, tuple(chosen), data, costs=costs, seed=seed))
    return sorted(outcomes, key=lambda outcome: -outcome.metrics["business_score"].value)


def _judged(
    contender: Contender, margin: Array, chosen: tuple[Mapping[str, Any], ...], data: Data, *, costs: Costs, seed: int
) -> Outcome:
    """Calibrate and decide each fold by what the other folds teach, then measure."""
    probability, declined, thresholds = np.empty(len(margin)), np.zeros(len(margin)), []
    for others, fold in data.folds:
        calibration = Calibration.fit(margin[others], data.defaulted[others])
        threshold = best_threshold(data.defaulted[others], calibration.probability(margin[others]), costs)
        probability[fold] = calibration.probability(margin[fold])
        declined[fold] = probability[fold] >= threshold
        thresholds.append(threshold)
    return Outcome(
        contender=contender,
        parameters=CANDIDATES[contender.candidate].make(seed).get_params(deep=False),
        chosen=chosen,
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
