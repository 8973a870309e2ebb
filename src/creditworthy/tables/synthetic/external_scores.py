"""The external scores, the strongest columns of the application: each reads other circumstances."""

import numpy as np

from creditworthy.tables.synthetic.circumstances import Circumstances
from creditworthy.tables.synthetic.draws import Numbers, blank, like, reading
from creditworthy.tables.synthetic.marginals import quantiles
from creditworthy.tables.synthetic.shape import Columns

__all__ = ["external_scores"]

_MISSING = {"EXT_SOURCE_1": 0.56, "EXT_SOURCE_2": 0.002}
_WITHOUT_THIRD = 0.066
"""Share without EXT_SOURCE_3 among the applicants whom the credit bureau knows; the others never have it."""


def external_scores(c: Circumstances, rng: np.random.Generator) -> Columns:
    """Draw the scores of the person (1), of region and conduct (2), of credit at other lenders (3)."""
    conduct, debt = c.discipline, c.indebtedness
    first = reading(rng, (0.36, c.age_score), (0.28, c.education), (0.26, conduct), (-0.21, debt))
    second = reading(rng, (0.38, conduct), (0.28, c.region), (-0.18, debt), (0.18, c.stability))
    third = reading(rng, (-0.42, debt), (0.25, conduct), (-0.2, c.shock), (0.1, c.stability))
    absent = rng.random((3, len(c)))
    return {
        "EXT_SOURCE_1": _score("EXT_SOURCE_1", first, absent[0]),
        "EXT_SOURCE_2": _score("EXT_SOURCE_2", second, absent[1]),
        "EXT_SOURCE_3": blank(_shown("EXT_SOURCE_3", third), ~c.in_bureau | (absent[2] < _WITHOUT_THIRD)),
    }


def _shown(name: str, score: Numbers) -> Numbers:
    return like(score, quantiles("application", name))


def _score(name: str, score: Numbers, absent: Numbers) -> Numbers:
    return blank(_shown(name, score), absent < _MISSING[name])
