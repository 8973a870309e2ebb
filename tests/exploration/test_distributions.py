import polars as pl

from creditworthy.exploration.applications import OUTCOME, Applications
from creditworthy.exploration.distributions import Box, boxes_of, histogram_of
from creditworthy.exploration.focus import Measure
from creditworthy.tables.dictionary import Column

AMOUNT = Measure(Column("AMOUNT", "number", "currency", "", ""))


def of(values: list[float | None], outcomes: list[int]) -> Applications:
    columns = {"AMOUNT": pl.Series(values, dtype=pl.Float64), OUTCOME: pl.Series(outcomes, dtype=pl.Int8)}
    return Applications(pl.DataFrame(columns), None)


def test_a_box_holds_five_quantiles() -> None:
    repaid = [float(value) for value in range(101)]
    found = boxes_of(of([*repaid, 7.0, None], [0] * 101 + [1, 1]), AMOUNT)
    assert found == (Box(0, 101, 5.0, 25.0, 50.0, 75.0, 95.0), Box(1, 1, 7.0, 7.0, 7.0, 7.0, 7.0))


def test_an_outcome_without_a_known_value_has_no_box() -> None:
    assert [box.outcome for box in boxes_of(of([1.0, None], [0, 1]), AMOUNT)] == [0]
    assert boxes_of(of([None, None], [0, 1]), AMOUNT) == ()


def test_shares_are_of_each_outcome() -> None:
    # 0 to 100: the 1 % and 99 % quantiles are 1 and 99; of 51 even numbers 0 and 100 are beyond, of 50 odd ones none.
    found = histogram_of(
        of([float(value) for value in range(101)], [value % 2 for value in range(101)]), AMOUNT, bins=2
    )
    assert found is not None
    assert found.edges == (1.0, 50.0, 99.0)
    assert found.shares == {0: (24 / 51, 25 / 51), 1: (0.5, 0.5)}


def test_what_does_not_vary_has_no_histogram() -> None:
    assert histogram_of(of([3.0, 3.0], [0, 1]), AMOUNT) is None
    assert histogram_of(of([None, None], [0, 1]), AMOUNT) is None
