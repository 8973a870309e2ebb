"""Reasons in words: which features moved an applicant's probability, which way, and what they were."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import polars as pl

from creditworthy.features import Feature, Features
from creditworthy.language import current, say, value
from creditworthy.scorer import Scorer

__all__ = ["Reason", "principal_reasons", "reasons", "reasons_of_each"]


@dataclass(frozen=True)
class Reason:
    """One feature's part in a decision; ``contribution`` is in log-odds of default."""

    feature: str
    meaning: str
    value: float | str | None
    effect: Literal["raises", "lowers"]
    contribution: float
    text: str


def reasons(scorer: Scorer, frame: pl.DataFrame) -> list[Reason]:
    """Return a reason per feature for one applicant, the largest contribution first, in the current language.

    Parameters
    ----------
    scorer : Scorer
        What decided.
    frame : polars.DataFrame
        The applicant's features, one row.
    """
    return reasons_of_each(scorer, frame)[0]


def reasons_of_each(scorer: Scorer, frame: pl.DataFrame) -> list[list[Reason]]:
    """Return the reasons of each applicant of a frame, as `reasons` does for one."""
    found = scorer.contributions(frame)
    return [
        _sorted(dict(zip(found.features, parts, strict=True)), row, scorer.known)
        for parts, row in zip(found.values.tolist(), frame.iter_rows(named=True), strict=True)
    ]


def principal_reasons(found: list[Reason], decision: str, *, most: int = 4, against: int = 2) -> list[Reason]:
    """Return the reasons that speak for a decision, then the strongest that speak against it.

    Parameters
    ----------
    found : list of Reason
        All reasons, the largest first.
    decision : str
        ``"grant"`` or ``"decline"``.
    most, against : int
        How many of each at most.
    """
    for_it = "raises" if decision == "decline" else "lowers"
    agree = [reason for reason in found if reason.effect == for_it]
    oppose = [reason for reason in found if reason.effect != for_it]
    return agree[:most] + oppose[:against]


def _sorted(parts: Mapping[str, float], row: Mapping[str, float | str | None], known: Features) -> list[Reason]:
    largest_first = sorted(parts.items(), key=lambda part: -abs(part[1]))
    return [_reason(known[name], row[name], contribution) for name, contribution in largest_first if contribution]


def _reason(entry: Feature, content: float | str | None, contribution: float) -> Reason:
    meaning = entry.meaning(current())
    template = "{meaning} ({value}) raises the risk" if contribution > 0 else "{meaning} ({value}) lowers the risk"
    return Reason(
        feature=entry.name,
        meaning=meaning,
        value=content,
        effect="raises" if contribution > 0 else "lowers",
        contribution=contribution,
        text=say(template, meaning=meaning, value=value(content, entry.unit)),
    )
