from creditworthy.exploration.shapes import ColumnGaps, FileShape, Sentinel, absent_files, shapes_of
from creditworthy.tables.load import Tables


def test_every_file_is_counted(tables: Tables) -> None:
    train, test, loans = shapes_of(tables)
    assert (train.table, train.stem, train.rows, train.applicants, train.columns) == ("people", "people_train", 5, 5, 7)
    assert (test.stem, test.rows, test.columns, test.missing) == ("people_test", 1, 6, 0.0)
    assert (loans.stem, loans.rows, loans.applicants, loans.columns, loans.complete) == ("loans", 2, 1, 3, 2)
    assert loans.missing == 1 / 6


def test_gaps_and_sentinels_are_counted_apart(tables: Tables) -> None:
    gaps = {gap.column: gap for gap in shapes_of(tables)[0].gaps}
    assert gaps["SEX"] == ColumnGaps("SEX", 1, (Sentinel("XNA", 1),))
    assert gaps["DAYS_EMPLOYED"] == ColumnGaps("DAYS_EMPLOYED", 1, (Sentinel(365243, 1),))
    assert gaps["INCOME"] == ColumnGaps("INCOME", 1)
    assert gaps["TARGET"] == ColumnGaps("TARGET", 0)


def test_a_sentinel_that_is_nowhere_is_not_listed(tables: Tables) -> None:
    assert all(gap.sentinels == () for gap in shapes_of(tables)[1].gaps)


def test_absent_files(tables: Tables, unlabelled: Tables) -> None:
    assert absent_files(tables) == ()
    assert absent_files(unlabelled) == ("people_train", "loans")


def test_an_empty_file_has_no_share() -> None:
    empty = FileShape("loans", "loans", 0, 0, (ColumnGaps("LOAN", 0),))
    assert empty.missing is None
    assert empty.share(0) == 0.0
