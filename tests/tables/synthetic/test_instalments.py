import polars as pl
import pytest


@pytest.fixture
def payments(portfolio: dict[str, pl.DataFrame]) -> pl.DataFrame:
    return portfolio["installments_payments"]


@pytest.fixture
def of_loans(payments: pl.DataFrame) -> pl.DataFrame:
    return payments.filter(pl.col("NUM_INSTALMENT_VERSION") > 0)


def test_refused_and_cancelled_applications_have_none(
    portfolio: dict[str, pl.DataFrame], payments: pl.DataFrame
) -> None:
    status = portfolio["previous_application"].join(payments, on="SK_ID_PREV", how="semi")
    assert status["NAME_CONTRACT_STATUS"].unique().to_list() == ["Approved"]


def test_the_rows_are_in_order_of_applicant_loan_and_day(payments: pl.DataFrame) -> None:
    key = payments.select("SK_ID_CURR", "SK_ID_PREV", "DAYS_INSTALMENT")
    assert key.equals(key.sort(pl.all()))
    assert payments["DAYS_INSTALMENT"].min() >= -2922  # type: ignore[operator]


def test_the_parts_of_an_instalment_make_the_whole(of_loans: pl.DataFrame) -> None:
    paid = of_loans.group_by("SK_ID_PREV", "NUM_INSTALMENT_NUMBER").agg(
        pl.len(),
        pl.col("AMT_PAYMENT").sum(),
        pl.col("AMT_INSTALMENT").first(),
        plans=pl.col("AMT_INSTALMENT").n_unique(),
    )
    assert paid["plans"].max() == 1
    assert paid["len"].max() == 2
    two = paid.filter(pl.col("len") == 2)
    assert two.height / paid.height == pytest.approx(0.06, abs=0.015)
    whole = (two["AMT_PAYMENT"] - two["AMT_INSTALMENT"]).abs() < 0.011
    assert whole.mean() > 0.97  # type: ignore[operator]  # the others are early ends


def test_what_is_not_paid_yet_has_neither_day_nor_amount(payments: pl.DataFrame) -> None:
    unpaid = payments["AMT_PAYMENT"].is_null()
    assert unpaid.equals(payments["DAYS_ENTRY_PAYMENT"].is_null(), check_names=False)
    assert 0 < unpaid.sum() < 0.001 * len(unpaid)
    assert payments["DAYS_ENTRY_PAYMENT"].max() <= -1  # type: ignore[operator]


def test_card_instalments_have_version_zero_and_are_numbered_as_they_come(
    portfolio: dict[str, pl.DataFrame], payments: pl.DataFrame
) -> None:
    of_cards = payments.join(portfolio["credit_card_balance"], on="SK_ID_PREV", how="semi")
    assert of_cards["NUM_INSTALMENT_VERSION"].unique().to_list() == [0]
    step = of_cards.select(pl.col("NUM_INSTALMENT_NUMBER").diff().over("SK_ID_PREV")).to_series().drop_nulls()
    assert step.unique().to_list() == [1]
    of_loans = payments.join(portfolio["POS_CASH_balance"], on="SK_ID_PREV", how="semi")
    assert of_loans["NUM_INSTALMENT_VERSION"].min() == 1


def test_the_first_plan_has_the_annuity_of_the_application(
    portfolio: dict[str, pl.DataFrame], of_loans: pl.DataFrame
) -> None:
    first = of_loans.filter(pl.col("NUM_INSTALMENT_VERSION") == 1)
    both = first.join(portfolio["previous_application"], on="SK_ID_PREV")
    assert both["AMT_INSTALMENT"].equals(both["AMT_ANNUITY"], check_names=False)


def test_an_early_end_pays_what_was_planned_for_later(
    portfolio: dict[str, pl.DataFrame], of_loans: pl.DataFrame
) -> None:
    over = portfolio["previous_application"].filter(pl.col("DAYS_LAST_DUE") < 0)
    early = over.filter(pl.col("DAYS_LAST_DUE") < pl.col("DAYS_LAST_DUE_1ST_VERSION") - 60)
    last = of_loans.join(early, left_on=["SK_ID_PREV", "DAYS_INSTALMENT"], right_on=["SK_ID_PREV", "DAYS_LAST_DUE"])
    whole = last.group_by("SK_ID_PREV").agg(
        pl.col("AMT_PAYMENT").sum(), pl.col("AMT_ANNUITY").first(), pl.col("NUM_INSTALMENT_VERSION").first()
    )
    assert whole.height > 1_000
    first = whole.filter(pl.col("NUM_INSTALMENT_VERSION") == 1)  # overpaid, in the first version of the plan
    assert (first["AMT_PAYMENT"] > 2 * first["AMT_ANNUITY"]).all()
    assert first.height / whole.height == pytest.approx(0.45, abs=0.08)


def test_one_payment_in_ten_is_late_and_more_of_those_who_default(
    portfolio: dict[str, pl.DataFrame], of_loans: pl.DataFrame
) -> None:
    late = pl.col("DAYS_ENTRY_PAYMENT") > pl.col("DAYS_INSTALMENT")
    assert of_loans.select(late.mean()).item() == pytest.approx(0.10, abs=0.015)
    lately = of_loans.filter(pl.col("DAYS_INSTALMENT") > -365)  # a misfortune of the last year shows in these
    labelled = lately.join(portfolio["application_train"], on="SK_ID_CURR")
    paying, defaulting = labelled.group_by("TARGET").agg(late.mean().alias("late")).sort("TARGET")["late"]
    assert defaulting > paying + 0.01
