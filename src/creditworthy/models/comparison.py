"""Contenders compared on the same folds; calibration and threshold are chosen without the rows they are judged on."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from creditworthy.decision import Costs, best_threshold
from creditworthy.evaluation import METRICS, Grouping
from creditworthy.evaluation.measures import business_score, cost_per_applicant
from creditworthy.intervals import Interval, percentiles, resampled
from creditworthy.models.candidate import CANDIDATES
from creditworthy.models.choosing import choose
from creditworthy.models.contender import Contender, Rows, fit
from creditworthy.models.search import Search, Tried
from creditworthy.models.uncalibrated import uncalibrated

__all__ = ["Data", "Outcome", "compare"]

Array = npt.NDArray[np.float64]
Labels = npt.NDArray[np.int64]
Chosen = tuple[Mapping[str, Any], ...]
Trials = tuple[tuple[Tried, ...], ...]
PRICED = (business_score, cost_per_applicant)
Folds = Sequence[tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]]


@dataclass(frozen=True)
class Data:
    """What contenders learn from, the folds that they are compared on, and the groups that fairness is about.

    Who belongs to which group is no feature: no contender sees it.
    """

    rows: Rows
    folds: Folds
    groups: Mapping[str, Grouping] = field(default_factory=dict)

    @property
    def defaulted(self) -> Labels:
        """What became of the loans, shape (n,)."""
        return self.rows.defaulted


@dataclass(frozen=True)
class Outcome:
    """One contender on rows that it had not seen: log-odds, probabilities and decisions, each of shape (n,).

    ``parameters`` are the defaults of the candidate, ``chosen`` what the search of each fold put in their place;
    ``thresholds`` and ``calibrations`` (the method's name) are those that each fold was judged with.
    """

    contender: Contender
    parameters: Mapping[str, Any]
    chosen: Chosen
    margin: Array
    probability: Array
    declined: Array
    thresholds: tuple[float, ...]
    calibrations: tuple[str, ...]
    metrics: Mapping[str, Interval]
    uncalibrated: Mapping[str, float] = field(default_factory=dict)
    tried: Trials = ()

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
    outcomes: dict[str, Outcome] = {}
    step = advance or (lambda _: None)
    for contender in sorted(contenders, key=lambda one: bool(one.members)):
        members = [outcomes[name] for name in contender.members if name in outcomes]
        if members and len(members) == len(contender.members):
            margin, chosen = _blended(members)
            tried: Trials = ()
            for _ in data.folds:
                step(contender.name)
        else:
            margin, chosen, tried = _unseen(contender, data, seed=seed, how=how or Search(), step=step)
        judged = _judged(contender, margin, chosen, data, costs=costs, seed=seed)
        outcomes[contender.name] = replace(judged, tried=tried)
    return sorted(outcomes.values(), key=lambda outcome: -outcome.metrics["business_score"].value)


def _unseen(
    contender: Contender, data: Data, *, seed: int, how: Search, step: Callable[[str], None]
) -> tuple[Array, Chosen, Trials]:
    """Return log-odds of each fold by a model of the others, the parameters that it took, and what it tried."""
    margin, fits = np.empty(len(data.defaulted)), []
    for training, validation in data.folds:
        learned = fit(contender, data.rows.take(training), seed=seed, how=how)
        margin[validation] = learned.margin(data.rows.frame, validation)
        fits.append(learned)
        step(contender.name)
    return margin, tuple(one.parameters for one in fits), tuple(one.tried for one in fits)


def _blended(members: Sequence[Outcome]) -> tuple[Array, Chosen]:
    """Return the mean log-odds of contenders that were judged already: a blend needs no model of its own."""
    folds = zip(*(member.chosen for member in members), strict=True)
    chosen = tuple({one.name: dict(own) for one, own in zip(members, fold, strict=True) if own} for fold in folds)
    return np.mean([member.margin for member in members], axis=0), chosen


def _judged(contender: Contender, margin: Array, chosen: Chosen, data: Data, *, costs: Costs, seed: int) -> Outcome:
    """Calibrate and decide each fold by what the other folds teach, then measure."""
    probability, declined, thresholds, methods = np.empty(len(margin)), np.zeros(len(margin)), [], []
    for others, fold in data.folds:
        calibration = choose(margin[others], data.defaulted[others], data.rows.persons[others], seed=seed).calibration
        threshold = best_threshold(data.defaulted[others], calibration.probability(margin[others]), costs)
        probability[fold] = calibration.probability(margin[fold])
        declined[fold] = probability[fold] >= threshold
        thresholds.append(threshold)
        methods.append(calibration.method)
    return Outcome(
        contender=contender,
        parameters=CANDIDATES[contender.candidate].make(seed).get_params(deep=False),
        chosen=chosen,
        margin=margin,
        probability=probability,
        declined=declined,
        thresholds=tuple(thresholds),
        calibrations=tuple(methods),
        metrics=_measured(data.defaulted, probability, declined, costs, seed),
        uncalibrated=uncalibrated(data.defaulted, margin, costs),
    )


def _measured(defaulted: Labels, probability: Array, declined: Array, costs: Costs, seed: int) -> dict[str, Interval]:
    def measure(weights: Array) -> dict[str, Array]:
        values = {name: metric.resampled(*answers, weights) for name, metric in METRICS.items()}
        return {**values, **{one.__name__: np.asarray(one(bad, no, weights, costs=costs)) for one in PRICED}}

    order = np.argsort(probability, kind="stable")  # once, not for every measure that ranks
    answers = bad, _, no = defaulted[order], probability[order], declined[order]
    return {name: percentiles(values) for name, values in resampled(measure, len(bad), seed=seed).items()}
