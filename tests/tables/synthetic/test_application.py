import polars as pl
import pytest


def test_revolving_contracts_are_rarer_in_test(portfolio: dict[str, pl.DataFrame]) -> None:
    def revolving(stem: str) -> float:
        return float((portfolio[stem]["NAME_CONTRACT_TYPE"] == "Revolving loans").sum()) / portfolio[stem].height

    assert revolving("application_train") == pytest.approx(0.095, abs=0.02)
    assert revolving("application_test") < 0.03


def test_the_loan_pays_for_the_goods_and_only_revolving_ones_name_none(applications: pl.DataFrame) -> None:
    short = applications["AMT_CREDIT"] < 0.99 * applications["AMT_GOODS_PRICE"]
    assert short.mean() < 0.01  # type: ignore[operator]
    without = applications.filter(pl.col("AMT_GOODS_PRICE").is_null())
    assert set(without["NAME_CONTRACT_TYPE"]) <= {"Revolving loans"}


def test_those_late_in_the_social_circle_were_seen(applications: pl.DataFrame) -> None:
    counts = applications.select(pl.col("^(OBS|DEF).*CIRCLE$")).drop_nulls()
    assert (counts["DEF_30_CNT_SOCIAL_CIRCLE"] <= counts["OBS_30_CNT_SOCIAL_CIRCLE"]).all()
    assert (counts["DEF_60_CNT_SOCIAL_CIRCLE"] <= counts["DEF_30_CNT_SOCIAL_CIRCLE"]).all()
    assert (counts["OBS_60_CNT_SOCIAL_CIRCLE"] <= counts["OBS_30_CNT_SOCIAL_CIRCLE"]).all()


def test_enquiries_are_known_of_those_whom_the_bureau_knows(
    applications: pl.DataFrame, portfolio: dict[str, pl.DataFrame]
) -> None:
    known = applications.filter(pl.col("AMT_REQ_CREDIT_BUREAU_YEAR").is_not_null())
    assert set(known["SK_ID_CURR"]) == set(portfolio["bureau"]["SK_ID_CURR"])


def test_a_revolving_loan_is_repaid_in_twenty_parts(applications: pl.DataFrame) -> None:
    terms = applications.select("NAME_CONTRACT_TYPE", term=pl.col("AMT_CREDIT") / pl.col("AMT_ANNUITY"))
    revolving, cash = (terms.filter(NAME_CONTRACT_TYPE=name)["term"] for name in ("Revolving loans", "Cash loans"))
    assert revolving.to_list() == pytest.approx([20.0] * len(revolving))
    assert 7.9 < cash.min() < cash.max() < 46  # type: ignore[operator]


def test_one_document_of_three_is_handed_in_at_most(applications: pl.DataFrame) -> None:
    assert applications.select(pl.sum_horizontal(f"FLAG_DOCUMENT_{n}" for n in (3, 6, 8)).max()).item() == 1


def test_whoever_works_where_he_lives_does_not_commute(applications: pl.DataFrame) -> None:
    commuting = applications.filter(pl.col("LIVE_CITY_NOT_WORK_CITY") == 1)
    assert commuting["REG_CITY_NOT_WORK_CITY"].unique().to_list() == [1]
