from contextlib import closing
from pathlib import Path

import polars as pl
import pytest

from creditworthy.errors import InputError
from creditworthy.tables import intake
from creditworthy.tables.dictionary import Dictionary
from creditworthy.tables.faults import Faults
from creditworthy.tables.intake import Intake
from creditworthy.tables.reading import FrameRows
from creditworthy.tables.step import Step, nobody

KNOWN = {
    "people": pl.DataFrame({"SK_ID_CURR": [4, 1, 3, 2, 5]}),
    "loans": pl.DataFrame({"SK_ID_CURR": [5, 1], "LOAN": [10, 11]}),
}
MONTHS = pl.DataFrame({"LOAN": [10, 99, 11, 10], "MONTH": [0, 0, -1, -2], "STATUS": ["C", "0", None, "X"]})


class InBlocks(FrameRows):
    """Rows that come one by one."""

    def blocks(self, columns: object) -> object:  # type: ignore[override]
        return self._frame.select(columns).iter_slices(1)  # type: ignore[arg-type]


@pytest.fixture(params=["memory", "disk"])
def scratch(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path | None:
    monkeypatch.setattr(intake, "APPLICANTS_ON_A_SHELF", 2)
    return tmp_path if request.param == "disk" else None


def test_rows_are_linked_counted_and_come_back_in_order(toy: Dictionary, scratch: Path | None) -> None:
    faults, told = Faults("months.csv"), list[Step]()
    with closing(Intake(toy.table("months"), "months", toy, KNOWN, scratch)) as taken:
        taken.take(InBlocks(MONTHS.with_columns(x=1)), faults, told.append)
        rows = pl.concat(taken.ordered())
    assert not faults
    assert rows.rows() == [(1, 11, -1, None), (5, 10, -2, "X"), (5, 10, 0, "C")]
    assert (taken.rows, taken.ignored, taken.orphans_kept, taken.orphans_dropped) == (3, ("x",), {}, {"loans": 1})
    assert [step.rows for step in told] == [1, 2, 3, 4]
    assert scratch is None or list(scratch.iterdir()) == []


def test_rows_are_spread_over_shelves_by_applicant(toy: Dictionary, tmp_path: Path, scratch: Path | None) -> None:
    loans = pl.DataFrame({"LOAN": range(10), "SK_ID_CURR": [1, 2, 3, 4, 5] * 2, "AMOUNT": [1.0] * 10})
    with closing(Intake(toy.table("loans"), "loans", toy, KNOWN, scratch)) as taken:
        taken.take(FrameRows(loans), Faults("loans.csv"), nobody)
        parts = [part["SK_ID_CURR"].unique().sort().to_list() for part in taken.ordered()]
        keys = pl.concat(taken.keys)
    assert parts == ([[1, 2], [3, 4], [5]] if scratch else [[1, 2, 3, 4, 5]])
    assert keys.columns == ["SK_ID_CURR", "LOAN"]
    assert keys.height == 10


def test_what_all_blocks_break_is_noted_with_its_place_in_the_file(toy: Dictionary, scratch: Path | None) -> None:
    broken = pl.DataFrame(
        {"LOAN": ["10", "10", "11", "x"], "MONTH": ["0", "0", "1", "-1"], "STATUS": ["C", "C", "C", "C"]}
    )
    faults = Faults("months.csv")
    with closing(Intake(toy.table("months"), "months", toy, KNOWN, scratch)) as taken:
        taken.take(InBlocks(broken), faults, nobody)
    assert [str(error).partition(";")[0] for error in faults.errors()] == [
        "months.csv: column LOAN has 1 of 4 rows that are no whole number (first: 'x' in row 4)",
        "months.csv: column MONTH has 1 of 4 rows above 0 (first: 1 in row 3)",
        "months.csv: 1 of 4 rows repeat the key LOAN, MONTH of an earlier row (first: 10, 0 in row 2)",
    ]


def test_applications_without_a_row_are_refused_and_histories_are_not(toy: Dictionary, scratch: Path | None) -> None:
    people = FrameRows(pl.DataFrame(schema=dict.fromkeys(("SK_ID_CURR", "SEX", "DAYS_EMPLOYED", "INCOME"), pl.Int64)))
    with (
        closing(Intake(toy.application, "people_test", toy, {}, scratch)) as taken,
        pytest.raises(InputError) as raised,
    ):
        taken.take(people, Faults("people_test.csv"), nobody)
    assert str(raised.value) == "people_test.csv: there is no application in it; fetch it again, or leave it out"
    with closing(Intake(toy.table("months"), "months", toy, KNOWN, scratch)) as taken:
        taken.take(FrameRows(MONTHS.clear()), Faults("months.csv"), nobody)
        assert pl.concat(taken.ordered()).columns == ["SK_ID_CURR", "LOAN", "MONTH", "STATUS"]


def test_rows_that_nobody_will_take_are_not_kept(toy: Dictionary, tmp_path: Path) -> None:
    with closing(Intake(toy.table("months"), "months", toy, KNOWN, tmp_path)) as taken:
        taken.take(FrameRows(MONTHS), Faults("months.csv"), nobody, keep=False)
        assert taken.rows == 3
        assert list(tmp_path.iterdir()) == []
