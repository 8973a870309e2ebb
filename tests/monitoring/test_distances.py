from math import log, sqrt

import polars as pl
import pytest
from scipy.spatial.distance import jensenshannon
from scipy.stats import ks_2samp

from creditworthy.monitoring.distances import jensen_shannon, kolmogorov_smirnov, missing_share, population_stability


def test_population_stability_by_hand() -> None:
    # with a thousandth in each of 3 bins (a, b, missing): .501, .501, .001 of 1.003 against .801, .201, .001 of 1.003
    by_hand = (0.801 - 0.501) / 1.003 * log(0.801 / 0.501) + (0.201 - 0.501) / 1.003 * log(0.201 / 0.501)
    found = population_stability(pl.Series(["a", "b"] * 50), pl.Series(["a"] * 80 + ["b"] * 20))
    assert found == pytest.approx(by_hand, rel=1e-12)


def test_population_stability_sees_values_that_go_missing() -> None:
    numbers = pl.Series(range(100), dtype=pl.Float64)
    blanked = pl.Series([None if number % 2 else float(number) for number in range(100)])
    assert population_stability(numbers, blanked) > 1.0


def test_an_extreme_value_does_not_move_the_index() -> None:
    numbers = pl.Series(range(1000), dtype=pl.Float64)
    assert population_stability(numbers, pl.concat([numbers.head(999), pl.Series([1e12])])) == 0.0


def test_jensen_shannon_is_scipys_and_bounded() -> None:
    before, now = pl.Series(["a", "a", "a", "b"]), pl.Series(["a", "b", "b", "b"])
    assert jensen_shannon(before, now) == pytest.approx(jensenshannon([0.75, 0.25], [0.25, 0.75]))
    assert jensen_shannon(pl.Series(["a"]), pl.Series(["b"])) == pytest.approx(sqrt(log(2)))


def test_kolmogorov_smirnov_is_scipys() -> None:
    before, now = [1.0, 2.0, 2.0, 5.0, 8.0, 9.0], [2.0, 2.5, 5.0, 5.0, 9.0]
    assert kolmogorov_smirnov(pl.Series(before), pl.Series(now)) == pytest.approx(ks_2samp(before, now).statistic)


def test_kolmogorov_smirnov_puts_missing_values_below_every_number() -> None:
    assert kolmogorov_smirnov(pl.Series([1.0, 2.0]), pl.Series([1.0, None])) == 0.5
    assert kolmogorov_smirnov(pl.Series([None], dtype=pl.Float64), pl.Series([-1e9])) == 1.0


def test_kolmogorov_smirnov_of_categories_is_the_largest_difference_of_any_group() -> None:
    assert kolmogorov_smirnov(pl.Series(["a", "b", "c", "c"]), pl.Series(["a", "b", "b", None])) == 0.5


def test_missing_share_counts_both_ways() -> None:
    full, half = pl.Series(["a", "b"]), pl.Series(["a", None])
    assert missing_share(full, half) == missing_share(half, full) == 0.5
