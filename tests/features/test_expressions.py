from collections.abc import Callable, Sequence

import narwhals as nw
import polars as pl
import pytest

from creditworthy.features.expressions import (
    above_0,
    count,
    counted,
    divisor,
    known_count,
    known_sum,
    only,
    ratio,
    share,
    slope,
    total,
    unknown_count,
    unless_0,
    years,
)

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


def test_a_ratio_finds_the_divisor_of_a_column_by_its_name() -> None:
    rows = ROWS.with_columns(divisor(nw.col("y")).alias(unless_0("y")))
    assert rows.select(value=ratio(nw.col("x"), "y")).collect()["value"].to_list() == [0.25, None, None, None]


def test_what_is_as_good_as_0_divides_nothing() -> None:
    found = nw.from_native(pl.DataFrame({"x": [1e-9, -1e-9, 2e-9, -2e-9, None]})).select(divisor(nw.col("x")))
    assert found["x"].to_list() == [None, None, 2e-9, -2e-9, None]


def test_known_and_unknown_columns_of_a_row_are_counted() -> None:
    assert of_rows(known_count(["x", "y", "z"])) == [3.0, 3.0, 1.0, 1.0]
    assert of_rows(unknown_count(["x", "y", "z"])) == [0.0, 0.0, 2.0, 2.0]


def test_days_before_the_application_are_years_ago() -> None:
    assert of_rows(years("x")) == [pytest.approx(-1 / 365.25), 0.0, None, pytest.approx(2 / 365.25)]


@pytest.mark.parametrize("added", [total, counted])
def test_a_total_over_columns_is_null_where_nothing_is_known(added: Callable[[Sequence[str]], nw.Expr]) -> None:
    assert of_rows(added(["x", "y", "z"])) == [9.0, 6.0, 0.0, -2.0]
    assert of_rows(added(["y", "z"])) == [8.0, 6.0, 0.0, None]


def test_a_slope_needs_two_times() -> None:
    # Values 1, 3 and 8 at times 0, 1 and 3: their products with the times from the mean, over the squares of these.
    sums = (3.0, 4.0, 12.0, 10.0, 27.0)
    expected = ((0 - 4 / 3) * 1 + (1 - 4 / 3) * 3 + (3 - 4 / 3) * 8) / (16 / 9 + 1 / 9 + 25 / 9)
    assert of_rows(slope(*map(nw.lit, sums))) == [pytest.approx(expected)]
    one = (1.0, 3.0, 8.0, 9.0, 24.0)
    assert of_rows(slope(*map(nw.lit, one))) == [None]


def test_what_is_below_0_is_0_and_what_is_unknown_stays_so() -> None:
    found = nw.from_native(pl.DataFrame({"x": [-2.0, 0.0, 3.0, None]})).select(above_0(nw.col("x")))
    assert found["x"].to_list() == [0.0, 0.0, 3.0, None]
