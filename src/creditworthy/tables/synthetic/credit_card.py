"""The cards that came of earlier applications, and their monthly balances."""

from dataclasses import dataclass

import numpy as np

from creditworthy.tables.synthetic.circumstances import Circumstances
from creditworthy.tables.synthetic.draws import Labels, Numbers, Whole, blank, chance, like, numbered
from creditworthy.tables.synthetic.marginals import quantiles
from creditworthy.tables.synthetic.previous import Requests
from creditworthy.tables.synthetic.punctuality import days_past_due, month_of, payment_delay
from creditworthy.tables.synthetic.shape import Columns

__all__ = ["CardMonths", "card_columns", "draw_card_months", "instalments_so_far"]

_OLDEST_MONTH = -96
_MINIMUM_SHARE = 0.05
"""Part of the last balance that must be paid each month."""


@dataclass(frozen=True)
class CardMonths:
    """Every month of every card, one entry each, in order; ``owner`` is the place in the circumstances."""

    card: Whole
    owner: Whole
    sk_id_prev: Whole
    month: Whole
    limit: Numbers
    balance: Numbers
    minimum: Numbers
    """What must be paid this month; 0 where nothing was owed."""
    paid: Numbers
    drawn: Numbers
    due: Whole
    delay: Whole


def draw_card_months(c: Circumstances, requests: Requests, limits: Numbers, rng: np.random.Generator) -> CardMonths:
    """Draw the balances; drawings and payments are what leads from one month's balance to the next."""
    request = np.flatnonzero(requests.approved & (requests.kind == "Revolving loans"))
    first = np.maximum(month_of(requests.decision[request]) + 1, _OLDEST_MONTH)
    card, place = numbered(-first)
    owner = requests.owner[request][card]
    month = first[card] + place
    due = 30 * month + rng.integers(3, 28, len(request))[card]
    limit = _limits(limits[request], rng)[card]
    balance = np.round(limit * _use(c, requests.owner[request], card, month, rng), 2)
    before = np.where(place > 0, np.roll(balance, 1), 0.0)
    minimum = np.round(_MINIMUM_SHARE * before, 2)
    paid = np.round(minimum + np.maximum(before - minimum - balance, 0), 2)
    return CardMonths(
        card=card,
        owner=owner,
        sk_id_prev=requests.sk_id_prev[request][card],
        month=month,
        limit=limit,
        balance=balance,
        minimum=minimum,
        paid=paid,
        drawn=np.round(np.maximum(balance - before + paid, 0), 2),
        due=due,
        delay=payment_delay(c, owner, due, rng),
    )


def _limits(credit: Numbers, rng: np.random.Generator) -> Numbers:
    drawn = like(rng.standard_normal(len(credit)), quantiles("AMT_CREDIT", "Revolving loans"))
    return np.maximum(np.round(np.where(credit > 0, credit, drawn) / 4_500), 1) * 4_500


def _use(c: Circumstances, owner: Whole, card: Whole, month: Whole, rng: np.random.Generator) -> Numbers:
    """Return the share of the limit in use: the card's own level, a slow wave, and more after a shock."""
    own = 0.6 * rng.standard_normal(len(owner))
    level = -1.0 + 1.1 * c.indebtedness[owner] - 0.25 * c.discipline[owner] + own
    phase, speed = rng.uniform(0, 6.28, len(owner)), rng.uniform(0.15, 0.6, len(owner))
    wave = 0.7 * np.sin(phase[card] + speed[card] * month)
    recent = 1.2 * c.shock[owner][card] * (month > -12)
    used = chance(level[card] + wave + recent + 0.3 * rng.standard_normal(len(card)))
    idle = (rng.random(len(owner)) < chance(-0.6 - 0.4 * c.indebtedness[owner]))[card]
    paused = wave < -0.45
    return np.where(idle | paused, 0.0, used)


