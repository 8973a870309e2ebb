"""Folds that keep all applications of one person together."""

import numpy as np
import numpy.typing as npt
import polars as pl

from creditworthy.errors import InputError

__all__ = ["folds", "persons"]

Indices = npt.NDArray[np.intp]


def persons(applications: pl.DataFrame) -> npt.NDArray[np.int64]:
    """Return a number per application, the same where the same person is likely to have applied.

    Days count back from each application, so the raw values of one person differ; their differences do not. Where a
    part of the key is unknown, the application stands alone.

    Parameters
    ----------
    applications : polars.DataFrame
        The raw application table.

    Returns
    -------
    ndarray of shape (applications,)
        Group numbers. They are for folds only, never a feature.
    """
    key = pl.struct(
        pl.col("DAYS_BIRTH") - pl.col("DAYS_REGISTRATION"),
        (pl.col("DAYS_BIRTH") - pl.col("DAYS_ID_PUBLISH")).alias("identity"),
        "CODE_GENDER",
    )
    known = pl.all_horizontal(
        pl.col("DAYS_BIRTH", "DAYS_REGISTRATION", "DAYS_ID_PUBLISH").is_not_null(),
        pl.col("CODE_GENDER").is_in(["F", "M"]),
    )
    numbered = applications.with_row_index("number").with_columns(pl.col("number").cast(pl.Int64))
    same = pl.col("number").min().over(key)
    return numbered.select(pl.when(known).then(same).otherwise("number")).to_series().to_numpy()


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
