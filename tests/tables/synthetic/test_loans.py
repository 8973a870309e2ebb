import polars as pl
import pytest

NEVER = 365_243


@pytest.fixture
def loans(portfolio: dict[str, pl.DataFrame]) -> pl.DataFrame:
    approved = portfolio["previous_application"].filter(pl.col("NAME_CONTRACT_STATUS") == "Approved")
    return approved.filter(pl.col("NAME_CONTRACT_TYPE") != "Revolving loans")


def test_only_approved_applications_have_dates(portfolio: dict[str, pl.DataFrame]) -> None:
    previous = portfolio["previous_application"]
    approved = previous["NAME_CONTRACT_STATUS"] == "Approved"
    for name in ("DAYS_FIRST_DUE", "DAYS_LAST_DUE", "DAYS_TERMINATION", "DAYS_FIRST_DRAWING"):
        assert approved.equals(previous[name].is_not_null(), check_names=False)


def test_dates_follow_each_other(loans: pl.DataFrame) -> None:
    assert (loans["DAYS_DECISION"] < loans["DAYS_FIRST_DUE"]).all()
    assert (loans["DAYS_FIRST_DUE"] <= loans["DAYS_LAST_DUE"]).all()
    assert (loans["DAYS_LAST_DUE"] <= loans["DAYS_TERMINATION"]).all()
    assert loans["DAYS_FIRST_DUE"].max() <= -1  # type: ignore[operator]
    planned = loans["DAYS_FIRST_DUE"] + 30 * (loans["CNT_PAYMENT"] - 1)
    assert planned.equals(loans["DAYS_LAST_DUE_1ST_VERSION"], check_names=False)


def test_every_loan_has_instalments_until_its_last_due_day(
    portfolio: dict[str, pl.DataFrame], loans: pl.DataFrame
) -> None:
    due = portfolio["installments_payments"].group_by("SK_ID_PREV").agg(pl.col("DAYS_INSTALMENT").max())
    both = loans.join(due, on="SK_ID_PREV", how="left")
    assert both["DAYS_INSTALMENT"].null_count() == 0
    over = both.filter(pl.col("DAYS_LAST_DUE") != NEVER)
    assert over["DAYS_LAST_DUE"].equals(over["DAYS_INSTALMENT"], check_names=False)
    running = both.filter(pl.col("DAYS_LAST_DUE") == NEVER)
    assert running["DAYS_INSTALMENT"].min() >= -30  # type: ignore[operator]
