import polars as pl
import pytest

NEVER = 365_243


@pytest.fixture
def loans(portfolio: dict[str, pl.DataFrame]) -> pl.DataFrame:
    previous = portfolio["previous_application"]
    return previous.filter(pl.col("NAME_CONTRACT_TYPE") != "Revolving loans").drop_nulls("DAYS_FIRST_DUE")


@pytest.fixture
def cards(portfolio: dict[str, pl.DataFrame]) -> pl.DataFrame:
    previous = portfolio["previous_application"]
    return previous.filter(pl.col("NAME_CONTRACT_TYPE") == "Revolving loans").drop_nulls("DAYS_FIRST_DUE")


def test_only_approved_applications_have_dates_and_most_of_them(portfolio: dict[str, pl.DataFrame]) -> None:
    previous = portfolio["previous_application"]
    approved = previous["NAME_CONTRACT_STATUS"] == "Approved"
    for name in ("FIRST_DUE", "LAST_DUE_1ST_VERSION", "LAST_DUE", "TERMINATION", "FIRST_DRAWING"):
        known = previous[f"DAYS_{name}"].is_not_null()
        assert not (known & ~approved).any()
        assert known.sum() / approved.sum() == pytest.approx(0.96, abs=0.02)  # type: ignore[operator]


def test_dates_of_loans_follow_each_other(loans: pl.DataFrame) -> None:
    assert (loans["DAYS_DECISION"] < loans["DAYS_FIRST_DUE"]).all()
    assert (loans["DAYS_FIRST_DUE"] <= loans["DAYS_LAST_DUE"]).all()
    assert (loans["DAYS_LAST_DUE"] <= loans["DAYS_TERMINATION"]).all()
    assert loans.filter(pl.col("DAYS_FIRST_DUE") != NEVER)["DAYS_FIRST_DUE"].max() <= -1  # type: ignore[operator]
    begun = loans.filter(pl.col("DAYS_FIRST_DUE") != NEVER)
    planned = begun["DAYS_FIRST_DUE"] + 30 * (begun["CNT_PAYMENT"] - 1)
    assert planned.equals(begun["DAYS_LAST_DUE_1ST_VERSION"], check_names=False)


def test_the_first_and_the_last_due_day_are_those_of_the_instalments(
    portfolio: dict[str, pl.DataFrame], loans: pl.DataFrame
) -> None:
    day = pl.col("DAYS_INSTALMENT")
    due = portfolio["installments_payments"].group_by("SK_ID_PREV").agg(first=day.min(), last=day.max())
    both = loans.filter(pl.col("DAYS_FIRST_DUE").is_between(-2_922, 0)).join(due, on="SK_ID_PREV", how="left")
    assert both["first"].equals(both["DAYS_FIRST_DUE"], check_names=False)
    over = both.filter(pl.col("DAYS_LAST_DUE") != NEVER)
    assert over["DAYS_LAST_DUE"].equals(over["last"], check_names=False)
    running = both.filter(pl.col("DAYS_LAST_DUE") == NEVER)
    assert running["last"].min() >= -30  # type: ignore[operator]


def test_a_loan_ends_after_its_last_payment(portfolio: dict[str, pl.DataFrame], loans: pl.DataFrame) -> None:
    paid = portfolio["installments_payments"].group_by("SK_ID_PREV").agg(pl.col("DAYS_ENTRY_PAYMENT").max())
    ended = loans.filter(pl.col("DAYS_TERMINATION") != NEVER).join(paid, on="SK_ID_PREV")
    assert (ended["DAYS_ENTRY_PAYMENT"] < ended["DAYS_TERMINATION"]).all()


def test_a_completed_loan_has_an_end(portfolio: dict[str, pl.DataFrame], loans: pl.DataFrame) -> None:
    done = portfolio["POS_CASH_balance"].filter(pl.col("NAME_CONTRACT_STATUS") == "Completed")
    both = loans.join(done, on="SK_ID_PREV")
    assert (both["DAYS_LAST_DUE"] != NEVER).all()
    assert (both["DAYS_TERMINATION"] != NEVER).mean() > 0.98  # type: ignore[operator]


def test_a_card_was_first_drawn_on_in_the_month_that_its_balances_show(
    portfolio: dict[str, pl.DataFrame], cards: pl.DataFrame
) -> None:
    drew = portfolio["credit_card_balance"].filter(pl.col("AMT_DRAWINGS_CURRENT") > 0)
    first = drew.group_by("SK_ID_PREV").agg(month=pl.col("MONTHS_BALANCE").min())
    both = cards.join(first, on="SK_ID_PREV", how="left")
    never = both["DAYS_FIRST_DRAWING"] == NEVER
    assert never.equals(both["month"].is_null(), check_names=False)
    day = 30 * both["month"] + 29
    assert day.drop_nulls().equals(both.filter(~never)["DAYS_FIRST_DRAWING"], check_names=False)
    assert never.mean() == pytest.approx(0.36, abs=0.06)
    assert (cards["DAYS_LAST_DUE_1ST_VERSION"] == NEVER).all()
    assert (cards["DAYS_TERMINATION"] == NEVER).mean() == pytest.approx(0.84, abs=0.06)
