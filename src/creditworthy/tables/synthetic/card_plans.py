"""What the holders of credit cards mean to do each month, and the luck that they have."""

from dataclasses import dataclass, fields

import numpy as np

from creditworthy.tables.synthetic.cards import Cards
from creditworthy.tables.synthetic.circumstances import Circumstances
from creditworthy.tables.synthetic.draws import Flags, Numbers, Whole, numbered
from creditworthy.tables.synthetic.marginals import numbers

__all__ = ["CardPlans", "draw_plans"]

_RECENT = -12
_REACH, _LAST_RESORT = 0.25, 1.3
"""How much more of the limit a shock makes its holder want, and the shock that makes one use a card never used."""
_OVERSHOOT, _AT_FIRST, _FIRST_MONTHS = 1.35, 0.8, 30.0
"""What a drawing leads to, over the use that is wanted on average; more so with cards of few months."""
_DRAWING, _WHEN_NEW, _NEW_FOR = 0.18, 0.32, 15.0
"""Chance of a drawing in a month, how much larger it is with a new card, and how many months it takes to wear off."""
_FASHION = (-6.5, -5.0, -3.5, -2.0, -1.0, -0.3), (0.9, 0.72, 0.75, 0.95, 1.2, 1.5)
"""Years, and how usual drawings were in them."""
_USUAL_LIMIT, _EASE = 160_000.0, 0.3
"""A limit, and the exponent by which a larger one is drawn on more often."""
_NEED, _URGENCY, _BALANCED = 0.4, 0.45, 0.3
"""Slopes of the logarithm of that chance on the use of the limit and on a shock, and what evens them out."""
_BOTH = 0.4
"""Share of the months in which one who does both draws cash and buys."""
_BY_CARD = (-5.0, -4.0, -3.0, -2.0, -1.0), (0.05, 0.12, 0.35, 1.0, 1.8)
"""Years, and how usual it was to pay by card, against now."""
_IN_CASH = 0.2
"""How much more of the drawings is cash after a shock."""
_HABIT, _STRUCK, _FORMERLY, _USUAL_AGE = 0.25, 0.65, 0.08, 3.0
"""What makes payments small: indiscipline, a shock in its year, and the years that they lie back beyond the usual."""
_MISSED = -1.69
"""Score of a payment below which it is not made, and counts as overdue."""
_NOTHING = 0.6
"""Share of the missed payments of which nothing is paid."""
_REPAYING = 0.33
"""Chance that one who draws no more pays back everything in a month."""
_TRANSACTOR, _IN_FULL = 0.25, 0.4
"""Who wants less of the limit than this pays all in a month with that chance."""
_FORGOTTEN, _REMEMBERED = 0.12, 0.015
"""Chance that a small rest is forgotten when a card is paid back, and that it is remembered in a month."""
_REST, _SPREAD = 80.0, 1.3
"""The smallest such rest, and the logarithm of the largest one over it."""


@dataclass(frozen=True)
class CardPlans:
    """One entry a month of a card in every array, in order; ``card`` is the place in the cards."""

    card: Whole
    place: Whole
    """Months since the card's first."""
    month: Whole
    limit: Numbers
    target: Numbers
    """What the holder means to have drawn; 0 after the time of use."""
    begins: Flags
    """Whether it is the month of the first drawing."""
    hurdle: Numbers
    """Money is drawn where this is below 1."""
    size: Numbers
    """Part of the limit that is usually drawn at once."""
    cash: Numbers
    """Part of the drawings that is cash: all, some or none."""
    effort: Numbers
    """Score of the payment over the minimum."""
    missed: Flags
    partly: Numbers
    """Part of a payment that is made though it counts as missed."""
    repays: Flags
    forgets: Flags
    remembers: Flags
    rest: Numbers
    """What is forgotten, if anything."""

    def __getitem__(self, rows: Whole) -> "CardPlans":
        return CardPlans(*(getattr(self, field.name)[rows] for field in fields(self)))


