"""What a report is made of: sections with sentences, figures and tables."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["Grid", "Plate", "Section"]


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

    The first ``texts`` columns are words, the others figures; of three columns of words, the third is long.
    """

    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    texts: int = 1
    folded: bool = False


@dataclass(frozen=True)
class Section:
    """One part of a report."""

    anchor: str
    title: str
    sentences: tuple[str, ...] = ()
    plates: tuple[Plate, ...] = ()
    grids: tuple[Grid, ...] = ()
