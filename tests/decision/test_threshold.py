import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from creditworthy.decision import Costs, best_threshold, by_approval_rate, threshold_interval
from creditworthy.intervals import bootstrap

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


def portfolio(rows: int, seed: int = 1) -> tuple[np.ndarray, np.ndarray]:
    """A portfolio whose probabilities come true, 9 % defaults."""
    random = np.random.default_rng(seed)
    probability = random.beta(0.9, 9.0, rows).round(3)
    return random.binomial(1, probability), probability


def test_the_interval_is_that_of_thresholds_chosen_on_resamples() -> None:
    defaulted, probability = portfolio(2_000)
    found = threshold_interval(defaulted, probability, Costs(), seed=3)
    again = bootstrap(lambda rows: {"it": best_threshold(defaulted[rows], probability[rows], Costs())}, 2_000, seed=3)[
        "it"
    ]
    assert found.value == best_threshold(defaulted, probability, Costs())
    # Where a resample leaves a probability out, its gap is wider and half way lies elsewhere in it.
    assert (found.low, found.high) == pytest.approx((again.low, again.high), abs=0.002)
    assert found.low <= EVEN <= found.high
    assert threshold_interval(defaulted, probability, Costs(), seed=3) == found
    assert threshold_interval(defaulted, probability, Costs(), seed=4) != found


def test_more_rows_know_the_threshold_better() -> None:
    narrow, wide = (threshold_interval(*portfolio(rows), Costs(), seed=1) for rows in (100_000, 1_000))
    assert narrow.high - narrow.low < (wide.high - wide.low) / 2


def test_the_interval_of_what_is_certain_is_a_point() -> None:
    defaulted, probability = np.array([0, 1] * 20), np.array([0.01, 0.9] * 20)
    found = threshold_interval(defaulted, probability, Costs(), seed=1)
    assert (found.low, found.value, found.high) == (EVEN, EVEN, EVEN)


@pytest.mark.parametrize(
    ("rate", "threshold"), [(0.0, 0.1), (0.2, 0.1), (0.25, 0.2), (0.5, 0.2), (0.75, 0.5), (0.99, 0.5), (1.0, 1.0)]
)
def test_the_safest_are_granted_as_far_as_the_rate_goes(rate: float, threshold: float) -> None:
    """Of two at .2 only one would fit into a half: neither is granted."""
    assert by_approval_rate(np.array([0.5, 0.1, 0.2, 0.2]), rate) == threshold


def test_a_rate_that_is_no_binary_fraction_is_meant_exactly() -> None:
    probability = np.arange(10) / 10
    for tenths in range(11):
        assert (probability < by_approval_rate(probability, tenths / 10)).sum() == tenths


@settings(max_examples=100, deadline=None, derandomize=True, database=None)
@given(st.lists(st.floats(0.0, 1.0, exclude_max=True), min_size=1, max_size=40), st.floats(0, 1), st.floats(0, 1))
def test_never_more_than_the_rate_are_granted_and_a_higher_rate_never_grants_fewer(
    probability: list[float], one: float, other: float
) -> None:
    low, high = sorted([one, other])
    granted = [np.mean(np.array(probability) < by_approval_rate(np.array(probability), rate)) for rate in (low, high)]
    assert granted[0] <= granted[1]
    assert granted[0] <= low + 1e-9
    assert granted[1] <= high + 1e-9
