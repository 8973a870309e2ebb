import duckdb
import narwhals as nw
import polars as pl
import pytest

from creditworthy.features.levels import beside, gathered

ROWS = pl.DataFrame({"a": [1, 1, 1, 2, 2], "b": [5, 5, None, 5, 5], "x": [1.0, 2.0, 4.0, 8.0, None]})


@pytest.mark.parametrize("native", [ROWS.lazy(), duckdb.from_arrow(ROWS)], ids=["polars", "duckdb"])
def test_rows_of_equal_keys_become_one(native: object) -> None:
    found = gathered(nw.from_native(native), "a", "b", total=nw.col("x").sum(), rows=nw.col("x").count())
    assert found.sort("a", "b").select("a", "b", "total", "rows").collect().rows() == [
        (1, None, 4.0, 1),
        (1, 5, 3.0, 2),
        (2, 5, 8.0, 1),
    ]


def test_on_polars_the_order_of_the_rows_is_kept() -> None:
    found = gathered(nw.from_native(ROWS.lazy()), "a", "b", total=nw.col("x").sum())
    assert found.collect()["total"].to_list() == [3.0, 4.0, 8.0]


def test_no_rows_give_no_rows() -> None:
    found = gathered(nw.from_native(ROWS.clear().lazy()), "a", "b", total=nw.col("x").sum())
    assert found.collect().shape == (0, 3)


@pytest.mark.parametrize("engine", ["polars", "duckdb"])
def test_frames_stand_beside_each_other_by_the_key(engine: str) -> None:
    def frame(columns: dict[str, list[object]]) -> nw.LazyFrame[object]:
        made = pl.DataFrame(columns)
        return nw.from_native(made.lazy() if engine == "polars" else duckdb.from_arrow(made))

    left, one, other = frame({"a": [2, 1]}), frame({"a": [1], "x": [5]}), frame({"a": [2, 1], "y": [8, 9]})
    found = beside(left, [one, other], on="a").sort("a").collect()
    assert found.rows() == [(1, 5, 9), (2, None, 8)]
    assert beside(left, [], on="a").sort("a").collect().rows() == [(1,), (2,)]
