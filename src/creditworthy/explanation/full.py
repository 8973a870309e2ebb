"""The whole explanation of one decision: every feature's contribution, in log-odds of default."""

from dataclasses import dataclass

import polars as pl

from creditworthy.features import Feature
from creditworthy.language import current, say
from creditworthy.scorer import Scorer

__all__ = ["Contribution", "FullExplanation", "full_explanation"]


@dataclass(frozen=True)
class Contribution:
    """What one feature adds to the log-odds; ``meaning`` and ``concept`` are in the language that was spoken."""

    feature: str
    meaning: str
    concept: str
    value: float | str | None
    unit: str
    contribution: float


@dataclass(frozen=True)
class FullExplanation:
    """From the base to the result: ``base`` + the contributions = ``log_odds``.

    Parameters
    ----------
    base : float
        Calibrated log-odds before anything of the applicant is known.
    log_odds : float
        Calibrated log-odds of the applicant.
    probability : float
        The probability of default that was decided by.
    contributions : tuple of Contribution
        One of every feature, the largest first.
    concepts : mapping
        The sum of the contributions of each concept, the largest first.
    """

    base: float
    log_odds: float
    probability: float
    contributions: tuple[Contribution, ...]
    concepts: dict[str, float]


def full_explanation(scorer: Scorer, frame: pl.DataFrame) -> FullExplanation:
    """Return what every feature contributes to one applicant's decision, in the current language.

    Parameters
    ----------
    scorer : Scorer
        What decided.
    frame : polars.DataFrame
        The applicant's features, one row.
    """
    found = scorer.contributions(frame)
    parts = zip(found.features, found.values[0].tolist(), strict=True)
    contributions = [_contribution(scorer.known[name], frame[name][0], size) for name, size in parts]
    return FullExplanation(
        base=found.base,
        log_odds=found.base + float(found.values[0].sum()),
        probability=float(scorer.probability(frame)[0]),
        contributions=tuple(sorted(contributions, key=lambda part: -abs(part.contribution))),
        concepts=_by_concept(contributions),
    )


def _contribution(entry: Feature, content: float | str | None, size: float) -> Contribution:
    return Contribution(entry.name, entry.meaning(current()), say(entry.concept.value), content, entry.unit, size)


def _by_concept(contributions: list[Contribution]) -> dict[str, float]:
    sums: dict[str, float] = {}
    for part in contributions:
        sums[part.concept] = sums.get(part.concept, 0.0) + part.contribution
    return dict(sorted(sums.items(), key=lambda item: -abs(item[1])))
