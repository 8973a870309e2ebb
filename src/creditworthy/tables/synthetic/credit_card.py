"""The table of the monthly balances of the credit cards."""

import numpy as np

from creditworthy.tables.synthetic.card_months import CardMonths, so_far
from creditworthy.tables.synthetic.cards import Cards
from creditworthy.tables.synthetic.circumstances import Circumstances
from creditworthy.tables.synthetic.drawings import drawing_columns
from creditworthy.tables.synthetic.draws import Flags, Labels, Numbers, Whole, blank
from creditworthy.tables.synthetic.shape import Columns

__all__ = ["card_columns", "instalments_so_far"]

_SIGNED = 0.044
"""Share of the cards that are only signed in their first month."""
_UNTOLD = np.array([0.41, 0.22, 0.085, 0.05, 0.033, 0.025, 0.02, 0.015])
"""Share of the used cards of which no minimum is told in the first month, in the second too, and so on."""
_TOLD_SINCE, _EXCEPT = -32, 4.5
"""The month since which the minimum of cards never used is told, and by how many months it is later on average."""
_TOLD_ANYWAY = 0.04
"""Share of the cards of which it is told that nothing was drawn or paid yet."""
_OVERPAID = 0.045
"""Share of the months in which one who owes nothing has paid too much."""
_BEFORE = 0.42
"""Minimum payments a month before the first that is published."""


def card_columns(c: Circumstances, used: tuple[Cards, CardMonths], rng: np.random.Generator) -> Columns:
    """Return the columns of the table."""
    cards, months = used
    untold = _untold(cards, months, rng)
    told = (rng.random(len(cards)) < _TOLD_ANYWAY)[months.card]
    return {
        "SK_ID_PREV": cards.sk_id_prev[months.card],
        "SK_ID_CURR": c.sk_id_curr[months.owner],
        "MONTHS_BALANCE": months.month,
        "AMT_CREDIT_LIMIT_ACTUAL": months.limit,
        "AMT_INST_MIN_REGULARITY": blank(months.minimum, untold),
        "CNT_INSTALMENT_MATURE_CUM": blank(instalments_so_far(cards, months).astype(np.float64), untold),
        "NAME_CONTRACT_STATUS": _status(cards, months, rng),
        "SK_DPD": months.overdue,
        "SK_DPD_DEF": np.where(months.forgotten, 0, months.overdue),
        "AMT_PAYMENT_TOTAL_CURRENT": months.paid,
        "AMT_PAYMENT_CURRENT": blank(_all_paid(months), ~(told | _known(cards, months, months.paid > 0))),
        **_receivables(months, rng),
        **drawing_columns(months, told | _known(cards, months, months.drawn > 0), rng),
    }


def instalments_so_far(cards: Cards, months: CardMonths) -> Whole:
    """Return, for each month, the number of minimum payments the card has asked for up to it."""
    before = np.floor(_BEFORE * cards.earlier * cards.seasoned).astype(np.int64)
    return np.asarray(so_far(months.card, months.minimum > 0) + before[months.card])


def _all_paid(months: CardMonths) -> Numbers:
    return np.round(months.paid + months.fee, 2)


def _known(cards: Cards, months: CardMonths, happened: Flags) -> Flags:
    """Return the months from the first on in which it happened; it did before, with an old card that was in use."""
    return np.asarray(cards.seasoned[months.card] | (so_far(months.card, happened) > 0))


def _untold(cards: Cards, months: CardMonths, rng: np.random.Generator) -> Flags:
    """Return the first months in which no minimum is told: a few of used cards, those of former years of others."""
    few = np.searchsorted(-_UNTOLD, -rng.random(len(cards))) * (cards.earlier == 0)
    former = np.round(_TOLD_SINCE + rng.exponential(_EXCEPT, len(cards))) - cards.first
    first = np.where(cards.wanted > 0, few, np.where(cards.seasoned, 0, former))
    return np.asarray(months.place < first[months.card])


def _status(cards: Cards, months: CardMonths, rng: np.random.Generator) -> Labels:
    """Return the states of the contracts; one is over when nothing is owed any more."""
    signed = (rng.random(len(cards)) < _SIGNED)[months.card] & (months.place == 0)
    over = (months.place >= cards.completed[months.card]) & (months.balance == 0)
    return np.where(over, "Completed", np.where(signed, "Signed", "Active")).astype(object)


def _receivables(months: CardMonths, rng: np.random.Generator) -> Columns:
    """Return what is owed, in four columns; two of them know of what was paid too much."""
    free = (months.balance == 0) & (so_far(months.card, months.paid > 0) > 0)
    overpaid = free & (rng.random(len(free)) < _OVERPAID)
    amount = np.round(np.exp(5.6 + 1.3 * rng.standard_normal(len(free))), 2)
    receivable: Numbers = np.where(overpaid, -amount, months.balance)
    return {
        "AMT_BALANCE": months.balance,
        "AMT_RECEIVABLE_PRINCIPAL": months.principal,
        "AMT_RECIVABLE": receivable,
        "AMT_TOTAL_RECEIVABLE": receivable,
    }
