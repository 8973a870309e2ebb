import numpy as np
import polars as pl
import pytest

from creditworthy.errors import InputError
from creditworthy.evaluation import folds, persons
from creditworthy.tables.dictionary import Column, Dictionary, Table, home_credit
from creditworthy.tables.synthetic import generate_with_truth

# The same person three times, 100 and 400 days apart; then somebody else of the same age.
AGAIN = {
    "DAYS_BIRTH": [-10_000, -10_100, -10_400, -10_000],
    "DAYS_REGISTRATION": [-3_000, -3_100, -3_400, -3_001],
    "DAYS_ID_PUBLISH": [-500, -600, -900, -500],
    "CODE_GENDER": ["F", "F", "F", "F"],
}


def test_applications_of_one_person_share_a_number() -> None:
    assert persons(pl.DataFrame(AGAIN), home_credit()).tolist() == [0, 0, 0, 3]


@pytest.mark.parametrize("column", list(AGAIN))
def test_every_part_of_the_key_counts(column: str) -> None:
    other = {"DAYS_BIRTH": -9_999, "DAYS_REGISTRATION": -2_999, "DAYS_ID_PUBLISH": -499, "CODE_GENDER": "M"}[column]
    applications = pl.DataFrame({**AGAIN, column: [other, *AGAIN[column][1:]]})
    assert persons(applications, home_credit()).tolist() == [0, 1, 1, 3]


@pytest.mark.parametrize("column", list(AGAIN))
def test_where_a_part_is_unknown_the_application_stands_alone(column: str) -> None:
    applications = pl.DataFrame({**AGAIN, column: [None, None, *AGAIN[column][2:]]})
    assert persons(applications, home_credit()).tolist() == [0, 1, 2, 3]


def test_a_gender_that_is_not_available_is_unknown() -> None:
    applications = pl.DataFrame({**AGAIN, "CODE_GENDER": ["XNA"] * 4})
    assert persons(applications, home_credit()).tolist() == [0, 1, 2, 3]


def lender(*person: tuple[str, ...]) -> Dictionary:
    """A lender that knows its customers by a number, which is 0 where it does not."""
    number = Column("CUSTOMER", "integer", "identifier", "Customer", "Client", sentinels=(0,))
    branch = Column("BRANCH", "category", "category", "Branch", "Agence")
    columns = {"ASKED": Column("ASKED", "integer", "identifier", "", ""), "CUSTOMER": number, "BRANCH": branch}
    table = Table("asked", ("asked",), ("ASKED",), "", "", columns, applicant="ASKED")
    return Dictionary("corner", "", "", {"asked": table}, person)


def test_another_lender_says_by_what_it_knows_a_person() -> None:
    rows = pl.DataFrame({"ASKED": [5, 6, 7, 8, 9], "CUSTOMER": [3, 3, 0, 0, 3], "BRANCH": ["a", "b", "a", "a", "a"]})
    assert persons(rows, lender(("CUSTOMER",))).tolist() == [0, 0, 2, 3, 0]
    assert persons(rows, lender(("CUSTOMER",), ("BRANCH",))).tolist() == [0, 1, 2, 3, 0]


def test_where_nothing_is_said_of_persons_each_application_stands_alone() -> None:
    assert persons(pl.DataFrame({"ASKED": [5, 6], "CUSTOMER": [3, 3]}), lender()).tolist() == [0, 1]


def test_the_key_finds_the_repeat_applicants_of_a_generated_portfolio() -> None:
    frames, truth = generate_with_truth(4_000, seed=11)
    applications = pl.concat([frames["application_train"].drop("TARGET"), frames["application_test"]])
    found = applications.select("SK_ID_CURR", FOUND=pl.Series(persons(applications, home_credit()))).join(
        truth, on="SK_ID_CURR"
    )

    def pairs(*keys: str) -> int:
        sizes = found.group_by(keys).len()["len"].cast(pl.Int64)
        return int((sizes * (sizes - 1) // 2).sum())

    both = pairs("FOUND", "PERSON")
    assert pairs("PERSON") == 100
    assert both / pairs("PERSON") >= 0.95  # recall
    assert both / pairs("FOUND") >= 0.95  # precision


GROUPS = np.arange(1_000) // 2 * 7  # 500 persons of two applications, their numbers with gaps
DEFAULTED = (np.arange(1_000) % 10 == 0).astype(int)  # 100 persons default once


def test_each_row_is_judged_once_and_never_by_a_model_that_saw_it() -> None:
    parts = folds(DEFAULTED, GROUPS, count=5, seed=1)
    assert sorted(np.concatenate([fold for _, fold in parts])) == list(range(1_000))
    for training, fold in parts:
        assert sorted([*training, *fold]) == list(range(1_000))


def test_a_person_is_never_on_both_sides() -> None:
    for training, fold in folds(DEFAULTED, GROUPS, count=5, seed=1):
        assert set(GROUPS[training]).isdisjoint(GROUPS[fold])


def test_defaults_are_spread_evenly() -> None:
    parts = folds(DEFAULTED, GROUPS, count=5, seed=1)
    assert [int(DEFAULTED[fold].sum()) for _, fold in parts] == [20] * 5
    assert [len(fold) for _, fold in parts] == [200] * 5


def test_the_same_seed_gives_the_same_folds_and_another_one_others() -> None:
    def judged(seed: int) -> list[list[int]]:
        return [fold.tolist() for _, fold in folds(DEFAULTED, GROUPS, count=5, seed=seed)]

    assert judged(1) == judged(1)
    assert judged(1) != judged(2)


def test_groups_of_any_size_stay_whole() -> None:
    groups = np.array([5, 5, 5, 5, 1, 2, 3, 4])
    defaulted = np.array([0, 1, 0, 0, 1, 0, 0, 0])
    parts = folds(defaulted, groups, count=2, seed=0)
    assert [int(defaulted[fold].sum()) for _, fold in parts] == [1, 1]
    assert all(np.isin([0, 1, 2, 3], fold).all() or not np.isin([0, 1, 2, 3], fold).any() for _, fold in parts)


@pytest.mark.parametrize(
    ("defaulted", "defaults", "others"), [([1, 1, 0, 0, 0], 2, 3), ([1, 1, 1, 0, 0], 3, 2), ([0] * 5, 0, 5), ([], 0, 0)]
)
def test_too_few_persons_for_the_folds_are_refused(defaulted: list[int], defaults: int, others: int) -> None:
    with pytest.raises(InputError) as raised:
        folds(np.array(defaulted, int), np.arange(len(defaulted)), count=3, seed=1)
    assert str(raised.value) == (
        f"{defaults} persons with a default and {others} without are too few for 3 folds; "
        "import more applications with a known outcome, or set fewer folds"
    )
