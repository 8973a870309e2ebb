"""The table of earlier applications to the lender, and the loans and cards that came of them."""

from dataclasses import dataclass

import numpy as np

from creditworthy.tables.synthetic.circumstances import Circumstances
from creditworthy.tables.synthetic.draws import (
    Flags,
    Labels,
    Numbers,
    Whole,
    blank,
    chance,
    graded,
    like,
    numbered,
    pick,
    pick_within,
    reading,
)
from creditworthy.tables.synthetic.marginals import quantiles, shares
from creditworthy.tables.synthetic.products import product_columns
from creditworthy.tables.synthetic.shape import Columns

__all__ = ["Requests", "draw_requests", "in_window", "request_columns"]

_FIRST_PREVIOUS = 1_000_000
_MORE_APPLICATIONS = 4.9
"""Mean number of applications beyond the first, those before the window included."""
_WINDOW = -2922
"""The lender keeps eight years: an application decided earlier is not published; what followed may be."""
_BEFORE_WINDOW = 0.14
_FIRST_PAYMENT = 31
"""Usual days from decision to first instalment."""
_CASH, _GOODS, _CARD = "Cash loans", "Consumer loans", "Revolving loans"
_REFUSALS = {_CASH: -1.2, _GOODS: -2.2, _CARD: -1.25}
"""Log-odds of a refusal."""
_PRICES = {"low_action": 0.95, "low_normal": 0.88, "middle": 0.81, "high": 0.72}
"""Credit over the sum of its instalments, by yield group."""


@dataclass(frozen=True)
class Requests:
    """The earlier applications, one entry each; ``owner`` is the applicant's place in the circumstances."""

    owner: Whole
    sk_id_prev: Whole
    kind: Labels
    status: Labels
    yield_group: Labels
    decision: Whole
    size: Numbers
    """Score of the amount asked for."""
    terms: Numbers
    """Number of planned instalments; 0 for a card, NaN where no terms were agreed."""

    def __len__(self) -> int:
        return len(self.owner)

    @property
    def approved(self) -> Flags:
        """Whether a loan or a card came of it."""
        return np.asarray(self.status == "Approved")

    @property
    def priced(self) -> Flags:
        """Whether it came as far as a price: cancelled and unused ones did not."""
        return np.isin(self.status, ["Approved", "Refused"])


def draw_requests(c: Circumstances, rng: np.random.Generator) -> Requests:
    """Draw what was asked for, and what the lender answered."""
    owner, place = _owners(c, rng)
    kind = pick(rng, shares("previous_application", "NAME_CONTRACT_TYPE"), len(owner))
    status = _status(c, owner, kind, rng)
    status[(place == 0) & (kind != _CARD)] = "Approved"  # this is how the applicant became a customer
    size = reading(rng, (0.35, c.income[owner]))
    return Requests(
        owner=owner,
        sk_id_prev=_FIRST_PREVIOUS + rng.permutation(len(owner)),
        kind=kind,
        status=status,
        yield_group=graded(_price_score(c, owner, rng), shares("NAME_YIELD_GROUP", _GOODS)),
        decision=_decision(c, owner, place, status == "Approved", rng),
        size=size,
        terms=_terms(kind, np.isin(status, ["Approved", "Refused"]), size, rng),
    )


def request_columns(c: Circumstances, requests: Requests, rng: np.random.Generator) -> Columns:
    """Draw the columns of the table, but for the dates of the loans."""
    return {
        "SK_ID_CURR": c.sk_id_curr[requests.owner],
        "SK_ID_PREV": requests.sk_id_prev,
        "NAME_CONTRACT_TYPE": requests.kind,
        "NAME_CONTRACT_STATUS": requests.status,
        "DAYS_DECISION": requests.decision,
        "CNT_PAYMENT": requests.terms,
        **_amounts(c, requests, rng),
        **product_columns(requests.kind, requests.status, requests.yield_group, requests.priced, rng),
    }


def in_window(requests: Requests) -> Flags:
    """Return which applications are published."""
    return requests.decision >= _WINDOW


