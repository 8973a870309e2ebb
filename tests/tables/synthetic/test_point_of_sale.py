import polars as pl
import pytest


@pytest.fixture
def months(portfolio: dict[str, pl.DataFrame]) -> pl.DataFrame:
    return portfolio["POS_CASH_balance"]


def test_only_approved_cash_and_consumer_loans_have_months(
    portfolio: dict[str, pl.DataFrame], months: pl.DataFrame
) -> None:
    with_rows = portfolio["previous_application"].join(months, on="SK_ID_PREV", how="semi")
    assert with_rows["NAME_CONTRACT_STATUS"].unique().to_list() == ["Approved"]
    assert set(with_rows["NAME_CONTRACT_TYPE"]) == {"Cash loans", "Consumer loans"}


def test_days_past_due_are_those_of_the_oldest_unpaid_instalment(
    portfolio: dict[str, pl.DataFrame], months: pl.DataFrame
) -> None:
    paid = portfolio["installments_payments"].filter(pl.col("NUM_INSTALMENT_VERSION") > 0)
    last_part = paid.group_by("SK_ID_PREV", "DAYS_INSTALMENT").agg(pl.col("DAYS_ENTRY_PAYMENT").fill_null(0).max())
    end = 30 * pl.col("MONTHS_BALANCE") + 29
    open_at_end = (pl.col("DAYS_INSTALMENT") <= end) & (pl.col("DAYS_ENTRY_PAYMENT") > end)
    unpaid = (
        months.join(last_part, on="SK_ID_PREV")
        .filter(open_at_end)
        .group_by("SK_ID_PREV", "MONTHS_BALANCE")
        .agg((end - pl.col("DAYS_INSTALMENT")).max().alias("expected"))
    )
    # The window cuts instalments off before the oldest months: leave these out.
    recent = months.filter(pl.col("MONTHS_BALANCE") > -85)
    both = recent.join(unpaid, on=["SK_ID_PREV", "MONTHS_BALANCE"], how="left").with_columns(
        pl.col("expected").fill_null(0)
    )
    assert (both["SK_DPD"] > 0).sum() > 500
    assert both["SK_DPD"].equals(both["expected"], check_names=False)


def test_a_completed_loan_owes_nothing_and_has_no_later_month(months: pl.DataFrame) -> None:
    last = months.group_by("SK_ID_PREV").agg(pl.all().sort_by("MONTHS_BALANCE").last())
    completed = months.filter(pl.col("NAME_CONTRACT_STATUS") == "Completed")
    assert completed.height == (last["NAME_CONTRACT_STATUS"] == "Completed").sum()
    assert completed["CNT_INSTALMENT_FUTURE"].max() == 0
    assert completed["SK_DPD"].max() == 0


def test_instalments_left_fall_one_by_one(months: pl.DataFrame) -> None:
    loan = months.filter(pl.col("NAME_CONTRACT_STATUS") == "Active").drop_nulls().sort("SK_ID_PREV", "MONTHS_BALANCE")
    step = pl.col("CNT_INSTALMENT_FUTURE").diff().over("SK_ID_PREV")
    gap = pl.col("MONTHS_BALANCE").diff().over("SK_ID_PREV")
    assert loan.filter(step + gap != 0).is_empty()
    assert (loan["CNT_INSTALMENT_FUTURE"] <= loan["CNT_INSTALMENT"]).all()
