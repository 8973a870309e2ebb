import numpy as np
import pytest

from creditworthy.decision import Costs, best_threshold

EVEN = Costs().break_even


def best(defaulted: list[int], probability: list[float], costs: Costs | None = None) -> float:
    return best_threshold(np.array(defaulted), np.array(probability), costs or Costs())


def cost(defaulted: list[int], probability: list[float], threshold: float) -> float:
    return Costs().of(np.array(defaulted), np.array(probability) >= threshold)


def test_the_threshold_lies_half_way_between_the_two_it_tells_apart() -> None:
    assert best([0, 0, 1, 1], [0.1, 0.2, 0.4, 0.9]) == pytest.approx(0.3)


def test_a_gap_that_holds_the_break_even_has_its_threshold_there() -> None:
    assert best([0, 0, 1], [0.01, 0.05, 0.9]) == EVEN
    assert best([0, 0, 1], [0.01, 0.05, 0.9], Costs(1.0, 1.0)) == 0.5


def test_ten_good_loans_are_worth_a_default() -> None:
    # Granting up to .2 misses nothing; granting up to .6 saves good loans and misses one default.
    nine, eleven = [0] * 9, [0] * 11
    assert best([0, 1, *nine, 1], [0.2, 0.3, *[0.6] * 9, 0.8]) == pytest.approx(0.25)
    assert best([0, 1, *eleven, 1], [0.2, 0.3, *[0.6] * 11, 0.8]) == pytest.approx(0.7)


def test_of_equally_cheap_thresholds_the_nearest_to_the_break_even_wins() -> None:
    # Ten good loans at .6 cost what the default at .3 costs: declining from .25 or from .7 on is the same.
    assert best([0, 1, *[0] * 10, 1], [0.2, 0.3, *[0.6] * 10, 0.8]) == pytest.approx(0.25)


@pytest.mark.parametrize(
    ("defaulted", "probability", "threshold"),
    [
        ([0], [0.02], EVEN),
        ([0], [0.5], 0.75),  # granting all: half way to 1
        ([1], [0.5], EVEN),
        ([1], [0.02], 0.01),  # declining all: half way to 0
        ([0, 0, 0], [0.01, 0.02, 0.03], EVEN),  # no default, none likely
        ([1, 1, 1], [0.3, 0.5, 0.7], EVEN),  # nothing but defaults, all likely
        ([0, 0], [1e-4, 1e-4], EVEN),
        ([1, 1], [1e-4, 1e-4], 5e-5),
        ([1, 1], [1 - 1e-4, 1 - 1e-4], EVEN),
        ([0, 0], [1 - 1e-4, 1 - 1e-4], 1 - 5e-5),
        ([0, 1], [1e-4, 1 - 1e-4], EVEN),
    ],
)
def test_few_rows_one_outcome_and_sure_probabilities(
    defaulted: list[int], probability: list[float], threshold: float
) -> None:
    assert best(defaulted, probability) == pytest.approx(threshold, rel=1e-12)


@pytest.mark.parametrize(("good", "declined"), [(9, True), (11, False)])
def test_equal_probabilities_are_all_granted_or_all_declined(good: int, declined: bool) -> None:
    threshold = best([1, *[0] * good], [0.3] * (good + 1))
    assert (threshold <= 0.3) == declined


@pytest.mark.parametrize("low", [0.3, float(np.nextafter(0.3, 0)), 1e-4, 1 - 1e-4, 0.0])
def test_neighbouring_floats_are_told_apart(low: float) -> None:
    """Half way between them is one of them: it must be the upper one, which is declined."""
    probability = [low, float(np.nextafter(low, 1))]
    assert cost([0, 1], probability, best([0, 1], probability)) == 0.0


def test_a_probability_at_the_threshold_is_declined() -> None:
    assert best([0, 1], [0.05, EVEN]) == EVEN
    assert cost([0, 1], [0.05, EVEN], EVEN) == 0.0


def test_a_default_at_zero_probability_can_be_declined() -> None:
    assert best([1, 1], [0.0, 0.2]) == 0.0


def test_the_order_of_rows_is_irrelevant() -> None:
    defaulted, probability = [0, 1, 0, 0, 1], [0.1, 0.3, 0.3, 0.2, 0.9]
    assert best(defaulted[::-1], probability[::-1]) == best(defaulted, probability)
