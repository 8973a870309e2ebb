import polars as pl
import pytest

CARD_MONTH = ["SK_ID_PREV", "MONTHS_BALANCE"]


@pytest.fixture
def payments(portfolio: dict[str, pl.DataFrame]) -> pl.DataFrame:
    of_cards = portfolio["installments_payments"].filter(pl.col("NUM_INSTALMENT_VERSION") == 0)
    month = (pl.col("DAYS_INSTALMENT") / 30).floor().cast(pl.Int64)
    return of_cards.with_columns(MONTHS_BALANCE=month, delay=pl.col("DAYS_ENTRY_PAYMENT") - pl.col("DAYS_INSTALMENT"))


@pytest.fixture
def months(portfolio: dict[str, pl.DataFrame]) -> pl.DataFrame:
    return portfolio["credit_card_balance"].filter(pl.col("MONTHS_BALANCE") > -95)


def test_the_payments_of_a_month_are_those_of_the_balance(payments: pl.DataFrame, months: pl.DataFrame) -> None:
    on_time = payments.filter(pl.col("delay") <= 0).group_by(CARD_MONTH).agg(pl.col("AMT_PAYMENT").sum())
    both = months.drop_nulls("AMT_PAYMENT_CURRENT").join(on_time, on=CARD_MONTH, how="left")
    paid = both["AMT_PAYMENT"].fill_null(0)
    charged = (both["AMT_PAYMENT_CURRENT"] - paid).abs() < 0.03
    assert charged.mean() == 1


def test_a_missed_minimum_is_paid_after_its_month(payments: pl.DataFrame, months: pl.DataFrame) -> None:
    missed = months.filter(pl.col("SK_DPD_DEF") > 0)
    late = payments.filter((pl.col("delay") > 0) | pl.col("delay").is_null())
    assert late.join(months, on=CARD_MONTH).join(missed, on=CARD_MONTH, how="anti").is_empty()
    both = missed.filter(pl.col("SK_DPD") == 1).join(late, on=CARD_MONTH)
    assert both.height > 100
    assert both["delay"].min() > 1  # type: ignore[operator]


def test_a_second_missed_month_delays_the_first_payment_too(payments: pl.DataFrame, months: pl.DataFrame) -> None:
    second = months.filter((pl.col("SK_DPD") == 31) & (pl.col("SK_DPD_DEF") == 31))
    first = second.select("SK_ID_PREV", MONTHS_BALANCE=pl.col("MONTHS_BALANCE") - 1)
    late = payments.filter((pl.col("delay") > 0) | pl.col("delay").is_null()).join(first, on=CARD_MONTH)
    assert late.height > 5
    assert late["delay"].drop_nulls().min() > 31  # type: ignore[operator]


def test_fees_are_paid_on_their_day(payments: pl.DataFrame) -> None:
    small = payments.filter(pl.col("AMT_INSTALMENT") < 500).drop_nulls("delay")
    assert (small["delay"] == 0).mean() > 0.85  # type: ignore[operator]
    assert (small["AMT_PAYMENT"] == small["AMT_INSTALMENT"]).mean() > 0.9  # type: ignore[operator]
