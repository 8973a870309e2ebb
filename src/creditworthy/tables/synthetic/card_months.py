"""What happens on a credit card, month by month: what was owed is paid down, bears interest, and is drawn again."""

from dataclasses import dataclass

import numpy as np

from creditworthy.tables.synthetic.card_plans import CardPlans, draw_plans
from creditworthy.tables.synthetic.cards import Cards
from creditworthy.tables.synthetic.circumstances import Circumstances
from creditworthy.tables.synthetic.draws import Flags, Numbers, Whole
from creditworthy.tables.synthetic.marginals import numbers

__all__ = ["CardMonths", "draw_card_months", "so_far"]

_RATE = 0.037
"""Interest and fees of a month."""
_MINIMUM_SHARE, _LEAST_MINIMUM, _NEGLIGIBLE = 0.05, 2_250.0, 225.0
"""Part of what is owed that must be paid each month, at least so much, and what need not be paid."""
_FULL = 0.45
"""Use of the limit from which the minimum is a part of the limit."""
_PRESSED, _USUAL_USE = 1.1, 0.75
"""How much smaller the payments are of those who have drawn more of the limit than is usual."""
_LITTLE, _EAGERNESS = 0.5, 1.5
"""Part of what is wanted below which little is drawn yet, and how much likelier a drawing is there."""
_OF_LITTLE, _OF_MUCH, _AT_ONCE = 0.12, 0.3, 0.06
"""Exponents that make the usual drawing a part of what is left to draw: little, much, or all at first."""
_LEAST_ROOM = 0.005
"""Part of the limit that is not worth drawing."""
_PURCHASES = 0.4
"""Purchases of a month, over what is drawn in cash."""
_NOTES = 2_250.0
"""Step of amounts that are drawn in cash."""
_FEE_TOO = 0.1
"""Share of the other payments that a fee comes on top of."""
_CHARGED = 0.3
"""Share of the small payments that are of a fee charged that month, and settle it."""


@dataclass(frozen=True)
class CardMonths:
    """Every month of every card, one entry each, in order; ``card`` is the place in the cards."""

    card: Whole
    owner: Whole
    place: Whole
    """Months since the card's first."""
    month: Whole
    limit: Numbers
    principal: Numbers
    interest: Numbers
    minimum: Numbers
    """What must be paid this month; 0 where nothing was owed."""
    paid: Numbers
    """What was paid of what was owed, or of a fee charged this month."""
    drawn: Numbers
    cash: Numbers
    """Part of the month's drawings that is cash: all, some or none."""
    missed: Whole
    """Number of payments, up to this month's, that were due one after the other and not made."""
    forgotten: Flags
    """Whether what is overdue is a small rest."""
    fee: Numbers
    """Small payments that settle nothing that was owed."""

    @property
    def balance(self) -> Numbers:
        """What is owed at the month's end."""
        return np.round(self.principal + self.interest, 2)

    @property
    def overdue(self) -> Whole:
        """Days at the month's end since the first of these payments was due."""
        return np.where(self.missed > 0, 30 * self.missed - 29, 0)


def draw_card_months(c: Circumstances, cards: Cards, rng: np.random.Generator) -> CardMonths:
    """Draw the months one after the other, all cards at once."""
    plans = draw_plans(c, cards, rng)
    principal, interest, minimum, paid, drawn, missed, forgotten = _run(cards, plans)
    known = cards.seasoned[plans.card] | (so_far(plans.card, paid > 0) > 0)
    fee, charged = _fees(paid, known & (missed == 0), (cards.earlier == 0)[plans.card], rng)
    return CardMonths(
        card=plans.card,
        owner=cards.owner[plans.card],
        place=plans.place,
        month=plans.month,
        limit=plans.limit,
        principal=principal,
        interest=interest,
        minimum=minimum,
        paid=np.round(paid + charged, 2),
        drawn=drawn,
        cash=plans.cash,
        missed=missed.astype(np.int64),
        forgotten=forgotten > 0,
        fee=fee,
    )


def _run(cards: Cards, plans: CardPlans) -> Numbers:
    """Return the seven accounts of every month; an old card in use begins with what its holder wants."""
    begin = np.cumsum(cards.months) - cards.months
    rows, accounts = np.zeros((7, len(plans.card))), np.zeros((7, len(cards)))
    accounts[0] = np.round(cards.limit * cards.wanted * ((cards.earlier > 0) & (cards.start == 0)), 2)
    for place in range(int(cards.months.max(initial=0))):
        count = int(np.searchsorted(-cards.months, -place, side="left"))
        now = begin[:count] + place
        accounts[:, :count] = rows[:, now] = _month(accounts[:, :count], plans[now])
    return rows


