"""The few ways in which the generated portfolio draws its values, none of them applicant by applicant."""

from collections.abc import Mapping, Sequence
from functools import cache
from statistics import NormalDist
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
    "normal_chance",
    "normal_scores",
    "numbered",
    "pick",
    "ranked",
    "reading",
    "streams",
]

Numbers = npt.NDArray[np.floating[Any]]
Whole = npt.NDArray[np.integer[Any]]
Labels = npt.NDArray[np.object_]
Flags = npt.NDArray[np.bool_]


def streams(seed: int | Sequence[int], names: Sequence[str]) -> dict[str, np.random.Generator]:
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


def chance(logit: Numbers) -> Numbers:
    """Return the probability of a logit.

    >>> chance(np.array([0.0])).tolist()
    [0.5]
    """
    return np.asarray(1.0 / (1.0 + np.exp(-logit)), dtype=np.float64)


def normal_chance(score: Numbers) -> Numbers:
    """Return the share of a standard normal population below each score.

    >>> normal_chance(np.array([-9.0, 0.0, 1.96])).round(4).tolist()
    [0.0, 0.5, 0.975]
    """
    grid, below = _normal()
    return np.interp(score, grid, below)


def normal_scores(share: Numbers) -> Numbers:
    """Return the standard normal score below which each share of a population lies.

    >>> normal_scores(np.array([0.5, 0.975])).round(2).tolist()
    [0.0, 1.96]
    """
    grid, below = _normal()
    return np.interp(share, below, grid)


@cache
def _normal() -> tuple[Numbers, Numbers]:
    grid = np.linspace(-6, 6, 2_401)
    return grid, np.array([NormalDist().cdf(score) for score in grid.tolist()])


def ranked(score: Numbers, where: Flags) -> Numbers:
    """Return standard normal scores by rank among those told; the others keep theirs.

    What is shown of a part of the applicants only has, so, its own distribution there.

    >>> ranked(np.array([5.0, 9.0, 7.0]), np.array([True, False, True])).round(3).tolist()
    [-0.674, 9.0, 0.674]
    """
    place = np.argsort(np.argsort(score[where], kind="stable"), kind="stable")
    found = score.astype(np.float64)
    found[where] = normal_scores((place + 0.5) / max(len(place), 1))
    return found


def pick(rng: np.random.Generator, values: Mapping[str, float], size: int) -> Labels:
    """Draw values of a category by their shares (which need not sum to 1)."""
    return _at(values, rng.random(size) * sum(values.values()))


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
