from dataclasses import replace

import numpy as np
import pytest

from creditworthy.tables.synthetic.cards import Cards, draw_cards
from creditworthy.tables.synthetic.circumstances import Circumstances
from creditworthy.tables.synthetic.requests import Requests


@pytest.fixture(scope="module")
def cards(circumstances: Circumstances, requests: Requests) -> Cards:
    credit = np.full(len(requests), 180_000.0)
    until = np.full(len(circumstances), -1)
    return draw_cards(circumstances, requests, credit, until, np.random.Generator(np.random.PCG64(7)))


def test_who_holds_a_card_has_one(cards: Cards, circumstances: Circumstances, requests: Requests) -> None:
    assert np.array_equal(np.sort(cards.owner), np.flatnonzero(circumstances.has_card))
    assert set(requests.kind[cards.request]) == {"Revolving loans"}


def test_the_cards_with_most_months_come_first_and_all_run_to_the_end(cards: Cards) -> None:
    assert np.all(np.diff(cards.months) <= 0)
    assert np.all(cards.first + cards.months == 0)
    assert cards.first.min() == -96
    assert np.all((cards.first == -96) | (cards.earlier == 0))


def test_cards_are_used_within_their_months(cards: Cards) -> None:
    used = cards.wanted > 0
    assert np.mean(~used) == pytest.approx(0.34, abs=0.04)
    assert np.all(cards.end[~used] == cards.start[~used])
    assert np.all(cards.end[used] > cards.start[used])
    assert np.all(cards.end <= np.minimum(cards.months, cards.blocked).clip(1))
    assert 0 <= cards.wanted.min() <= cards.wanted.max() < 1


def test_the_use_and_the_cash_are_the_holders(cards: Cards, circumstances: Circumstances) -> None:
    used = cards.wanted > 0
    mean = cards.wanted * (cards.end - cards.start) / np.maximum(cards.months, 1)
    assert np.corrcoef(mean, circumstances["card_use"][cards.owner])[0, 1] > 0.75
    assert np.corrcoef(cards.cash[used], circumstances["card_cash"][cards.owner][used])[0, 1] > 0.75


def test_an_old_card_has_a_limit_of_its_time_and_a_new_one_what_was_granted(cards: Cards) -> None:
    old = cards.earlier > 0
    assert np.all(cards.limit[~old] == 180_000)
    assert np.median(cards.limit[old]) == pytest.approx(112_500, abs=25_000)
    assert np.all(cards.limit % 4_500 == 0)


def test_a_limit_changes_and_is_blocked_at_its_time(cards: Cards) -> None:
    one = replace(
        cards,
        limit=np.array([100_000.0]),
        change=np.array([2]),
        factor=np.array([0.5]),
        blocked=np.array([4]),
    )
    places = np.arange(6)
    limits = one.limit_at(np.zeros(6, dtype=np.int64), places)
    assert limits.tolist() == [99_000, 99_000, 49_500, 49_500, 0, 0]
