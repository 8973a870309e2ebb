"""Whether decisions treat groups of applicants alike: approval, errors and calibration of each, and how they differ."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from creditworthy.decision.policy import Policy
from creditworthy.evaluation.groups import Grouping
from creditworthy.intervals import Interval, percentiles, wilson
from creditworthy.language import number, say

if TYPE_CHECKING:
    from fairlearn.metrics import MetricFrame

__all__ = ["MINIMUM", "Answers", "Attribute", "Disparity", "Group", "bound", "breaches", "fairness_of"]

MINIMUM = 100
"""Applicants below which nothing is said of a group."""

REPEATS = 1_000

_RATIO = "{name}: {least} are approved {value} times as often as {most}, a four-fifths ratio below the bound of {bound}"
_GAP = (
    "{name}: of those who repaid, the approval of {least} is {value} below that of {most}, a difference of equal "
    "opportunity above the bound of {bound}"
)

Array = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Answers:
    """What became of loans and what was decided, each of shape (n,)."""

    defaulted: npt.NDArray[np.integer]
    probability: Array
    declined: Array
    points: Array

    def of(self, rows: npt.NDArray[np.bool_]) -> "Answers":
        """Return those of some applicants."""
        return Answers(self.defaulted[rows], self.probability[rows], self.declined[rows], self.points[rows])


@dataclass(frozen=True)
class Group:
    """One group, with 95 % intervals of Wilson; None where nobody is counted.

    ``recall`` is the share of defaults that were declined, ``false_positive_rate`` that of good loans; ``predicted``
    is the mean probability of default, ``observed`` the share that defaulted.
    """

    applicants: int
    defaults: int
    approval_rate: Interval | None
    recall: Interval | None
    false_positive_rate: Interval | None
    predicted: float
    observed: Interval | None
    points: float


@dataclass(frozen=True)
class Disparity:
    """How far the two groups that are farthest apart differ, with the interval of these two."""

    value: float
    low: float
    high: float
    least: str
    most: str


@dataclass(frozen=True)
class Attribute:
    """The groups of one grouping, those that are too small to say anything about, and how far they differ.

    ``four_fifths`` is the lowest approval rate over the highest, ``equal_opportunity`` the largest difference of
    approval rates among those who repaid (Hardt, Price & Srebro, 2016). None where fewer than two groups are compared.
    """

    columns: tuple[str, ...]
    groups: dict[str, Group]
    too_small: dict[str, int]
    four_fifths: Disparity | None
    equal_opportunity: Disparity | None


def fairness_of(
    groupings: Mapping[str, Grouping], answers: Answers, *, seed: int, minimum: int = MINIMUM
) -> dict[str, Attribute]:
    """Compare decisions between groups of at least a number of applicants.

    Parameters
    ----------
    groupings : mapping
        By name, who belongs to which group, shape (n,); see `groups.groups_of`.
    answers : Answers
        What was decided by models that had not seen the applicant.
    seed : int
        Seed of the resampling behind the intervals of differences.
    minimum : int
        Applicants below which a group is only listed.
    """
    return {name: _attribute(one, answers, seed, minimum) for name, one in groupings.items()}


def breaches(fairness: Mapping[str, Any], policy: Policy) -> list[str]:
    """Return a sentence for each bound of a policy that kept evidence does not keep to.

    A policy binds groups of the columns that it protects; what it lets decide, such as an age, is reported only. What
    ``check fairness`` says and what a promotion asks for is this.

    Parameters
    ----------
    fairness : mapping
        Attributes as they are kept in ``evidence.json``.
    policy : Policy
        Its bounds.
    """
    found = []
    for name, one in bound(fairness, policy).items():
        ratio, gap = one["four_fifths"], one["equal_opportunity"]
        if ratio and policy.four_fifths is not None and not ratio["value"] >= policy.four_fifths:
            found.append(say(_RATIO, name=name, **_told(ratio, policy.four_fifths)))
        if gap and policy.equal_opportunity is not None and not gap["value"] <= policy.equal_opportunity:
            found.append(say(_GAP, name=name, **_told(gap, policy.equal_opportunity)))
    return found


def bound(fairness: Mapping[str, Any], policy: Policy) -> dict[str, Any]:
    """Return the attributes that a policy binds, of those that are kept in ``evidence.json``."""
    return {name: one for name, one in fairness.items() if policy.protected.issuperset(one["columns"])}


def _told(disparity: Mapping[str, Any], bound: float) -> dict[str, str]:
    words = {"least": disparity["least"], "most": disparity["most"]}
    return {**words, "value": number(disparity["value"], 3), "bound": number(bound, 2)}


def _attribute(grouping: Grouping, answers: Answers, seed: int, minimum: int) -> Attribute:
    names, counts = np.unique(grouping.members, return_counts=True)
    small = {str(name): int(count) for name, count in zip(names, counts, strict=True) if count < minimum}
    kept = ~np.isin(grouping.members, list(small))
    if not kept.any():
        return Attribute(grouping.columns, {}, small, None, None)
    frame = _frame(grouping.members[kept], answers.of(kept))
    rows = sorted(frame.by_group.iterrows(), key=lambda row: str(row[0]).replace("<", " "))  # "<25" before "25-34"
    groups = {str(name): _group(row) for name, row in rows}
    if len(groups) < 2:
        return Attribute(grouping.columns, groups, small, None, None)
    return Attribute(grouping.columns, groups, small, *_disparities(frame, groups, seed))


def _frame(members: npt.NDArray[np.str_], answers: Answers) -> "MetricFrame":
    from fairlearn.metrics import MetricFrame

    def mean(_: Array, __: Array, values: Array) -> float:
        return float(np.mean(values))

    measures = {
        "applicants": lambda bad, _: len(bad),
        "defaults": lambda bad, _: np.sum(bad),
        "approved": lambda _, no: np.mean(no == 0),
        "repaid_approved": lambda bad, no: _share((bad == 0) & (no == 0), bad == 0),
        "defaults_declined": lambda bad, no: np.sum((bad == 1) & (no == 1)),
        "repaid_declined": lambda bad, no: np.sum((bad == 0) & (no == 1)),
        "predicted": mean,
        "points": mean,
    }
    return MetricFrame(
        metrics=measures,
        y_true=answers.defaulted,
        y_pred=answers.declined,
        sensitive_features=members,
        sample_params={"predicted": {"values": answers.probability}, "points": {"values": answers.points}},
    )


def _share(some: npt.NDArray[np.bool_], of: npt.NDArray[np.bool_]) -> float:
    return float(np.sum(some) / np.sum(of)) if np.any(of) else float("nan")


def _group(row: Mapping[str, float]) -> Group:
    applicants, defaults = int(row["applicants"]), int(row["defaults"])
    caught, lost = int(row["defaults_declined"]), int(row["repaid_declined"])
    return Group(
        applicants=applicants,
        defaults=defaults,
        approval_rate=wilson(applicants - caught - lost, applicants),
        recall=wilson(caught, defaults),
        false_positive_rate=wilson(lost, applicants - defaults),
        predicted=float(row["predicted"]),
        observed=wilson(defaults, applicants),
        points=float(row["points"]),
    )


def _disparities(
    frame: "MetricFrame", groups: Mapping[str, Group], seed: int
) -> tuple[Disparity | None, Disparity | None]:
    ratio = frame.ratio(method="between_groups")["approved"]
    gap = frame.difference(method="between_groups")["repaid_approved"]
    random = np.random.default_rng(seed)

    def farthest(rate: str, of: Mapping[str, int]) -> tuple[str, str, Array, Array]:
        rates = frame.by_group[rate]
        least, most = str(rates.idxmin()), str(rates.idxmax())
        low, high = (random.binomial(of[name], rates[name], REPEATS) / of[name] for name in (least, most))
        return least, most, low, high

    least, most, low, high = farthest("approved", {name: one.applicants for name, one in groups.items()})
    four_fifths = _disparity(ratio, low / np.where(high > 0, high, 1.0), least, most)
    repaid = {name: one.applicants - one.defaults for name, one in groups.items()}
    if not all(repaid.values()):
        return four_fifths, None
    least, most, low, high = farthest("repaid_approved", repaid)
    return four_fifths, _disparity(gap, high - low, least, most)


def _disparity(value: float, again: Array, least: str, most: str) -> Disparity | None:
    if np.isnan(value):  # nobody was approved
        return None
    found = percentiles(np.append(value, again))
    return Disparity(found.value, found.low, found.high, least, most)
