"""What each feature contributes, over many applicants."""

import numpy as np
import polars as pl

from creditworthy.scorer import Scorer

__all__ = ["importance"]


def importance(scorer: Scorer, frame: pl.DataFrame) -> dict[str, float]:
    """Return the mean absolute contribution of each feature, in log-odds, the largest first.

    Source: Lundberg et al., *From local explanations to global understanding with explainable AI for trees*, 2020.
    """
    found = scorer.contributions(frame)
    sizes = np.abs(found.values).mean(axis=0)
    return {found.features[index]: float(sizes[index]) for index in np.argsort(-sizes, kind="stable")}
