import polars as pl
import pytest

KEY = ["SK_ID_PREV", "MONTHS_BALANCE"]


@pytest.fixture
def months(portfolio: dict[str, pl.DataFrame]) -> pl.DataFrame:
    return portfolio["POS_CASH_balance"]


def test_only_approved_cash_and_consumer_loans_have_months(
    portfolio: dict[str, pl.DataFrame], months: pl.DataFrame
) -> None:
    with_rows = portfolio["previous_application"].join(months, on="SK_ID_PREV", how="semi")
    assert with_rows["NAME_CONTRACT_STATUS"].unique().to_list() == ["Approved"]
    assert set(with_rows["NAME_CONTRACT_TYPE"]) == {"Cash loans", "Consumer loans"}


def test_a_few_loans_are_older_than_the_window(portfolio: dict[str, pl.DataFrame], months: pl.DataFrame) -> None:
    orphans = months.join(portfolio["previous_application"], on="SK_ID_PREV", how="anti")
    assert orphans.height / months.height == pytest.approx(0.034, abs=0.015)
    assert orphans["MONTHS_BALANCE"].median() < -85  # type: ignore[operator]


def _due(portfolio: dict[str, pl.DataFrame], main_only: bool) -> pl.DataFrame:
    """One row an instalment of a loan: when the last of it, or the largest part, was paid; 0 where it is not."""
    paid = portfolio["installments_payments"].filter(pl.col("NUM_INSTALMENT_VERSION") > 0)
    day = pl.col("DAYS_ENTRY_PAYMENT").fill_null(0)
    largest = day.sort_by(pl.col("AMT_PAYMENT").fill_null(float("inf"))).last()
    missing = pl.col("AMT_PAYMENT").sum() < pl.col("AMT_INSTALMENT").first() - 0.02
    last = pl.when(missing).then(0.0).otherwise(day.max())
    return paid.group_by("SK_ID_PREV", "DAYS_INSTALMENT").agg(settled=largest if main_only else last)


def _overdue(months: pl.DataFrame, due: pl.DataFrame) -> pl.DataFrame:
    """Days at each month's end since the oldest open instalment was due."""
    end = 30 * pl.col("MONTHS_BALANCE") + 29
    is_open = (pl.col("DAYS_INSTALMENT") <= end) & (pl.col("settled") > end)
    days = pl.when(is_open).then(end - pl.col("DAYS_INSTALMENT")).max().fill_null(0)
    return months.select(KEY).join(due, on="SK_ID_PREV").group_by(KEY).agg(expected=days)


@pytest.mark.parametrize(("column", "main_only"), [("SK_DPD", False), ("SK_DPD_DEF", True)])
def test_days_past_due_are_those_of_the_oldest_unpaid_instalment(
    portfolio: dict[str, pl.DataFrame], months: pl.DataFrame, column: str, main_only: bool
) -> None:
    # Of completed loans all payments are known; the window cuts instalments off before the oldest months.
    done = months.filter(pl.col("NAME_CONTRACT_STATUS") == "Completed").select("SK_ID_PREV")
    known = months.filter(pl.col("MONTHS_BALANCE") > -85).join(done, on="SK_ID_PREV", how="semi")
    both = known.join(_overdue(known, _due(portfolio, main_only)), on=KEY)
    assert both.height > 0.99 * known.height
    assert (both[column] > 0).sum() > 300
    assert both[column].equals(both["expected"], check_names=False)


def test_small_debts_do_not_count(months: pl.DataFrame) -> None:
    late = months.filter(pl.col("SK_DPD") > 0)
    assert (months["SK_DPD_DEF"] <= months["SK_DPD"]).all()
    short, long = late.filter(pl.col("SK_DPD") <= 31), late.filter(pl.col("SK_DPD") > 200)
    assert (short["SK_DPD_DEF"] > 0).mean() == pytest.approx(0.67, abs=0.12)
    assert (long["SK_DPD_DEF"] > 0).mean() < 0.1  # type: ignore[operator]


def test_forgotten_debts_are_overdue_for_years(months: pl.DataFrame) -> None:
    assert (months["SK_DPD"] > 0).mean() == pytest.approx(0.027, abs=0.008)
    assert (months["SK_DPD"] > 365).mean() == pytest.approx(0.007, abs=0.005)


def test_most_applicants_were_never_late(months: pl.DataFrame) -> None:
    late = months.group_by("SK_ID_CURR").agg((pl.col("SK_DPD") > 0).mean())
    assert (late["SK_DPD"] == 0).mean() == pytest.approx(0.81, abs=0.02)


def test_a_completed_loan_owes_nothing_and_has_no_later_month(months: pl.DataFrame) -> None:
    last = months.group_by("SK_ID_PREV").agg(pl.all().sort_by("MONTHS_BALANCE").last())
    completed = months.filter(pl.col("NAME_CONTRACT_STATUS") == "Completed")
    assert completed.height == (last["NAME_CONTRACT_STATUS"] == "Completed").sum()
    assert completed["CNT_INSTALMENT_FUTURE"].max() == 0
    assert completed["SK_DPD"].max() == 0


def test_instalments_left_fall_one_by_one_to_0(months: pl.DataFrame) -> None:
    loan = months.filter(pl.col("NAME_CONTRACT_STATUS") == "Active").drop_nulls().sort(KEY)
    step = pl.col("CNT_INSTALMENT_FUTURE").diff().over("SK_ID_PREV")
    gap = pl.col("MONTHS_BALANCE").diff().over("SK_ID_PREV")
    paying = loan.filter((step + gap != 0) & (pl.col("CNT_INSTALMENT_FUTURE") > 0))
    assert paying.is_empty()
    assert (loan["CNT_INSTALMENT_FUTURE"] <= loan["CNT_INSTALMENT"]).all()


def test_an_early_end_shows_in_the_number_of_instalments(months: pl.DataFrame) -> None:
    planned = months.drop_nulls().sort(KEY).group_by("SK_ID_PREV", maintain_order=True)
    ends = planned.agg(
        first=pl.col("CNT_INSTALMENT").first(),
        last=pl.col("CNT_INSTALMENT").last(),
        done=pl.col("NAME_CONTRACT_STATUS").last() == "Completed",
    )
    assert (ends["last"] <= ends["first"]).all()
    assert ends.filter("done").select((pl.col("last") < pl.col("first")).mean()).item() == pytest.approx(0.4, abs=0.1)
    assert ends.filter(~pl.col("done") & (pl.col("last") < pl.col("first"))).height < 0.02 * ends.height


def test_months_run_until_the_latest_one_of_the_applicant(months: pl.DataFrame) -> None:
    running = months.group_by("SK_ID_CURR", "SK_ID_PREV").agg(
        pl.col("MONTHS_BALANCE").max(), (pl.col("NAME_CONTRACT_STATUS") == "Completed").any().alias("done")
    )
    last = running.filter(~pl.col("done") & (pl.col("MONTHS_BALANCE") >= -4))["MONTHS_BALANCE"]
    share = {month: (last == month).mean() for month in (-1, -2)}
    assert share == {-1: pytest.approx(0.58, abs=0.04), -2: pytest.approx(0.31, abs=0.04)}
