from pathlib import Path

import polars as pl
import pytest

from creditworthy.errors import TableError
from creditworthy.tables.dictionary import Dictionary
from creditworthy.tables.preparing import Preparation, refuse
from creditworthy.tables.reading import FrameRows

Frames = dict[str, pl.DataFrame]
Made = dict[str, pl.DataFrame]


@pytest.fixture(params=["memory", "disk"])
def scratch(request: pytest.FixtureRequest, tmp_path: Path) -> Path | None:
    return tmp_path if request.param == "disk" else None


def prepare_all(toy: Dictionary, frames: Frames, preparation: Preparation) -> Made:
    made: Made = {}
    for table in toy.tables.values():
        for stem in table.files:
            with preparation.prepared(table, stem, FrameRows(frames[stem]), f"{stem}.csv") as prepared:
                made[stem] = pl.concat(prepared.parts)
    return made


def test_rows_are_sorted_by_applicant_and_key(toy: Dictionary, frames: Frames, scratch: Path | None) -> None:
    prepared = prepare_all(toy, frames, Preparation(toy, scratch))
    assert prepared["people_train"].get_column("SK_ID_CURR").to_list() == [1, 3]
    assert prepared["loans"].rows() == [(11, 1, 50.0), (10, 3, 500.0)]
    assert prepared["payments"].rows() == [(11, 1, None), (10, 3, 4.0), (99, 3, 5.0)]
    assert scratch is None or list(scratch.iterdir()) == []


def test_a_table_without_applicants_gets_them_from_its_parent(toy: Dictionary, frames: Frames) -> None:
    months = prepare_all(toy, frames, Preparation(toy))["months"]
    assert months.columns == ["SK_ID_CURR", "LOAN", "MONTH", "STATUS"]
    assert months.rows() == [(1, 11, -1, None), (3, 10, -2, "X"), (3, 10, 0, "C")]


def test_raw_values_stay_as_they_are(toy: Dictionary, frames: Frames) -> None:
    first = prepare_all(toy, frames, Preparation(toy))["people_train"].row(0, named=True)
    assert first == {"SK_ID_CURR": 1, "TARGET": 0, "SEX": "XNA", "DAYS_EMPLOYED": 365243, "INCOME": None}


def test_applicants_of_both_files_are_known_and_stand_once(
    toy: Dictionary, frames: Frames, scratch: Path | None
) -> None:
    frames["people_test"] = pl.concat([frames["people_test"], frames["people_train"].drop("TARGET").tail(1)])
    with pytest.raises(TableError, match=r"^people_test\.csv: 1 of 2 rows repeat the key SK_ID_CURR .* 1 in row 2"):
        prepare_all(toy, frames, Preparation(toy, scratch))


def test_the_contract_is_judged_before_the_keys(toy: Dictionary, frames: Frames) -> None:
    frames["people_train"] = frames["people_train"].with_columns(SK_ID_CURR=1, INCOME=-1.0)
    with pytest.raises(TableError, match=r"^people_train\.csv: column INCOME has 2 of 2 rows below 0"):
        prepare_all(toy, frames, Preparation(toy))


def test_a_judge_may_hear_everything_and_go_on(toy: Dictionary, frames: Frames) -> None:
    frames["people_train"] = frames["people_train"].with_columns(SK_ID_CURR=1, INCOME=-1.0)
    heard: list[TableError] = []
    prepare_all(toy, frames, Preparation(toy, judge=heard.extend, keep=False))
    assert [str(error).partition(" (first")[0] for error in heard] == [
        "people_train.csv: column INCOME has 2 of 2 rows below 0",
        "people_train.csv: 1 of 2 rows repeat the key SK_ID_CURR of an earlier row",
        "loans.csv: column SK_ID_CURR has 1 of 2 rows that belong to no row of people",
        "payments.csv: column SK_ID_CURR has 2 of 3 rows that belong to no row of people",
    ]


def test_the_first_error_is_what_a_file_is_refused_for() -> None:
    refuse([])
    with pytest.raises(TableError, match=r"^first$"):
        refuse([TableError("first"), TableError("second")])
