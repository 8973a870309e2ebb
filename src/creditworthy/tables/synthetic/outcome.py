"""Who defaults, given each application's probability."""

import numpy as np

from creditworthy.tables.synthetic.circumstances import Circumstances
from creditworthy.tables.synthetic.draws import Whole

__all__ = ["draw_outcome"]


def draw_outcome(circumstances: Circumstances, rng: np.random.Generator) -> Whole:
    """Draw 0 or 1 for each application of the training table, in their order.

    The draw is systematic: each application defaults with its own probability, and the number of defaults is
    within 1 of the expected number, so that a small portfolio has its share of defaults too.
    """
    probability = circumstances.default_chance[~circumstances.in_test]
    steps = np.floor(np.cumsum(probability) + rng.random())
    defaulted: Whole = np.diff(steps, prepend=0.0).astype(np.int64)
    return defaulted
