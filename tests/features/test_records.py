import narwhals as nw
import polars as pl
import pytest

from creditworthy.errors import InputError, UnknownNameError
from creditworthy.features.cleaning import clean
from creditworthy.features.records import Reader
from creditworthy.tables.dictionary import home_credit
from creditworthy.tables.specimen import specimen

DICTIONARY = home_credit()
MONTHS = Reader(DICTIONARY.table("bureau_balance"), DICTIONARY)


def test_records_become_rows_of_the_cleaned_types_under_the_applicants_number() -> None:
    frame = MONTHS.frame(MONTHS.rows([{"STATUS": "C"}, {"MONTHS_BALANCE": -1, "SK_ID_CURR": 9}], 7))
    assert frame.rows() == [(7, None, None, "C"), (7, None, -1.0, None)]
    assert frame.dtypes == [pl.Int64, pl.Int64, pl.Float64, pl.String]
    assert MONTHS.frame([]).schema == frame.schema


@pytest.mark.parametrize("name", DICTIONARY.tables)
def test_records_are_cleaned_as_frames_are(name: str) -> None:
    table, rows = DICTIONARY.table(name), specimen(DICTIONARY)[name].with_columns(SK_ID_CURR=pl.lit(7, pl.Int64))
    impossible = rows.with_columns(pl.col(pl.Int64, pl.Float64).exclude("SK_ID_CURR", "^SK_ID_.*$") * 10**6)
    reader = Reader(table, DICTIONARY)
    for frame in (rows, impossible):
        expected = clean(nw.from_native(frame.lazy()), table).collect().to_native()
        assert reader.frame(reader.rows(frame.to_dicts(), 7)).equals(expected, null_equal=True)


@pytest.mark.parametrize("name", DICTIONARY.tables)
def test_a_crowd_is_read_as_one_applicant_is(name: str) -> None:
    table, rows = DICTIONARY.table(name), specimen(DICTIONARY)[name].with_columns(SK_ID_CURR=pl.lit(7, pl.Int64))
    reader, records = Reader(table, DICTIONARY), rows.to_dicts()
    found = clean(nw.from_native(reader.crowd(records, [7] * len(records)).lazy()), table).collect().to_native()
    assert found.equals(reader.frame(reader.rows(records, 7)), null_equal=True)


def test_a_crowd_names_what_no_column_or_type_is() -> None:
    with pytest.raises(UnknownNameError, match=r"^no column of bureau_balance 'STATE'; close names: STATUS"):
        MONTHS.crowd([{"STATUS": "C"}, {"STATE": "C"}], [1, 2])
    for value in ("-1", 1.5, True, [1], 10**400):
        with pytest.raises(InputError, match=r"than the dictionary says \(MONTHS_BALANCE: "):
            MONTHS.crowd([{"MONTHS_BALANCE": -1}, {}, {"MONTHS_BALANCE": value}], [1, 1, 2])


def test_the_number_of_an_applicant() -> None:
    assert MONTHS.number({"SK_ID_CURR": 5}) == 5
    assert MONTHS.number({}) == MONTHS.number({"SK_ID_CURR": None}) == 0


def test_an_unknown_column_is_named() -> None:
    with pytest.raises(UnknownNameError, match=r"^no column of bureau_balance 'STATE'; close names: STATUS"):
        MONTHS.rows([{"STATE": "C"}], 7)


@pytest.mark.parametrize("value", ["-1", 1.5, True, [1], 10**400])
def test_a_value_of_another_type_is_named(value: object) -> None:
    message = r"^bureau_balance: a value has another type than the dictionary says \(MONTHS_BALANCE: "
    with pytest.raises(InputError, match=message):
        MONTHS.rows([{"MONTHS_BALANCE": value}], 7)
