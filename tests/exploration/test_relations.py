import polars as pl
import pytest

from creditworthy.exploration.applications import OUTCOME, Applications, gather
from creditworthy.exploration.focus import Focus, Measure
from creditworthy.exploration.relations import correlations_of, pairs_of
from creditworthy.tables.dictionary import Column
from creditworthy.tables.load import Tables


def measure(name: str) -> Measure:
    return Measure(Column(name, "number", "score", "", ""))


A, B, FLAT = measure("A"), measure("B"), measure("FLAT")


@pytest.fixture
def four() -> Applications:
    columns = {
        "A": [1.0, 2.0, 3.0, None],
        "B": [30.0, 20.0, 10.0, 5.0],
        "FLAT": [1.0, 1.0, 1.0, 1.0],
        OUTCOME: pl.Series([0, 0, 1, 1], dtype=pl.Int8),
    }
    return Applications(pl.DataFrame(columns), None)


def test_ranks_are_compared_where_both_are_known(four: Applications) -> None:
    found = correlations_of(four, (A, B, FLAT))
    assert found.columns == (OUTCOME, "A", "B", "FLAT")
    assert found.between("A", "B") == found.between("B", "A") == pytest.approx(-1.0)
    # The ranks of 0, 0, 1, 1 are 1.5, 1.5, 3.5, 3.5; those of B are 4, 3, 2, 1: -4 / sqrt(4 * 5).
    assert found.between(OUTCOME, "B") == pytest.approx(-4 / 20**0.5)
    assert found.between("A", "A") == 1.0


def test_what_does_not_vary_has_no_correlation(four: Applications) -> None:
    assert correlations_of(four, (A, FLAT)).between("A", "FLAT") is None


def test_one_row_has_no_correlation(unlabelled: Tables, focus: Focus) -> None:
    found = correlations_of(gather(unlabelled, focus), focus.scores)
    assert found.columns == ("SCORE_A", "SCORE_B")
    assert found.between("SCORE_A", "SCORE_B") is None


def test_points_are_drawn_within_the_limit_and_need_two_scores(four: Applications) -> None:
    found = pairs_of(four, (A, B), limit=1, seed=3)
    assert found is not None
    assert len(found.points[0]) == 1
    assert found.points[0][0] in {(1.0, 30.0), (2.0, 20.0)}
    assert found.points[1] == ((3.0, 10.0),)
    assert found.correlations[0].between("A", "B") == pytest.approx(-1.0)
    assert found.correlations[1].between("A", "B") is None


def test_the_same_seed_draws_the_same_points(four: Applications) -> None:
    assert pairs_of(four, (A, B), limit=1, seed=3) == pairs_of(four, (A, B), limit=1, seed=3)


def test_one_score_makes_no_pair(four: Applications) -> None:
    assert pairs_of(four, (A,), limit=1, seed=3) is None
