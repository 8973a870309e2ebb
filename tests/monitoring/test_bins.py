from collections.abc import Sequence

import polars as pl

from creditworthy.monitoring.bins import count_both


def counted(
    reference: Sequence[object], current: Sequence[object], dtype: type[pl.DataType] = pl.Float64
) -> list[list[int]]:
    found = count_both(pl.Series(reference, dtype=dtype), pl.Series(current, dtype=dtype))
    return [counts.tolist() for counts in found]


def test_numbers_fall_into_tenths_of_the_reference_and_missing_values_into_the_last_bin() -> None:
    before, now = counted([*range(1, 101)], [0, 10, 10.5, 1000, None])
    assert before == [10] * 10 + [0]
    assert now == [2, 1, 0, 0, 0, 0, 0, 0, 0, 1, 1]


def test_a_rare_value_beside_a_frequent_one_is_seen_on_either_side() -> None:
    assert counted([1.0] * 95 + [0.0] * 5, [0.0] * 4) == [[5, 95, 0, 0], [4, 0, 0, 0]]
    assert counted([0.0] * 95 + [1.0] * 5, [1.0] * 4) == [[0, 95, 5, 0], [0, 0, 4, 0]]


def test_each_category_of_either_side_is_a_bin_in_alphabetical_order() -> None:
    assert counted(["b", "a", "b"], ["c", None], pl.String) == [[1, 2, 0, 0], [0, 0, 1, 1]]


def test_nothing_known_is_one_bin_and_the_missing() -> None:
    assert counted([None, None], [None, 3.0]) == [[0, 2], [1, 1]]
    assert counted([None], [None], pl.String) == [[1], [1]]
