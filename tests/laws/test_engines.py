"""One definition, three engines: every feature is the same on Polars, DuckDB and Spark, up to the last bits."""

from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from creditworthy.features import FEATURES, build
from creditworthy.features.duckdb import built_in_duckdb
from creditworthy.tables.dictionary import home_credit
from creditworthy.tables.specimen import specimen

# Tests of their own measure what laws run again and again; measured, it takes twice as long.
pytestmark = pytest.mark.no_cover

APPLICANTS = 80
RELATIVE = 1e-9
Tables = dict[str, pl.DataFrame]


@pytest.fixture(scope="module")
def tables() -> Tables:
    return specimen(home_credit(), APPLICANTS)


@pytest.fixture(scope="module")
def expected(tables: Tables) -> pl.DataFrame:
    return build(tables)


def differs(one: pl.Series, other: pl.Series) -> bool:
    """Whether a feature has other nulls, other words, or numbers apart by more than rounding."""
    if one.dtype == pl.String:
        return not one.equals(other, null_equal=True)
    scale = one.std()
    bound = one.abs().to_frame().select(pl.max_horizontal(pl.all(), pl.lit(scale, pl.Float64))).to_series() * RELATIVE
    return not one.is_null().equals(other.is_null()) or bool(((one - other).abs() > bound).any())


def on_duckdb(tables: Tables, _: Path) -> pl.DataFrame:
    return pl.concat(built_in_duckdb(tables, dictionary=home_credit()))


def on_spark(tables: Tables, folder: Path) -> pl.DataFrame:
    from creditworthy.cluster import build_on_spark, session

    for name, frame in tables.items():
        frame.write_parquet(folder / f"{name}.parquet")
    sources = {name: [folder / f"{name}.parquet"] for name in tables}
    with session() as spark:
        build_on_spark(spark, sources, folder / "built", dictionary=home_credit())
    return pl.read_parquet(folder / "built" / "*.parquet")


@pytest.mark.parametrize("engine", [on_duckdb, pytest.param(on_spark, marks=pytest.mark.spark)])
def test_every_feature_is_the_same(
    engine: Callable[[Tables, Path], pl.DataFrame], tables: Tables, expected: pl.DataFrame, tmp_path: Path
) -> None:
    found = engine(tables, tmp_path)
    assert found.schema == expected.schema
    assert [name for name in FEATURES if differs(expected[name], found[name])] == []
    assert found["SK_ID_CURR"].equals(expected["SK_ID_CURR"])


def test_rounding_is_no_difference_and_more_is() -> None:
    numbers = pl.Series([1.0, 2.0, None, 1e-12])
    assert not differs(numbers, numbers + 1e-10)
    assert differs(numbers, numbers + 1e-8)
    assert differs(numbers, numbers.fill_null(0.0))
    assert differs(pl.Series(["a"]), pl.Series(["b"]))
