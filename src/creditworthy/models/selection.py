"""Which candidate becomes champion: the simplest of those that cannot be told from the best."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from creditworthy.decision import Costs
from creditworthy.intervals import Interval, delong, percentiles, resampled
from creditworthy.models.candidate import CANDIDATES
from creditworthy.models.comparison import Outcome

__all__ = ["Selection", "Standing", "select", "standings"]

Array = npt.NDArray[np.float64]
Labels = npt.NDArray[np.integer]


@dataclass(frozen=True)
class Standing:
    """How far a contender is behind the best, on the same applicants.

    Parameters
    ----------
    business_score, auc : Interval
        The best's minus the contender's: above 0 where the best is ahead.
    error : float
        Standard error of the difference of the business scores.
    """

    business_score: Interval
    auc: Interval
    error: float


@dataclass(frozen=True)
class Selection:
    """Who had the best business score, who is champion, and how far each contender is behind the best."""

    best: str
    champion: str
    behind: dict[str, Standing]

    def as_json(self) -> dict[str, Any]:
        """Return the selection ready for JSON."""
        return asdict(self)


def select(outcomes: Sequence[Outcome], defaulted: Labels, *, costs: Costs, seed: int) -> Selection:
    """Choose the champion by the one-standard-error rule (Breiman et al., 1984; Hastie et al., 2009, 7.10).

    The champion is the simplest contender whose business score is within one standard error of the best one: the error
    of their difference, both being resampled together. Of equally simple ones the better wins.

    Parameters
    ----------
    outcomes : sequence of Outcome
        The contenders, best business score first.
    defaulted : array of int
        What became of the loans, shape (n,).
    costs, seed
        What errors cost, and the seed of the resampling.
    """
    best = outcomes[0]
    behind = standings(best, {one.name: one for one in outcomes}, defaulted, costs=costs, seed=seed)
    close = [one for one in outcomes if behind[one.name].business_score.value <= behind[one.name].error]
    champion = min(close or [best], key=_simplicity)
    return Selection(best.name, champion.name, behind)


def _simplicity(outcome: Outcome) -> tuple[int, bool]:
    contender = outcome.contender
    return CANDIDATES[contender.candidate].kind, contender.arm != "none"


def standings(
    best: Outcome, others: Mapping[str, Outcome], defaulted: Labels, *, costs: Costs, seed: int
) -> dict[str, Standing]:
    """Return how far others are behind one outcome, by name; differences are taken within each resample."""
    bad = defaulted == 1
    each = {name: _costs(bad, one.declined == 1, costs) for name, one in others.items()}
    first, worst = _costs(bad, best.declined == 1, costs), _costs(bad, ~bad, costs)

    def measure(weights: Array) -> dict[str, Array]:
        total = _sums(weights, worst)
        return {name: _sums(weights, cost - first) / total for name, cost in each.items()}

    found = resampled(measure, len(bad), seed=seed)
    return {
        name: Standing(
            business_score=percentiles(found[name]),
            auc=delong(defaulted, best.probability, one.probability),
            error=float(found[name][1:].std(ddof=1)),
        )
        for name, one in others.items()
    }


def _costs(bad: npt.NDArray[np.bool_], declined: npt.NDArray[np.bool_], costs: Costs) -> Array:
    return np.asarray(costs.total(bad & ~declined, ~bad & declined), dtype=np.float64)


def _sums(weights: Array, values: Array) -> Array:
    return np.asarray(np.einsum("kn,n->k", weights, values))
