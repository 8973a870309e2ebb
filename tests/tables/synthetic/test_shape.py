import numpy as np
import polars as pl

from creditworthy.tables.dictionary import home_credit
from creditworthy.tables.synthetic.shape import column_descriptions, published, working


def test_nan_and_none_become_null() -> None:
    frame = working({"number": np.array([1.5, np.nan]), "label": np.array([None, "a"], dtype=object)})
    assert frame.rows() == [(1.5, None), (None, "a")]
    assert frame.schema == {"number": pl.Float64, "label": pl.String}


def test_published_orders_casts_and_drops() -> None:
    drawn = working({"STATUS": np.array(["0"], dtype=object), "own": np.array([1]), "MONTHS_BALANCE": np.array([-3.0])})
    frame = published("bureau_balance", drawn)
    assert frame.schema == {"MONTHS_BALANCE": pl.Int64, "STATUS": pl.String}


def test_every_column_is_described() -> None:
    described = column_descriptions()
    assert described.columns == ["Table", "Row", "Description"]
    assert described.height == sum(len(table.columns) for table in home_credit().tables.values())
    assert described.row(1)[:2] == ("application_{train|test}.csv", "TARGET")
    assert described["Table"].unique(maintain_order=True).to_list()[1:3] == ["bureau.csv", "bureau_balance.csv"]
