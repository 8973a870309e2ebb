"""Who has a history at all, and whether those without one default more."""

from dataclasses import dataclass
from typing import Literal

import polars as pl

from creditworthy.intervals import Interval, wilson
from creditworthy.tables.load import Tables

__all__ = ["History", "histories_of"]


@dataclass(frozen=True)
class History:
    """One history table: applicants without a row in it, and the share of defaults with and without one.

    The shares are of the applications with a known outcome; None where there is none.
    """

    table: str
    without: int
    rate_with: Interval | None
    rate_without: Interval | None


def histories_of(tables: Tables) -> tuple[History, ...]:
    """Return who has a row in each history table that is present."""
    applicant, label = tables.dictionary.applicant, tables.dictionary.application.label
    everybody = tables.applications("all").select(applicant).collect(engine="in-memory")
    known = None
    if label is not None and tables.has_label:
        known = tables.applications("train").select(applicant, outcome=label).collect(engine="in-memory")
    found = []
    for name, rows in tables.histories().items():
        present = rows.select(applicant).unique().collect(engine="streaming")
        without = everybody.join(present, on=applicant, how="anti").height
        found.append(History(name, without, _rate(known, present, "semi"), _rate(known, present, "anti")))
    return tuple(found)


def _rate(known: pl.DataFrame | None, present: pl.DataFrame, how: Literal["semi", "anti"]) -> Interval | None:
    if known is None:
        return None
    outcomes = known.join(present, on=present.columns, how=how)["outcome"]
    return wilson(int(outcomes.sum()), len(outcomes))
