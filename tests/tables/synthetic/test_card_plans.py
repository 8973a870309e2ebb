import numpy as np
import pytest

from creditworthy.tables.synthetic.card_plans import CardPlans, draw_plans
from creditworthy.tables.synthetic.cards import Cards, draw_cards
from creditworthy.tables.synthetic.circumstances import Circumstances
from creditworthy.tables.synthetic.requests import Requests


@pytest.fixture(scope="module")
def cards(circumstances: Circumstances, requests: Requests) -> Cards:
    credit = np.full(len(requests), 180_000.0)
    until = np.full(len(circumstances), -1)
    return draw_cards(circumstances, requests, credit, until, np.random.Generator(np.random.PCG64(7)))


@pytest.fixture(scope="module")
def plans(circumstances: Circumstances, cards: Cards) -> CardPlans:
    return draw_plans(circumstances, cards, np.random.Generator(np.random.PCG64(8)))


def test_a_month_is_a_row_and_rows_can_be_chosen(plans: CardPlans, cards: Cards) -> None:
    assert np.array_equal(np.bincount(plans.card, minlength=len(cards)), cards.months)
    chosen = plans[np.array([0, 5])]
    assert chosen.place.tolist() == [0, 5]
    assert chosen.month.tolist() == [-96, -91]


def test_nothing_is_wanted_of_a_blocked_card_or_beyond_the_limit(plans: CardPlans) -> None:
    assert plans.target[plans.limit == 0].max() == 0
    assert np.all(plans.target <= plans.limit)


def test_a_shock_makes_its_holder_want_more_and_pay_less(
    plans: CardPlans, cards: Cards, circumstances: Circumstances
) -> None:
    shock = circumstances["shock"][cards.owner][plans.card]
    recent = plans.month >= -12
    wants = plans.target > 0
    assert wants[recent & (shock > 1.5)].mean() > wants[recent & (shock < 1)].mean() + 0.2
    assert wants[~recent & (shock > 1.5)].mean() == pytest.approx(wants[~recent & (shock < 1)].mean(), abs=0.1)
    missed = plans.missed
    assert missed[recent & (shock > 1)].mean() > 4 * missed[recent & (shock < 0)].mean()


def test_formerly_money_was_drawn_in_cash(plans: CardPlans) -> None:
    drawing = plans.target > 0
    only_cash = plans.cash == 1
    assert only_cash[drawing & (plans.month < -60)].mean() > 0.9
    assert only_cash[drawing & (plans.month > -12)].mean() < 0.6


def test_who_draws_no_more_pays_back(plans: CardPlans) -> None:
    over = plans.target == 0
    assert plans.repays[over].mean() == pytest.approx(0.33, abs=0.02)
    assert plans.repays[~over].mean() < 0.15
