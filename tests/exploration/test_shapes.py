import polars as pl
import pytest

from creditworthy.exploration.shapes import ColumnShape, FileShape, Sentinel, Spread, absent_files, shapes_of
from creditworthy.tables.dictionary import Dictionary
from creditworthy.tables.load import Tables, from_frames


def columns(shape: FileShape) -> dict[str, ColumnShape]:
    return {column.name: column for column in shape.columns}


def test_every_file_is_counted(tables: Tables) -> None:
    train, test, loans = shapes_of(tables)
    assert (train.table, train.stem, train.rows, train.applicants, len(train.columns)) == (
        "people",
        "people_train",
        5,
        5,
        7,
    )
    assert (test.stem, test.rows, len(test.columns), test.missing) == ("people_test", 1, 6, 0.0)
    assert (loans.stem, loans.rows, loans.applicants, len(loans.columns), loans.complete) == ("loans", 2, 1, 3, 2)
    assert loans.missing == 1 / 6


def test_rows_are_counted_by_applicant(small: Dictionary, frames: dict[str, pl.DataFrame]) -> None:
    loans = pl.DataFrame({"LOAN": [1, 2, 3, 4], "SK_ID_CURR": [1, 2, 2, 2], "AMOUNT": [1.0] * 4})
    shape = shapes_of(from_frames(frames | {"loans": loans}, small, generated=False))[2]
    assert (shape.applicants, shape.median_rows, shape.most_rows) == (2, 2.0, 3)


def test_gaps_and_sentinels_are_counted_apart(tables: Tables) -> None:
    found = columns(shapes_of(tables)[0])
    assert found["SEX"] == ColumnShape("SEX", 1, (Sentinel("XNA", 1),), distinct=3)
    # Known are 1461, 1461 and 2922 days back: half of them lie between 2191.5 and 1461.
    assert found["DAYS_EMPLOYED"] == ColumnShape(
        "DAYS_EMPLOYED", 1, (Sentinel(365243, 1),), spread=Spread(-2922.0, -2191.5, -1461.0, -1461.0, -1461.0, 0)
    )
    assert found["INCOME"] == ColumnShape("INCOME", 1, spread=Spread(100.0, 175.0, 250.0, 325.0, 400.0, 0))
    assert found["SK_ID_CURR"] == ColumnShape("SK_ID_CURR", 0)


def test_a_sentinel_that_is_nowhere_is_not_listed(tables: Tables) -> None:
    assert all(column.sentinels == () for column in shapes_of(tables)[1].columns)


def test_extremes_lie_three_widths_outside_the_middle_half(small: Dictionary, frames: dict[str, pl.DataFrame]) -> None:
    # 1 to 9 without gaps: the middle half is 3 to 7, so that extremes lie below -9 or above 19.
    amounts = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0]
    for last, extreme, reach in ((19.0, 0, 3.0), (19.5, 1, 3.125)):
        loans = pl.DataFrame({"LOAN": range(9), "SK_ID_CURR": [1] * 9, "AMOUNT": [*amounts[:-1], last]})
        shape = shapes_of(from_frames(frames | {"loans": loans}, small, generated=False))[2]
        spread = columns(shape)["AMOUNT"].spread
        assert spread == Spread(1.0, 3.0, 5.0, 7.0, last, extreme)
        assert spread.reach == reach


def test_quantiles_are_those_of_polars(small: Dictionary, frames: dict[str, pl.DataFrame]) -> None:
    amounts = pl.Series([7.5, 1.0, 1.0, 1.0, 3.0, 90.0, None, 2.0])
    loans = pl.DataFrame({"LOAN": range(8), "SK_ID_CURR": [1] * 8, "AMOUNT": amounts})
    spread = columns(shapes_of(from_frames(frames | {"loans": loans}, small, generated=False))[2])["AMOUNT"].spread
    assert spread is not None
    found = (spread.lower, spread.median, spread.upper)
    assert found == tuple(amounts.quantile(share, interpolation="linear") for share in (0.25, 0.5, 0.75))


@pytest.mark.parametrize(
    ("column", "constant"),
    [
        (ColumnShape("A", 3, distinct=1), True),
        (ColumnShape("A", 3, distinct=2), False),
        (ColumnShape("A", 3, spread=Spread(1.0, 1.0, 1.0, 1.0, 1.0)), True),
        (ColumnShape("A", 3, spread=Spread(1.0, 1.0, 1.0, 1.0, 2.0)), False),
        (ColumnShape("A", 3), False),
    ],
)
def test_a_column_of_one_value_is_constant(column: ColumnShape, constant: bool) -> None:
    assert column.constant is constant


def test_a_middle_half_without_width_has_no_extremes() -> None:
    spread = Spread(0.0, 0.0, 0.0, 0.0, 9.0)
    assert (spread.extreme, spread.reach) == (None, 0.0)


def test_absent_files(tables: Tables, unlabelled: Tables) -> None:
    assert absent_files(tables) == ()
    assert absent_files(unlabelled) == ("people_train", "loans")


def test_an_empty_file_has_no_share(small: Dictionary, frames: dict[str, pl.DataFrame]) -> None:
    empty = shapes_of(from_frames(frames | {"loans": frames["loans"].clear()}, small, generated=False))[2]
    assert (empty.rows, empty.applicants, empty.median_rows, empty.most_rows, empty.missing) == (0, 0, 0.0, 0, None)
    assert empty.share(0) == 0.0
    assert columns(empty)["AMOUNT"] == ColumnShape("AMOUNT", 0)
