"""How far probabilities, threshold and grades can be trusted: measured on rows that the models had not seen."""

from dataclasses import asdict
from typing import Any

import numpy as np

from creditworthy.decision import (
    Terms,
    by_approval_rate,
    by_expected_loss,
    graded,
    rising,
    sensitivity,
    threshold_interval,
)
from creditworthy.evaluation import reliability
from creditworthy.models import Choice, Data, Outcome
from creditworthy.scorer import Scorer

__all__ = ["APPROVAL_RATES", "judgement"]

APPROVAL_RATES = (0.7, 0.8, 0.9)
EXPOSURE = "application_credit"
"""The feature that is what would be owed; a lender without it has no decisions by amounts."""


def judgement(data: Data, best: Outcome, scorer: Scorer, *, choice: Choice, terms: Terms, seed: int) -> dict[str, Any]:
    """Return the part of the evidence that is about decisions, ready for JSON.

    The threshold's interval is of the probabilities that the threshold was chosen on: log-odds of rows that the folds'
    models had not seen, with the scorer's calibration. All else goes by the probabilities that the folds were judged
    with, whose calibrations had not seen the row either.

    Parameters
    ----------
    data : Data
        What was learnt from.
    best : Outcome
        The best contender, on rows that it had not seen.
    scorer : Scorer
        The same contender, fitted on all rows.
    choice : Choice
        How its calibration was chosen.
    terms : Terms
        What a loan loses and earns.
    seed : int
        Seed of the threshold's interval.
    """
    grades = graded(data.defaulted, best.probability)
    unseen = scorer.calibration.probability(best.margin)
    threshold = threshold_interval(data.defaulted, unseen, scorer.costs, seed=seed)
    return {
        "calibration": {"method": scorer.calibration.method, "log_loss": dict(choice.log_loss)},
        "reliability": [asdict(part) for part in reliability(data.defaulted, best.probability)],
        "threshold": {**asdict(threshold), "break_even": scorer.costs.break_even},
        "approval": [_approval(data, best, rate) for rate in APPROVAL_RATES],
        "sensitivity": [asdict(case) for case in sensitivity(data.defaulted, best.probability, data.folds)],
        "grades": {"rising": rising(grades), "grades": [asdict(grade) for grade in grades]},
        "review": _review(best, scorer),
        **_by_amounts(data, best, terms),
    }


def _approval(data: Data, best: Outcome, rate: float) -> dict[str, float | None]:
    """Return the threshold that grants a share, and how many of those who are granted default."""
    threshold = by_approval_rate(best.probability, rate)
    granted = best.probability < threshold
    defaults = float(data.defaulted[granted].mean()) if granted.any() else None
    return {"rate": rate, "threshold": threshold, "granted": float(granted.mean()), "default_rate": defaults}


def _review(best: Outcome, scorer: Scorer) -> dict[str, float]:
    near = abs(best.probability - scorer.threshold) < scorer.review_band
    return {"band": scorer.review_band, "share": float(near.mean())}


def _by_amounts(data: Data, best: Outcome, terms: Terms) -> dict[str, dict[str, float]]:
    """Return what decisions by amounts would earn, beside those of the folds' thresholds and granting everyone.

    Profits are shares of all that was asked for: expected by the probabilities, and realised by the outcomes.
    """
    if EXPOSURE not in data.rows.frame.columns:
        return {}
    exposure = data.rows.frame[EXPOSURE].fill_null(0.0).to_numpy().astype(float)
    found = by_expected_loss(best.probability, exposure, terms=terms)
    realised = exposure * np.where(data.defaulted == 1, -terms.loss_given_default, terms.interest)
    total = float(exposure.sum())
    shares = {
        "expected": found.profit,
        "realised": float(realised[found.granted].sum()),
        "realised_by_threshold": float(realised[best.declined == 0].sum()),
        "realised_grant_all": float(realised.sum()),
    }
    given = {**asdict(terms), "break_even": terms.break_even, "granted": float(found.granted.mean())}
    return {"expected_loss": {**given, **{name: profit / total for name, profit in shares.items()}}}
