import polars as pl

from creditworthy.tables.offenders import offenders


def test_the_first_offender_is_shown_with_all_its_columns() -> None:
    rows = pl.LazyFrame({"LOAN": [10, 11, 12], "STATUS": ["C", "?", "!"], "x": [0, 1, 1]})
    said = offenders(rows, ["LOAN", "STATUS"], pl.col("x") == 1)
    assert said == {"count": 2, "total": 3, "example": "11, '?'", "row": 2}


def test_a_series_marks_rows_as_well_and_null_is_no_offence() -> None:
    said = offenders(pl.LazyFrame({"x": [7, 8, 9]}), ["x"], pl.lit(pl.Series([None, False, True])))
    assert said == {"count": 1, "total": 3, "example": "9", "row": 3}
