from dataclasses import replace

import pytest

from creditworthy.exploration.page import Section
from creditworthy.exploration.profile import Profile
from creditworthy.exploration.relations import Correlations
from creditworthy.exploration.sections import sections_of

ANCHORS = [
    "summary",
    "files",
    "missing",
    "sentinels",
    "links",
    "extremes",
    "separations",
    "categories",
    "boxes",
    "distributions",
    "correlations",
    "pairs",
    "moved",
    "columns",
    "method",
]


def by_anchor(profile: Profile) -> dict[str, Section]:
    return {section.anchor: section for section in sections_of(profile)}


def plates(section: Section) -> list[str]:
    return [plate.name for plate in section.plates]


def test_every_section_is_there_in_order(found_many: Profile) -> None:
    assert [section.anchor for section in sections_of(found_many)] == ANCHORS


def test_every_part_is_drawn(found_many: Profile) -> None:
    drawn = {anchor: plates(section) for anchor, section in by_anchor(found_many).items() if section.plates}
    assert drawn == {
        "missing": ["missing_by_file", "missing_by_column"],
        "separations": ["separations"],
        "categories": ["default_rate_SEX"],
        "boxes": ["boxes"],
        "distributions": ["distributions"],
        "correlations": ["correlations"],
        "pairs": ["scores"],
    }


def test_every_plate_says_what_one_sees(found_many: Profile) -> None:
    captions = [plate.caption for section in sections_of(found_many) for plate in section.plates]
    assert all(caption.endswith(".") and len(caption) > 40 for caption in captions)


def test_categories_that_are_all_too_small_are_only_counted(found: Profile) -> None:
    section = by_anchor(found)["categories"]
    assert plates(section) == []
    assert len(section.grids[0].rows) == 4


def test_without_an_outcome_there_is_no_rate(found_unlabelled: Profile) -> None:
    sections = by_anchor(found_unlabelled)
    assert sections["separations"].sentences[0].startswith("No outcome is known")
    assert sections["categories"].sentences[0].startswith("No outcome is known")
    assert plates(sections["categories"]) == []
    assert plates(sections["boxes"]) == ["boxes"]
    assert sections["distributions"].sentences == ("No value of these measures is known.",)
    assert sections["moved"].sentences[0].startswith("Only one of the two kinds")


def test_train_is_held_against_test(found: Profile) -> None:
    section = by_anchor(found)["moved"]
    assert plates(section) == ["train_against_test"]
    assert [len(grid.rows) for grid in section.grids] == [3, 5]


@pytest.mark.parametrize(
    ("anchor", "nothing"),
    [
        ("boxes", {"boxes": {}}),
        ("correlations", {"correlations": Correlations(("SCORE_A",), ((1.0,),))}),
        ("pairs", {"pairs": None}),
    ],
)
def test_what_there_is_nothing_of_is_said(found: Profile, anchor: str, nothing: dict[str, object]) -> None:
    section = by_anchor(replace(found, **nothing))[anchor]  # type: ignore[arg-type]
    assert section.plates == ()
    assert len(section.sentences) == 1
