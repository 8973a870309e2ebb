import numpy as np
import polars as pl
import pytest

from creditworthy.tables.dictionary import home_credit
from creditworthy.tables.synthetic.bureau import MONTHLY, bureau_columns
from creditworthy.tables.synthetic.bureau_balance import bureau_balance_columns
from creditworthy.tables.synthetic.circumstances import Circumstances, draw_circumstances
from creditworthy.tables.synthetic.draws import streams
from creditworthy.tables.synthetic.fidelity import compare_table
from creditworthy.tables.synthetic.shape import working

LATE = ["1", "2", "3", "4", "5"]
MONTH = 30.44


@pytest.fixture
def months(portfolio: dict[str, pl.DataFrame]) -> pl.DataFrame:
    return portfolio["bureau_balance"].join(portfolio["bureau"], on="SK_ID_BUREAU")


def month_of(day: str) -> pl.Expr:
    return -(-pl.col(day) / MONTH).floor()


def test_all_credits_of_an_applicant_are_told_of_or_none(
    portfolio: dict[str, pl.DataFrame], months: pl.DataFrame
) -> None:
    credits_ = portfolio["bureau"].with_columns(told=pl.col("SK_ID_BUREAU").is_in(months["SK_ID_BUREAU"].implode()))
    applicants = credits_.group_by("SK_ID_CURR").agg(pl.col("told").mean())
    assert set(applicants["told"].to_list()) == {0.0, 1.0}
    in_train = applicants.join(portfolio["application_train"], on="SK_ID_CURR", how="semi")["told"].mean()
    in_test = applicants.join(portfolio["application_test"], on="SK_ID_CURR", how="semi")["told"].mean()
    assert in_train == pytest.approx(0.36, abs=0.005)
    assert in_test == pytest.approx(0.999, abs=0.005)


def test_months_follow_each_other_from_the_first_of_the_credit(months: pl.DataFrame) -> None:
    credits_ = months.group_by("SK_ID_BUREAU").agg(
        pl.len().cast(pl.Int64),
        first=pl.col("MONTHS_BALANCE").min(),
        last=pl.col("MONTHS_BALANCE").max(),
        start=month_of("DAYS_CREDIT").first().cast(pl.Int64),
    )
    assert (credits_["len"] == credits_["last"] - credits_["first"] + 1).all()
    assert credits_["first"].equals(credits_["start"], check_names=False)
    assert credits_["last"].max() == 0


def test_lenders_fall_silent_in_train(portfolio: dict[str, pl.DataFrame], months: pl.DataFrame) -> None:
    last = months.group_by("SK_ID_BUREAU", "SK_ID_CURR").agg(pl.col("MONTHS_BALANCE").max())
    in_train = last.join(portfolio["application_train"], on="SK_ID_CURR", how="semi")["MONTHS_BALANCE"]
    in_test = last.join(portfolio["application_test"], on="SK_ID_CURR", how="semi")["MONTHS_BALANCE"]
    assert (in_train == 0).mean() == pytest.approx(0.66, abs=0.05)
    assert (in_test == 0).mean() == pytest.approx(0.965, abs=0.01)
    assert in_test.min() == -1


def test_a_closed_credit_is_closed_from_the_month_it_ended(months: pl.DataFrame) -> None:
    of_closed = months.filter(pl.col("CREDIT_ACTIVE") == "Closed")
    after = of_closed.select(pl.col("MONTHS_BALANCE") >= month_of("DAYS_ENDDATE_FACT")).to_series()
    assert of_closed.filter(after)["STATUS"].is_in(["C", "X"]).all()
    assert not of_closed.filter(~after)["STATUS"].is_in(["C"]).any()


def test_an_open_credit_is_closed_at_most_after_the_last_news(months: pl.DataFrame) -> None:
    closed = months.filter(pl.col("STATUS") == "C", pl.col("CREDIT_ACTIVE") != "Closed")
    assert closed.height > 100
    assert (closed["CREDIT_ACTIVE"] == "Active").all()
    assert closed.select((pl.col("MONTHS_BALANCE") > month_of("DAYS_CREDIT_UPDATE")).all()).item()


