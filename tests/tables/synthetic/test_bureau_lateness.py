import numpy as np
import polars as pl
import pytest

from creditworthy.tables.synthetic.bureau_arrears import LATE_BEFORE, LATE_LATELY
from creditworthy.tables.synthetic.bureau_lateness import Months, late_levels

SELDOM = 1e-12


def told(before: list[float], lately: list[float], overdue: list[int]) -> pl.DataFrame:
    return pl.DataFrame({LATE_BEFORE: before, LATE_LATELY: lately, "CREDIT_DAY_OVERDUE": overdue})


def months(first: list[int], last: list[int], running: list[int]) -> Months:
    return Months(np.array(first), np.array(last), np.array(running))


def test_months_go_from_the_first_to_the_last() -> None:
    spans = months([-2, -5, 0], [0, -4, 0], [0, 0, 0])
    assert spans.counts.tolist() == [3, 2, 1]
    credit, month = spans.of(np.array([0, 1]))
    assert credit.tolist() == [0, 0, 0, 1, 1]
    assert month.tolist() == [-2, -1, 0, -5, -4]


def test_a_credit_never_late_has_no_level(rng: np.random.Generator) -> None:
    levels = late_levels(told([0.0], [0.0], [0]), months([-30], [0], [0]), rng)
    assert levels.tolist() == [0] * 31


def test_todays_arrears_were_thirty_days_fewer_a_month_ago(rng: np.random.Generator) -> None:
    levels = late_levels(told([0.0], [SELDOM], [70]), months([-12], [0], [0]), rng)
    assert levels[-3:].tolist() == [1, 2, 3]
    assert levels[:-3].max() <= 1


def test_arrears_end_at_the_worst_level(rng: np.random.Generator) -> None:
    assert late_levels(told([0.0], [SELDOM], [500]), months([-17], [0], [0]), rng)[-1] == 5


def test_a_credit_late_lately_was_so_in_one_month_of_the_year_at_least(rng: np.random.Generator) -> None:
    count = 500
    levels = late_levels(
        told([0.0] * count, [SELDOM] * count, [0] * count), months([-20] * count, [0] * count, [-6] * count), rng
    ).reshape(count, 21)
    assert (levels.sum(axis=1) == 1).all()
    assert set(np.nonzero(levels)[1].tolist()) == set(range(8, 15))


def test_a_credit_late_before_is_not_so_lately_nor_in_its_first_month(rng: np.random.Generator) -> None:
    count = 500
    levels = late_levels(
        told([0.3] * count, [0.0] * count, [0] * count), months([-40] * count, [0] * count, [0] * count), rng
    ).reshape(count, 41)
    assert (levels.max(axis=1) > 0).all()
    assert levels[:, 0].max() == 0
    assert levels[:, 28:].max() == 0
    assert (levels[:, 1:28] > 0).mean() == pytest.approx(0.4, abs=0.1)


def test_some_stop_paying_altogether(rng: np.random.Generator) -> None:
    count = 500
    levels = late_levels(
        told([SELDOM] * count, [0.0] * count, [0] * count), months([-90] * count, [0] * count, [0] * count), rng
    ).reshape(count, 91)
    worst = levels.max(axis=1)
    assert (worst == 5).mean() == pytest.approx(0.1, abs=0.05)
    row = levels[np.argmax(worst)].tolist()
    start = next(place for place in range(len(row)) if row[place : place + 5] == [1, 2, 3, 4, 5])
    assert start > 0


def test_nothing_is_late_that_is_not_told(rng: np.random.Generator) -> None:
    assert late_levels(told([0.5], [0.5], [0]), months([0], [0], [0]), rng).tolist() == [0]
