"""How long the histories are: who has one, how many rows, and how many of them belong to no known application."""

from collections.abc import Iterator, Mapping

import polars as pl

from creditworthy.tables.synthetic.marginals import statistics

__all__ = ["Length", "lengths"]

_PUBLISHED_APPLICANTS = 356_255
_PUBLISHED_CREDITS = 1_716_428

Length = tuple[str, str, float, float]
"""File, measure, expected and found."""


def lengths(tables: Mapping[str, pl.DataFrame]) -> Iterator[Length]:
    """Yield, for each history, the share of applicants (of credits, for bureau_balance) that have one, and its rows."""
    applicants = tables["application_train"].height + tables["application_test"].height
    for stem, published in statistics("rows").items():
        monthly = stem == "bureau_balance"
        owner, all_, of = (
            ("SK_ID_BUREAU", tables["bureau"].height, _PUBLISHED_CREDITS)
            if monthly
            else ("SK_ID_CURR", applicants, _PUBLISHED_APPLICANTS)
        )
        owners = tables[stem][owner].n_unique()
        yield stem, "rows: owners", published["owners"] / of, owners / all_
        yield stem, "rows: mean", published["rows"] / published["owners"], tables[stem].height / owners
        if "orphans" in published:
            yield stem, "rows: orphans", published["orphans"], _orphans(tables[stem], tables["previous_application"])


def _orphans(rows: pl.DataFrame, previous: pl.DataFrame) -> float:
    """Return the share of rows whose earlier application is unknown."""
    return rows.join(previous, on="SK_ID_PREV", how="anti").height / rows.height
