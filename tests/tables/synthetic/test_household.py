import polars as pl
import pytest


def test_pensioners_have_neither_work_nor_organization(applications: pl.DataFrame) -> None:
    idle = applications.filter(pl.col("DAYS_EMPLOYED") == 365_243)
    assert set(idle["NAME_INCOME_TYPE"]) <= {"Pensioner", "Unemployed"}
    assert idle["ORGANIZATION_TYPE"].unique().to_list() == ["XNA"]
    assert idle["OCCUPATION_TYPE"].is_null().all()
    assert idle["FLAG_EMP_PHONE"].max() == 0
    assert idle.height / applications.height == pytest.approx(0.18, abs=0.03)


def test_everyone_else_began_work_as_an_adult(applications: pl.DataFrame) -> None:
    working = applications.filter(pl.col("DAYS_EMPLOYED") != 365_243)
    assert "XNA" not in set(working["ORGANIZATION_TYPE"])
    assert (working["DAYS_EMPLOYED"] - working["DAYS_BIRTH"] > 5_000).all()


def test_only_a_car_has_an_age(applications: pl.DataFrame) -> None:
    assert (applications["FLAG_OWN_CAR"] == "Y").equals(applications["OWN_CAR_AGE"].is_not_null(), check_names=False)


def test_the_family_counts_its_members(applications: pl.DataFrame) -> None:
    couple = applications["NAME_FAMILY_STATUS"].is_in(["Married", "Civil marriage"]).cast(pl.Int64)
    members = 1 + couple + applications["CNT_CHILDREN"]
    assert members.equals(applications["CNT_FAM_MEMBERS"], check_names=False)


def test_better_off_regions_are_more_populous(applications: pl.DataFrame) -> None:
    mean = dict(applications.group_by("REGION_RATING_CLIENT").agg(pl.col("REGION_POPULATION_RELATIVE").mean()).rows())
    assert mean[1] > mean[2] > mean[3]
