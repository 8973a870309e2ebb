"""Fifty invented applicants whose every value is drawn from the dictionary: no meaning, full coverage.

Features are fingerprinted on them. They change only where the dictionary does, and they are the same on every machine
and with every release of numpy (the stream of ``RandomState`` is frozen).
"""

import numpy as np
import polars as pl

from creditworthy.tables.dictionary import Column, Dictionary, Table

__all__ = ["specimen"]

SEED = 20_260_101
FIRST = 1
ROWS_PER_APPLICANT = 12
IDENTIFIERS_PER_APPLICANT = 16
"""Few, so that the loan of one table is found in the others."""


def specimen(dictionary: Dictionary, applicants: int = 50) -> dict[str, pl.DataFrame]:
    """Return tables of raw rows by table name, sorted by applicant; some applicants have no history.

    >>> from creditworthy.tables.dictionary import home_credit
    >>> tables = specimen(home_credit())
    >>> tables["application"].height, sorted(tables) == sorted(home_credit().tables)
    (50, True)
    """
    random = np.random.RandomState(SEED)
    ids = np.arange(FIRST, FIRST + applicants)
    frames = {dictionary.application.name: _drawn(dictionary.application, ids, random)}
    for table in dictionary.histories:
        rows = np.sort(random.choice(ids[: -max(1, applicants // 10)], applicants * ROWS_PER_APPLICANT))
        frames[table.name] = _drawn(table, rows, random)
    return frames


def _drawn(table: Table, ids: np.ndarray, random: np.random.RandomState) -> pl.DataFrame:
    columns = {table.applicant: pl.Series(ids, dtype=pl.Int64)}
    for column in table.columns.values():
        if column.name not in (table.applicant, table.label):
            columns[column.name] = _values(column, ids, random)
    frame = pl.DataFrame(columns)
    if table.key:
        return frame.unique(list(table.key), keep="first", maintain_order=True)
    return _with_repeats(frame, table.applicant)


def _with_repeats(frame: pl.DataFrame, applicant: str) -> pl.DataFrame:
    """Let each third row describe the same thing as the row before: the first half of its columns is the same."""
    follows = pl.int_range(pl.len()) % 3 == 2
    same_applicant = pl.col(applicant) == pl.col(applicant).shift(1)
    first_half = [name for name in frame.columns if name != applicant][: frame.width // 2]
    return frame.with_columns(
        pl.when(follows & same_applicant).then(pl.col(name).shift(1)).otherwise(pl.col(name)).alias(name)
        for name in first_half
    )


def _values(column: Column, ids: np.ndarray, random: np.random.RandomState) -> pl.Series:
    rows = len(ids)
    if column.values:
        drawn = pl.Series(list(column.values)).gather(random.randint(0, len(column.values), rows))
    elif column.unit == "identifier":
        drawn = pl.Series(ids * IDENTIFIERS_PER_APPLICANT + random.randint(0, IDENTIFIERS_PER_APPLICANT, rows))
    else:
        drawn = _numbers(column, random.uniform(size=rows))
    kind = {"integer": pl.Int64(), "number": pl.Float64(), "category": pl.String()}[column.type]
    unknown = pl.Series(random.uniform(size=rows) < 0.1)
    return drawn.cast(kind) if column.required else _blanked(column, drawn.cast(kind), unknown)


def _numbers(column: Column, share: np.ndarray) -> pl.Series:
    low, high = column.min if column.min is not None else 0.0, column.max if column.max is not None else 1.0
    # Cubed, so that wide ranges give ordinary amounts too: they crowd towards the end that is nearer to 0.
    near, far = (low, high) if abs(low) <= abs(high) else (high, low)
    numbers = near + share * share * share * (far - near)  # a power's last bit depends on the processor
    return pl.Series(np.rint(numbers) if column.type == "integer" else numbers)


def _blanked(column: Column, drawn: pl.Series, unknown: pl.Series) -> pl.Series:
    blank = pl.Series([column.sentinels[0] if column.sentinels else None], dtype=drawn.dtype)
    return drawn.zip_with(~unknown, blank)
