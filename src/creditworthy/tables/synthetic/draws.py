"""The few ways in which the generated portfolio draws its values, none of them applicant by applicant."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

__all__ = [
    "Flags",
    "Labels",
    "Numbers",
    "Whole",
    "blank",
    "chance",
    "graded",
    "like",
    "numbered",
    "pick",
    "pick_within",
    "reading",
    "streams",
]

Numbers = npt.NDArray[np.floating[Any]]
Whole = npt.NDArray[np.integer[Any]]
Labels = npt.NDArray[np.object_]
Flags = npt.NDArray[np.bool_]

_NORMAL_SCORES = (-3.090, -2.326, -1.645, -0.674, 0.0, 0.674, 1.645, 2.326, 3.090)
"""Standard normal values at the nine levels of ``marginals.toml``."""


def streams(seed: int, names: Sequence[str]) -> dict[str, np.random.Generator]:
    """Return one independent generator a name: a change in one table leaves the others as they were."""
    children = np.random.SeedSequence(seed).spawn(len(names))
    bits = [np.random.PCG64(child) for child in children]
    return {name: np.random.Generator(bit) for name, bit in zip(names, bits, strict=True)}


def reading(rng: np.random.Generator, *parts: tuple[float, Numbers]) -> Numbers:
    """Return a noisy reading, of variance about 1, of independent standard quantities and their weights."""
    noise = max(0.0, 1.0 - sum(weight**2 for weight, _ in parts)) ** 0.5
    read: Numbers = noise * rng.standard_normal(len(parts[0][1]))
    for weight, quantity in parts:
        read += weight * quantity
    return read


def like(score: Numbers, values: Sequence[float]) -> Numbers:
    """Map standard normal scores to a column with the given values at the nine levels.

    >>> like(np.array([-9.0, 0.0, 0.337]), [0, 1, 2, 3, 4, 6, 7, 8, 9]).tolist()
    [0.0, 4.0, 5.0]
    """
    return np.interp(score, _NORMAL_SCORES, np.asarray(values, dtype=np.float64))


def chance(logit: Numbers) -> Numbers:
    """Return the probability of a logit.

    >>> chance(np.array([0.0])).tolist()
    [0.5]
    """
    return np.asarray(1.0 / (1.0 + np.exp(-logit)), dtype=np.float64)


def pick(rng: np.random.Generator, values: Mapping[str, float], size: int) -> Labels:
    """Draw values of a category by their shares (which need not sum to 1)."""
    return _at(values, rng.random(size) * sum(values.values()))


def pick_within(rng: np.random.Generator, groups: Labels, values: Mapping[str, Mapping[str, float]]) -> Labels:
    """Draw values of a category whose shares differ between groups; null in a group without shares."""
    picked = np.full(len(groups), None, dtype=object)
    for group, group_values in values.items():
        here = groups == group
        picked[here] = pick(rng, group_values, int(here.sum()))
    return picked


def graded(score: Numbers, values: Mapping[str, float]) -> Labels:
    """Give the lowest scores the first value, and so on up, each in its share.

    >>> graded(np.array([0.3, -2.0, 5.0, 0.1]), {"low": 0.5, "high": 0.5}).tolist()
    ['high', 'low', 'high', 'low']
    """
    place = (np.argsort(np.argsort(score)) + 0.5) / max(len(score), 1)
    return _at(values, place * sum(values.values()))


def _at(values: Mapping[str, float], place: Numbers) -> Labels:
    names = np.array([*values], dtype=object)
    edges = np.cumsum([*values.values()])[:-1]
    picked: Labels = names[np.searchsorted(edges, place, side="right")]
    return picked


def blank(column: npt.NDArray[Any], where: Flags) -> npt.NDArray[Any]:
    """Return the column with no value (NaN, or None for a category) where told."""
    missing = np.array(None if column.dtype == object else np.nan)
    return np.where(where, missing, column)


def numbered(counts: Whole) -> tuple[Whole, Whole]:
    """Return, for parents with that many rows each, every row's parent and its place among its siblings.

    >>> [part.tolist() for part in numbered(np.array([2, 0, 1]))]
    [[0, 0, 2], [0, 1, 0]]
    """
    parent = np.repeat(np.arange(len(counts)), counts)
    first = np.cumsum(counts) - counts
    return parent, np.arange(len(parent)) - first[parent]
