"""The applications that are explored: those with a known outcome where there are any, else the others."""

from dataclasses import dataclass

import polars as pl

from creditworthy.exploration.focus import Focus
from creditworthy.intervals import Interval, wilson
from creditworthy.tables.load import Tables

__all__ = ["OUTCOME", "Applications", "Counts", "gather"]

OUTCOME = "outcome"
"""1 for an application that ended in default, 0 for one that did not, null where it is not known."""


@dataclass(frozen=True)
class Counts:
    """How many applications there are; None stands for a part that is absent."""

    labelled: int | None
    unlabelled: int | None
    defaults: int | None
    rate: Interval | None


@dataclass(frozen=True)
class Applications:
    """The columns in focus of the applications, in memory.

    Parameters
    ----------
    labelled, unlabelled : pl.DataFrame or None
        Categories as they are stored, measures in the unit in which they are spoken of, and the outcome.
    """

    labelled: pl.DataFrame | None
    unlabelled: pl.DataFrame | None

    @property
    def explored(self) -> pl.DataFrame:
        """The applications whose figures are drawn."""
        rows = self.unlabelled if self.labelled is None else self.labelled
        return pl.DataFrame() if rows is None else rows

    @property
    def outcomes(self) -> tuple[int | None, ...]:
        """The outcomes that occur, ``(None,)`` where none is known."""
        if self.labelled is None:
            return (None,)
        return tuple(outcome for outcome in (0, 1) if (self.labelled[OUTCOME] == outcome).any())

    def of(self, outcome: int | None) -> pl.DataFrame:
        """Return the explored applications with one outcome, or all of them for None."""
        return self.explored if outcome is None else self.explored.filter(pl.col(OUTCOME) == outcome)

    def counts(self) -> Counts:
        """Return how many applications there are, and the share that defaulted with its interval."""
        if self.labelled is None:
            return Counts(None, _height(self.unlabelled), None, None)
        rows, defaults = self.labelled.height, int(self.labelled[OUTCOME].sum())
        return Counts(rows, _height(self.unlabelled), defaults, wilson(defaults, rows))


def gather(tables: Tables, focus: Focus) -> Applications:
    """Read the columns in focus of all applications."""
    label = tables.dictionary.application.label
    stems = [stem for stem in tables.dictionary.application.files if stem in tables.frames]
    first = tables.dictionary.application.files[0]
    labelled = [stem for stem in stems if label is not None and stem == first]
    unlabelled = [stem for stem in stems if stem not in labelled]
    return Applications(
        _read([tables.frames[stem] for stem in labelled], focus, label),
        _read([tables.frames[stem] for stem in unlabelled], focus, None),
    )


def _read(frames: list[pl.LazyFrame], focus: Focus, label: str | None) -> pl.DataFrame | None:
    outcome = pl.col(label) if label else pl.lit(None)
    columns = [
        *(pl.col(column.name) for column in focus.categories),
        *(measure.values() for measure in focus.measures),
        outcome.cast(pl.Int8).alias(OUTCOME),
    ]
    read = [frame.select(columns).collect(engine="in-memory") for frame in frames]
    return pl.concat(read) if read else None


def _height(frame: pl.DataFrame | None) -> int | None:
    return None if frame is None else frame.height
