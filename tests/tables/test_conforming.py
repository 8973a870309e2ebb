import io

import polars as pl
import pytest

from creditworthy.errors import InputError, TableError
from creditworthy.tables.conforming import conform
from creditworthy.tables.dictionary import Column

WHOLE = Column("N", "integer", "count", "", "")
NUMBER = Column("X", "number", "currency", "", "")
WORD = Column("W", "category", "category", "", "")


def csv(text: str) -> pl.LazyFrame:
    return pl.scan_csv(io.BytesIO(text.encode()), infer_schema=False)


def test_text_becomes_what_the_dictionary_says() -> None:
    frame, _ = conform(csv('N,X,W\n5.0,1.5,a\n-3,2,""\n,,\nnan,NaN,nan\n1e3,1e-3, \n'), [WHOLE, NUMBER, WORD], "t.csv")
    assert frame.schema == {"N": pl.Int64, "X": pl.Float64, "W": pl.String}
    assert frame.rows() == [
        (5, 1.5, "a"),
        (-3, 2.0, None),
        (None, None, None),
        (None, None, "nan"),
        (1000, 0.001, " "),
    ]


def test_a_long_identifier_keeps_its_last_digit() -> None:
    frame, _ = conform(csv("N\n9007199254740993\n"), [WHOLE], "t.csv")
    assert frame.item() == 9007199254740993


def test_columns_come_in_the_dictionarys_order_and_others_are_ignored() -> None:
    frame, ignored = conform(csv(",W,extra,N\n0,a,9,1\n"), [WHOLE, WORD], "t.csv")
    assert frame.columns == ["N", "W"]
    assert ignored == ("(unnamed)", "extra")


@pytest.mark.parametrize(
    ("values", "column", "expected"),
    [
        (pl.Series([5.0, float("nan"), None]), WHOLE, [5, None, None]),
        (pl.Series([5, 6], dtype=pl.UInt8), WHOLE, [5, 6]),
        (pl.Series([True, None]), WHOLE, [1, None]),
        (pl.Series([None, None]), WHOLE, [None, None]),
        (pl.Series([1.5, float("nan")], dtype=pl.Float32), NUMBER, [1.5, None]),
        (pl.Series(["5", ""], dtype=pl.Categorical), NUMBER, [5.0, None]),
        (pl.Series(["5.00"]).cast(pl.Decimal(10, 2)), WHOLE, [5]),
        (pl.Series(["b", "a"], dtype=pl.Categorical), WORD, ["b", "a"]),
        (pl.Series(["", "a"]), WORD, [None, "a"]),
        (pl.Series([1, 2]), WORD, ["1", "2"]),
    ],
)
def test_parquet_columns_become_what_the_dictionary_says(
    values: pl.Series, column: Column, expected: list[object]
) -> None:
    frame, _ = conform(pl.LazyFrame({column.name: values}), [column], "t.parquet")
    assert frame.get_column(column.name).to_list() == expected


@pytest.mark.parametrize(
    ("column", "raw", "example"),
    [
        (WHOLE, pl.Series(["1"] * 60_000 + ["5.5"]), "'5.5'"),
        (WHOLE, pl.Series(["1"] * 60_000 + ["inf"]), "'inf'"),
        (WHOLE, pl.Series([1.0] * 60_000 + [5.5]), "5.5"),
        (WHOLE, pl.Series([1] * 60_000 + [2**64 - 1], dtype=pl.UInt64), "18446744073709551615"),
    ],
)
def test_what_is_no_whole_number_is_named(column: Column, raw: pl.Series, example: str) -> None:
    with pytest.raises(TableError) as raised:
        conform(pl.LazyFrame({"N": raw}), [column], "t.csv")
    assert str(raised.value) == (
        f"t.csv: column N has 1 of 60,001 rows that are no whole number (first: {example} in row 60001); "
        "write digits only, or nothing where the value is not known"
    )


def test_the_first_column_without_a_number_is_named_with_all_its_rows() -> None:
    with pytest.raises(TableError) as raised:
        conform(csv('N,X\n1,1\nx,2\n3,"1,5"\n4,abc\n'), [NUMBER, WHOLE], "t.csv")
    assert str(raised.value) == (
        "t.csv: column X has 2 of 4 rows that are no number (first: '1,5' in row 3); "
        "write a decimal point, or nothing where the value is not known"
    )


def test_a_column_that_holds_no_numbers_at_all_is_named() -> None:
    dates = pl.LazyFrame({"N": [1]}).select(pl.col("N").cast(pl.Date))
    with pytest.raises(TableError) as raised:
        conform(dates, [WHOLE], "t.parquet")
    assert str(raised.value) == ("t.parquet: column N holds values of type Date instead of integer; convert the column")


def test_missing_columns_are_listed() -> None:
    with pytest.raises(TableError) as raised:
        conform(csv("N;X\n1;2\n"), [WHOLE, NUMBER], "t.csv")
    assert str(raised.value) == "t.csv: 2 of 2 columns are missing (N, X); add them under these names"


@pytest.mark.parametrize(
    ("text", "why"),
    [("", "empty CSV"), ("N\n1\n2,3\n", "found more fields than defined in 'Schema'")],
)
def test_a_file_that_is_no_table_is_refused(text: str, why: str) -> None:
    with pytest.raises(InputError) as raised:
        conform(csv(text), [WHOLE], "t.csv")
    assert str(raised.value) == (
        f"t.csv: the file cannot be read ({why}); save it again as UTF-8 CSV with commas, or as Parquet"
    )
