import polars as pl
import pytest


def test_half_the_buildings_are_unknown_and_unknown_altogether(applications: pl.DataFrame) -> None:
    missing = applications.select(pl.col("^.*_(AVG|MODE|MEDI)$").is_null())
    assert missing.width == 47
    assert missing["APARTMENTS_AVG"].mean() == pytest.approx(0.505, abs=0.02)
    assert missing["COMMONAREA_AVG"].mean() == pytest.approx(0.697, abs=0.02)
    common_unknown = missing.filter(pl.col("APARTMENTS_AVG"))
    assert common_unknown["COMMONAREA_AVG"].all()
    assert common_unknown["LANDAREA_MEDI"].all()


def test_average_mode_and_median_are_of_one_building(applications: pl.DataFrame) -> None:
    areas = applications.select("LIVINGAREA_AVG", "LIVINGAREA_MEDI", "LANDAREA_AVG").drop_nulls()
    same = areas.select(pl.corr("LIVINGAREA_AVG", "LIVINGAREA_MEDI")).item()
    other = areas.select(pl.corr("LIVINGAREA_AVG", "LANDAREA_AVG")).item()
    assert same > 0.9 > other
