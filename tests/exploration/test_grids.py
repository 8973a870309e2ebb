from dataclasses import replace

from creditworthy.exploration.applications import Counts
from creditworthy.exploration.focus import Focus
from creditworthy.exploration.grids import (
    boxes_grid,
    counts_grid,
    files_grid,
    gaps_grid,
    rates_grid,
    sentinels_grid,
)
from creditworthy.exploration.profile import Profile
from creditworthy.exploration.rates import Category, CategoryRates
from creditworthy.language import speaking


def test_train_against_test() -> None:
    rows = counts_grid(Counts(3, 1, 1, None)).rows
    assert [row[1:] for row in rows] == [("3", "75.0%"), ("1", "25.0%"), ("4", "100.0%")]


def test_an_absent_part_says_so() -> None:
    assert counts_grid(Counts(None, 4, None, None)).rows[0][1:] == ("absent", "–")
    assert counts_grid(Counts(0, None, 0, None)).rows[2][1:] == ("0", "–")


def test_files_present_and_absent(found: Profile, found_unlabelled: Profile) -> None:
    assert files_grid(found).rows[2] == ("loans", "2", "1", "3", "2", "16.7%")
    assert files_grid(found_unlabelled).rows == (
        ("people_test", "1", "1", "6", "6", "0.0%"),
        ("people_train", "absent", "–", "–", "–", "–"),
        ("loans", "absent", "–", "–", "–", "–"),
    )


def test_every_gap_is_listed_with_its_meaning(found: Profile) -> None:
    grid = gaps_grid(found)
    assert grid.folded
    assert grid.title == "Every column with empty cells (5)"
    assert grid.rows[0] == ("people_train", "SEX", "Sex", "1", "20.0%")
    assert [row[1] for row in grid.rows] == ["SEX", "INCOME", "DAYS_EMPLOYED", "SCORE_A", "AMOUNT"]


def test_every_sentinel_is_listed(found: Profile) -> None:
    with speaking("fr"):
        assert sentinels_grid(found).rows == (
            ("people_train", "SEX", "Sexe de l’emprunteur", "XNA", "1", "20,00\u202f%"),
            ("people_train", "DAYS_EMPLOYED", "Emploi", "365243", "1", "20,00\u202f%"),
        )


def test_rates_with_and_without_outcomes(found: Profile, found_unlabelled: Profile) -> None:
    known = rates_grid(found)
    assert len(known.header) == len(known.rows[0]) == 9
    assert known.rows[3] == ("SEX", "missing", "1", "20.0%", "0", "0.0%", "0", "0.0%", "0.0% to 79.3%")
    assert known.rows[1] == ("SEX", "M", "1", "20.0%", "1", "100.0%", "1", "100.0%", "20.7% to 100.0%")
    unknown = rates_grid(found_unlabelled)
    assert unknown.rows == (("SEX", "M", "0", "–", "1", "100.0%"),)
    assert len(unknown.header) == 6


def test_a_category_that_only_the_test_part_has_is_of_no_rate(found: Profile) -> None:
    only_there = Category("new", 0, False, 0, 1, 0, None)
    grid = rates_grid(replace(found, rates=(CategoryRates("SEX", (only_there,)),)))
    assert grid.rows == (("SEX", "new", "0", "–", "1", "100.0%", "0", "–", "–"),)


def test_quantiles(found: Profile, focus: Focus) -> None:
    grid = boxes_grid([(focus.boxes[1], found.boxes["DAYS_EMPLOYED"])])
    assert grid.rows[1] == ("Years in the current job", "in default", "1", *["8.000"] * 5)
    assert grid.header[3:] == ("5%", "25%", "Median", "75%", "95%")
