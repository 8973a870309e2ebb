import numpy as np
import pytest

from creditworthy.tables.synthetic.card_months import CardMonths, draw_card_months, so_far
from creditworthy.tables.synthetic.cards import Cards, draw_cards
from creditworthy.tables.synthetic.circumstances import Circumstances
from creditworthy.tables.synthetic.draws import Numbers
from creditworthy.tables.synthetic.requests import Requests


@pytest.fixture(scope="module")
def cards(circumstances: Circumstances, requests: Requests) -> Cards:
    credit = np.full(len(requests), 180_000.0)
    until = np.full(len(circumstances), -1)
    return draw_cards(circumstances, requests, credit, until, np.random.Generator(np.random.PCG64(7)))


@pytest.fixture(scope="module")
def months(circumstances: Circumstances, cards: Cards) -> CardMonths:
    return draw_card_months(circumstances, cards, np.random.Generator(np.random.PCG64(8)))


def before(months: CardMonths, values: Numbers) -> Numbers:
    """The last month's values; those of a card's first month are unknown."""
    return np.where(months.place > 0, np.roll(values, 1), np.nan)


def test_each_balance_is_the_last_one_with_interest_less_the_payment_and_with_the_drawings(
    months: CardMonths, cards: Cards
) -> None:
    owed = before(months, months.balance)
    charged = months.balance - owed - months.drawn + months.paid
    old = (cards.earlier > 0)[months.card] & (months.place == 0)
    first = (months.place == 0) & ~old
    assert np.array_equal(months.balance[first], months.drawn[first])
    assert np.nanmin(charged) > -0.02
    much = owed > 10_000
    assert np.nanmax(charged[much] / owed[much]) < 0.05


def test_principal_stays_within_the_limit_while_it_holds(months: CardMonths) -> None:
    drew = months.drawn > 0
    assert np.all(months.principal[drew] <= months.limit[drew] + 0.01)
    assert months.balance.min() == 0


def test_the_minimum_is_a_twentieth(months: CardMonths) -> None:
    owed = before(months, months.balance)
    asked = months.minimum > 0
    usual = asked & (owed > 45_000) & (months.limit > 0)
    shares = months.minimum[usual] / np.where(owed > 0.45 * months.limit, months.limit, owed)[usual]
    assert np.allclose(shares, 0.05, atol=1e-4)
    assert months.minimum[asked & (months.place > 0) & (owed < 2_000)] == pytest.approx(
        owed[asked & (months.place > 0) & (owed < 2_000)], abs=0.011
    )


def test_missed_payments_are_counted_and_a_made_one_ends_the_count(months: CardMonths) -> None:
    count, earlier = months.missed, before(months, months.missed.astype(np.float64))
    assert np.all((count == 0) | (count == 1) | (count == earlier + 1))
    assert months.overdue[count == 1].tolist() == [1] * int((count == 1).sum())
    assert months.overdue[count == 2].tolist() == [31] * int((count == 2).sum())
    assert np.all(months.paid[(count > 0) & ~months.forgotten] < months.minimum[(count > 0) & ~months.forgotten])


def test_a_forgotten_rest_is_small_and_asks_for_nothing(months: CardMonths) -> None:
    rest = months.forgotten
    assert 0.002 < rest.mean() < 0.04
    assert months.balance[rest].max() < 320
    later = rest & (months.missed > 1) & np.append(False, rest[:-1])
    assert months.minimum[later].max() == 0
    assert months.paid[later].max() == 0


def test_cash_comes_in_notes(months: CardMonths) -> None:
    notes = months.drawn[(months.drawn > 0) & (months.cash == 1)]
    assert np.allclose(notes % 2_250, 0)


def test_events_are_counted_card_by_card() -> None:
    card, flags = np.array([4, 4, 4, 6, 6]), np.array([False, True, True, False, True])
    assert so_far(card, flags).tolist() == [0, 1, 2, 0, 1]
    assert so_far(card[:0], flags[:0]).tolist() == []
