from pathlib import Path

import polars as pl
import pytest

from creditworthy.tables.dictionary import Dictionary, Table
from creditworthy.tables.faults import Faults
from creditworthy.tables.keys import Keys


@pytest.fixture(params=["memory", "disk"])
def folder(request: pytest.FixtureRequest, tmp_path: Path) -> Path | None:
    return tmp_path / "keys" if request.param == "disk" else None


def said(
    table: Table, frame: pl.DataFrame, folder: Path | None = None, earlier: pl.DataFrame | None = None
) -> list[str]:
    """What is wrong with the keys of a file that comes in blocks of 40,000 rows."""
    faults, keys = Faults(f"{table.name}.csv"), Keys(table, earlier, folder)
    for block in frame.iter_slices(40_000):
        keys.see(block, faults.rows)
        faults.passed(block.height)
    keys.note_repeats(faults)
    keys.close()
    return [str(error) for error in faults.errors()]


def test_a_key_that_stands_twice_is_named_where_it_repeats(toy: Dictionary, folder: Path | None) -> None:
    assert said(toy.table("loans"), pl.DataFrame({"LOAN": [*range(100_000), 7, 3, 7]}), folder) == [
        "loans.csv: 3 of 100,003 rows repeat the key LOAN of an earlier row (first: 7 in row 100001); "
        "keep one row of each key in loans"
    ]
    assert folder is None or not folder.exists()


def test_a_key_of_several_columns_repeats_only_as_a_whole(toy: Dictionary, folder: Path | None) -> None:
    months = pl.DataFrame({"LOAN": [1, 2, 1, 2, 2], "MONTH": [0, 0, -1, -1, 0]})
    assert said(toy.table("months"), months.head(4), folder) == []
    assert said(toy.table("months"), months, folder) == [
        "months.csv: 1 of 5 rows repeat the key LOAN, MONTH of an earlier row (first: 2, 0 in row 5); "
        "keep one row of each key in months"
    ]


def test_a_key_may_not_come_back_in_another_file_of_the_table(toy: Dictionary, folder: Path | None) -> None:
    first, second = pl.DataFrame({"SK_ID_CURR": [1, 2, 3]}), pl.DataFrame({"SK_ID_CURR": [5, 4, 2]})
    assert said(toy.application, second, folder, first.tail(1)) == []
    assert said(toy.application, second, folder, pl.concat([first, first.head(1)])) == [
        "people.csv: 1 of 3 rows repeat the key SK_ID_CURR of an earlier row (first: 2 in row 3); "
        "keep one row of each key in people_train and people_test"
    ]


def test_a_table_without_a_key_may_hold_equal_rows(toy: Dictionary, folder: Path | None) -> None:
    payments = pl.DataFrame({"LOAN": [1, 1], "SK_ID_CURR": [1, 1], "PAID": [2.0, 2.0]})
    assert said(toy.table("payments"), payments, folder) == []


def test_a_key_that_could_not_be_read_repeats_none(toy: Dictionary, folder: Path | None) -> None:
    assert said(toy.table("loans"), pl.DataFrame({"LOAN": [None, 1, None]}), folder) == []
