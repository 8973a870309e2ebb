"""Gates: what a version must show before it takes the champion's place.

============  =========================================================================================================
score         On the folds that the champion was judged on, the 95 % interval of the difference of the business scores
              (paired bootstrap, same applicants) does not begin below −margin. At the default margin of 0 a version
              passes that is better beyond chance, or that decides the same; a larger margin lets pass one that costs
              as little or less, and is worse by no more than the margin.
calibration   On unseen rows, the slope of outcomes on log-odds lies within bounds (Cox, 1958), or the expected
              calibration error is small (Naeini et al., 2015; ten groups of equal size).
fairness      Four-fifths ratio and difference of equal opportunity of every protected column, as measured in the
              evidence, are within the bounds of the policy: what ``check fairness`` asks for.
latency       The median of fifty decisions on one invented applicant.
features      Its files are as they were saved and its features compute as they did: else it cannot be loaded at all,
              and no reason promotes it.
============  =========================================================================================================
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

import numpy as np
import polars as pl

from creditworthy.decision import Costs, Policy
from creditworthy.errors import ScorerError
from creditworthy.evaluation import bound, breaches
from creditworthy.messages import example_request
from creditworthy.scorer.comparing import paired, same_folds
from creditworthy.scorer.folder import load_scorer, read_evidence, read_unseen
from creditworthy.scorer.scorer import Scorer
from creditworthy.tables.dictionary import Dictionary

__all__ = ["Bounds", "Gate", "calibration", "judge"]

DECISIONS = 50
GROUPS = 10

_SCORE = (
    "{difference} [{low}; {high}] better than the champion on the same applicants; the interval must begin at {bound} "
    "or above"
)
_NO_CHAMPION = "there is no champion to be better than"
_OTHER_FOLDS = "not measured: the champion was judged on other folds or other applicants"
_UNREADABLE = "not measured: the champion's evidence cannot be read"
_NO_UNSEEN = "not measured: its answers on unseen applicants were not kept; train it again"
_CALIBRATION = (
    "slope {slope} (from {low} to {high}), calibration error {error} (at most {bound}); one of the two is enough"
)
_FAIRNESS = "four-fifths ratio {ratio}, at least {least}; difference of equal opportunity {difference}, at most {most}"
_NO_FAIRNESS = "not measured: the evidence of this version says nothing about fairness"
_NOBODY = "this lender's dictionary protects no column"
_LATENCY = "{milliseconds} ms for a decision, the median of {count}; at most {bound} ms"
_FEATURES = "{count} features compute today as they did in training"


@dataclass(frozen=True)
class Bounds:
    """What the gates ask for, beside what the policy does."""

    margin: float = 0.0
    slope: tuple[float, float] = (0.8, 1.2)
    calibration_error: float = 0.02
    milliseconds: float = 100.0


@dataclass(frozen=True)
class Gate:
    """One gate: whether it was passed, and a sentence (``template`` with ``figures``) of what was found."""

    name: str
    passed: bool
    template: str
    figures: Mapping[str, float]

    def kept(self) -> dict[str, Any]:
        """Return what the log keeps of it."""
        return {"name": self.name, "passed": self.passed, "found": self.template, "figures": dict(self.figures)}


def judge(
    candidate: Path,
    champion: Path | None,
    *,
    bounds: Bounds,
    costs: Costs,
    policy: Policy,
    dictionary: Dictionary | None = None,
    seed: int = 7,
) -> list[Gate]:
    """Return every gate of a saved scorer that is to take the champion's place.

    Parameters
    ----------
    candidate, champion : Path
        Folders of saved scorers; None where there is no champion yet.
    bounds, costs, policy
        What is asked for, what errors cost, and how far groups may be apart.
    dictionary : Dictionary, optional
        Of the lender; the reference portfolio's by default.
    seed : int
        Of the bootstrap.

    Raises
    ------
    ScorerError
        Where the scorer does not load: a file was changed or a feature computes differently today.
    """
    scorer = load_scorer(candidate, dictionary)
    unseen = read_unseen(candidate)
    return [
        _score(candidate, champion, unseen, bounds=bounds, costs=costs, seed=seed),
        _calibration(unseen, bounds),
        _fairness(read_evidence(candidate).get("fairness"), policy),
        _latency(scorer, bounds),
        Gate("features", True, _FEATURES, {"count": len(scorer.features)}),
    ]


def _score(
    candidate: Path, champion: Path | None, unseen: pl.DataFrame | None, *, bounds: Bounds, costs: Costs, seed: int
) -> Gate:
    if champion is None:
        return Gate("score", True, _NO_CHAMPION, {})
    try:
        if not same_folds(read_evidence(candidate), read_evidence(champion)):
            return Gate("score", False, _OTHER_FOLDS, {})
        found = paired(read_unseen(champion), unseen, costs, seed=seed)
    except ScorerError:
        return Gate("score", False, _UNREADABLE, {})
    if found is None:
        return Gate("score", False, _NO_UNSEEN, {})
    difference = found.differences["business_score"]
    figures = {"difference": difference.value, "low": difference.low, "high": difference.high}
    return Gate("score", difference.low >= -bounds.margin, _SCORE, {**figures, "bound": 0.0 - bounds.margin})


def _calibration(unseen: pl.DataFrame | None, bounds: Bounds) -> Gate:
    if unseen is None:
        return Gate("calibration", False, _NO_UNSEEN, {})
    slope, error = calibration(unseen)
    low, high = bounds.slope
    figures = {"slope": slope, "low": low, "high": high, "error": error, "bound": bounds.calibration_error}
    return Gate("calibration", low <= slope <= high or error <= bounds.calibration_error, _CALIBRATION, figures)


def calibration(unseen: pl.DataFrame) -> tuple[float, float]:
    """Return the slope of outcomes on log-odds and the expected calibration error; 1 and 0 are perfect.

    >>> outcomes = ([0] * 8 + [1] * 2) * 5 + [0, 1] * 25  # what was foretold of the first half; 50 % of the second
    >>> slope, error = calibration(pl.DataFrame({"probability": [0.2] * 50 + [0.6] * 50, "defaulted": outcomes}))
    >>> round(slope, 2), round(error, 2)
    (0.77, 0.05)
    """
    from sklearn.linear_model import LogisticRegression

    probability, defaulted = unseen["probability"].to_numpy(), unseen["defaulted"].to_numpy()
    log_odds = np.log(probability / (1.0 - probability)).reshape(-1, 1)
    slope = float(LogisticRegression(C=np.inf).fit(log_odds, defaulted).coef_[0, 0])
    groups = np.array_split(np.argsort(probability, kind="stable"), min(GROUPS, len(probability)))
    off = [abs(float((probability[rows] - defaulted[rows]).sum())) for rows in groups]
    return slope, sum(off) / len(probability)


def _fairness(measured: Mapping[str, Any] | None, policy: Policy) -> Gate:
    if measured is not None and not policy.protected:
        return Gate("fairness", True, _NOBODY, {})
    bound_by = bound(measured or {}, policy).values()
    ratios = [one["four_fifths"]["value"] for one in bound_by if one["four_fifths"]]
    gaps = [one["equal_opportunity"]["value"] for one in bound_by if one["equal_opportunity"]]
    if not measured or not ratios or not gaps:
        return Gate("fairness", False, _NO_FAIRNESS, {})
    least, most = policy.four_fifths or 0.0, 1.0 if policy.equal_opportunity is None else policy.equal_opportunity
    figures = {"ratio": min(ratios), "least": least, "difference": max(gaps), "most": most}
    return Gate("fairness", not breaches(measured, policy), _FAIRNESS, figures)


def _latency(scorer: Scorer, bounds: Bounds) -> Gate:
    request: dict[str, Any] = example_request(scorer.dictionary)
    scorer.score(request["application"], request["histories"])  # the first one builds the plan
    taken = []
    for _ in range(DECISIONS):
        started = perf_counter()
        scorer.score(request["application"], request["histories"])
        taken.append(1000.0 * (perf_counter() - started))
    found = median(taken)
    figures = {"milliseconds": found, "count": DECISIONS, "bound": bounds.milliseconds}
    return Gate("latency", found <= bounds.milliseconds, _LATENCY, figures)
