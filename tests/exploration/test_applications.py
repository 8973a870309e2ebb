import pytest

from creditworthy.exploration.applications import OUTCOME, Applications, Counts, gather
from creditworthy.exploration.focus import Focus
from creditworthy.tables.load import Tables


def test_the_parts_are_read_in_spoken_units(applications: Applications) -> None:
    assert applications.labelled is not None
    assert applications.unlabelled is not None
    assert applications.labelled["DAYS_EMPLOYED"].to_list() == [4.0, None, 8.0, 4.0, None]
    assert applications.labelled[OUTCOME].to_list() == [0, 0, 1, 0, 0]
    assert applications.unlabelled[OUTCOME].to_list() == [None]


def test_counts(applications: Applications) -> None:
    counts = applications.counts()
    assert (counts.labelled, counts.unlabelled, counts.defaults) == (5, 1, 1)
    assert counts.rate is not None
    assert counts.rate.value == pytest.approx(0.2)


def test_what_is_explored_are_the_known_outcomes(applications: Applications) -> None:
    assert applications.explored.height == 5
    assert applications.outcomes == (0, 1)
    assert applications.of(1)["INCOME"].to_list() == [300.0]
    assert applications.of(None).height == 5


def test_without_outcomes_all_are_explored_together(unlabelled: Tables, focus: Focus) -> None:
    applications = gather(unlabelled, focus)
    assert applications.counts() == Counts(None, 1, None, None)
    assert applications.outcomes == (None,)
    assert applications.explored["INCOME"].to_list() == [500.0]


def test_a_file_without_a_row_has_no_rate(nobody: Tables, focus: Focus) -> None:
    applications = gather(nobody, focus)
    assert applications.counts() == Counts(0, None, 0, None)
    assert applications.outcomes == ()
