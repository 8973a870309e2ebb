from dataclasses import replace

from creditworthy.exploration.file_grids import (
    columns_grid,
    extremes_grid,
    files_grid,
    histories_grid,
    links_grid,
    sentinels_grid,
)
from creditworthy.exploration.links import FileLinks, Orphans
from creditworthy.exploration.profile import Profile
from creditworthy.exploration.shapes import ColumnShape, FileShape, Spread
from creditworthy.language import speaking


def test_files_present_and_absent(found: Profile, found_unlabelled: Profile) -> None:
    assert files_grid(found).rows[2] == ("loans", "2", "1", "2", "2", "3", "2", "16.7%")
    assert files_grid(found_unlabelled).rows == (
        ("people_test", "1", "1", "1", "1", "6", "6", "0.0%"),
        ("people_train", "absent", "–", "–", "–", "–", "–", "–"),
        ("loans", "absent", "–", "–", "–", "–", "–", "–"),
    )


def test_who_has_no_history(found: Profile, found_unlabelled: Profile) -> None:
    known = histories_grid(found)
    assert known.rows == (("loans", "5", "83.3%", "100.0% [20.7%; 100.0%]", "0.0% [0.0%; 49.0%]"),)
    everybody = (replace(found.histories[0], without=1),)
    unknown = histories_grid(replace(found_unlabelled, histories=everybody))
    assert unknown.rows == (("loans", "1", "100.0%"),)
    assert len(unknown.header) == 3


def test_keys_and_parents(found: Profile) -> None:
    lost = FileLinks("loans", (), 1, (Orphans("cards", "CARD", 1), Orphans("shops", "SHOP", 0)))
    assert links_grid(replace(found, links=(*found.links[:2], lost))).rows[1:] == (
        ("people_test", "SK_ID_CURR", "–", "0", "–", "–"),
        ("loans", "none: whole rows are compared", "cards", "1", "1", "50.0%"),
        ("loans", "none: whole rows are compared", "shops", "1", "0", "0.0%"),
    )


def test_every_sentinel_is_listed(found: Profile) -> None:
    with speaking("fr"):
        grid = sentinels_grid(found)
    assert grid.rows == (
        ("people_train", "SEX", "Sexe de l’emprunteur", "XNA", "1", "20,00\u202f%"),
        ("people_train", "DAYS_EMPLOYED", "Emploi", "365243", "1", "20,00\u202f%"),
    )
    assert (grid.texts, grid.long) == (4, 3)


def test_the_furthest_extremes_come_first(found: Profile) -> None:
    near, far, none = (Spread(0.0, 1.0, 1.5, 2.0, high, extreme) for high, extreme in ((9.0, 2), (99.0, 1), (2.5, 0)))
    columns = tuple(
        ColumnShape(name, 0, spread=spread) for name, spread in (("LOAN", near), ("AMOUNT", far), ("SK_ID_CURR", none))
    )
    grid = extremes_grid(replace(found, shapes=(FileShape("loans", "loans", 4, 4, columns),)))
    assert grid.title == "Furthest extremes, 2 of 2"
    assert grid.rows == (
        ("loans", "AMOUNT", "Amount", "1", "25.00%", "0", "1.50", "99"),
        ("loans", "LOAN", "Loan", "2", "50.00%", "0", "1.50", "9"),
    )


def test_every_column_says_what_it_holds(found: Profile) -> None:
    grid = columns_grid(found, found.shapes[0])
    assert grid.folded
    assert grid.title == "people_train: every column (7)"
    rows = {row[0]: row[1:] for row in grid.rows}
    assert rows["SK_ID_CURR"] == ("whole number", "Id", "0.0%", "–", "–", "–", "–", "–", "–")
    assert rows["SEX"] == ("category", "Sex", "20.0%", "20.0%", "3", "–", "–", "–", "–")
    assert rows["INCOME"] == ("number", "Income a year", "20.0%", "–", "–", "100", "250", "400", "0")
    assert len(grid.header) == len(grid.rows[0])
