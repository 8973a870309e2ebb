"""How much, for how long, at what price and with what down payment: scores of the earlier applications.

The applications of an applicant scatter around the applicant's own level and are on it on average, so that even a few
of them show it.
"""

from dataclasses import dataclass

import numpy as np

from creditworthy.tables.synthetic.answers import REQUESTS, Answers
from creditworthy.tables.synthetic.circumstances import Circumstances
from creditworthy.tables.synthetic.draws import Flags, Numbers, Whole
from creditworthy.tables.synthetic.given import Category, ranked_within, sizes
from creditworthy.tables.synthetic.marginals import statistics
from creditworthy.tables.synthetic.occasions import WINDOW

__all__ = ["Demands", "draw_demands"]

_WITHIN = {"appetite": 0.65, "patience": 0.65, "price": 0.5, "down_payment": 0.4}
"""Part of a score's variance that is within applicants, by the trait that their means are."""
_WITH = {"patience": ("appetite", 0.3), "price": ("appetite", -0.15), "down_payment": ("patience", -0.1)}
"""Weight of another level in a level: among applicants of like kinds they go together more than among all."""
_CUSTOM = 0.17
"""Weight of the number of applications in the limit of a card: not all who have one are alike."""
_LEVELLED = 0.5
"""Part of the trend with time that does not show in an applicant's mean."""
_MIXTURES = (0.0, 0.01, 0.34, 0.67, 0.99)
"""Shares of applications for other than goods that make classes of applicants; levels are compared within a class."""
_NUMBERS = (1, 2, 4, 7, 11)
"""Least numbers of applications of such classes."""


@dataclass(frozen=True)
class Demands:
    """Standard normal scores of the earlier applications, one entry each."""

    size: Numbers
    terms: Numbers
    price: Numbers
    down: Numbers


def draw_demands(c: Circumstances, answers: Answers, days: Whole, stage: Category, rng: np.random.Generator) -> Demands:
    """Draw the scores; each is standard normal among the applications of a kind."""
    scatter, drift = _scatter(answers, days, rng)
    goods = answers.kind.is_("Consumer loans")
    published = days >= WINDOW
    loans = ~answers.kind.is_("Revolving loans") & stage.is_("priced") & published
    asked = stage.is_("priced", "asked") & published
    shown = {"appetite": asked, "patience": loans, "price": loans, "down_payment": asked & goods}
    scores = [
        _score(_level(c, trait), _WITHIN[trait], (noise, trend), answers, where)
        for noise, trend, (trait, where) in zip(scatter.T, drift.T, shown.items(), strict=True)
    ]
    holding = Category(answers.holding.astype(np.int64), ("no", "yes"))
    limit = (c["card_limit"] + _CUSTOM * c["custom"])[answers.owner]
    size = np.where(answers.holding, ranked_within(limit, holding), scores[0])
    return Demands(size, *scores[1:])


def _level(c: Circumstances, trait: str) -> Numbers:
    other, weight = _WITH.get(trait, (trait, 0.0))
    return c[trait] + weight * c[other]


def _score(trait: Numbers, within: float, noise: tuple[Numbers, Numbers], answers: Answers, where: Flags) -> Numbers:
    """Let the applications that show a trait scatter around the applicant's own level, and all follow a trend."""
    owner, (scatter, trend) = answers.owner, noise
    count = np.maximum(np.bincount(owner[where], minlength=len(trait)), 1)
    centre = scatter + _LEVELLED * trend
    mean = np.bincount(owner[where], centre[where], minlength=len(trait)) / count
    level = _own(trait, answers, where) * (1 - within * (1 - 1 / count)) ** 0.5
    score = level[owner] + within**0.5 * (scatter - mean[owner] + trend)
    return ranked_within(score, answers.kind, answers.status, Category(where.astype(np.int64), ("no", "yes")))


def _scatter(answers: Answers, days: Whole, rng: np.random.Generator) -> tuple[Numbers, Numbers]:
    """Return noise of four columns, one a score, and their trend with time, as they are within real applicants."""
    time = ranked_within(days, answers.kind)
    fresh = rng.standard_normal((len(time), 4))
    roots = {kind: np.linalg.cholesky(np.array(found)) for kind, found in statistics(REQUESTS)["scatter"].items()}
    root = np.array([roots[kind] for kind in answers.kind.names])[answers.kind.codes]
    return np.einsum("rij,rj->ri", root[:, 1:, 1:], fresh), time[:, None] * root[:, 1:, 0]


def _own(trait: Numbers, answers: Answers, where: Flags) -> Numbers:
    """Return each applicant's level: the rank among those with as many applications and a like mixture of kinds."""
    count = np.bincount(answers.owner[where], minlength=len(trait))
    other = np.bincount(answers.owner[where & ~answers.kind.is_("Consumer loans")], minlength=len(trait))
    mixture = np.searchsorted(_MIXTURES, other / np.maximum(count, 1), side="right")
    classes = Category(np.where(count > 0, mixture, 0), tuple(map(str, range(len(_MIXTURES) + 1))))
    return ranked_within(trait, sizes(np.bincount(answers.owner, minlength=len(trait)), _NUMBERS), classes)
