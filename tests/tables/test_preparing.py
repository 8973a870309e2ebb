import polars as pl
import pytest

from creditworthy.errors import TableError
from creditworthy.tables.dictionary import Dictionary
from creditworthy.tables.preparing import Preparation, Prepared

Frames = dict[str, pl.DataFrame]


def prepare_all(toy: Dictionary, frames: Frames) -> dict[str, Prepared]:
    preparation = Preparation(toy)
    return {
        stem: preparation.prepare(table, stem, frames[stem].lazy(), f"{stem}.csv")
        for table in toy.tables.values()
        for stem in table.files
    }


def test_rows_are_sorted_by_applicant_and_key(toy: Dictionary, frames: Frames) -> None:
    prepared = prepare_all(toy, frames)
    assert prepared["people_train"].frame.get_column("SK_ID_CURR").to_list() == [1, 3]
    assert prepared["loans"].frame.rows() == [(11, 1, 50.0), (10, 3, 500.0)]
    assert prepared["payments"].frame.rows() == [(10, 1, None), (10, 3, 4.0), (99, 3, 5.0)]


def test_a_table_without_applicants_gets_them_from_its_parent(toy: Dictionary, frames: Frames) -> None:
    months = prepare_all(toy, frames)["months"]
    assert months.frame.columns == ["SK_ID_CURR", "LOAN", "MONTH", "STATUS"]
    assert months.frame.rows() == [(1, 11, -1, None), (3, 10, -2, "X"), (3, 10, 0, "C")]
    assert months.orphans_dropped == {"loans": 1}


def test_raw_values_stay_as_they_are(toy: Dictionary, frames: Frames) -> None:
    first = prepare_all(toy, frames)["people_train"].frame.row(0, named=True)
    assert first == {"SK_ID_CURR": 1, "TARGET": 0, "SEX": "XNA", "DAYS_EMPLOYED": 365243, "INCOME": None}


def test_applicants_of_both_files_are_known_and_stand_once(toy: Dictionary, frames: Frames) -> None:
    frames["people_test"] = pl.concat([frames["people_test"], frames["people_train"].drop("TARGET").tail(1)])
    with pytest.raises(TableError, match=r"^people_test\.csv: 1 of 2 rows repeat the key SK_ID_CURR .* 1 in row 2"):
        prepare_all(toy, frames)


def test_the_contract_is_judged_before_the_keys(toy: Dictionary, frames: Frames) -> None:
    frames["people_train"] = frames["people_train"].with_columns(SK_ID_CURR=1, INCOME=-1.0)
    with pytest.raises(TableError, match=r"^people_train\.csv: column INCOME has 2 of 2 rows below 0"):
        prepare_all(toy, frames)
