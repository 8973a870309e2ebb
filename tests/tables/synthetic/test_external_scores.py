import polars as pl
import pytest


@pytest.mark.parametrize(("name", "share"), [("EXT_SOURCE_1", 0.55), ("EXT_SOURCE_2", 0.002), ("EXT_SOURCE_3", 0.2)])
def test_missing_as_often_as_in_reality(applications: pl.DataFrame, name: str, share: float) -> None:
    assert applications[name].is_null().mean() == pytest.approx(share, abs=0.03)


def test_the_third_needs_the_credit_bureau(applications: pl.DataFrame, portfolio: dict[str, pl.DataFrame]) -> None:
    unknown = applications.join(portfolio["bureau"], on="SK_ID_CURR", how="anti")
    assert unknown.height > 400
    assert unknown["EXT_SOURCE_3"].is_null().all()


@pytest.mark.parametrize("name", ["EXT_SOURCE_1", "EXT_SOURCE_2", "EXT_SOURCE_3"])
def test_a_good_score_is_a_lower_risk(portfolio: dict[str, pl.DataFrame], name: str) -> None:
    known = portfolio["application_train"].select(name, "TARGET").drop_nulls()
    rank = known[name].rank()
    bad = known["TARGET"] == 1
    wins = float(rank.filter(~bad).sum()) - (~bad).sum() * ((~bad).sum() + 1) / 2
    assert 0.58 < wins / (bad.sum() * (~bad).sum()) < 0.74
