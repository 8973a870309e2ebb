import polars as pl
import pytest

KEY = ["SK_ID_PREV", "MONTHS_BALANCE"]


@pytest.fixture
def cards(portfolio: dict[str, pl.DataFrame]) -> pl.DataFrame:
    return portfolio["credit_card_balance"].sort(KEY)


def test_approved_revolving_loans_have_rows_and_nothing_else_has(
    portfolio: dict[str, pl.DataFrame], cards: pl.DataFrame
) -> None:
    previous = portfolio["previous_application"]
    approved = previous.filter(NAME_CONTRACT_TYPE="Revolving loans", NAME_CONTRACT_STATUS="Approved")
    assert set(approved["SK_ID_PREV"]) == set(cards["SK_ID_PREV"]) & set(previous["SK_ID_PREV"])


def test_a_third_of_the_rows_have_no_parent(portfolio: dict[str, pl.DataFrame], cards: pl.DataFrame) -> None:
    orphans = cards.join(portfolio["previous_application"], on="SK_ID_PREV", how="anti")
    assert orphans.height / cards.height == pytest.approx(1 / 3, abs=0.08)


def test_each_balance_is_the_last_one_plus_drawings_less_payments(cards: pl.DataFrame) -> None:
    before = pl.col("AMT_BALANCE").shift(1, fill_value=0.0).over("SK_ID_PREV", order_by="MONTHS_BALANCE")
    expected = before + pl.col("AMT_DRAWINGS_CURRENT") - pl.col("AMT_PAYMENT_TOTAL_CURRENT")
    assert cards.select((expected - pl.col("AMT_BALANCE")).abs().max()).item() < 0.011


def test_drawings_are_cash_and_purchases(cards: pl.DataFrame) -> None:
    known = cards.drop_nulls("AMT_DRAWINGS_ATM_CURRENT")
    parts = known["AMT_DRAWINGS_ATM_CURRENT"] + known["AMT_DRAWINGS_POS_CURRENT"]
    assert (parts - known["AMT_DRAWINGS_CURRENT"]).abs().max() < 0.011  # type: ignore[operator]
    unknown = cards.filter(pl.col("AMT_DRAWINGS_ATM_CURRENT").is_null())
    assert unknown["AMT_DRAWINGS_CURRENT"].max() == 0


def test_the_balance_stays_within_the_limit(cards: pl.DataFrame) -> None:
    assert (cards["AMT_BALANCE"] <= cards["AMT_CREDIT_LIMIT_ACTUAL"]).all()
    assert cards["AMT_BALANCE"].min() == 0


def test_instalments_are_counted_card_by_card(cards: pl.DataFrame) -> None:
    asked = (pl.col("AMT_INST_MIN_REGULARITY") > 0).cum_sum().over("SK_ID_PREV", order_by="MONTHS_BALANCE")
    counted = cards.select(asked).to_series().cast(pl.Int64)
    assert counted.equals(cards["CNT_INSTALMENT_MATURE_CUM"], check_names=False)


def test_no_balance_owed_means_no_arrears_of_a_first_month(cards: pl.DataFrame) -> None:
    first = cards.group_by("SK_ID_PREV").agg(pl.all().sort_by("MONTHS_BALANCE").first())
    assert first["SK_DPD"].max() == 0