def test_once_closed_always_closed(months: pl.DataFrame) -> None:
    ordered = months.sort("SK_ID_BUREAU", "MONTHS_BALANCE")
    then = pl.col("STATUS").shift(1).over("SK_ID_BUREAU")
    assert (ordered.filter(then == "C")["STATUS"] == "C").all()


def test_todays_status_is_todays_arrears(months: pl.DataFrame) -> None:
    today = months.filter(pl.col("MONTHS_BALANCE") == 0)
    days = today["CREDIT_DAY_OVERDUE"]
    bucket = pl.min_horizontal((pl.col("CREDIT_DAY_OVERDUE") + 29) // 30, 5).cast(pl.String)
    late = today.filter(days > 0, pl.col("STATUS") != "X")
    assert late.height > 2
    assert late["STATUS"].equals(late.select(bucket).to_series(), check_names=False)
    assert not today.filter(days == 0)["STATUS"].is_in(LATE).any()


def test_a_late_month_leaves_the_greatest_arrears(months: pl.DataFrame) -> None:
    late = months.filter(pl.col("STATUS").is_in(LATE))
    assert late.height > 500
    assert late["AMT_CREDIT_MAX_OVERDUE"].min() > 0  # type: ignore[operator]


def test_no_credit_is_late_in_its_first_month(months: pl.DataFrame) -> None:
    first = months.filter(pl.col("MONTHS_BALANCE") == pl.col("MONTHS_BALANCE").min().over("SK_ID_BUREAU"))
    assert not first["STATUS"].is_in(LATE).any()


def test_the_columns_are_distributed_as_the_real_ones(portfolio: dict[str, pl.DataFrame]) -> None:
    table = home_credit().table("bureau_balance")
    findings = [*compare_table("bureau_balance", portfolio["bureau_balance"], table.columns)]
    assert [finding for finding in findings if not finding.holds] == []


def test_misfortune_shows_in_late_months_of_the_latest_year(circumstances: Circumstances) -> None:
    rngs = streams(3, ["bureau", "bureau_balance"])
    credits_ = working(bureau_columns(circumstances, rngs["bureau"]))
    balance = working(bureau_balance_columns(credits_, rngs["bureau_balance"]))
    late = pl.col("STATUS").is_in(LATE)
    shown = (
        balance.join(credits_, on="SK_ID_BUREAU")
        .group_by("SK_ID_CURR")
        .agg(lately=(late & (pl.col("MONTHS_BALANCE") >= -12)).any(), ever=late.any())
        .join(pl.DataFrame({"SK_ID_CURR": circumstances.sk_id_curr, "shock": circumstances["shock"]}), on="SK_ID_CURR")
    )
    calm, struck = shown.group_by("lately").agg(pl.col("shock").mean()).sort("lately")["shock"]
    assert struck > calm + 1.2
    assert shown["lately"].mean() == pytest.approx(0.28, abs=0.03)
    assert shown["ever"].mean() == pytest.approx(0.43, abs=0.04)


@pytest.fixture
def untold() -> pl.DataFrame:
    """The credits of two applicants, told of month by month in no case."""
    rngs = streams(1, ["circumstances", "bureau"])
    credits_ = working(bureau_columns(draw_circumstances(2, rngs["circumstances"]), rngs["bureau"]))
    return credits_.with_columns(pl.lit(value=False).alias(MONTHLY))


def test_where_nothing_is_told_there_are_no_months(untold: pl.DataFrame, rng: np.random.Generator) -> None:
    balance = working(bureau_balance_columns(untold, rng))
    assert balance.columns == ["SK_ID_BUREAU", "MONTHS_BALANCE", "STATUS"]
    assert balance.is_empty()
