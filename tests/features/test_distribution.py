import polars as pl
import pytest

from creditworthy.features.distribution import Group, distribution


def test_numbers_are_grouped_by_size_with_their_default_rates() -> None:
    found = distribution(pl.Series([float(n) for n in range(10)]), pl.Series([0] * 5 + [1] * 5))
    assert [(group.low, group.high) for group in found.groups] == [(0, 1), (2, 3), (4, 5), (6, 7), (8, 9)]
    assert [group.default_rate for group in found.groups] == [0.0, 0.0, 0.5, 1.0, 1.0]
    assert sum(group.share for group in found.groups) == pytest.approx(1.0)


def test_equal_values_are_never_in_two_groups() -> None:
    found = distribution(pl.Series([0.0] * 9 + [5.0]))
    assert [(group.low, group.high, group.share) for group in found.groups] == [(0, 0, 0.9), (5, 5, 0.1)]
    assert found.groups[0].default_rate is None


def test_names_are_ordered_by_frequency_and_the_rare_ones_counted_together() -> None:
    names = ["b", "b", "a", *"cdefghij"]
    found = distribution(pl.Series(names), pl.Series([1, 0, *[0] * 9]))
    assert found.groups[0] == Group(None, None, "b", 2 / 11, 0.5)
    assert len(found.groups) == 9
    assert found.groups[-1].category is None
    assert sum(group.share for group in found.groups) == pytest.approx(1.0)


def test_the_unknown_are_counted_apart() -> None:
    found = distribution(pl.Series([1.0, None, None, 2.0]), pl.Series([0, 1, None, 0]))
    assert (found.applicants, found.unknown, found.unknown_default_rate) == (4, 0.5, 1.0)


def test_nothing_known() -> None:
    found = distribution(pl.Series([None, None], dtype=pl.Float64))
    assert (found.unknown, found.groups) == (1.0, ())
    assert distribution(pl.Series([], dtype=pl.Float64)).applicants == 0
