"""Who defaults: a logistic model of the circumstances, at a given default rate."""

import numpy as np

from creditworthy.tables.synthetic.circumstances import Circumstances
from creditworthy.tables.synthetic.draws import Numbers, Whole, chance

__all__ = ["DEFAULT_RATE", "draw_outcome", "intercept", "risk"]

DEFAULT_RATE = 0.0807


def risk(circumstances: Circumstances) -> Numbers:
    """Return the log-odds of default, up to the intercept.

    The larger weights are on what the histories read again and again: indebtedness, discipline, shock.
    """
    c = circumstances
    score: Numbers = (
        0.80 * c.indebtedness
        - 0.85 * c.discipline
        + 1.40 * c.shock
        - 0.55 * c.stability
        - 0.20 * c.age_score
        - 0.30 * c.education
        - 0.15 * c.region
        + 0.40 * c.male
    )
    return score


def intercept(log_odds: Numbers, rate: float) -> float:
    """Return what to add to the log-odds so that the mean probability is ``rate``, found by bisection.

    >>> round(intercept(np.zeros(3), 0.25), 6)  # the logit of one quarter
    -1.098612
    """
    low, high = -30.0, 30.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if chance(log_odds + middle).mean() < rate else (low, middle)
    return (low + high) / 2


def draw_outcome(circumstances: Circumstances, rng: np.random.Generator) -> Whole:
    """Draw 0 or 1 for each application of the training table, in their order.

    The draw is systematic: each application defaults with its own probability, and the number of defaults is
    within 1 of the expected number, so that a small portfolio has its share of defaults too.
    """
    log_odds = risk(circumstances)[~circumstances.in_test]
    probability = chance(log_odds + intercept(log_odds, DEFAULT_RATE))
    steps = np.floor(np.cumsum(probability) + rng.random())
    defaulted: Whole = np.diff(steps, prepend=0.0).astype(np.int64)
    return defaulted
