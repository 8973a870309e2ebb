import polars as pl
import pytest


@pytest.fixture
def instalments(portfolio: dict[str, pl.DataFrame]) -> pl.DataFrame:
    return portfolio["installments_payments"]


def test_refused_and_cancelled_applications_have_none(
    portfolio: dict[str, pl.DataFrame], instalments: pl.DataFrame
) -> None:
    status = portfolio["previous_application"].join(instalments, on="SK_ID_PREV", how="semi")
    assert status["NAME_CONTRACT_STATUS"].unique().to_list() == ["Approved"]


def test_the_parts_of_an_instalment_make_the_whole(instalments: pl.DataFrame) -> None:
    plans = instalments.filter(pl.col("NUM_INSTALMENT_VERSION") > 0).drop_nulls("AMT_PAYMENT")
    paid = plans.group_by("SK_ID_PREV", "NUM_INSTALMENT_NUMBER").agg(
        pl.len(), pl.col("AMT_PAYMENT").sum(), pl.col("AMT_INSTALMENT").first()
    )
    two = paid.filter(pl.col("len") == 2)
    assert two.height / paid.height == pytest.approx(0.06, abs=0.01)
    assert (two["AMT_PAYMENT"] - two["AMT_INSTALMENT"]).abs().max() < 0.011  # type: ignore[operator]


def test_what_is_not_paid_yet_has_neither_day_nor_amount(instalments: pl.DataFrame) -> None:
    unpaid = instalments["AMT_PAYMENT"].is_null()
    assert unpaid.equals(instalments["DAYS_ENTRY_PAYMENT"].is_null(), check_names=False)
    assert 0 < unpaid.sum() < 0.01 * len(unpaid)
    assert instalments["DAYS_ENTRY_PAYMENT"].max() <= -1  # type: ignore[operator]


def test_card_instalments_have_version_zero(portfolio: dict[str, pl.DataFrame], instalments: pl.DataFrame) -> None:
    of_cards = instalments.join(portfolio["credit_card_balance"], on="SK_ID_PREV", how="semi")
    assert of_cards["NUM_INSTALMENT_VERSION"].unique().to_list() == [0]
    of_loans = instalments.join(portfolio["POS_CASH_balance"], on="SK_ID_PREV", how="semi")
    assert sorted(of_loans["NUM_INSTALMENT_VERSION"].unique()) == [1, 2]


def test_one_payment_in_twelve_is_late_and_more_of_those_who_default(
    portfolio: dict[str, pl.DataFrame], instalments: pl.DataFrame
) -> None:
    late = pl.col("DAYS_ENTRY_PAYMENT") > pl.col("DAYS_INSTALMENT")
    assert instalments.select(late.mean()).item() == pytest.approx(0.083, abs=0.02)
    labelled = instalments.join(portfolio["application_train"], on="SK_ID_CURR")
    paying, defaulting = labelled.group_by("TARGET").agg(late.mean().alias("late")).sort("TARGET")["late"]
    assert defaulting > paying + 0.02
