"""What explanations need to know about the population later: statistics of it, and no row of a person."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

import polars as pl

__all__ = ["background"]

DECILES = tuple(tenth / 10 for tenth in range(1, 10))
EDGES = (0.2, 0.4, 0.6, 0.8)
RARE = 20


def background(frame: pl.DataFrame, features: Sequence[str]) -> dict[str, Any]:
    """Return statistics of the training rows, ready for JSON.

    Parameters
    ----------
    frame : polars.DataFrame
        Features of the training rows, one row an applicant.
    features : sequence of str
        Those that the scorer looks at.

    Returns
    -------
    dict
        ``rows``: how many. ``numbers``: of each feature that holds numbers ``missing`` (a share of the rows), ``mean``,
        ``std``, ``median``, nine ``deciles``, and up to five ``bins`` between its fifths: ``up_to``
        (the edges between them), ``shares`` of the known values and the ``typical`` value (the median) of each.
        ``categories``: of each feature that holds names ``missing``, the ``frequencies`` of the categories of 20 rows
        or more, as shares of all rows, and the share of all ``other`` categories.

    Notes
    -----
    Quantiles are values that occur (the nearest rank): a number of children stays whole. Where no value is known,
    the statistics are None and the lists are empty.

    Examples
    --------
    >>> found = background(pl.DataFrame({"children": [0, 0, 0, 1, None]}), ["children"])["numbers"]["children"]
    >>> found["missing"], found["median"], found["bins"]
    (0.2, 0.0, {'up_to': [0.0], 'shares': [0.75, 0.25], 'typical': [0.0, 1.0]})
    """
    schema = frame.schema
    categories = [name for name in features if schema[name] == pl.String]
    return {
        "rows": frame.height,
        "numbers": {name: _number(frame[name]) for name in features if name not in categories},
        "categories": {name: _category(frame[name]) for name in categories},
    }


def _number(values: pl.Series) -> dict[str, Any]:
    known = values.cast(pl.Float64).fill_nan(None).drop_nulls()
    return {
        "missing": (len(values) - len(known)) / len(values),
        "mean": known.mean(),
        "std": known.std(ddof=0),
        "median": _quantile(known, 0.5),
        "deciles": [_quantile(known, share) for share in DECILES if len(known)],
        "bins": _bins(known),
    }


def _bins(known: pl.Series) -> dict[str, list[float | None]]:
    """Cut between the fifths; where fifths coincide or nothing lies above one, there are fewer bins."""
    edges = sorted({_quantile(known, share) for share in EDGES if len(known)} - {known.max()})
    parts = list(_parts(known, edges)) if len(known) else []
    return {
        "up_to": edges,
        "shares": [len(part) / len(known) for part in parts],
        "typical": [_quantile(part, 0.5) for part in parts],
    }


def _parts(known: pl.Series, edges: Sequence[float]) -> Iterator[pl.Series]:
    for above, up_to in pairwise([float("-inf"), *edges, float("inf")]):
        yield known.filter((known > above) & (known <= up_to))


def _category(values: pl.Series) -> dict[str, Any]:
    counted = values.drop_nulls().value_counts(name="rows").sort(["rows", values.name], descending=[True, False])
    common = counted.filter(pl.col("rows") >= RARE)
    named = int(common["rows"].sum())
    return {
        "missing": values.null_count() / len(values),
        # What is rarer is unknown to the models too, and nobody is recognised by it.
        "other": (values.count() - named) / len(values),
        "frequencies": {name: rows / len(values) for name, rows in common.iter_rows()},
    }


def _quantile(known: pl.Series, share: float) -> Any:
    return known.quantile(share, interpolation="nearest")
