"""Laws of decisions: what a threshold, a calibrated probability and a scale of points promise."""

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from creditworthy.decision import Costs, PointScale, best_threshold

lawful = settings(max_examples=150, deadline=None, derandomize=True, database=None)

SURE = 1e-4  # calibrated probabilities lie within [1e-4, 1 − 1e-4]
outcomes = st.sampled_from([0, 1])
few_probabilities = st.sampled_from([SURE, 0.05, 1 / 11, 0.1, 0.3, np.nextafter(0.3, 1), 0.9, 1 - SURE])
probabilities = st.one_of(few_probabilities, st.floats(0.0, 1.0, exclude_max=True))
samples = st.lists(st.tuples(outcomes, probabilities), min_size=1, max_size=60)
all_costs = st.builds(Costs, st.floats(0.1, 100.0), st.floats(0.1, 100.0))


@lawful
@given(samples, all_costs)
@example([(0, 0.3)], Costs())
@example([(1, 0.3)], Costs())
@example([(1, 0.3)] + [(0, 0.3)] * 10, Costs())
@example([(0, 0.3), (1, float(np.nextafter(0.3, 1)))], Costs())
@example([(0, 0.0), (1, 5e-324)], Costs())
@example([(0, 1 - SURE), (1, SURE)], Costs())
def test_the_chosen_threshold_is_no_dearer_than_any_other_on_its_sample(
    sample: list[tuple[int, float]], costs: Costs
) -> None:
    defaulted, probability = np.array([row[0] for row in sample]), np.array([row[1] for row in sample])
    threshold = best_threshold(defaulted, probability, costs)
    assert 0.0 <= threshold <= 1.0
    cost = costs.of(defaulted, probability >= threshold)
    assert cost <= costs.of(defaulted, np.zeros(len(sample), bool))
    assert cost <= costs.of(defaulted, np.ones(len(sample), bool))
    others = [costs.of(defaulted, probability >= other) for other in probability]
    assert cost <= min(others) * (1 + 1e-12)


@lawful
@given(samples, all_costs, st.randoms(use_true_random=False))
def test_the_order_of_the_sample_is_irrelevant(sample: list[tuple[int, float]], costs: Costs, random) -> None:  # type: ignore[no-untyped-def]
    shuffled = random.sample(sample, len(sample))
    found = [
        best_threshold(np.array([r[0] for r in s]), np.array([r[1] for r in s]), costs) for s in (sample, shuffled)
    ]
    assert found[0] == found[1]


@pytest.mark.parametrize("costs", [Costs(), Costs(3.0, 1.0), Costs(1.0, 1.0), Costs(1.0, 4.0)])
@pytest.mark.parametrize(("lowest", "highest"), [(1, 99), (1, 8), (12, 24), (90, 99)])
def test_probabilities_that_come_true_exactly_have_their_threshold_at_the_break_even(
    costs: Costs, lowest: int, highest: int
) -> None:
    """Of a hundred applicants at each whole percentage, just that many default.

    Where all of them lie on one side, granting or declining all is right, and the next applicant may lie on the other.
    """
    percentages = np.arange(lowest, highest + 1)
    probability = np.repeat(percentages / 100, 100)
    defaulted = np.concatenate([np.arange(100) < percentage for percentage in percentages]).astype(int)
    assert best_threshold(defaulted, probability, costs) == costs.break_even


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_large_calibrated_sample_has_its_threshold_near_the_break_even(seed: int) -> None:
    random = np.random.default_rng(seed)
    probability = random.beta(0.9, 10.0, 300_000)  # 8 % defaults
    defaulted = (random.uniform(size=len(probability)) < probability).astype(int)
    assert best_threshold(defaulted, probability, Costs()) == pytest.approx(1 / 11, abs=0.01)


scales = st.builds(PointScale, st.floats(0, 1e4), st.floats(0.1, 100.0), st.floats(10.0, 1e6))


@lawful
@given(st.floats(SURE, 0.9), scales)
def test_points_to_double_more_is_twice_the_odds(probability: float, scale: PointScale) -> None:
    odds = (1 - probability) / probability
    gained = scale.of(1 / (1 + 2 * odds)) - scale.of(probability)
    assert abs(gained - scale.points_to_double) <= 1  # both are rounded


@lawful
@given(st.floats(SURE, 1 - SURE), st.floats(SURE, 1 - SURE), scales)
def test_a_lower_probability_never_has_fewer_points(one: float, other: float, scale: PointScale) -> None:
    low, high = sorted([one, other])
    assert scale.of(low) >= scale.of(high)
