import io

import polars as pl
import pytest

from creditworthy.errors import TableError
from creditworthy.tables.conforming import conform
from creditworthy.tables.dictionary import Column
from creditworthy.tables.faults import Faults

WHOLE = Column("N", "integer", "count", "", "")
NUMBER = Column("X", "number", "currency", "", "")
WORD = Column("W", "category", "category", "", "")


def csv(text: str) -> pl.DataFrame:
    return pl.read_csv(io.BytesIO(text.encode()), infer_schema=False)


def good(block: pl.DataFrame, columns: list[Column]) -> pl.DataFrame:
    faults = Faults("t.csv")
    read = conform(block, columns, faults)
    assert not faults
    return read


def said(block: pl.DataFrame, columns: list[Column]) -> list[str]:
    faults = Faults("t.csv")
    conform(block, columns, faults)
    faults.passed(block.height)
    return [str(error) for error in faults.errors()]


def test_text_becomes_what_the_dictionary_says() -> None:
    frame = good(csv('N,X,W\n5.0,1.5,a\n-3,2,""\n,,\nnan,NaN,nan\n1e3,1e-3, \n'), [WHOLE, NUMBER, WORD])
    assert frame.schema == {"N": pl.Int64, "X": pl.Float64, "W": pl.String}
    assert frame.rows() == [
        (5, 1.5, "a"),
        (-3, 2.0, None),
        (None, None, None),
        (None, None, "nan"),
        (1000, 0.001, " "),
    ]


@pytest.mark.parametrize("other", ["1", "1.0"])
def test_a_long_identifier_keeps_its_last_digit(other: str) -> None:
    assert good(csv(f"N\n9007199254740993\n{other}\n"), [WHOLE])["N"].to_list() == [9007199254740993, 1]


def test_columns_come_in_the_dictionarys_order() -> None:
    assert good(csv(",W,extra,N\n0,a,9,1\n"), [WHOLE, WORD]).rows(named=True) == [{"N": 1, "W": "a"}]


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
        (pl.Series(["b", "a"], dtype=pl.Enum(["a", "b"])), WORD, ["b", "a"]),
        (pl.Series(["", "a"]), WORD, [None, "a"]),
        (pl.Series([1, 2]), WORD, ["1", "2"]),
    ],
)
def test_parquet_columns_become_what_the_dictionary_says(
    values: pl.Series, column: Column, expected: list[object]
) -> None:
    assert good(pl.DataFrame({column.name: values}), [column])[column.name].to_list() == expected


@pytest.mark.parametrize(
    ("raw", "example"),
    [
        (pl.Series(["1"] * 60_000 + ["5.5"]), "'5.5'"),
        (pl.Series(["1"] * 60_000 + ["inf"]), "'inf'"),
        (pl.Series(["1"] * 60_000 + ["2016-01-31"]), "'2016-01-31'"),
        (pl.Series([1.0] * 60_000 + [5.5]), "5.5"),
        (pl.Series([1] * 60_000 + [2**64 - 1], dtype=pl.UInt64), "18446744073709551615"),
    ],
)
def test_what_is_no_whole_number_is_named(raw: pl.Series, example: str) -> None:
    assert said(pl.DataFrame({"N": raw}), [WHOLE]) == [
        f"t.csv: column N has 1 of 60,001 rows that are no whole number (first: {example} in row 60001); "
        "write digits only, or nothing where the value is not known"
    ]


def test_every_column_without_its_numbers_is_named_with_all_its_rows() -> None:
    assert said(csv('N,X\n1,1\nx,2\n3,"1,5"\n4,abc\n'), [NUMBER, WHOLE]) == [
        "t.csv: column X has 2 of 4 rows that are no number (first: '1,5' in row 3); "
        "write a decimal point, or nothing where the value is not known",
        "t.csv: column N has 1 of 4 rows that are no whole number (first: 'x' in row 2); "
        "write digits only, or nothing where the value is not known",
    ]


@pytest.mark.parametrize(
    ("dtype", "shown"), [(pl.Date, "Date"), (pl.List(pl.Int64), "List(Int64)"), (pl.Binary, "Binary")]
)
def test_a_column_that_holds_nothing_of_the_kind_is_named(dtype: pl.DataType, shown: str) -> None:
    with pytest.raises(TableError) as raised:
        conform(pl.DataFrame(schema={"N": dtype}), [WHOLE], Faults("t.parquet"))
    assert str(raised.value) == (
        f"t.parquet: column N holds values of type {shown} instead of integer; convert the column"
    )
