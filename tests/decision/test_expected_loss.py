import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from creditworthy.decision import Costs, Terms, by_expected_loss

lawful = settings(max_examples=100, deadline=None, derandomize=True, database=None)
loans = st.lists(
    st.tuples(st.floats(1e-4, 1 - 1e-4), st.floats(1.0, 1e6), st.floats(0.0, 1e5)), min_size=1, max_size=30
)


def test_the_usual_terms_break_even_where_the_usual_costs_do() -> None:
    assert Terms().break_even == pytest.approx(Costs().break_even)
    assert Terms(loss_given_default=0.5, interest=0.5).break_even == 0.5


def test_a_loan_that_earns_more_may_be_riskier() -> None:
    """At 20 %: 1,000 would lose 600 × .2 = 120 and earn .8 × 100 = 80, or .8 × 200 = 160."""
    found = by_expected_loss(np.array([0.2, 0.2]), np.array([1e3, 1e3]), terms=Terms(), earned=np.array([100.0, 200.0]))
    assert found.granted.tolist() == [False, True]
    assert (found.profit, found.grant_all) == pytest.approx((40.0, 0.0))


def test_where_all_earn_alike_the_break_even_is_the_threshold_whatever_the_amount() -> None:
    even = Terms().break_even
    probability = np.array([even - 1e-6, even + 1e-6] * 2)
    found = by_expected_loss(probability, np.array([1.0, 1.0, 1e9, 1e9]), terms=Terms())
    assert found.granted.tolist() == [True, False, True, False]


@lawful
@given(loans, st.floats(0.05, 1.0))
def test_no_other_decisions_are_expected_to_earn_more(lent: list[tuple[float, float, float]], lost: float) -> None:
    probability, exposure, earned = map(np.array, zip(*lent, strict=True))
    found = by_expected_loss(probability, exposure, terms=Terms(loss_given_default=lost), earned=earned)
    worth = earned * (1 - probability) - exposure * lost * probability
    assert found.profit >= max(0.0, found.grant_all) - 1e-9 * abs(worth).sum()
    for cut in probability:
        assert found.profit >= worth[probability < cut].sum() - 1e-9 * abs(worth).sum()
