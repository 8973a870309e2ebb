import polars as pl
import pytest

from creditworthy.errors import TableError
from creditworthy.tables.contract import check, expected_columns, schema
from creditworthy.tables.dictionary import Dictionary

ROWS = 120_000
GOOD = {"SK_ID_CURR": 1, "TARGET": 0, "SEX": "F", "DAYS_EMPLOYED": -1, "INCOME": 5.0}


def people(**last: object) -> pl.DataFrame:
    """Return 120,000 good rows, of which the last is as told."""
    good = pl.DataFrame([GOOD])
    bad = pl.DataFrame([{**GOOD, **last}], schema=good.schema)
    return pl.concat([pl.concat([good] * (ROWS - 1)), bad])


def sentence(toy: Dictionary, frame: pl.DataFrame) -> str:
    with pytest.raises(TableError) as raised:
        check(expected_columns(toy.application, "people_train"), frame, "people_train.csv")
    return str(raised.value)


MEND = "mend or remove those rows"


@pytest.mark.parametrize(
    ("last", "fault", "example", "remedy"),
    [
        ({"SK_ID_CURR": None}, "without a value", "", "fill in or remove those rows"),
        ({"SK_ID_CURR": 0}, "below 1", "0", MEND),
        ({"TARGET": 2}, "with a value outside the list", "2", "allowed: 0, 1"),
        ({"SEX": "f"}, "with a value outside the list", "'f'", "allowed: F, M, XNA"),
        ({"DAYS_EMPLOYED": -30001}, "below -30,000", "-30001", MEND),
        ({"DAYS_EMPLOYED": 1}, "above 0", "1", MEND),
        ({"INCOME": -5.0}, "below 0", "-5.0", MEND),
        ({"INCOME": 1e7}, "above 1,000,000", "10000000.0", MEND),
        (
            {"INCOME": float("inf")},
            "that are not finite",
            "inf",
            "mend those rows, or leave the value empty where it is not known",
        ),
    ],
)
def test_one_bad_row_at_the_very_end_is_named(
    toy: Dictionary, last: dict[str, object], fault: str, example: str, remedy: str
) -> None:
    first = f"{example} in row 120000" if example else "row 120000"
    assert sentence(toy, people(**last)) == (
        f"people_train.csv: column {next(iter(last))} has 1 of 120,000 rows {fault} (first: {first}); {remedy}"
    )


def test_good_rows_pass_with_sentinels_and_missing_values(toy: Dictionary) -> None:
    frame = people(SEX="XNA", DAYS_EMPLOYED=365243, INCOME=None)
    assert check(expected_columns(toy.application, "people_train"), frame, "people_train.csv") is None


def test_the_first_column_that_breaks_a_rule_is_named_with_all_its_rows(toy: Dictionary) -> None:
    frame = pl.DataFrame([{**GOOD, "INCOME": -1.0}, {**GOOD, "SEX": "x"}, GOOD, {**GOOD, "SEX": "y"}])
    assert sentence(toy, frame) == (
        "people_train.csv: column SEX has 2 of 4 rows with a value outside the list (first: 'x' in row 2); "
        "allowed: F, M, XNA"
    )


def test_types_are_part_of_the_contract(toy: Dictionary) -> None:
    assert sentence(toy, people().cast({"DAYS_EMPLOYED": pl.Float64})) == (
        "people_train.csv: column DAYS_EMPLOYED holds values of type Float64 instead of integer; convert the column"
    )


def test_missing_columns_are_listed(toy: Dictionary) -> None:
    assert sentence(toy, people().drop("TARGET", "SEX")) == (
        "people_train.csv: 2 of 5 columns are missing (TARGET, SEX); add them under these names"
    )


def test_only_the_first_file_carries_the_label(toy: Dictionary) -> None:
    names = [column.name for column in expected_columns(toy.application, "people_test")]
    assert names == ["SK_ID_CURR", "SEX", "DAYS_EMPLOYED", "INCOME"]
    check(expected_columns(toy.application, "people_test"), people().drop("TARGET"), "people_test.csv")


def test_the_schema_says_types_and_what_may_be_missing(toy: Dictionary) -> None:
    columns = schema(toy.application.columns.values()).columns
    assert {name: column.nullable for name, column in columns.items()} == {
        "SK_ID_CURR": False,
        "TARGET": False,
        "SEX": True,
        "DAYS_EMPLOYED": True,
        "INCOME": True,
    }
    assert str(columns["INCOME"].dtype) == "Float64"
