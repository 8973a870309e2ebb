"""The payments on credit cards: the month's minimum, what was paid beyond it, and small fees."""

import numpy as np

from creditworthy.tables.synthetic.card_months import CardMonths, so_far
from creditworthy.tables.synthetic.cards import Cards
from creditworthy.tables.synthetic.draws import Flags, Numbers, Whole, blank
from creditworthy.tables.synthetic.marginals import numbers
from creditworthy.tables.synthetic.punctuality import month_end
from creditworthy.tables.synthetic.schedule import NEVER
from creditworthy.tables.synthetic.shape import Columns

__all__ = ["card_payments"]

_BEFORE = 1.2
"""Payments a month before the first that is published."""
_IN_TWO = 0.4
"""Share of the payments that are made at two times."""


def card_payments(cards: Cards, months: CardMonths, rng: np.random.Generator) -> Columns:
    """Return a row for each payment; the version of a card's plan is 0, and its instalments are numbered as they come.

    The minimum is due on the last day but one of the month; what else is paid is its own instalment, due when paid.
    """
    due = month_end(months.month) - 1
    missing = (months.missed > 0) & (months.minimum > 0) & ~months.forgotten
    lent = np.round(np.where(missing, months.minimum - months.paid, np.minimum(months.paid, months.minimum)), 2)
    beyond = np.round(np.where(missing, months.paid, months.paid - lent), 2)
    first, rest = _in_two(lent, ~missing, rng)
    days = due - rng.integers(0, 25, (3, len(due)))
    extra = (*_in_two(beyond, ~missing, rng), months.fee)
    planned = np.where((rest > 0) | missing, first, months.minimum)
    rows = [_rows(months, due, planned, first, _delay(months, missing, rng))]
    rows += [_rows(months, due, rest, rest, _delay(months, missing, rng))]
    rows += [_rows(months, day, amount, amount, np.zeros_like(day)) for day, amount in zip(days, extra, strict=True)]
    return _numbered(cards, {name: np.concatenate([part[name] for part in rows]) for name in rows[0]})


def _in_two(amount: Numbers, may: Flags, rng: np.random.Generator) -> tuple[Numbers, Numbers]:
    """Return two parts of an amount, the second often nothing."""
    first = np.round(amount * rng.uniform(0.2, 0.8, len(amount)), 2)
    first = np.where(may & (rng.random(len(amount)) < _IN_TWO), first, amount)
    return first, np.round(amount - first, 2)


def _delay(months: CardMonths, missing: Flags, rng: np.random.Generator) -> Whole:
    """Return the days from due day to payment: what was missed is paid in the first month in which nothing is."""
    early = np.round(numbers("repayment", "card_delay").at(rng.standard_normal(len(missing)))).astype(np.int64)
    here = np.arange(len(missing))
    made = np.append(np.flatnonzero(~missing), len(missing))
    then = made[np.searchsorted(made, here)]
    same = np.append(months.card, -1)[then] == months.card
    late = np.where(same, 30 * (then - here) - rng.integers(0, 27, len(missing)), NEVER)
    return np.where(missing, late, np.minimum(early, 0))


def _rows(months: CardMonths, due: Whole, planned: Numbers, paid: Numbers, delay: Whole) -> Columns:
    """Return the payments of some amount; what is not paid yet has neither day nor amount."""
    day = due + delay
    unpaid: Flags = np.asarray(day >= 0)
    columns = {
        "card": months.card,
        "DAYS_INSTALMENT": due,
        "AMT_INSTALMENT": planned,
        "DAYS_ENTRY_PAYMENT": blank(day.astype(np.float64), unpaid),
        "AMT_PAYMENT": blank(np.round(paid, 2), unpaid),
    }
    return {name: values[paid > 0] for name, values in columns.items()}


def _numbered(cards: Cards, rows: Columns) -> Columns:
    """Give the instalments of each card numbers by their days; an old one had some before."""
    order = np.argsort(rows["card"] * 2**20 + rows["DAYS_INSTALMENT"], kind="stable")
    rows = {name: values[order] for name, values in rows.items()}
    card = rows["card"]
    before = np.floor(_BEFORE * cards.earlier * cards.seasoned).astype(np.int64)
    return {
        "SK_ID_PREV": cards.sk_id_prev[card],
        "owner": cards.owner[card],
        "NUM_INSTALMENT_VERSION": np.zeros(len(card), dtype=np.int64),
        "NUM_INSTALMENT_NUMBER": so_far(card, np.ones(len(card), dtype=np.bool_)) + before[card],
        **{name: rows[name] for name in ("DAYS_INSTALMENT", "AMT_INSTALMENT", "DAYS_ENTRY_PAYMENT", "AMT_PAYMENT")},
    }
