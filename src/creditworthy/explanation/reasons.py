"""Reasons in words: which features moved an applicant's probability, which way, and what they were."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple, Protocol, TypeVar

import numpy as np
import polars as pl

from creditworthy.features import Feature, Features
from creditworthy.language import current, say, value
from creditworthy.scorer import Scorer
from creditworthy.scorer.scorer import Contributions

__all__ = ["Reason", "principal_reasons", "reasons", "reasons_of_each"]


class _Weighed(Protocol):
    @property
    def contribution(self) -> float: ...


class _Part(NamedTuple):
    feature: str
    contribution: float


Weighed = TypeVar("Weighed", bound=_Weighed)
Row = Mapping[str, float | str | None]


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
    (parts,), (row,) = _parts_of_each(scorer.contributions(frame)), frame.to_dicts()
    return _worded(list(parts), row, scorer.known)


def reasons_of_each(
    known: Features, found: Contributions, rows: Iterable[Row], decisions: Sequence[str]
) -> list[list[Reason]]:
    """Return the principal reasons of each of several applicants; the others are not put into words, which takes long.

    Parameters
    ----------
    known : Features
        What the features mean.
    found : Contributions
        What each of them adds.
    rows : iterable of mappings
        The features of each applicant.
    decisions : sequence of str
        What was decided on each, see `principal_reasons`.
    """
    each = zip(_parts_of_each(found), rows, decisions, strict=True)
    return [_worded(principal_reasons(parts, decision), row, known) for parts, row, decision in each]


def principal_reasons(found: Iterable[Weighed], decision: str, *, most: int = 4, against: int = 2) -> list[Weighed]:
    """Return the reasons that speak for a decision, then the strongest that speak against it.

    Parameters
    ----------
    found : iterable of Reason
        All reasons, the largest first; anything with a contribution will do.
    decision : str
        ``"grant"``, ``"review"`` or ``"decline"``; what speaks for a review is what keeps it from being granted.
    most, against : int
        How many of each at most.
    """
    raises = decision != "grant"
    agree: list[Weighed] = []
    oppose: list[Weighed] = []
    for reason in found:  # of hundreds a few are looked at
        side, room = (agree, most) if (reason.contribution > 0) == raises else (oppose, against)
        if len(side) < room:
            side.append(reason)
        if len(agree) == most and len(oppose) == against:
            break
    return agree + oppose


def _parts_of_each(found: Contributions) -> Iterator[Iterator[_Part]]:
    """Yield the parts of each applicant, the largest first; those of a size as the features are."""
    orders = np.argsort(-np.abs(found.values), axis=1, kind="stable")
    for order, parts in zip(orders.tolist(), found.values.tolist(), strict=True):
        yield (_Part(found.features[place], parts[place]) for place in order if parts[place])


def _worded(parts: Sequence[_Part], row: Row, known: Features) -> list[Reason]:
    return [_reason(known[part.feature], row[part.feature], part.contribution) for part in parts]


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
