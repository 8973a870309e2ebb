"""What a candidate is: a function that makes an untrained model, with its search space and why it competes."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from creditworthy.catalog import Catalog

__all__ = ["CANDIDATES", "Candidate", "candidate"]

Make = Callable[..., Any]


@dataclass(frozen=True)
class Candidate:
    """One kind of model.

    ``make(seed, **parameters)`` returns an untrained scikit-learn classifier that takes a float matrix with missing
    values; ``space`` holds the values that a search may try for each parameter.
    """

    name: str
    make: Make
    space: Mapping[str, Sequence[object]]
    why: str


CANDIDATES: Catalog[Candidate] = Catalog("candidate")
"""Every candidate, the simplest first."""


def candidate(**space: Sequence[object]) -> Callable[[Make], Make]:
    """Register a function that makes a model: keyword arguments are its search space, the docstring why it competes."""

    def register(make: Make) -> Make:
        why = (make.__doc__ or "").strip().splitlines()[0]
        CANDIDATES.add(make.__name__, Candidate(make.__name__, make, space, why))
        return make

    return register
