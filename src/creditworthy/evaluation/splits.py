"""Folds that keep all applications of one person together."""

from functools import reduce
from operator import sub

import numpy as np
import numpy.typing as npt
import polars as pl

from creditworthy.errors import InputError
from creditworthy.tables.dictionary import Column, Dictionary

__all__ = ["folds", "persons"]

Indices = npt.NDArray[np.intp]


def persons(applications: pl.DataFrame, dictionary: Dictionary) -> npt.NDArray[np.int64]:
    """Return a number per application, the same where the same person is likely to have applied.

    What the applications of one person share, the dictionary says: a column, or the difference of two (days count back
    from each application, so that the raw values of one person differ; their differences do not). Where a part of it
    is unknown, the application stands alone; so does every one where the dictionary says nothing.

    Parameters
    ----------
    applications : polars.DataFrame
        The raw application table.
    dictionary : Dictionary
        Its ``person`` is the key.

    Returns
    -------
    ndarray of shape (applications,)
        Group numbers. They are for folds only, never a feature.
    """
    if not dictionary.person:
        return np.arange(applications.height, dtype=np.int64)
    names = dict.fromkeys(name for part in dictionary.person for name in part)
    known = pl.all_horizontal(_known(dictionary.application.column(name)) for name in names)
    key = pl.struct(_shared(part).alias(str(index)) for index, part in enumerate(dictionary.person))
    numbered = applications.with_row_index("number").with_columns(pl.col("number").cast(pl.Int64))
    same = pl.col("number").min().over(key)
    return numbered.select(pl.when(known).then(same).otherwise("number")).to_series().to_numpy()


def _known(column: Column) -> pl.Expr:
    return pl.col(column.name).is_not_null() & ~pl.col(column.name).is_in(column.sentinels)


def _shared(part: tuple[str, ...]) -> pl.Expr:
    return reduce(sub, map(pl.col, part))


def folds(
    defaulted: npt.NDArray[np.integer], groups: npt.NDArray[np.int64], *, count: int, seed: int
) -> list[tuple[Indices, Indices]]:
    """Return (training rows, validation rows) of each fold: defaults spread evenly, groups never split.

    Where defaults or good loans are fewer than the folds, ``InputError`` is raised.

    >>> parts = folds(np.array([0, 1] * 10), np.arange(20), count=2, seed=0)
    >>> [(len(training), len(validation)) for training, validation in parts]
    [(10, 10), (10, 10)]
    """
    from sklearn.model_selection import StratifiedKFold

    known, member = np.unique(groups, return_inverse=True)
    any_default = np.zeros(len(known), dtype=np.int64)
    np.maximum.at(any_default, member, defaulted)
    defaults = int(any_default.sum())
    if min(defaults, len(any_default) - defaults) < count:
        raise InputError(
            "{defaults} persons with a default and {others} without are too few for {folds} folds; "
            "import more applications with a known outcome, or set fewer folds",
            defaults=defaults,
            others=len(any_default) - defaults,
            folds=count,
        )
    splitter = StratifiedKFold(n_splits=count, shuffle=True, random_state=seed)
    parts = splitter.split(any_default, any_default)
    return [
        (np.flatnonzero(np.isin(member, training)), np.flatnonzero(np.isin(member, validation)))
        for training, validation in parts
    ]
