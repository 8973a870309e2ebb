import polars as pl
import pytest

LATE = ["1", "2", "3", "4", "5"]


@pytest.fixture
def months(portfolio: dict[str, pl.DataFrame]) -> pl.DataFrame:
    return portfolio["bureau_balance"].join(portfolio["bureau"], on="SK_ID_BUREAU")


def test_a_third_of_the_credits_are_reported_up_to_today(
    portfolio: dict[str, pl.DataFrame], months: pl.DataFrame
) -> None:
    credits_ = months.group_by("SK_ID_BUREAU").agg(pl.len(), pl.col("MONTHS_BALANCE").min().alias("first"))
    assert credits_.height / portfolio["bureau"].height == pytest.approx(1 / 3, abs=0.02)
    assert (credits_["len"].cast(pl.Int64) == 1 - credits_["first"]).all()
    assert months.filter(30 * pl.col("MONTHS_BALANCE") < pl.col("DAYS_CREDIT") - 30).is_empty()


def test_a_closed_credit_is_closed_from_the_month_it_ended(months: pl.DataFrame) -> None:
    closed = (months["CREDIT_ACTIVE"] == "Closed") & (30 * months["MONTHS_BALANCE"] >= months["DAYS_ENDDATE_FACT"])
    assert (months["STATUS"] == "C").equals(closed.fill_null(value=False), check_names=False)


def test_todays_status_is_todays_arrears(months: pl.DataFrame) -> None:
    today = months.filter((pl.col("MONTHS_BALANCE") == 0) & (pl.col("CREDIT_ACTIVE") == "Active"))
    days = today["CREDIT_DAY_OVERDUE"]
    bucket = pl.min_horizontal((pl.col("CREDIT_DAY_OVERDUE") + 29) // 30, 5).cast(pl.String)
    late = today.filter(days > 0)
    assert late.height > 2
    assert late["STATUS"].equals(late.select(bucket).to_series(), check_names=False)
    assert not today.filter(days == 0)["STATUS"].is_in(LATE).any()