def _month(accounts: Numbers, plans: CardPlans) -> Numbers:
    """Move accounts on by a month: the minimum, the payment, the interest and the drawings."""
    principal, interest, _, _, _, missed, forgotten = accounts
    minimum = _minimum(principal + interest, plans.limit) * (forgotten == 0)
    missing = plans.missed & (minimum > 0)
    paid, rest = _paid(principal + interest, np.where(missing, -minimum, minimum), forgotten > 0, plans)
    left = np.maximum(interest - paid, 0)
    principal = np.maximum(principal - np.maximum(paid - interest, 0), 0)
    interest = np.round(np.where(rest, left + principal, left + _RATE * principal), 2)
    principal = np.where(rest, 0.0, principal)
    drawn = _drawn(principal, plans) * ~rest
    missed = np.where(missing | rest, missed + 1, 0)
    return np.stack([np.round(principal + drawn, 2), interest, minimum, paid, drawn, missed, rest])


def _minimum(owed: Numbers, limit: Numbers) -> Numbers:
    full = (owed > _FULL * limit) & (limit > 0)
    asked = np.maximum(_MINIMUM_SHARE * np.where(full, limit, owed), _LEAST_MINIMUM)
    return np.where(owed > _NEGLIGIBLE, np.round(np.minimum(asked, owed), 2), 0.0)


def _paid(owed: Numbers, minimum: Numbers, forgotten: Flags, plans: CardPlans) -> tuple[Numbers, Flags]:
    """Return what is paid, and where only a forgotten rest is left; the minimum is negative where it is missed."""
    repays = plans.repays & (minimum >= 0) & ~forgotten
    forgets = repays & plans.forgets & (owed > 2 * plans.rest)
    usual = np.where(minimum < 0, -minimum * plans.partly, np.minimum(minimum * _factor(owed, plans), owed))
    paid = np.where(repays, np.where(forgets, owed - plans.rest, owed), usual)
    remembers = forgotten & plans.remembers
    paid = np.where(forgotten, np.where(remembers, owed, 0.0), paid)
    return np.round(paid, 2), forgets | (forgotten & ~remembers)


def _factor(owed: Numbers, plans: CardPlans) -> Numbers:
    """Return the payments over their minimum; payments of nothing are told apart."""
    use = np.minimum(owed / np.maximum(plans.limit, 1.0), 1.1)
    factor = numbers("repayment", "card_payment").at(plans.effort - _PRESSED * (use - _USUAL_USE))
    return np.where(factor > 0, factor, 1.0)


def _drawn(principal: Numbers, plans: CardPlans) -> Numbers:
    room = np.maximum(plans.target - principal, 0)
    little = principal < _LITTLE * plans.target
    part = plans.size ** np.where(plans.begins, _AT_ONCE, np.where(little, _OF_MUCH, _OF_LITTLE))
    amount = room * part * np.where((plans.cash == 0) & ~plans.begins, _PURCHASES, 1.0)
    notes = np.where(room < _NOTES, 0.0, np.maximum(np.floor(amount / _NOTES), 1) * _NOTES)
    draws = plans.begins | (plans.hurdle < np.where(little, _EAGERNESS, 1.0))
    worth = room > _LEAST_ROOM * plans.limit
    return np.where(draws & worth, np.where(plans.cash == 1, notes, np.round(amount, 2)), 0.0)


def _fees(paid: Numbers, possible: Flags, new: Flags, rng: np.random.Generator) -> tuple[Numbers, Numbers]:
    """Return small payments, mostly in months without another, and those that settle a fee of a new card."""
    fee = np.round(numbers("repayment", "card_fee").at(rng.standard_normal(len(paid))), 2)
    luck = rng.random(len(paid))
    fee = np.where(possible & ((paid == 0) | (luck < _FEE_TOO)), fee, 0.0)
    charged = (paid == 0) & (luck > 1 - _CHARGED) & new
    return np.where(charged, 0.0, fee), np.where(charged, fee, 0.0)


def so_far(card: Whole, flags: Flags) -> Whole:
    """Return how many months of the card, up to each, are flagged.

    >>> so_far(np.array([0, 0, 0, 1]), np.array([True, False, True, True])).tolist()
    [1, 1, 2, 1]
    """
    total = np.cumsum(flags)
    opened = np.flatnonzero(np.diff(card, prepend=-1))
    before: Whole = total[opened] - flags[opened]
    return np.asarray(total - np.repeat(before, np.diff(opened, append=len(card))))
