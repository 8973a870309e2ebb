import numpy as np
import polars as pl
import pytest

PARTS = ("ATM", "POS", "OTHER")


@pytest.fixture
def drawings(portfolio: dict[str, pl.DataFrame]) -> pl.DataFrame:
    return portfolio["credit_card_balance"].drop_nulls("AMT_DRAWINGS_ATM_CURRENT")


@pytest.mark.parametrize("unit", ["AMT", "CNT"])
def test_drawings_are_cash_purchases_and_other(drawings: pl.DataFrame, unit: str) -> None:
    parts = pl.sum_horizontal(f"{unit}_DRAWINGS_{part}_CURRENT" for part in PARTS)
    gap = drawings.select((parts - pl.col(f"{unit}_DRAWINGS_CURRENT")).abs()).to_series()
    assert gap.max() < 0.011  # type: ignore[operator]


@pytest.mark.parametrize("part", PARTS)
def test_what_was_drawn_was_drawn_at_least_once(drawings: pl.DataFrame, part: str) -> None:
    some, times = drawings[f"AMT_DRAWINGS_{part}_CURRENT"] > 0, drawings[f"CNT_DRAWINGS_{part}_CURRENT"]
    assert some.equals(times > 0, check_names=False)
    assert drawings[f"AMT_DRAWINGS_{part}_CURRENT"].min() == 0


def test_cash_is_the_rule_and_many_do_both(drawings: pl.DataFrame) -> None:
    drew = drawings.filter(pl.col("AMT_DRAWINGS_CURRENT") > 0)
    cash, bought = drew["AMT_DRAWINGS_ATM_CURRENT"] > 0, drew["AMT_DRAWINGS_POS_CURRENT"] > 0
    assert cash.mean() == pytest.approx(0.66, abs=0.1)
    assert bought.mean() == pytest.approx(0.45, abs=0.1)
    assert (cash & bought).mean() == pytest.approx(0.14, abs=0.05)


def test_purchases_are_many_and_withdrawals_few(drawings: pl.DataFrame) -> None:
    times = {part: drawings[f"CNT_DRAWINGS_{part}_CURRENT"].to_numpy() for part in PARTS}
    usual = {part: np.mean(count[count > 0]) for part, count in times.items()}
    assert usual["POS"] > usual["ATM"] + 1
    assert usual["OTHER"] < 2
