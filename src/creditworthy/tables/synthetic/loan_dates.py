"""The dates that the table of earlier applications shows of the loans and cards that came of them."""

import numpy as np

from creditworthy.tables.synthetic.card_months import CardMonths
from creditworthy.tables.synthetic.cards import Cards
from creditworthy.tables.synthetic.draws import Flags, Numbers, Whole
from creditworthy.tables.synthetic.loans import Loans
from creditworthy.tables.synthetic.marginals import numbers
from creditworthy.tables.synthetic.punctuality import month_end
from creditworthy.tables.synthetic.requests import Requests
from creditworthy.tables.synthetic.schedule import Schedule, settlement
from creditworthy.tables.synthetic.shape import Columns

__all__ = ["loan_dates"]

_NEVER = 365_243
"""The day that stands for «not yet, or never»."""


def loan_dates(
    requests: Requests, repaid: tuple[Loans, Schedule], used: tuple[Cards, CardMonths], rng: np.random.Generator
) -> Columns:
    """Return the dates of the signed loans and cards; the other applications have none."""
    names = ("FIRST_DRAWING", "FIRST_DUE", "LAST_DUE_1ST_VERSION", "LAST_DUE", "TERMINATION")
    dates = np.full((len(names), len(requests)), np.nan)
    dates[:, repaid[0].request] = _of_loans(*repaid, rng)
    dates[:, used[0].request] = _of_cards(*used)
    return {f"DAYS_{name}": days for name, days in zip(names, dates, strict=True)}


def _of_loans(loans: Loans, schedule: Schedule, rng: np.random.Generator) -> Numbers:
    never = np.full(len(loans.request), _NEVER)
    wait = np.round(numbers("repayment", "termination").at(rng.standard_normal(len(never)))).astype(np.int64)
    settled = settlement(loans, schedule)
    ended = np.maximum(settled, loans.last_due) + wait
    begun = loans.passed > 0
    return np.stack(
        [
            never,
            np.where(begun, loans.first_due, _NEVER),
            loans.first_due + 30 * (loans.terms - 1),
            np.where(loans.finished, loans.last_due, _NEVER),
            np.where(ended < 0, ended, _NEVER),
        ]
    )


def _of_cards(cards: Cards, months: CardMonths) -> Numbers:
    """Return when money was first drawn of a card, when a payment was first and last due, and when it was over."""
    never = np.full(len(cards), _NEVER)
    over = (months.place >= cards.completed[months.card]) & (months.balance == 0)
    asked = months.minimum > 0
    ended = _first(cards, months, over)
    return np.stack(
        [
            _first(cards, months, months.drawn > 0),
            _first(cards, months, asked),
            never,
            np.where(ended < 0, _last(cards, months, asked), _NEVER),
            ended,
        ]
    )


def _first(cards: Cards, months: CardMonths, where: Flags) -> Whole:
    """Return the last day of the first such month of each card."""
    day = np.full(len(cards), _NEVER)
    np.minimum.at(day, months.card[where], month_end(months.month[where]))
    return day


def _last(cards: Cards, months: CardMonths, where: Flags) -> Whole:
    day = np.full(len(cards), -_NEVER)
    np.maximum.at(day, months.card[where], month_end(months.month[where]))
    return np.where(day > -_NEVER, day, _NEVER)
