import numpy as np
import polars as pl
import pytest

from creditworthy.tables.synthetic.bureau_arrears import LATE_BEFORE, LATE_LATELY, arrears_columns
from creditworthy.tables.synthetic.bureau_credits import Credits, draw_credits
from creditworthy.tables.synthetic.circumstances import Circumstances
from creditworthy.tables.synthetic.shape import working

DEBT = 900.0


@pytest.fixture
def drawn(circumstances: Circumstances, rng: np.random.Generator) -> Credits:
    return draw_credits(circumstances, rng)


@pytest.fixture
def arrears(drawn: Credits, rng: np.random.Generator) -> pl.DataFrame:
    """The arrears, as if whatever is not open ended two years ago, and every other credit had no limit told."""
    limit = np.where(np.arange(len(drawn)) % 2, np.nan, 0.0)
    amounts = {"AMT_CREDIT_SUM_DEBT": np.where(drawn.open, DEBT, 0.0), "AMT_CREDIT_SUM_LIMIT": limit}
    ended = np.where(drawn.open, 0.0, -730.0)
    frame = working(arrears_columns(drawn, ended, amounts, rng))
    shock, lapses = drawn.owners.of("shock"), drawn.owners.of("lapses")
    return frame.with_columns(start=drawn.start, open=drawn.open, shock=shock, lapses=lapses)


def test_what_is_overdue_is_owed_and_was_late_lately(arrears: pl.DataFrame) -> None:
    overdue = arrears.filter(pl.col("CREDIT_DAY_OVERDUE") > 0)
    assert overdue.height > 15
    assert overdue["open"].all()
    assert (overdue[LATE_LATELY] > 0).all()
    assert (overdue["AMT_CREDIT_SUM_OVERDUE"] > 0).all()
    assert overdue["AMT_CREDIT_SUM_OVERDUE"].max() <= DEBT  # type: ignore[operator]
    assert (overdue["CREDIT_DAY_OVERDUE"] < -overdue["start"] - 29).all()
    assert arrears.filter(pl.col("CREDIT_DAY_OVERDUE") == 0)["AMT_CREDIT_SUM_OVERDUE"].max() == 0


def test_the_greatest_arrears_are_of_credits_ever_late(arrears: pl.DataFrame) -> None:
    told = arrears.drop_nulls("AMT_CREDIT_MAX_OVERDUE")
    ever = (told[LATE_BEFORE] > 0) | (told[LATE_LATELY] > 0)
    assert ever.equals(told["AMT_CREDIT_MAX_OVERDUE"] > 0, check_names=False)
    assert (told["AMT_CREDIT_MAX_OVERDUE"] >= told["AMT_CREDIT_SUM_OVERDUE"]).all()


def test_misfortune_shows_in_the_latest_year_only(arrears: pl.DataFrame) -> None:
    late = arrears.group_by(pl.col("shock") > 1).agg(
        (pl.col(LATE_LATELY) > 0).mean(), (pl.col(LATE_BEFORE) > 0).mean()
    ).sort("shock")  # fmt: skip
    calm, struck = late[LATE_LATELY]
    assert struck > 4 * calm
    before = late[LATE_BEFORE]
    assert before[1] == pytest.approx(before[0], abs=0.03)


def test_the_worse_the_misfortune_the_more_credits_are_late_and_the_oftener(arrears: pl.DataFrame) -> None:
    running = arrears.filter(pl.col("open"), pl.col("start") < -91)
    late = running.group_by(degree=(pl.col("shock") - 0.6).clip(-0.6, 1.2) // 0.6).agg(
        touched=(pl.col(LATE_LATELY) > 0).mean(), months=pl.col(LATE_LATELY).filter(pl.col(LATE_LATELY) > 0).mean()
    )
    none, mild, grave, gravest = late.sort("degree").select("touched", "months").rows()
    assert none[0] < 0.1
    assert 0.6 < mild[0] < grave[0] < gravest[0]
    assert mild[1] < 0.1 < grave[1] < 0.4 < gravest[1]


def test_of_brief_arrears_the_bureau_says_nothing(arrears: pl.DataFrame) -> None:
    brief = arrears.filter(pl.col(LATE_LATELY).is_between(1e-9, 0.12), pl.col(LATE_BEFORE) == 0)
    assert brief.height > 100
    assert brief["CREDIT_DAY_OVERDUE"].max() == 0
    assert brief["AMT_CREDIT_MAX_OVERDUE"].null_count() == brief.height


def test_credits_that_ended_long_ago_or_are_new_were_not_late_lately(arrears: pl.DataFrame) -> None:
    assert arrears.filter(~pl.col("open"))[LATE_LATELY].max() == 0
    assert arrears.filter(pl.col("start") > -91)[LATE_LATELY].max() == 0
    assert arrears.filter(pl.col("start") > -425)[LATE_BEFORE].max() == 0


def test_habits_show_before(arrears: pl.DataFrame) -> None:
    old = arrears.filter(pl.col("start") < -1_500)
    late = old.group_by(pl.col("lapses") > 1).agg((pl.col(LATE_BEFORE) > 0).mean()).sort("lapses")[LATE_BEFORE]
    assert late[1] > 4 * late[0]
