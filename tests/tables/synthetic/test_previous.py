import polars as pl
import pytest


@pytest.fixture
def previous(portfolio: dict[str, pl.DataFrame]) -> pl.DataFrame:
    return portfolio["previous_application"]


def test_statuses_are_as_frequent_as_in_reality(previous: pl.DataFrame) -> None:
    share = dict(previous["NAME_CONTRACT_STATUS"].value_counts(normalize=True).rows())
    assert share["Approved"] == pytest.approx(0.62, abs=0.05)
    assert share["Refused"] == pytest.approx(0.17, abs=0.04)
    assert share["Canceled"] == pytest.approx(0.19, abs=0.04)


def test_what_was_cancelled_or_not_used_has_no_price(previous: pl.DataFrame) -> None:
    priced = previous["NAME_CONTRACT_STATUS"].is_in(["Approved", "Refused"])
    assert priced.equals(previous["AMT_ANNUITY"].is_not_null(), check_names=False)
    assert priced.equals(previous["CNT_PAYMENT"].is_not_null(), check_names=False)
    assert previous.filter(priced)["AMT_CREDIT"].min() > 0  # type: ignore[operator]


def test_only_goods_are_paid_down(previous: pl.DataFrame) -> None:
    goods = previous["NAME_CONTRACT_TYPE"] == "Consumer loans"
    assert goods.equals(previous["AMT_DOWN_PAYMENT"].is_not_null(), check_names=False)


def test_the_window_is_eight_years(previous: pl.DataFrame) -> None:
    assert previous["DAYS_DECISION"].min() >= -2922  # type: ignore[operator]
    assert previous["DAYS_DECISION"].max() <= -2  # type: ignore[operator]


def test_a_card_has_no_terms(previous: pl.DataFrame) -> None:
    assert previous.filter(pl.col("NAME_CONTRACT_TYPE") == "Revolving loans")["CNT_PAYMENT"].max() == 0
    loans = previous.filter(pl.col("NAME_CONTRACT_TYPE") != "Revolving loans")
    assert loans["CNT_PAYMENT"].min() >= 4  # type: ignore[operator]


def test_those_who_default_were_refused_more_often(portfolio: dict[str, pl.DataFrame], previous: pl.DataFrame) -> None:
    refused = (pl.col("NAME_CONTRACT_STATUS") == "Refused").mean().alias("refused")
    labelled = previous.join(portfolio["application_train"], on="SK_ID_CURR")
    paying, defaulting = labelled.group_by("TARGET").agg(refused).sort("TARGET")["refused"]
    assert defaulting > paying + 0.03
