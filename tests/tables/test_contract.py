import polars as pl
import pytest

from creditworthy.errors import TableError
from creditworthy.tables.contract import Contract, expected_columns, require_columns, wrong_type
from creditworthy.tables.dictionary import Column, Dictionary
from creditworthy.tables.faults import Faults

ROWS = 120_000
GOOD = {"SK_ID_CURR": 1, "TARGET": 0, "SEX": "F", "DAYS_EMPLOYED": -1, "INCOME": 5.0}


def people(**last: object) -> pl.DataFrame:
    """Return 120,000 good rows, of which the last is as told."""
    good = pl.DataFrame([GOOD])
    bad = pl.DataFrame([{**GOOD, **last}], schema=good.schema)
    return pl.concat([pl.concat([good] * (ROWS - 1)), bad])


def sentences(toy: Dictionary, frame: pl.DataFrame) -> list[str]:
    """Check the rows in blocks of 50,000."""
    faults, contract = Faults("people_train.csv"), Contract(expected_columns(toy.application, "people_train"))
    for block in frame.iter_slices(50_000):
        contract.check(block, faults)
        faults.passed(block.height)
    return [str(error) for error in faults.errors()]


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
    assert sentences(toy, people(**last)) == [
        f"people_train.csv: column {next(iter(last))} has 1 of 120,000 rows {fault} (first: {first}); {remedy}"
    ]


def test_good_rows_pass_with_sentinels_and_missing_values(toy: Dictionary) -> None:
    assert sentences(toy, people(SEX="XNA", DAYS_EMPLOYED=365243, INCOME=None)) == []


def test_every_column_that_breaks_a_rule_is_named_with_all_its_rows(toy: Dictionary) -> None:
    frame = pl.DataFrame([{**GOOD, "INCOME": -1.0}, {**GOOD, "SEX": "x"}, GOOD, {**GOOD, "SEX": "y"}])
    assert sentences(toy, frame) == [
        "people_train.csv: column SEX has 2 of 4 rows with a value outside the list (first: 'x' in row 2); "
        "allowed: F, M, XNA",
        "people_train.csv: column INCOME has 1 of 4 rows below 0 (first: -1.0 in row 1); mend or remove those rows",
    ]


def test_types_are_part_of_the_contract(toy: Dictionary) -> None:
    with pytest.raises(TableError) as raised:
        sentences(toy, people().cast({"DAYS_EMPLOYED": pl.Float64}))
    assert str(raised.value) == (
        "people_train.csv: column DAYS_EMPLOYED holds values of type Float64 instead of integer; convert the column"
    )
    assert str(wrong_type(Column("D", "number", "days", "", ""), pl.Date(), "x.parquet")) == (
        "x.parquet: column D holds values of type Date instead of number; convert the column"
    )


AB = [Column("A", "integer", "count", "", ""), Column("B", "integer", "count", "", "")]


@pytest.mark.parametrize(
    ("present", "said"),
    [
        (["B", "C"], "1 of 2 columns are missing (A); add them under these names"),
        (["A", "B", "A"], "2 columns are called A; keep the right one, or rename the others"),
        (["A;B"], "its columns are separated by ';', not by commas; save it again as CSV with commas"),
        (["x\tB"], "its columns are separated by '\\t', not by commas; save it again as CSV with commas"),
        (["A|B|C"], "its columns are separated by '|', not by commas; save it again as CSV with commas"),
        (
            ["Id", "", "Price"],
            "none of its 2 columns is there (they are to be A, B), but Id, (unnamed), Price; "
            "give the file of this lender, with the names of the columns in its first line",
        ),
    ],
)
def test_other_columns_are_refused(present: list[str], said: str) -> None:
    with pytest.raises(TableError) as raised:
        require_columns(present, AB, "t.csv")
    assert str(raised.value) == f"t.csv: {said}"


def test_further_columns_are_left_out_whatever_they_are_called() -> None:
    assert require_columns(["", "B", "x", "A", "x"], AB, "t.csv") == ("(unnamed)", "x", "x")


def test_only_the_first_file_carries_the_label(toy: Dictionary) -> None:
    names = [column.name for column in expected_columns(toy.application, "people_test")]
    assert names == ["SK_ID_CURR", "SEX", "DAYS_EMPLOYED", "INCOME"]


def test_the_schema_says_types_and_what_may_be_missing(toy: Dictionary) -> None:
    columns = Contract(list(toy.application.columns.values())).schema.columns
    assert {name: column.nullable for name, column in columns.items()} == {
        "SK_ID_CURR": False,
        "TARGET": False,
        "SEX": True,
        "DAYS_EMPLOYED": True,
        "INCOME": True,
    }
    assert str(columns["INCOME"].dtype) == "Float64"
