from dataclasses import replace

from creditworthy.exploration.file_sections import (
    columns_section,
    emptiest,
    extremes_section,
    files_section,
    links_section,
    missing_section,
    sentinels_section,
)
from creditworthy.exploration.profile import Profile
from creditworthy.exploration.shapes import ColumnShape, FileShape


def test_files_are_listed_and_absent_ones_named(found: Profile, found_many: Profile) -> None:
    assert [grid.title for grid in files_section(found).grids] == ["Files", "Applicants without a history"]
    assert files_section(found).sentences == ()
    assert files_section(found_many).sentences == ("Absent: people_test, loans. Nothing is said of them.",)
    assert [grid.title for grid in files_section(found_many).grids] == ["Files"]


def test_gaps_are_drawn_by_file_and_column(found: Profile, found_unlabelled: Profile) -> None:
    drawn = missing_section(found).plates
    assert [plate.name for plate in drawn] == ["missing_by_file", "missing_by_column", "missing_in_histories"]
    assert [plate.name for plate in missing_section(found_unlabelled).plates] == ["missing_by_file"]


def test_the_twenty_emptiest_columns_in_words(found: Profile) -> None:
    gaps = tuple(ColumnShape("AMOUNT", at) for at in range(1, 31))
    loans = FileShape("loans", "loans", 100, 100, gaps)
    alone = emptiest(found, [loans])
    assert alone == [("Amount", at / 100) for at in range(30, 10, -1)]
    assert emptiest(found, [loans, found.shapes[1]])[0] == ("Amount ·\N{NO-BREAK SPACE}loans", 0.3)


def test_sentinels_are_listed_or_said_to_be_nowhere(found: Profile, found_unlabelled: Profile) -> None:
    assert len(sentinels_section(found).grids[0].rows) == 2
    nowhere = sentinels_section(found_unlabelled)
    assert nowhere.sentences[0].startswith("No cell holds a sentinel")
    assert nowhere.grids == ()


def test_persons_are_told_where_the_dictionary_knows_them(found: Profile) -> None:
    assert len(links_section(found).sentences) == 2
    told = links_section(replace(found, repeats=replace(found.repeats, persons=7))).sentences
    assert told[1].startswith("Applications of people who seem to have applied more than once: 7")


def test_extremes_are_listed_or_said_to_be_none(found: Profile) -> None:
    assert extremes_section(found).sentences == ("No column has an extreme value.",)
    incomes = replace(found.shapes[0].columns[3].spread, high=1e6, extreme=1)  # type: ignore[type-var]
    shape = replace(found.shapes[0], columns=(ColumnShape("INCOME", 0, spread=incomes),))
    assert len(extremes_section(replace(found, shapes=(shape,))).grids[0].rows) == 1


def test_every_file_has_its_columns(found: Profile) -> None:
    assert [len(grid.rows) for grid in columns_section(found).grids] == [7, 6, 3]
