"""The share of defaults in every category, with its interval."""

from dataclasses import dataclass

import polars as pl

from creditworthy.exploration.applications import OUTCOME, Applications
from creditworthy.exploration.words import typeset
from creditworthy.intervals import Interval, wilson
from creditworthy.language import category, say
from creditworthy.tables.dictionary import Column

__all__ = ["ENOUGH", "Category", "CategoryRates", "rates_by_category"]

ENOUGH = 30
"""Applications with a known outcome from which on a rate is shown: below, its interval says nothing."""
_SHOWN = 10


@dataclass(frozen=True)
class Category:
    """The applications of one category: with a known outcome, without, and the share that defaulted.

    Parameters
    ----------
    value : str or None
        The value of the column; None is a missing value, or the rest where ``others`` is not 0.
    others : int
        How many rarer values are counted together here.
    sentinel : bool
        Whether the value stands for "unknown".
    labelled, unlabelled : int
        Applications with and without a known outcome.
    defaults : int
        Those of ``labelled`` that ended in default.
    rate : Interval or None
        Share of defaults with its 95 % interval; None where no outcome is known.
    """

    value: str | None
    others: int
    sentinel: bool
    labelled: int
    unlabelled: int
    defaults: int
    rate: Interval | None

    @property
    def enough(self) -> bool:
        """Whether its rate can be shown."""
        return self.labelled >= ENOUGH

    @property
    def name(self) -> str:
        """What it is called: its value, what is missing, or how many others are counted together."""
        if self.others:
            return say("{count} others", count=self.others)
        if self.value is None:
            return say("missing")
        return say("{value}, unknown", value=self.value) if self.sentinel else typeset(category(self.value))


@dataclass(frozen=True)
class CategoryRates:
    """The categories of one column, most frequent first, then the rest, then the missing values."""

    column: str
    categories: tuple[Category, ...]


def rates_by_category(applications: Applications, column: Column) -> CategoryRates:
    """Return the share of defaults by the values of one column, the ten most frequent of them by name."""
    counted = _counted(applications, column.name)
    named = [row for row in counted if row["value"] is not None]
    missing = [row for row in counted if row["value"] is None]
    unknown = frozenset(map(str, column.sentinels))
    shown, rest = named[:_SHOWN], named[_SHOWN:]
    if len(rest) == 1:  # a rest of one has a name
        shown, rest = named, []
    categories = [_category([row], str(row["value"]), sentinel=str(row["value"]) in unknown) for row in shown]
    if rest:
        categories.append(_category(rest, None, others=len(rest)))
    return CategoryRates(column.name, (*categories, *(_category([row], None) for row in missing)))


def _counted(applications: Applications, name: str) -> list[dict[str, str | int | None]]:
    """Count the applications and defaults by value, most frequent first."""
    parts = [part for part in (applications.labelled, applications.unlabelled) if part is not None]
    both = pl.concat([part.select(value=pl.col(name), outcome=pl.col(OUTCOME)) for part in parts])
    counts = both.group_by("value").agg(
        labelled=pl.col("outcome").count(),
        unlabelled=pl.col("outcome").null_count(),
        defaults=pl.col("outcome").sum(),
    )
    return counts.sort(["labelled", "unlabelled", "value"], descending=[True, True, False]).to_dicts()


def _category(
    rows: list[dict[str, str | int | None]], value: str | None, *, others: int = 0, sentinel: bool = False
) -> Category:
    labelled, unlabelled, defaults = (
        sum(int(row[name] or 0) for row in rows) for name in ("labelled", "unlabelled", "defaults")
    )
    return Category(value, others, sentinel, labelled, unlabelled, defaults, wilson(defaults, labelled))
