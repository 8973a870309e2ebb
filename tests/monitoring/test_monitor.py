import polars as pl
import pytest

from creditworthy.errors import UnknownNameError
from creditworthy.monitoring.monitor import LEVELS, MONITORS, Reading, monitor, worst


def test_the_catalogue_holds_each_monitor_with_its_levels() -> None:
    assert {name: (entry.warn, entry.alarm) for name, entry in MONITORS.items()} == {
        "population_stability": (0.10, 0.25),
        "jensen_shannon": (0.10, 0.18),
        "kolmogorov_smirnov": (0.10, 0.20),
        "missing_share": (0.05, 0.15),
    }


def test_an_unknown_monitor_is_answered_with_close_names() -> None:
    with pytest.raises(UnknownNameError, match="no monitor 'missing_shares'; close names: missing_share"):
        MONITORS["missing_shares"]


def test_the_decorator_returns_the_function_and_refuses_a_second_of_its_name() -> None:
    def missing_share(reference: pl.Series, current: pl.Series) -> float:
        return 0.0

    with pytest.raises(ValueError, match="two entries of kind monitor are called 'missing_share'"):
        monitor(warn=0.1, alarm=0.2)(missing_share)
    assert MONITORS["missing_share"].of is not missing_share
    from creditworthy.monitoring import distances

    assert MONITORS["missing_share"].of is distances.missing_share


def test_a_reading_is_the_distance_and_what_it_means() -> None:
    half_missing = pl.Series([1.0, None])
    assert MONITORS["missing_share"].read(half_missing, half_missing) == Reading(0.0, "ok")
    assert MONITORS["missing_share"].read(pl.Series([1.0]), half_missing) == Reading(0.5, "alarm")


def test_the_worst_of_no_levels_is_ok() -> None:
    assert worst([]) == "ok"
    assert worst(reversed(LEVELS)) == "alarm"
    assert worst(["ok", "warning"]) == "warning"
