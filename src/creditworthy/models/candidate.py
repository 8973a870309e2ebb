"""What a candidate is: a function that makes an untrained model, with its search space and why it competes."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from creditworthy.catalog import Catalog

__all__ = ["CANDIDATES", "Candidate", "Kind", "candidate"]

Make = Callable[..., Any]


class Kind(IntEnum):
    """What a model is made of, the simplest to explain first."""

    PRIOR = 0
    LINE = 1
    TREE = 2
    FOREST = 3
    BOOSTING = 4
    BLEND = 5


@dataclass(frozen=True)
class Candidate:
    """One kind of model.

    ``make(seed, **parameters)`` returns an untrained scikit-learn classifier that takes a float matrix with missing
    values; ``space`` holds the values that a search may try for each parameter; ``kind`` says how simple it is. A
    blend has no model of its own: ``members`` names the candidates whose log-odds it averages.
    """

    name: str
    make: Make
    space: Mapping[str, Sequence[object]]
    why: str
    kind: Kind = Kind.BLEND
    members: tuple[str, ...] = ()


CANDIDATES: Catalog[Candidate] = Catalog("candidate")
"""Every candidate, the simplest first."""


def candidate(kind: Kind = Kind.BLEND, /, *members: str, **space: Sequence[object]) -> Callable[[Make], Make]:
    """Register a function that makes a model: keyword arguments are its search space, the docstring why it competes."""

    def register(make: Make) -> Make:
        why = (make.__doc__ or "").strip().splitlines()[0]
        CANDIDATES.add(make.__name__, Candidate(make.__name__, make, space, why, kind, members))
        return make

    return register
