import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from creditworthy.evaluation import reliability
from creditworthy.intervals import wilson

lawful = settings(max_examples=100, deadline=None, derandomize=True, database=None)
RANDOM = np.random.default_rng(1)
PROBABILITY = RANDOM.beta(0.9, 9.0, 20_005)
DEFAULTED = RANDOM.binomial(1, PROBABILITY)


def test_bins_hold_as_many_applicants_each_and_rise() -> None:
    found = reliability(DEFAULTED, PROBABILITY)
    assert {part.applicants for part in found} == {2_000, 2_001}
    assert [part.expected for part in found] == sorted(part.expected for part in found)
    assert sum(part.defaults for part in found) == DEFAULTED.sum()


def test_probabilities_that_come_true_lie_in_the_intervals() -> None:
    found = reliability(DEFAULTED, PROBABILITY)
    assert sum(part.observed.low <= part.expected <= part.observed.high for part in found) >= 8
    wrong = reliability(DEFAULTED, PROBABILITY / 2)
    assert sum(part.observed.low <= part.expected <= part.observed.high for part in wrong) <= 2


def test_the_share_of_a_bin_is_counted_and_has_wilsons_interval() -> None:
    found = reliability(np.array([0, 1, 0, 1, 1, 1]), np.array([0.1, 0.1, 0.2, 0.5, 0.6, 0.7]), bins=2)
    assert [(part.applicants, part.defaults) for part in found] == [(3, 1), (3, 3)]
    assert [part.observed for part in found] == [wilson(1, 3), wilson(3, 3)]
    assert [part.expected for part in found] == pytest.approx([0.4 / 3, 0.6])


def test_equal_probabilities_stay_together() -> None:
    found = reliability(np.array([1, 0, 0, 0]), np.full(4, 0.08))
    assert [(part.applicants, part.defaults, part.expected) for part in found] == [(4, 1, 0.08)]


@lawful
@given(
    st.lists(st.tuples(st.integers(0, 1), st.floats(0.0, 1.0)), min_size=1, max_size=50),
    st.integers(1, 12),
    st.randoms(use_true_random=False),
)
def test_everybody_is_counted_once_in_any_order(sample: list[tuple[int, float]], bins: int, random) -> None:  # type: ignore[no-untyped-def]
    shuffled = random.sample(sample, len(sample))
    found, again = (
        reliability(np.array([row[0] for row in rows]), np.array([row[1] for row in rows]), bins=bins)
        for rows in (sample, shuffled)
    )
    assert sum(part.applicants for part in found) == len(sample)
    assert len(found) <= bins
    assert [(part.applicants, part.defaults) for part in found] == [(part.applicants, part.defaults) for part in again]
