"""How far the reading or storing of files is."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

__all__ = ["Step", "Tell", "nobody"]


@dataclass(frozen=True)
class Step:
    """What is being done with a file, with how many rows, and the share of that work, 0 to 1."""

    stem: str
    doing: Literal["reading", "storing", "done"]
    rows: int
    share: float


Tell = Callable[[Step], None]
"""Is told each step."""


def nobody(step: Step) -> None:
    """Tell nobody."""
