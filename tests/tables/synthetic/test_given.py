import numpy as np
import pytest

from creditworthy.tables.synthetic import given
from creditworthy.tables.synthetic.given import (
    Category,
    labels_given,
    numbers_given,
    ranked_within,
    shares_given,
    sizes,
)

WRITTEN = {
    "shares": {
        "COLOUR": {
            "": {"red": 0.5, "blue": 0.5},
            "a": {"blue": 1.0},
            "a|x": {"": 0.25, "red": 0.75},
        }
    },
    "numbers": {
        "SIZE": {
            "": {"levels": [0.0, 1.0], "values": [7.0, 7.0]},
            "b": {"levels": [0.0, 0.5, 0.5, 1.0], "values": [1.0, 1.0, 2.0, 2.0]},
        }
    },
}
FIRST = Category(np.array([0, 0, 1]), ("a", "b"))
SECOND = Category(np.array([0, 1, 0]), ("x", "y"))


@pytest.fixture(autouse=True)
def written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(given, "statistics", {"invented": WRITTEN}.__getitem__)


def test_a_name_of_no_letters_is_no_value() -> None:
    assert Category(np.array([1, 0]), ("", "red")).labels.tolist() == ["red", None]


def test_a_row_has_one_of_several_names() -> None:
    assert Category(np.array([0, 1, 2]), ("red", "blue", "green")).is_("blue", "green").tolist() == [False, True, True]


def test_a_count_is_of_the_class_of_the_largest_least_count() -> None:
    assert sizes(np.array([0, 1, 4, 5, 99]), (1, 2, 5)).labels.tolist() == ["0", "1", "2", "5", "5"]


def test_labels_are_of_the_narrowest_sort_that_is_written_about() -> None:
    drawn = labels_given("invented", "COLOUR", np.array([0.2, 0.2, 0.2]), FIRST, SECOND)
    assert drawn.labels.tolist() == ["red", "blue", "red"]
    drawn = labels_given("invented", "COLOUR", np.array([0.8, 0.8, 0.8]), FIRST, SECOND)
    assert drawn.labels.tolist() == [None, "blue", "blue"]


def test_labels_are_in_the_order_given() -> None:
    drawn = labels_given("invented", "COLOUR", np.array([0.2, 0.2, 0.2]), FIRST, SECOND, order=("", "blue", "red"))
    assert drawn.names == ("", "blue", "red")
    assert drawn.labels.tolist() == [None, "blue", "blue"]


def test_shares_are_of_the_same_sort_as_labels() -> None:
    assert shares_given("invented", "COLOUR", "red", FIRST, SECOND).tolist() == [0.75, 0.0, 0.5]


def test_numbers_are_of_the_sort_of_the_row() -> None:
    found = numbers_given("invented", "SIZE", np.array([-1.0, 1.0, 1.0]), FIRST)
    assert found.tolist() == [7.0, 7.0, 2.0]
    assert numbers_given("invented", "SIZE", np.array([-1.0]), Category(np.array([1]), ("a", "b"))).tolist() == [1.0]


def test_ranks_are_among_the_rows_of_the_same_sort() -> None:
    score = np.array([10.0, 3.0, 20.0, 1.0])
    sort = Category(np.array([0, 1, 0, 1]), ("a", "b"))
    assert ranked_within(score, sort).round(3).tolist() == [-0.674, 0.674, 0.674, -0.674]


def test_no_rows_have_no_ranks() -> None:
    assert ranked_within(np.array([]), Category(np.array([], dtype=np.int64), ("a",))).tolist() == []
