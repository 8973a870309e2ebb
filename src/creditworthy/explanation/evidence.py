"""What is kept beside a scorer: how its contenders did, what it looks at, and how applicants spread."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

import numpy as np
import numpy.typing as npt

from creditworthy.decision import Terms
from creditworthy.evaluation import Answers, fairness_of
from creditworthy.evaluation.curves import cost_curve, precision_recall, roc, swap
from creditworthy.explanation.background import background
from creditworthy.explanation.judgement import judgement
from creditworthy.explanation.shapley import importance
from creditworthy.models import Choice, Data, Outcome
from creditworthy.scorer import Scorer

__all__ = ["evidence_of"]

IMPORTANCE_ROWS = 2_000


def evidence_of(
    data: Data, outcomes: Sequence[Outcome], scorer: Scorer, *, choice: Choice, terms: Terms, seed: int
) -> dict[str, Any]:
    """Return the evidence, ready for JSON: no row of an applicant is in it.

    Parameters
    ----------
    data : Data
        What was learnt from.
    outcomes : sequence of Outcome
        The contenders, best first.
    scorer : Scorer
        The champion, fitted on all rows.
    choice : Choice
        How its calibration was chosen.
    terms : Terms
        What a loan loses and earns.
    seed : int
        Seed of what is resampled.
    """
    champion = next(outcome for outcome in outcomes if outcome.name == scorer.candidate)
    return {
        "applicants": len(data.defaulted),
        "defaults": int(data.defaulted.sum()),
        "grant_all": scorer.costs.grant_all(data.defaulted),
        "decline_all": scorer.costs.decline_all(data.defaulted),
        "candidates": {
            outcome.name: {
                "metrics": {name: asdict(interval) for name, interval in outcome.metrics.items()},
                "uncalibrated": outcome.uncalibrated,
                "thresholds": outcome.thresholds,
                "calibrations": outcome.calibrations,
                "chosen": outcome.chosen,
            }
            for outcome in outcomes
        },
        "background": background(data.rows.frame, scorer.features),
        **judgement(data, champion, scorer, choice=choice, terms=terms, seed=seed),
        "fairness": _fairness(data, champion, scorer, seed),
        **_curves(data, champion, outcomes, scorer),
        "scores": _histogram(champion.probability),
        "importance": importance(scorer, data.rows.frame.head(IMPORTANCE_ROWS)),
    }


def _curves(data: Data, champion: Outcome, outcomes: Sequence[Outcome], scorer: Scorer) -> dict[str, Any]:
    """Return the curves of the champion and of the best beside it, and who changes side between them."""
    shown = [champion, *[outcome for outcome in outcomes if outcome is not champion][:1]]
    curves = {
        one.name: {
            "roc": roc(data.defaulted, one.probability),
            "precision_recall": precision_recall(data.defaulted, one.probability),
            "cost": cost_curve(data.defaulted, one.probability, scorer.costs),
        }
        for one in shown
    }
    if len(shown) == 1:
        return {"curves": curves}
    sides = swap(data.defaulted, shown[0].declined, shown[1].declined)
    return {"curves": curves, "swap": {name: asdict(side) for name, side in sides.items()}}


def _fairness(data: Data, champion: Outcome, scorer: Scorer, seed: int) -> dict[str, Any]:
    """Return how the champion's decisions on the folds treat the groups."""
    points = np.array([scorer.points.of(probability) for probability in champion.probability], dtype=np.float64)
    answers = Answers(data.defaulted, champion.probability, champion.declined, points)
    return {name: asdict(found) for name, found in fairness_of(data.groups, answers, seed=seed).items()}


def _histogram(probability: npt.NDArray[np.float64]) -> dict[str, list[float]]:
    """Return how the applicants spread over probabilities: the position of one among all."""
    edges = np.linspace(0.0, 1.0, 101)
    counts, _ = np.histogram(probability, edges)
    return {"edges": edges.tolist(), "counts": counts.tolist()}
