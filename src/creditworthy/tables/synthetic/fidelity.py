"""How far generated tables are from the statistics of the reference tables, column by column."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl

from creditworthy.tables.dictionary import Column, Table, home_credit
from creditworthy.tables.synthetic.association import rank_correlations
from creditworthy.tables.synthetic.draws import Numbers
from creditworthy.tables.synthetic.lengths import lengths
from creditworthy.tables.synthetic.marginals import Distribution, numbers, statistics
from creditworthy.tables.synthetic.traits import SHOWN, application_traits, history_traits

__all__ = ["Finding", "compare", "compare_links", "compare_table", "distance", "main_numbers"]

Tables = Mapping[str, pl.DataFrame]

_POINTS = 0.02
_KOLMOGOROV = 0.10
_CORRELATION = 0.1
_ROWS = 0.1
_BUILDING = ("_AVG", "_MODE", "_MEDI")
_ROWS_ENOUGH = 200_000
"""Rows of a table that its correlations are measured on, the first ones."""


@dataclass(frozen=True)
class Finding:
    """One statistic of one column (or of a table's rows), as it is expected and as it was found."""

    table: str
    column: str
    measure: str
    expected: float
    found: float
    distance: float
    bound: float

    @property
    def holds(self) -> bool:
        """Whether the generated table is close enough."""
        return self.distance <= self.bound


def compare(tables: Tables) -> list[Finding]:
    """Compare every file of the dictionary: missing rates, shares of categories, distributions, rows an applicant."""
    findings = [
        finding
        for table in home_credit().tables.values()
        for stem in table.files
        for finding in (*compare_table(stem, tables[stem], table.columns), *compare_links(stem, tables[stem], table))
    ]
    return [*findings, *_traits(tables), *_lengths(tables)]


def compare_table(stem: str, frame: pl.DataFrame, columns: Mapping[str, Column]) -> Iterator[Finding]:
    """Compare the columns of one file that carry information."""
    for name in frame.columns:
        if columns[name].unit == "identifier":
            continue
        yield from _missing(stem, frame[name])
        if name in statistics(stem)["shares"]:
            yield from _shares(stem, frame[name])
        else:
            yield _distribution(stem, frame[name])


def compare_links(stem: str, frame: pl.DataFrame, table: Table) -> Iterator[Finding]:
    """Compare the rank correlations of the main numbers of one file."""
    found = rank_correlations(frame.head(_ROWS_ENOUGH).select(main_numbers(frame, table)))
    return _links(stem, statistics(stem)["correlations"], found)


def main_numbers(frame: pl.DataFrame, table: Table) -> list[str]:
    """Return the columns of numbers that are no flags; of the many that describe a building, none."""
    return [
        name
        for name, column in table.columns.items()
        if name in frame.columns
        and column.type != "category"
        and column.unit != "identifier"
        and (column.unit != "flag" or name == table.label)
        and not name.endswith(_BUILDING)
    ]


def _traits(tables: Tables) -> Iterator[Finding]:
    """Compare how what the histories show goes together, and with default, external scores, age and income."""
    traits = application_traits(tables).select("SK_ID_CURR", *SHOWN)
    shown = history_traits(tables).join(traits, on="SK_ID_CURR").drop("SK_ID_CURR")
    return _links("applicants", statistics("population")["links"], rank_correlations(shown))


def _lengths(tables: Tables) -> Iterator[Finding]:
    """Compare how long the histories are; of lengths, it is the ratio that counts."""
    for stem, measure, expected, found in lengths(tables):
        orphans = measure == "rows: orphans"
        gap = abs(found - expected) if orphans else abs(found / expected - 1)
        yield Finding(stem, "", measure, expected, found, gap, _POINTS if orphans else _ROWS)


def _links(
    table: str, expected: Mapping[str, Mapping[str, float]], found: dict[tuple[str, str], float]
) -> Iterator[Finding]:
    for first, others in expected.items():
        for second, correlation in others.items():
            now = found.get((first, second), found.get((second, first), 0.0))
            gap = abs(now - correlation)
            yield Finding(table, first, f"correlation with {second}", correlation, now, gap, _CORRELATION)


def _missing(stem: str, values: pl.Series) -> Iterator[Finding]:
    expected = statistics(stem)["missing"].get(values.name, 0.0)
    found = values.null_count() / max(len(values), 1)
    yield Finding(stem, values.name, "missing", expected, found, abs(found - expected), _POINTS)


def _shares(stem: str, values: pl.Series) -> Iterator[Finding]:
    whole = values.cast(pl.Int64) if values.dtype.is_numeric() else values
    known = whole.drop_nulls().cast(pl.String)
    found = dict(known.value_counts(normalize=True, name="share").rows())
    expected: dict[str, Any] = statistics(stem)["shares"][values.name]
    for value in sorted({*expected, *found}):
        pair = expected.get(value, 0.0), found.get(value, 0.0)
        yield Finding(stem, values.name, f"share of {value}", *pair, abs(pair[0] - pair[1]), _POINTS)


def _distribution(stem: str, values: pl.Series) -> Finding:
    expected = numbers(stem, values.name)
    known = values.drop_nulls().cast(pl.Float64).to_numpy()
    median = float(np.median(known)) if len(known) else float("nan")
    at_half = float(np.interp(0.5, expected.levels, expected.values))
    return Finding(stem, values.name, "distribution", at_half, median, distance(expected, known), _KOLMOGOROV)


def distance(expected: Distribution, values: Numbers) -> float:
    """Return the Kolmogorov–Smirnov distance at the distribution's written values.

    >>> fair = Distribution(np.array([0.0, 0.5, 0.5, 1.0]), np.array([0.0, 0.0, 1.0, 1.0]))
    >>> distance(fair, np.array([0.0, 0.0, 0.0, 1.0]))
    0.25
    """
    if not len(values):
        return 1.0
    ordered = np.sort(values)
    at = np.unique(expected.values)
    upto = np.searchsorted(ordered, at + 1e-9 * np.abs(at), "right") / len(ordered)
    below = np.searchsorted(ordered, at - 1e-9 * np.abs(at), "left") / len(ordered)
    last = np.searchsorted(expected.values, at, "right") - 1
    first = np.searchsorted(expected.values, at, "left")
    atom = last > first
    gaps = np.abs(upto - expected.levels[last]), np.where(atom, np.abs(below - expected.levels[first]), 0.0)
    return float(max(gap.max() for gap in gaps))
