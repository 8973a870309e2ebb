import polars as pl

from creditworthy.tables.faults import Fault, Faults

LATE, EARLY = "{file}: {count} of {total}, {example} in row {row}", "{file}: {column}, {example} in row {row}"


def test_rows_are_counted_over_all_blocks_and_the_first_one_is_shown_with_all_its_columns() -> None:
    faults = Faults("t.csv")
    for block in (pl.DataFrame({"x": [0], "s": ["a"]}), pl.DataFrame({"x": [0, 1, 1], "s": ["b", "?", "!"]})):
        faults.note((1,), LATE, block, block["x"] == 1)
        faults.passed(block.height)
    assert [str(error) for error in faults.errors()] == ["t.csv: 2 of 4, 1, '?' in row 3"]


def test_the_kinds_come_by_rank_whatever_block_they_were_met_in() -> None:
    faults = Faults("t.csv")
    assert not faults
    block = pl.DataFrame({"x": [7]})
    faults.note((2, 0), LATE, block, block["x"] == 7)
    faults.passed(1)
    faults.note((1, 9), EARLY, block, block["x"] == 7, column="x")
    faults.passed(1)
    faults.add((1, 10), Fault(LATE, 5, "3", 1))
    assert faults
    assert [str(error) for error in faults.errors()] == [
        "t.csv: x, 7 in row 2",
        "t.csv: 5 of 2, 3 in row 1",
        "t.csv: 1 of 2, 7 in row 1",
    ]


def test_null_is_no_offence() -> None:
    faults = Faults("t.csv")
    block = pl.DataFrame({"x": [None, 2, 3]})
    faults.note((1,), LATE, block, block["x"] < 2)
    assert not faults
    faults.note((1,), LATE, block, block["x"] > 2)
    faults.passed(3)
    assert str(faults.errors()[0]) == "t.csv: 1 of 3, 3 in row 3"


def test_of_one_value_only_the_first_thing_is_said() -> None:
    faults = Faults("t.csv")
    for last in (9, 8):
        block = pl.DataFrame({"x": [1, 2, last]})
        faults.note((1,), EARLY, block, block["x"] > 1, column="x")
        faults.note((2,), EARLY, block, block["x"] > 0, column="x")
        faults.note((3,), EARLY, block, block["x"] > 2, column="y")
        faults.passed(3)
    assert [str(error) for error in faults.errors()] == [
        "t.csv: x, 2 in row 2",
        "t.csv: x, 1 in row 1",
        "t.csv: y, 9 in row 3",
    ]
    assert [error.values["count"] for error in faults.errors()] == [4, 2, 2]
