"""How a circumstance shows in a column of the application: as in train for train, as in test for test."""

from collections.abc import Iterator, Sequence
from statistics import NormalDist

import numpy as np

from creditworthy.tables.synthetic.circumstances import Circumstances
from creditworthy.tables.synthetic.draws import Flags, Labels, Numbers, ranked
from creditworthy.tables.synthetic.marginals import missing, numbers, shares

__all__ = ["TEST", "TRAIN", "flagged", "labelled", "shown", "unknown"]

TRAIN, TEST = "application_train", "application_test"


def _parts(c: Circumstances) -> Iterator[tuple[str, Flags]]:
    yield TRAIN, ~c.in_test
    yield TEST, c.in_test


def shown(
    c: Circumstances, column: str, score: Numbers, *, among: Flags | None = None, without: float | None = None
) -> Numbers:
    """Return the numbers that standard normal scores stand for; ``without`` leaves a sentinel out.

    Where only some applicants have the number, ``among``, the scores count by their rank among those.
    """
    values = np.empty(len(c))
    for stem, here in _parts(c):
        distribution = numbers(stem, column)
        if without is not None:
            distribution = distribution.without(without)
        values[here] = distribution.at(_here(score, here, among))
    return values


def labelled(
    c: Circumstances,
    column: str,
    score: Numbers,
    order: Sequence[str] | None = None,
    *,
    among: Flags | None = None,
    without: Sequence[str] = (),
) -> Labels:
    """Return the categories that standard normal scores stand for, the lowest first in the order."""
    labels = np.empty(len(c), dtype=object)
    for stem, here in _parts(c):
        share = {name: part for name, part in shares(stem, column).items() if name not in without}
        names = [name for name in order or share if name in share]
        upto = np.cumsum([share[name] for name in names]) / sum(share.values())
        edges = [NormalDist().inv_cdf(min(level, 1 - 1e-12)) for level in upto[:-1].tolist()]
        labels[here] = np.array(names, dtype=object)[np.searchsorted(edges, _here(score, here, among))]
    return labels


def flagged(c: Circumstances, column: str, score: Numbers, value: str = "1", *, among: Flags | None = None) -> Flags:
    """Return which applicants the flag is raised for: those with the highest scores (``among`` some, where given)."""
    raised = np.zeros(len(c), dtype=np.bool_)
    for stem, here in _parts(c):
        share = shares(stem, column).get(value, 0.0) / _part(here, among)
        raised[here] = _highest(_here(score, here, among), share)
    return raised if among is None else raised & among


def unknown(c: Circumstances, column: str, score: Numbers, *, among: Flags | None = None) -> Flags:
    """Return where the column has no value: for those with the lowest scores, and all who are not ``among``."""
    hidden = np.zeros(len(c), dtype=np.bool_) if among is None else ~among
    for stem, here in _parts(c):
        known = (1 - missing(stem, column)) / _part(here, among)
        hidden[here] |= ~_highest(_here(score, here, among), known)
    return hidden


def _here(score: Numbers, here: Flags, among: Flags | None) -> Numbers:
    return score[here] if among is None else ranked(score[here], among[here])


def _part(here: Flags, among: Flags | None) -> float:
    """Return the part of the applicants here that is among those told, never quite nothing."""
    return 1.0 if among is None or not here.any() else max(float(among[here].mean()), 1e-9)


def _highest(score: Numbers, share: float) -> Flags:
    if share <= 0 or share >= 1:
        return np.full(len(score), share >= 1)
    return np.asarray(score > NormalDist().inv_cdf(1 - share))
