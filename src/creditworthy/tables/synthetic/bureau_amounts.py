"""What the credits at other lenders are worth: amount, debt, limit and instalment."""

from typing import NamedTuple

import numpy as np

from creditworthy.tables.synthetic.bureau_credits import Credits
from creditworthy.tables.synthetic.bureau_kinds import of_kind
from creditworthy.tables.synthetic.draws import Flags, Numbers, blank, ranked, reading
from creditworthy.tables.synthetic.marginals import within
from creditworthy.tables.synthetic.shape import Columns

__all__ = ["amount_columns"]


class _Share(NamedTuple):
    """How often something is so, by the state of the credit."""

    closed_loan: float
    open_loan: float
    closed_card: float
    open_card: float

    def drawn(self, credits_: Credits, rng: np.random.Generator) -> Flags:
        """Draw of which credits it is so."""
        return np.asarray(rng.random(len(credits_)) < np.array(self)[2 * credits_.card + credits_.open])


_NO_AMOUNT = _Share(0.0, 0.0, 0.275, 0.126)
_DEBT_UNKNOWN = _Share(0.165, 0.131, 0.19, 0.08)
_LIMIT_UNKNOWN = _Share(0.245, 0.19, 0.32, 0.16)
"""Among the credits whose debt is told."""
_LIMIT_SHOWN = _Share(0.0, 0.0, 0.0, 0.31)
"""Of which credits the limit, less the debt, is not 0."""
_INSTALMENT_UNKNOWN = _Share(0.41, 0.24, 0.44, 0.37)
_NO_INSTALMENT = _Share(0.69, 0.25, 0.71, 0.39)


def amount_columns(credits_: Credits, monthly: Flags, rng: np.random.Generator) -> Columns:
    """Draw the amounts; instalments are told only of the credits that are told ``monthly``."""
    total = _totals(credits_, rng)
    owed = np.round(np.where(credits_.open, total * _owed(credits_, rng), 0.0), 2)
    limit = np.where(_LIMIT_SHOWN.drawn(credits_, rng), np.maximum(total - owed, 0), 0.0)
    no_debt = _DEBT_UNKNOWN.drawn(credits_, rng)
    return {
        "AMT_CREDIT_SUM": total,
        "AMT_CREDIT_SUM_DEBT": blank(owed, no_debt),
        "AMT_CREDIT_SUM_LIMIT": blank(np.round(limit, 2), no_debt | _LIMIT_UNKNOWN.drawn(credits_, rng)),
        "AMT_ANNUITY": blank(_instalments(credits_, total, rng), ~monthly | _INSTALMENT_UNKNOWN.drawn(credits_, rng)),
    }


def _totals(credits_: Credits, rng: np.random.Generator) -> Numbers:
    """Return the amounts: the larger, the longer the credit, the newer among its owner's, and the larger those are."""
    owners = credits_.owners
    size = owners.of("size_elsewhere") - 0.1 * owners.of("borrowing")
    score = reading(rng, (0.7, size), (0.62, credits_.term), (0.18, credits_.newness))
    return np.where(_NO_AMOUNT.drawn(credits_, rng), 0.0, np.round(of_kind(credits_.kind, "amount", score), 2))


def _owed(credits_: Credits, rng: np.random.Generator) -> Numbers:
    """Return what part of each open credit is owed: the more, the more its owner owes and the more of it is to come."""
    debt = credits_.owners.of("debt")
    loan = credits_.open & ~credits_.card
    to_come = np.where(loan, ranked(credits_.remaining, loan), 0)
    score = ranked(reading(rng, (0.65, debt), (0.6, to_come)), loan)
    card = within("bureau", "owed", "card").at(reading(rng, (0.92, debt)))
    return np.where(credits_.card, card, within("bureau", "owed", "loan").at(score))


def _instalments(credits_: Credits, total: Numbers, rng: np.random.Generator) -> Numbers:
    score = rng.standard_normal(len(credits_))
    count = {name: within("bureau", "instalments", name).at(score) for name in ("loan", "closed", "card")}
    over = np.where(credits_.card, count["card"], np.where(credits_.open, count["loan"], count["closed"]))
    return np.where(_NO_INSTALMENT.drawn(credits_, rng), 0.0, np.round(total / over, 2))
