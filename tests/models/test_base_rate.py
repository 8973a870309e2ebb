import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from creditworthy.models import at_base_rate

lawful = settings(max_examples=100, deadline=None, derandomize=True, database=None)
rates = st.floats(0.01, 0.99)


def test_bayes_rule_by_hand() -> None:
    # Of 80 defaults 40 look so, of 920 good loans 92: 40 of 132. With 160 and 840: 80 of 164.
    assert at_base_rate(np.array([40 / 132]), 0.08, 0.16) == pytest.approx([80 / 164])


@lawful
@given(st.lists(rates, min_size=1, max_size=9), rates, rates)
def test_there_and_back_is_where_it_was_and_the_ranking_stays(chances: list[float], one: float, other: float) -> None:
    before = np.array(sorted(chances))
    moved = at_base_rate(before, one, other)
    assert (np.diff(moved) >= 0).all()
    assert ((moved > before) == (other > one)).all() or one == pytest.approx(other)
    assert at_base_rate(moved, other, one) == pytest.approx(before, abs=1e-9)
