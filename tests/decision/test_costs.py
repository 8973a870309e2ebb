import numpy as np
import pytest

from creditworthy.decision import Costs

# Two defaults (one granted, one declined) and three good loans (one declined).
DEFAULTED = np.array([1, 1, 0, 0, 0])
DECLINED = np.array([0, 1, 1, 0, 0])


def test_a_missed_default_costs_ten_lost_good_loans_by_default() -> None:
    assert (Costs().missed_default, Costs().lost_good_loan) == (10.0, 1.0)


@pytest.mark.parametrize(("costs", "even"), [(Costs(), 1 / 11), (Costs(1.0, 1.0), 0.5), (Costs(3.0, 1.0), 0.25)])
def test_granting_and_declining_cost_the_same_at_the_break_even(costs: Costs, even: float) -> None:
    assert costs.break_even == even
    assert even * costs.missed_default == pytest.approx((1 - even) * costs.lost_good_loan)


@pytest.mark.parametrize(("costs", "cost"), [(Costs(), 11.0), (Costs(5.0, 2.0), 7.0), (Costs(0.5, 0.25), 0.75)])
def test_only_the_two_errors_cost(costs: Costs, cost: float) -> None:
    assert costs.of(DEFAULTED, DECLINED) == cost
    assert costs.of(DEFAULTED, DEFAULTED) == 0.0


def test_the_business_score_is_one_minus_the_share_of_the_worst_cost() -> None:
    assert Costs().business_score(DEFAULTED, DECLINED) == 1 - 11 / 23  # the worst: two defaults, three good loans
    assert Costs().business_score(DEFAULTED, DEFAULTED) == 1.0
    assert Costs().business_score(DEFAULTED, 1 - DEFAULTED) == 0.0


def test_granting_all_and_declining_all_are_the_two_marks_to_beat() -> None:
    assert Costs().grant_all(DEFAULTED) == 1 - 20 / 23
    assert Costs().decline_all(DEFAULTED) == 1 - 3 / 23
    assert Costs().grant_all(np.zeros(4, int)) == Costs().decline_all(np.ones(4, int)) == 1.0


def test_decisions_may_be_booleans_or_numbers() -> None:
    assert Costs().of(DEFAULTED.astype(bool), DECLINED.astype(bool)) == Costs().of(DEFAULTED, DECLINED)
