"""The groups of applicants that decisions are compared between: by what is protected, by age, and by both."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import inf

import numpy as np
import numpy.typing as npt
import polars as pl

from creditworthy.tables.dictionary import Column, Dictionary

__all__ = ["AGES", "Grouping", "groups_of"]

AGES = {"<25": 25.0, "25-34": 35.0, "35-44": 45.0, "45-54": 55.0, "55-64": 65.0, "65+": inf}
"""Age bands, with the age in years at which each ends."""

DAYS_OF_A_YEAR = 365.25
UNKNOWN = "unknown"


@dataclass(frozen=True)
class Grouping:
    """One way to tell applicants apart: the raw columns (``table.COLUMN``), and the group of each, shape (n,)."""

    columns: tuple[str, ...]
    members: npt.NDArray[np.str_]


def groups_of(applications: pl.DataFrame, dictionary: Dictionary) -> Mapping[str, Grouping]:
    """Return groupings by name: each protected column of names or flags, age, and the first of them by age.

    Parameters
    ----------
    applications : polars.DataFrame
        The raw application table, shape (n, columns).
    dictionary : Dictionary
        It says which columns are protected, and which one tells an age, if any.

    Examples
    --------
    >>> from creditworthy.tables.dictionary import home_credit
    >>> given = {"CODE_GENDER": ["F", "XNA"], "NAME_FAMILY_STATUS": ["Widow", None], "DAYS_BIRTH": [-9_131, -9_132]}
    >>> for name, grouping in groups_of(pl.DataFrame(given), home_credit()).items():
    ...     print(name, grouping.members.tolist())
    CODE_GENDER ['F', 'unknown']
    NAME_FAMILY_STATUS ['Widow', 'unknown']
    age ['<25', '25-34']
    CODE_GENDER by age ['F, <25', 'unknown, 25-34']
    """
    table = dictionary.application
    protected = [column for column in table.columns.values() if column.protected and _has_groups(column)]
    found = {one.name: _by_value(applications[one.name], one, table.name) for one in protected}
    if dictionary.birth is not None:
        born = table.column(dictionary.birth)
        age = _by_age(applications[born.name], born, table.name)
        first = next(iter(found.items()), None)
        found["age"] = age
        if first:
            found[f"{first[0]} by age"] = _both(first[1], age)
    return found


def _has_groups(column: Column) -> bool:
    return column.type == "category" or bool(column.values)


def _known(values: pl.Series, column: Column) -> pl.Series:
    return values.to_frame().select(pl.when(~pl.col(values.name).is_in(column.sentinels)).then(values.name))[
        values.name
    ]


def _by_value(values: pl.Series, column: Column, table: str) -> Grouping:
    words = _known(values, column).cast(pl.String).fill_null(UNKNOWN)
    return Grouping((f"{table}.{column.name}",), words.to_numpy().astype(np.str_))


def _by_age(values: pl.Series, column: Column, table: str) -> Grouping:
    told = _known(values, column).cast(pl.Float64).fill_null(np.nan).to_numpy()
    years = -told / DAYS_OF_A_YEAR if column.unit == "days" else told
    place = np.searchsorted(list(AGES.values()), np.nan_to_num(years), side="right")
    members = np.where(np.isnan(years), UNKNOWN, np.array(list(AGES))[place])
    return Grouping((f"{table}.{column.name}",), members)


def _both(one: Grouping, other: Grouping) -> Grouping:
    members = np.char.add(np.char.add(one.members, ", "), other.members)
    return Grouping((*one.columns, *other.columns), members)
