import polars as pl
import pytest


@pytest.fixture
def bureau(portfolio: dict[str, pl.DataFrame]) -> pl.DataFrame:
    return portfolio["bureau"]


def test_only_active_credits_are_owed_or_overdue(bureau: pl.DataFrame) -> None:
    ended = bureau.filter(pl.col("CREDIT_ACTIVE") != "Active")
    assert ended["AMT_CREDIT_SUM_DEBT"].max() == 0
    assert ended["CREDIT_DAY_OVERDUE"].max() == 0
    assert ended["AMT_CREDIT_SUM_OVERDUE"].max() == 0
    assert bureau["AMT_CREDIT_SUM_DEBT"].max() > 0  # type: ignore[operator]


def test_a_credit_has_ended_unless_it_is_active(bureau: pl.DataFrame) -> None:
    ended = bureau["DAYS_ENDDATE_FACT"].is_not_null()
    assert ended.equals(bureau["CREDIT_ACTIVE"] != "Active", check_names=False)
    assert (bureau["DAYS_CREDIT"] <= bureau["DAYS_CREDIT_UPDATE"]).all()
    assert bureau.filter(pl.col("DAYS_ENDDATE_FACT") < pl.col("DAYS_CREDIT")).is_empty()


def test_what_is_overdue_today_was_overdue_once(bureau: pl.DataFrame) -> None:
    overdue = bureau.filter(pl.col("CREDIT_DAY_OVERDUE") > 0)
    assert overdue.height > 10
    assert (overdue["AMT_CREDIT_MAX_OVERDUE"] >= overdue["AMT_CREDIT_SUM_OVERDUE"]).all()


def test_more_is_owed_by_those_who_default(portfolio: dict[str, pl.DataFrame], bureau: pl.DataFrame) -> None:
    labelled = bureau.join(portfolio["application_train"], on="SK_ID_CURR")
    active = labelled.group_by("TARGET").agg((pl.col("CREDIT_ACTIVE") == "Active").mean()).sort("TARGET")
    paying, defaulting = active["CREDIT_ACTIVE"]
    assert defaulting > paying + 0.05
