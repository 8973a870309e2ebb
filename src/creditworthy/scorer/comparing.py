"""Two versions on the same applicants, whom neither had seen: differences in pairs, and who changes side."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from creditworthy.decision import Costs
from creditworthy.intervals import Interval, bootstrap, delong, wilson

__all__ = ["Paired", "Swapped", "paired", "same_folds"]

Booleans = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Swapped:
    """Applicants whom one version grants and the other declines.

    Parameters
    ----------
    applicants, defaults
        How many, and how many of them defaulted.
    rate : Interval or None
        Their observed default rate with its 95 % interval; None where nobody changes side.
    cost : float
        What their change of side, from the first version's to the second's, costs in units of one lost good loan;
        negative where it saves.
    business_score : float
        What it adds to the business score.
    """

    applicants: int
    defaults: int
    rate: Interval | None
    cost: float
    business_score: float


@dataclass(frozen=True)
class Paired:
    """What the second version does better than the first, on the same applicants.

    ``differences`` (second − first, with 95 % intervals) has ``business_score``, ``auc`` and ``brier``.
    """

    applicants: int
    defaults: int
    differences: Mapping[str, Interval]
    newly_declined: Swapped
    newly_granted: Swapped


def same_folds(one: Mapping[str, object], other: Mapping[str, object]) -> bool:
    """Return whether the evidence of two versions says that they were judged on the same folds of the same data.

    >>> same_folds({"folds_digest": "a"}, {"folds_digest": "a"}), same_folds({}, {})
    (True, False)
    """
    return "folds_digest" in one and one["folds_digest"] == other.get("folds_digest")


def paired(
    one: pl.DataFrame | None, other: pl.DataFrame | None, costs: Costs, *, seed: int, repeats: int = 1000
) -> Paired | None:
    """Compare two versions on the applicants whom both were judged on; None where they are too few.

    Two who defaulted and two who did not are the least that has an interval.

    Parameters
    ----------
    one, other : polars.DataFrame or None
        What each answered on rows that it had not seen, see `scorer.unseen.unseen_rows`.
    costs : Costs
        What errors cost: the same for both, whatever each was trained by.
    seed, repeats
        Of the bootstrap: both versions are measured on the same resamples, so that what is common cancels out.
    """
    if one is None or other is None:
        return None
    both = one.join(other, on=["applicant", "defaulted"], suffix="_other").sort("applicant")
    defaulted = both["defaulted"].to_numpy().astype(np.int64)
    if min(defaulted.sum(), len(defaulted) - defaulted.sum()) < 2:
        return None
    first, second = (both[name].to_numpy().astype(bool) for name in ("declined", "declined_other"))
    return Paired(
        applicants=both.height,
        defaults=int(defaulted.sum()),
        differences=_differences(both, costs, seed=seed, repeats=repeats),
        newly_declined=_swapped(defaulted, ~first & second, costs, declined=True),
        newly_granted=_swapped(defaulted, first & ~second, costs, declined=False),
    )


def _differences(both: pl.DataFrame, costs: Costs, *, seed: int, repeats: int) -> dict[str, Interval]:
    defaulted = both["defaulted"].to_numpy().astype(np.int64)
    first, second = (both[name].to_numpy() for name in ("probability", "probability_other"))
    # Each row's part in a difference is known before: a resample only adds parts up.
    sides = np.subtract(*(both[name].to_numpy().astype(int) for name in ("declined_other", "declined")))
    saved = np.where(defaulted == 1, costs.missed_default, -costs.lost_good_loan) * sides
    worst = np.where(defaulted == 1, costs.missed_default, costs.lost_good_loan)
    squares = (second - defaulted) ** 2 - (first - defaulted) ** 2

    def measure(rows: npt.NDArray[np.intp]) -> dict[str, float]:
        return {"business_score": float(saved[rows].sum() / worst[rows].sum()), "brier": float(squares[rows].mean())}

    found = bootstrap(measure, both.height, seed=seed, repeats=repeats)
    return {"business_score": found["business_score"], "auc": delong(defaulted, second, first), "brier": found["brier"]}


def _swapped(defaulted: npt.NDArray[np.int64], swapped: Booleans, costs: Costs, *, declined: bool) -> Swapped:
    applicants, defaults = int(swapped.sum()), int(defaulted[swapped].sum())
    lost = costs.lost_good_loan * (applicants - defaults) - costs.missed_default * defaults
    cost = lost if declined else -lost
    worst = costs.of(defaulted, ~defaulted.astype(bool))
    return Swapped(applicants, defaults, wilson(defaults, applicants), cost + 0.0, 0.0 - cost / worst)
