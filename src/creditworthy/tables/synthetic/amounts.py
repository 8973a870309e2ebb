"""The amounts of the earlier applications: asked for, granted, paid down, and due every month."""

import numpy as np

from creditworthy.tables.synthetic.answers import REQUESTS
from creditworthy.tables.synthetic.draws import Numbers, blank
from creditworthy.tables.synthetic.given import labels_given, numbers_given
from creditworthy.tables.synthetic.requests import Requests
from creditworthy.tables.synthetic.shape import Columns

__all__ = ["request_amounts"]

_CARD_RATE = 0.05
"""Part of a card's limit that is due every month."""
_DOWN_SCALE = 1.0891
"""The rate of a down payment is published as a multiple of its part of price and insurance."""
_LONGER_DEARER = 0.4
"""Correlation of the price within its group with the number of instalments."""


def request_amounts(r: Requests, rng: np.random.Generator) -> Columns:
    """Draw the amounts: cancelled applications mostly name none, and goods cost what was asked for."""
    asked = np.where(r.stage.is_("priced", "asked"), numbers_given(REQUESTS, "AMT_APPLICATION", r.size, *r.sort), 0.0)
    asked = np.round(asked / 45) * 45
    insured = asked * numbers_given(REQUESTS, "insurance", rng.standard_normal(len(r)), *r.sort)
    rate = _down_payment(r, rng)
    down = np.round(np.nan_to_num(rate) / _DOWN_SCALE * insured, 2)
    limit = np.round(numbers_given(REQUESTS, "limit", r.size, r.kinds) / 4_500) * 4_500
    credit = np.where(r.stage.is_("limit"), limit, np.round(insured - down, 2))
    return {
        "AMT_APPLICATION": asked,
        "AMT_CREDIT": credit,
        "AMT_ANNUITY": blank(_annuity(r, credit, rng), ~r.priced),
        "AMT_GOODS_PRICE": blank(asked, asked == 0),
        "RATE_DOWN_PAYMENT": rate,
        "AMT_DOWN_PAYMENT": blank(down, np.isnan(rate)),
    }


def _down_payment(r: Requests, rng: np.random.Generator) -> Numbers:
    rate = numbers_given(REQUESTS, "RATE_DOWN_PAYMENT", r.down, *r.sort) * r.kinds.is_("Consumer loans")
    known = labels_given(REQUESTS, "paid_down", rng.random(len(r)), *r.sort).is_("yes") & r.stage.is_("priced", "asked")
    return blank(np.round(rate, 6), ~known)


def _annuity(r: Requests, credit: Numbers, rng: np.random.Generator) -> Numbers:
    """Spread the credit and its price over the instalments; a card's is a part of its limit."""
    terms = np.maximum(np.nan_to_num(r.terms), 1)
    longer = (np.log(terms) - 2.7) / 0.6
    score = _LONGER_DEARER * longer + (1 - _LONGER_DEARER**2) ** 0.5 * rng.standard_normal(len(r))
    cost = numbers_given(REQUESTS, "cost", score, r.kinds, r.yields)
    instalment = credit * (1 + cost * (terms + 1) / 2) / terms
    return np.round(np.where(r.kinds.is_("Revolving loans"), _CARD_RATE * credit, instalment), 2)