def _owners(c: Circumstances, rng: np.random.Generator) -> tuple[Whole, Whole]:
    mean = rng.gamma(3.0, _MORE_APPLICATIONS / 3.0, len(c))
    return numbered(np.where(c.has_previous, 1 + rng.poisson(mean), 0))


def _status(c: Circumstances, owner: Whole, kind: Labels, rng: np.random.Generator) -> Labels:
    """Answer: the lender refused whom it thought likely to default."""
    base = np.array([_REFUSALS[name] for name in kind])
    doubt = 0.3 * c.indebtedness[owner] - 0.3 * c.discipline[owner] + 0.5 * c.shock[owner]
    refused = rng.random(len(owner)) < chance(base + doubt)
    otherwise = pick_within(rng, kind, {k: shares("NAME_CONTRACT_STATUS", k) for k in _REFUSALS})
    return np.where(refused, "Refused", otherwise)


def _price_score(c: Circumstances, owner: Whole, rng: np.random.Generator) -> Numbers:
    return reading(rng, (-0.2, c.discipline[owner]), (0.15, c.indebtedness[owner]))


def _decision(c: Circumstances, owner: Whole, place: Whole, approved: Flags, rng: np.random.Generator) -> Whole:
    """Date the answers: each applicant's first is in the window; what was approved is under way."""
    recent = 2 + 2_880 * rng.beta(0.75, 1.75 + 0.25 * (c.indebtedness[owner] > 0), len(owner))
    ancient = -_WINDOW + rng.uniform(1, 1_500, len(owner))
    days = np.where((place > 0) & (rng.random(len(owner)) < _BEFORE_WINDOW), ancient, recent)
    return -(np.floor(days) + np.where(approved, _FIRST_PAYMENT + 6, 0)).astype(np.int64)


def _terms(kind: Labels, priced: Flags, size: Numbers, rng: np.random.Generator) -> Numbers:
    """Spread a larger loan over a longer time."""
    score = reading(rng, (0.75, size))
    terms = np.zeros(len(kind))
    for name in (_CASH, _GOODS):
        values = dict(sorted(shares("CNT_PAYMENT", name).items(), key=lambda item: int(item[0])))
        terms[kind == name] = graded(score[kind == name], values).astype(np.float64)
    return blank(terms, ~priced)


def _amounts(c: Circumstances, r: Requests, rng: np.random.Generator) -> Columns:
    """Draw the amounts: cancelled applications name none, and goods cost what was asked for."""
    asked = np.round(np.where(r.priced | (r.kind == _GOODS), _wish(r), 0.0) / 45) * 45
    rate = _down_payment(c, r, rng)
    insurance = np.where(r.priced, rng.uniform(1.0, 1.15, len(r)), 1.0)
    credit = np.round(asked * (1 - np.nan_to_num(rate)) * insurance, 1)
    return {
        "AMT_APPLICATION": asked,
        "AMT_CREDIT": credit,
        "AMT_ANNUITY": blank(_annuity(r, credit), ~r.priced),
        "AMT_GOODS_PRICE": blank(asked, asked == 0),
        "RATE_DOWN_PAYMENT": rate,
        "AMT_DOWN_PAYMENT": np.round(rate * asked, 2),
    }


def _wish(r: Requests) -> Numbers:
    wish = np.zeros(len(r))
    for name in _REFUSALS:
        here = r.kind == name
        wish[here] = like(r.size[here], quantiles("AMT_CREDIT", name))
    return wish


def _annuity(r: Requests, credit: Numbers) -> Numbers:
    price = np.array([_PRICES[name] for name in r.yield_group])
    instalment = credit / (price * np.maximum(np.nan_to_num(r.terms), 1))
    return np.round(np.where(r.kind == _CARD, 0.05 * credit, instalment), 2)


def _down_payment(c: Circumstances, r: Requests, rng: np.random.Generator) -> Numbers:
    score = reading(rng, (0.2, c.discipline[r.owner]), (-0.15, c.indebtedness[r.owner]))
    rate = np.round(like(score, quantiles("previous_application", "RATE_DOWN_PAYMENT")), 6)
    return blank(rate, r.kind != _GOODS)
