import polars as pl
import pytest

from creditworthy.monitoring.monitor import MONITORS
from creditworthy.monitoring.shift import Pair, score_shift, shift_of

NUMBERS = pl.Series(range(1000), dtype=pl.Float64)


def test_a_feature_that_stayed_is_ok_and_does_nothing() -> None:
    shift = shift_of("age", NUMBERS, NUMBERS, 0.3)
    assert list(shift.readings) == list(MONITORS)
    assert (shift.statistic, shift.value, shift.level, shift.effect) == ("population_stability", 0.0, "ok", 0.0)


def test_the_effect_is_importance_times_index() -> None:
    shift = shift_of("age", NUMBERS, NUMBERS + 300, 0.3)
    assert shift.level == "alarm"
    assert shift.effect == 0.3 * shift.index > 0.3
    assert shift_of("age", NUMBERS, NUMBERS + 300, None).effect == 0.0


def test_missing_values_decide_where_they_are_the_graver() -> None:
    mostly_missing = [None if row % 10 < 6 else float(row) for row in range(1000)]
    fewer_missing = [None if row % 10 < 4 else float(row) for row in range(1000)]
    shift = shift_of("score", pl.Series(mostly_missing), pl.Series(fewer_missing), 0.1)
    assert shift.readings["population_stability"].level == "warning"
    assert (shift.statistic, shift.level, shift.missing) == ("missing_share", "alarm", Pair(0.6, 0.4))
    assert shift.value == pytest.approx(0.2)


def test_a_score_says_its_means_and_who_is_declined() -> None:
    score = score_shift(pl.Series([0.1, 0.2, 0.3, 0.4]), pl.Series([0.3, 0.3, 0.5, 0.5]), threshold=0.3)
    assert score.mean == Pair(0.25, 0.4)
    assert score.declined == Pair(0.5, 1.0)
    assert score.readings["kolmogorov_smirnov"].value == 0.5
    assert score.level == "alarm"
