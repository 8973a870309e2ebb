"""What a report is made of: sections with sentences, facts, findings, figures and tables."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from creditworthy.exploration.findings import Finding

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["NONE", "Fact", "Grid", "Plate", "Section"]

NONE = "–"
"""What stands in a cell of which there is nothing to say."""


@dataclass(frozen=True)
class Fact:
    """One figure that a reader looks for first: its name, the figure, and what goes with it."""

    name: str
    value: str
    detail: str = ""


@dataclass(frozen=True)
class Plate:
    """A figure with its title and the sentence below it; ``name`` is that of its files.

    A title that is the section's own is not printed twice.
    """

    name: str
    title: str
    caption: str
    figure: "Figure"
    half: bool = False


@dataclass(frozen=True)
class Grid:
    """A table; a folded one is opened by its reader.

    The first ``texts`` columns are words, the others figures. The column ``long``, counted from 1, holds sentences that
    may take several lines; 0 where none does.
    """

    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    texts: int = 1
    long: int = 0
    folded: bool = False


@dataclass(frozen=True)
class Section:
    """One part of a report, in the order in which it is printed."""

    anchor: str
    title: str
    sentences: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()
    findings: tuple[Finding, ...] = ()
    plates: tuple[Plate, ...] = ()
    grids: tuple[Grid, ...] = ()