def draw_plans(c: Circumstances, cards: Cards, rng: np.random.Generator) -> CardPlans:
    """Draw the plans of all months of all cards."""
    card, place = numbered(cards.months)
    month, owner = cards.first[card] + place, cards.owner[card]
    limit, using = cards.limit_at(card, place), (place >= cards.start[card]) & (place < cards.end[card])
    shock = np.where(month >= _RECENT, c["shock"][owner], 0.0)
    wanted = _wanted(cards, card, using, shock) * (place < cards.completed[card])
    effort = _effort(c["discipline"][owner], month, shock, rng)
    luck = rng.random((4, len(card)))
    return CardPlans(
        card=card,
        place=place,
        month=month,
        limit=limit,
        target=limit * wanted,
        begins=using & (place == cards.start[card]),
        hurdle=luck[0] / _chance(place + cards.earlier[card], month, limit) / _need(c["card_use"][owner], shock),
        size=numbers("repayment", "card_drawing").at(rng.standard_normal(len(card))),
        cash=_cash(cards.cash[card], month, shock, rng),
        effort=effort,
        missed=effort < _MISSED,
        partly=np.maximum(luck[1] - _NOTHING, 0) / (1 - _NOTHING),
        repays=luck[2] < _in_full(wanted, using),
        forgets=~using & (luck[3] < _FORGOTTEN),
        remembers=luck[3] < _REMEMBERED,
        rest=np.round(_REST * np.exp(_SPREAD * luck[1]), 2),
    )


def _wanted(cards: Cards, card: Whole, using: Flags, shock: Numbers) -> Numbers:
    """Return which part of the limit is wanted: a misfortune makes it more, even of a card that lay idle."""
    overshoot = _OVERSHOOT + _AT_FIRST * np.exp(-cards.months / _FIRST_MONTHS)
    own = (overshoot * cards.wanted)[card]
    idle = np.where(shock > _LAST_RESORT, _REACH * shock, 0.0)
    return np.clip(np.where(using, own + _REACH * shock, idle), 0.0, 1.0)


def _chance(age: Whole, month: Whole, limit: Numbers) -> Numbers:
    """Return how likely money is drawn of a card of some months, in a month."""
    usual = (_DRAWING + _WHEN_NEW * np.exp(-age / _NEW_FOR)) * np.interp(month / 12, *_FASHION)
    return np.asarray(usual * np.clip(limit / _USUAL_LIMIT, 0.1, 6.0) ** _EASE)


def _need(use: Numbers, shock: Numbers) -> Numbers:
    """Return how much more often those draw who use much of their limits, or had a misfortune."""
    return np.asarray(np.exp(_NEED * use + _URGENCY * shock - _BALANCED))


def _cash(own: Numbers, month: Whole, shock: Numbers, rng: np.random.Generator) -> Numbers:
    """Return the part of each month's drawings that is cash: who has both habits follows one, or the other, or both.

    In former years, hardly anybody paid by card; a shock makes cash.
    """
    inclined = 1 - (1 - own) * np.interp(month / 12, *_BY_CARD) + _IN_CASH * np.maximum(shock, 0)
    inclined = np.clip(inclined, 0, 1)
    mixed = np.where(inclined > 0, np.minimum(_BOTH, 2 * (1 - inclined)), 0.0)
    luck = rng.random(len(own))
    only = (luck < (1 - mixed) * inclined**3).astype(np.float64)
    return np.where(luck > 1 - mixed, rng.uniform(0.5, 0.9, len(own)), only)


def _effort(discipline: Numbers, month: Whole, shock: Numbers, rng: np.random.Generator) -> Numbers:
    scatter = (1 - _HABIT**2 - _STRUCK**2 / 3) ** 0.5 * rng.standard_normal(len(month))
    return np.asarray(scatter + _HABIT * discipline - _STRUCK * shock - _FORMERLY * (-month / 12 - _USUAL_AGE))


def _in_full(wanted: Numbers, using: Flags) -> Numbers:
    """Return how likely all that is owed is paid."""
    of_users = np.where(wanted < _TRANSACTOR, _IN_FULL, 0.0)
    return np.where(using, of_users, np.where(wanted > 0, 0.0, _REPAYING))
