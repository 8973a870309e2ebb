import narwhals as nw
import polars as pl
import pytest

from creditworthy.features.expressions import count, known_sum, only, ratio, share, spread, total, years

GROUPS = nw.from_native(
    pl.LazyFrame(
        {"group": ["a", "a", "a", "b", "b"], "x": [1.0, 3.0, None, None, None], "late": [True, False, None, None, None]}
    )
)
ROWS = nw.from_native(
    pl.LazyFrame({"x": [1.0, 0.0, None, -2.0], "y": [4.0, 0.0, 0.0, None], "z": [4.0, 6.0, None, None]})
)


def of_groups(expression: nw.Expr) -> list[object]:
    found = GROUPS.group_by("group").agg(value=expression).sort("group").collect()
    return found["value"].to_list()  # type: ignore[no-any-return]


def of_rows(expression: nw.Expr) -> list[object]:
    return ROWS.select(value=expression).collect()["value"].to_list()  # type: ignore[no-any-return]


def test_the_sum_of_what_is_known_is_null_where_nothing_is() -> None:
    assert of_groups(known_sum(nw.col("x"))) == [4.0, None]


def test_rows_that_hold_are_counted_where_it_is_known_of_any() -> None:
    assert of_groups(count(nw.col("late"))) == [1.0, None]
    assert of_groups(count(nw.col("x") > 5)) == [0.0, None]


def test_a_share_is_of_the_known_rows() -> None:
    assert of_groups(share(nw.col("late"))) == [0.5, None]


def test_only_keeps_values_where_the_condition_is_known_to_hold() -> None:
    assert of_rows(only(nw.col("y") > 0, nw.col("z"))) == [4.0, None, None, None]


def test_a_ratio_to_nothing_is_null() -> None:
    assert of_rows(ratio(nw.col("x"), nw.col("y"))) == [0.25, None, None, None]
    assert of_rows(ratio(nw.col("y"), nw.col("x"))) == [4.0, None, None, None]


def test_days_before_the_application_are_years_ago() -> None:
    assert of_rows(years("x")) == [pytest.approx(-1 / 365.25), 0.0, None, pytest.approx(2 / 365.25)]


def test_the_spread_is_the_populations_standard_deviation_of_what_is_known() -> None:
    # 1, 4, 4: mean 3, deviations −2, 1, 1. 0, 0, 6: mean 2, deviations −2, −2, 4. Then one value.
    assert of_rows(spread(["x", "y", "z"])) == [2.0**0.5, 8.0**0.5, 0.0, 0.0]
    assert of_rows(spread(["y", "z"])) == [0.0, 3.0, 0.0, None]


def test_a_total_over_columns_is_null_where_nothing_is_known() -> None:
    assert of_rows(total(["x", "y", "z"])) == [9.0, 6.0, 0.0, -2.0]
    assert of_rows(total(["y", "z"])) == [8.0, 6.0, 0.0, None]
