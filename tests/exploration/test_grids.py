from dataclasses import replace

from creditworthy.exploration.applications import Counts
from creditworthy.exploration.contrasts import Moved, Separation
from creditworthy.exploration.focus import Focus
from creditworthy.exploration.grids import (
    boxes_grid,
    counts_grid,
    moved_grid,
    rates_grid,
    separations_grid,
    written_rate,
)
from creditworthy.exploration.profile import Profile
from creditworthy.exploration.rates import Category, CategoryRates
from creditworthy.intervals import Interval
from creditworthy.language import speaking
from creditworthy.tables.dictionary import Dictionary


def test_train_against_test() -> None:
    rows = counts_grid(Counts(3, 1, 1, None)).rows
    assert [row[1:] for row in rows] == [("3", "75.0%"), ("1", "25.0%"), ("4", "100.0%")]


def test_an_absent_part_says_so() -> None:
    assert counts_grid(Counts(None, 4, None, None)).rows[0][1:] == ("absent", "–")
    assert counts_grid(Counts(0, None, 0, None)).rows[2][1:] == ("0", "–")


def test_rates_with_and_without_outcomes(found: Profile, found_unlabelled: Profile) -> None:
    known = rates_grid(found)
    assert len(known.header) == len(known.rows[0]) == 9
    assert known.rows[3] == ("Sex", "missing", "1", "20.0%", "0", "0.0%", "0", "0.0%", "0.0% to 79.3%")
    assert known.rows[1] == ("Sex", "male", "1", "20.0%", "1", "100.0%", "1", "100.0%", "20.7% to 100.0%")
    unknown = rates_grid(found_unlabelled)
    assert unknown.rows == (("Sex", "male", "0", "–", "1", "100.0%"),)
    assert len(unknown.header) == 6


def test_a_category_that_only_the_test_part_has_is_of_no_rate(found: Profile) -> None:
    only_there = Category("new", 0, False, 0, 1, 0, None)
    grid = rates_grid(replace(found, rates=(CategoryRates("SEX", (only_there,)),)))
    assert grid.rows == (("Sex", "new", "0", "–", "1", "100.0%", "0", "–", "–"),)


def test_quantiles(found: Profile, focus: Focus) -> None:
    grid = boxes_grid([(focus.boxes[1], found.boxes["DAYS_EMPLOYED"])])
    assert grid.rows[1] == ("Years in the current job", "in default", "1", *["8.00"] * 5)
    assert grid.header[3:] == ("5%", "25%", "Median", "75%", "95%")


def test_columns_that_tell_the_outcomes_apart(small: Dictionary) -> None:
    ends = Interval(0.2, 0.1, 0.3), Interval(0.05, 0.04, 0.06)
    found = Separation("DAYS_EMPLOYED", 0.13, 0.02, ends), Separation("SEX", 0.0, 0.1, None)
    grid = separations_grid(found, small.application, "Best")
    assert grid.rows == (
        (
            "Years in the current job",
            "DAYS_EMPLOYED",
            "medium",
            "0.11",
            "20.0% [10.0%; 30.0%]",
            "5.0% [4.0%; 6.0%]",
        ),
        ("Sex", "SEX", "negligible", "0.00", "–", "–"),
    )
    assert (grid.title, grid.folded) == ("Best", False)


def test_columns_that_have_moved_are_folded_if_they_are_many(small: Dictionary) -> None:
    found = (Moved("SEX", 0.3, 0.01, (0.0, 0.5)), Moved("INCOME", 0.05, 0.02, (0.1, 0.1)))
    grid = moved_grid(found, small.application, drawn=1)
    assert grid.rows == (
        ("Sex", "SEX", "alarm", "0.300", "0.010", "0.0%", "50.0%"),
        ("Income a year", "INCOME", "ok", "0.050", "0.020", "10.0%", "10.0%"),
    )
    assert grid.folded
    assert not moved_grid(found, small.application, drawn=2).folded


def test_a_rate_is_written_with_its_interval() -> None:
    assert written_rate(None) == "–"
    with speaking("fr"):
        assert written_rate(Interval(0.1, 0.05, 0.2)) == ("10,0\u202f% [5,0\u202f%\u202f; 20,0\u202f%]")