def card_columns(c: Circumstances, months: CardMonths, rng: np.random.Generator) -> Columns:
    """Return the columns of the table."""
    overdue = days_past_due(months.card, months.due, np.where(months.minimum > 0, months.delay, 0))
    return {
        "SK_ID_PREV": months.sk_id_prev,
        "SK_ID_CURR": c.sk_id_curr[months.owner],
        "MONTHS_BALANCE": months.month,
        "AMT_CREDIT_LIMIT_ACTUAL": months.limit,
        "CNT_INSTALMENT_MATURE_CUM": instalments_so_far(months),
        "NAME_CONTRACT_STATUS": _status(months, rng),
        "SK_DPD": overdue,
        "SK_DPD_DEF": np.where(overdue > 0, np.minimum(overdue, 5), 0) * (rng.random(len(overdue)) < 0.3),
        **_receivables(months),
        **_payments(months),
        **_drawings(c, months, rng),
    }


def instalments_so_far(months: CardMonths) -> Whole:
    """Return, for each month, the number of minimum payments the card has asked for up to it."""
    total = np.cumsum(months.minimum > 0)
    opened = np.flatnonzero(np.diff(months.card, prepend=-1))
    before: Whole = total[opened] - (months.minimum[opened] > 0)
    return total - before[months.card]


def _status(months: CardMonths, rng: np.random.Generator) -> Labels:
    """Close a part of the cards after their last use."""
    closed = (rng.random(int(months.card.max(initial=-1)) + 1) < 0.12)[months.card]
    over = closed & (months.month > -9) & (months.balance == 0)
    return np.where(over, "Completed", "Active").astype(object)


def _receivables(months: CardMonths) -> Columns:
    return {
        "AMT_BALANCE": months.balance,
        "AMT_RECEIVABLE_PRINCIPAL": np.round(0.96 * months.balance, 2),
        "AMT_RECIVABLE": months.balance,
        "AMT_TOTAL_RECEIVABLE": months.balance,
    }


def _payments(months: CardMonths) -> Columns:
    return {
        "AMT_INST_MIN_REGULARITY": months.minimum,
        "AMT_PAYMENT_CURRENT": blank(months.paid, months.paid == 0),
        "AMT_PAYMENT_TOTAL_CURRENT": months.paid,
    }


def _drawings(c: Circumstances, months: CardMonths, rng: np.random.Generator) -> Columns:
    """Split the drawings into cash and purchases; an idle month often has no record of them."""
    drew = months.drawn > 0
    cash = np.round(months.drawn * _cash_share(c, months.owner, rng), 2)
    times = rng.poisson(1.2 * np.exp(-0.2 * c.discipline[months.owner]))
    withdrawals = np.where(cash > 0, 1 + times, 0)
    purchases = np.where(months.drawn > cash, 1 + rng.poisson(3, len(cash)), 0)
    idle = ~drew & (months.balance == 0) & (rng.random(len(cash)) < 0.37)
    return {
        "AMT_DRAWINGS_CURRENT": months.drawn,
        "CNT_DRAWINGS_CURRENT": withdrawals + purchases,
        "AMT_DRAWINGS_ATM_CURRENT": blank(cash, idle),
        "AMT_DRAWINGS_POS_CURRENT": blank(np.round(months.drawn - cash, 2), idle),
        "AMT_DRAWINGS_OTHER_CURRENT": blank(np.zeros(len(cash)), idle),
        "CNT_DRAWINGS_ATM_CURRENT": blank(withdrawals, idle),
        "CNT_DRAWINGS_POS_CURRENT": blank(purchases, idle),
        "CNT_DRAWINGS_OTHER_CURRENT": blank(np.zeros(len(cash)), idle),
    }


def _cash_share(c: Circumstances, owner: Whole, rng: np.random.Generator) -> Numbers:
    """Return the part of the drawings taken in cash: the more, the less disciplined the owner."""
    score = 0.3 - 0.6 * c.discipline[owner] + 1.5 * rng.standard_normal(len(owner))
    part: Numbers = np.clip(chance(score) * 1.4 - 0.2, 0, 1)
    return part
