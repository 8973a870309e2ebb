"""How the values of one feature spread over applicants, and how often each part of them defaulted."""

from dataclasses import dataclass

import polars as pl

__all__ = ["Distribution", "Group", "distribution"]

GROUPS = 5
CATEGORIES = 8


@dataclass(frozen=True)
class Group:
    """Applicants whose values are alike.

    ``low`` and ``high`` are the smallest and the largest value of a number; ``category`` is the value of a name, None
    for the rarer ones together. ``default_rate`` is None where no outcome is known.
    """

    low: float | None
    high: float | None
    category: str | None
    share: float
    default_rate: float | None


@dataclass(frozen=True)
class Distribution:
    """The values of a feature: how many applicants, the share whose value is unknown, and the known ones by group."""

    applicants: int
    unknown: float
    unknown_default_rate: float | None
    groups: tuple[Group, ...]


def distribution(values: pl.Series, defaulted: pl.Series | None = None) -> Distribution:
    """Return how values spread: numbers in five groups of about equal size, names by frequency.

    Parameters
    ----------
    values : polars.Series
        One value an applicant, null where unknown.
    defaulted : polars.Series, optional
        What became of each, 0 or 1; null or absent where that is not known.

    >>> found = distribution(pl.Series([1.0, 2.0, 3.0, None]), pl.Series([0, 0, 1, 1]))
    >>> found.unknown, [(group.low, group.default_rate) for group in found.groups]
    (0.25, [(1.0, 0.0), (2.0, 0.0), (3.0, 1.0)])
    """
    outcome = pl.Series("outcome", [None] * len(values), pl.Float64) if defaulted is None else defaulted
    frame = pl.DataFrame({"value": values, "outcome": outcome.cast(pl.Float64)})
    known, unknown = frame.drop_nulls("value"), frame.filter(pl.col("value").is_null())
    grouped = _by_name(known) if values.dtype == pl.String else _by_size(known)
    rows = grouped.with_columns(share=pl.col("rows") / frame.height).drop("rows").to_dicts() if known.height else []
    groups = tuple(Group(**row) for row in rows)
    rate = unknown["outcome"].mean()
    share = unknown.height / frame.height if frame.height else 0.0
    return Distribution(frame.height, share, None if rate is None else float(rate), groups)  # type: ignore[arg-type]


def _by_size(known: pl.DataFrame) -> pl.DataFrame:
    found = {known["value"].quantile(step / GROUPS, "lower") for step in range(1, GROUPS)}
    edges = sorted(edge for edge in found if edge is not None)
    above = pl.sum_horizontal(pl.lit(0), *[(pl.col("value") > edge).cast(pl.Int32) for edge in edges])
    return (
        known.group_by(group=above)
        .agg(
            low=pl.col("value").min(),
            high=pl.col("value").max(),
            category=pl.lit(None, pl.String).first(),
            rows=pl.len(),
            default_rate=pl.col("outcome").mean(),
        )
        .sort("group")
        .drop("group")
    )


def _by_name(known: pl.DataFrame) -> pl.DataFrame:
    frequent = known["value"].value_counts(sort=True)["value"].head(CATEGORIES).to_list()
    named = pl.when(pl.col("value").is_in(frequent)).then(pl.col("value"))
    return (
        known.group_by(category=named)
        .agg(rows=pl.len(), default_rate=pl.col("outcome").mean())
        .sort(pl.col("category").is_null(), -pl.col("rows").cast(pl.Int64), "category")
        .with_columns(low=pl.lit(None, pl.Float64), high=pl.lit(None, pl.Float64))
    )
