import polars as pl
import pytest

from creditworthy.errors import InputError
from creditworthy.features import build
from creditworthy.features import duckdb as on_duckdb
from creditworthy.features.duckdb import built_in_duckdb
from creditworthy.tables.dictionary import home_credit
from creditworthy.tables.load import Tables

NAMES = ["bureau_credits", "application_gender", "installments_late_share"]


def test_imported_tables_are_read_by_the_database_itself(tables: Tables) -> None:
    done: list[int] = []
    found = pl.concat(built_in_duckdb(tables.paths("all"), NAMES, dictionary=home_credit(), advance=done.append))
    assert found.equals(build(tables, NAMES))
    assert done == [1_500]


def test_some_of_the_applicants(tables: Tables) -> None:
    found = pl.concat(built_in_duckdb(tables.paths("test"), NAMES, dictionary=home_credit()))
    assert found.equals(build(tables, NAMES, part="test"))


def test_a_table_that_is_absent_gives_null_features(tables: Tables) -> None:
    sources = {"application": tables.paths("test")["application"]}
    found = pl.concat(built_in_duckdb(sources, NAMES, dictionary=home_credit()))
    assert found["bureau_credits"].null_count() == found.height == 210


def test_memory_is_an_amount(tables: Tables) -> None:
    with pytest.raises(InputError, match="a lot: not an amount of memory; write it like 500MB or 2GB"):
        next(built_in_duckdb(tables.paths("test"), NAMES, dictionary=home_credit(), memory="a lot"))


def test_too_little_memory_is_said(tables: Tables) -> None:
    with pytest.raises(InputError, match="2MB of memory are too little"):
        list(built_in_duckdb(tables.paths("all"), None, dictionary=home_credit(), memory="2MB"))


def test_the_usual_limit_is_below_what_a_laptop_has() -> None:
    assert on_duckdb.MEMORY == "1GB"
