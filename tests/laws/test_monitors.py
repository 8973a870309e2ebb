"""The law of monitors: a distance between two samples is one, whatever the sample. It holds for the whole catalogue."""

import numpy as np
import polars as pl
import pytest

from creditworthy.monitoring import MONITORS, Monitor

ROWS = 2_000
RANDOM = np.random.default_rng(3)
MISSING = RANDOM.random(ROWS) < 0.2


def blanked(values: pl.Series, missing: np.ndarray) -> pl.Series:
    return pl.select(pl.when(~pl.Series(missing)).then(values)).to_series()


NORMAL = pl.Series(RANDOM.normal(size=ROWS))
NAMES = pl.Series(RANDOM.choice(["a", "b", "c"], p=[0.7, 0.2, 0.1], size=ROWS).tolist())
SAMPLES = {
    "numbers": NORMAL,
    "long tail": pl.Series(np.exp(3 * NORMAL.to_numpy())),
    "flags": pl.Series((RANDOM.random(ROWS) < 0.05).astype(float)),
    "constant": pl.Series([4.0] * ROWS),
    "numbers, some missing": blanked(NORMAL, MISSING),
    "categories": NAMES,
    "categories, some missing": blanked(NAMES, MISSING),
    "numbers, none known": pl.Series([None] * ROWS, dtype=pl.Float64),
    "categories, none known": pl.Series([None] * ROWS, dtype=pl.String),
    "one number": pl.Series([1.0]),
    "one category": pl.Series(["z"]),
}
MONITOR = pytest.mark.parametrize("monitor", MONITORS.values(), ids=list(MONITORS))
SAMPLE = pytest.mark.parametrize("sample", SAMPLES.values(), ids=list(SAMPLES))


@MONITOR
@SAMPLE
def test_a_sample_is_at_no_distance_from_itself(monitor: Monitor, sample: pl.Series) -> None:
    assert monitor.of(sample, sample) == 0.0


@MONITOR
@SAMPLE
def test_no_distance_is_negative_or_infinite(monitor: Monitor, sample: pl.Series) -> None:
    for other in SAMPLES.values():
        if other.dtype == sample.dtype:
            assert 0.0 <= monitor.of(sample, other) < np.inf


@MONITOR
@SAMPLE
def test_the_order_of_rows_is_irrelevant(monitor: Monitor, sample: pl.Series) -> None:
    for other in SAMPLES.values():
        if other.dtype == sample.dtype:
            shuffled = (side.sample(fraction=1.0, shuffle=True, seed=9) for side in (sample, other))
            assert monitor.of(*shuffled) == monitor.of(sample, other)


def moved(kind: str, by: float) -> tuple[pl.Series, pl.Series]:
    """A sample, and the same moved by a share between 0 and 1 of the furthest."""
    rows = np.arange(ROWS)
    if kind == "numbers":
        return NORMAL, NORMAL + 4 * by
    if kind == "categories":
        return NAMES, pl.Series(np.where(rows < by * ROWS, "c", NAMES.to_numpy()).tolist())
    return NORMAL, blanked(NORMAL, rows < by * ROWS)


@MONITOR
@pytest.mark.parametrize("kind", ["numbers", "categories", "missing"])
def test_a_larger_shift_is_not_a_smaller_distance(monitor: Monitor, kind: str) -> None:
    distances = [monitor.of(*moved(kind, by)) for by in (0.0, 0.1, 0.2, 0.4, 0.8)]
    assert distances == sorted(distances)


@pytest.mark.parametrize("name", [name for name in MONITORS if name != "missing_share"])
@pytest.mark.parametrize("kind", ["numbers", "categories"])
def test_what_moves_far_alarms(name: str, kind: str) -> None:
    assert MONITORS[name].read(*moved(kind, 0.8)).level == "alarm"


@MONITOR
def test_values_that_go_missing_alarm(monitor: Monitor) -> None:
    assert monitor.read(*moved("missing", 0.8)).level == "alarm"


@MONITOR
def test_alarms_do_not_grow_with_the_number_of_rows(monitor: Monitor) -> None:
    once, more = SAMPLES["numbers, some missing"], NORMAL + 0.1
    tenfold = pl.concat([once] * 10), pl.concat([more] * 10)
    assert monitor.of(*tenfold) == pytest.approx(monitor.of(once, more), abs=0.01)


@MONITOR
def test_levels_are_in_order_and_the_docstring_shows_that_a_sample_is_at_no_distance(monitor: Monitor) -> None:
    assert 0.0 < monitor.warn < monitor.alarm
    assert ">>>" in (monitor.of.__doc__ or "")
