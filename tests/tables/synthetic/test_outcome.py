import numpy as np

from creditworthy.tables.synthetic.circumstances import DEFAULT_RATE, Circumstances
from creditworthy.tables.synthetic.outcome import draw_outcome


def test_the_number_of_defaults_is_the_expected_one(circumstances: Circumstances, rng: np.random.Generator) -> None:
    defaulted = draw_outcome(circumstances, rng)
    chance = circumstances.default_chance[~circumstances.in_test]
    assert len(defaulted) == 3_440
    assert set(defaulted) == {0, 1}
    assert abs(defaulted.sum() - chance.sum()) <= 1
    assert abs(chance.mean() - DEFAULT_RATE) < 0.006


def test_the_risky_default_more_often(circumstances: Circumstances, rng: np.random.Generator) -> None:
    chance = circumstances.default_chance[~circumstances.in_test]
    defaulted = draw_outcome(circumstances, rng)
    risky = chance > np.median(chance)
    assert defaulted[risky].mean() > 3 * defaulted[~risky].mean()
