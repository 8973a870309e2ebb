from pathlib import Path

import polars as pl
import pytest

from creditworthy.cluster import build_on_spark, session
from creditworthy.features import build
from creditworthy.tables.dictionary import home_credit
from creditworthy.tables.load import Tables

NAMES = ["bureau_credits", "application_gender"]


@pytest.mark.spark
def test_imported_tables_become_a_folder_of_features(tables: Tables, tmp_path: Path) -> None:
    sources = {"application": tables.paths("all")["application"]}
    with session() as spark:
        build_on_spark(spark, sources, tmp_path / "built", NAMES, dictionary=home_credit())
    found = pl.read_parquet(tmp_path / "built" / "*.parquet")
    assert found.equals(build({"application": tables.applications("all")}, NAMES))
