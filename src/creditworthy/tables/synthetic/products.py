"""What was sold in an earlier application: product, channel, seller and the like."""

import numpy as np

from creditworthy.tables.synthetic.answers import REQUESTS
from creditworthy.tables.synthetic.draws import Flags, Labels, Numbers, Whole, blank
from creditworthy.tables.synthetic.given import Category, labels_given, numbers_given
from creditworthy.tables.synthetic.marginals import numbers
from creditworthy.tables.synthetic.requests import Requests, in_window
from creditworthy.tables.synthetic.shape import Columns

__all__ = ["product_columns"]

_STEM = "previous_application"
_PORTFOLIOS = {"Cash loans": "Cash", "Consumer loans": "POS", "Revolving loans": "Cards"}
_LATER = 3
"""Place from which on an applicant's applications are alike."""
_RATED = 0.0116
"""Share of the approved goods whose rates of interest are told."""


def product_columns(r: Requests, rng: np.random.Generator) -> Columns:
    """Draw them, each given the ones that it depends on; what has no price has neither portfolio nor product type."""
    product = _drawn("PRODUCT_COMBINATION", rng, r.kinds, r.stage, r.yields, r.statuses)
    return {
        "PRODUCT_COMBINATION": product.labels,
        "NAME_YIELD_GROUP": r.yield_group,
        "NAME_PORTFOLIO": _portfolio(r),
        "NAME_PRODUCT_TYPE": _drawn("NAME_PRODUCT_TYPE", rng, product, r.statuses).labels,
        "NAME_PAYMENT_TYPE": _drawn("NAME_PAYMENT_TYPE", rng, product, r.statuses).labels,
        "NAME_CASH_LOAN_PURPOSE": _drawn("NAME_CASH_LOAN_PURPOSE", rng, product, r.statuses).labels,
        **_sale(r, product, rng),
        **_application(r, rng),
        **_verdict(r, product, rng),
    }


def _drawn(column: str, rng: np.random.Generator, *given: Category) -> Category:
    return labels_given(REQUESTS, column, rng.random(len(given[0].codes)), *given)


def _portfolio(r: Requests) -> Labels:
    named = np.array([_PORTFOLIOS[kind] for kind in r.kinds.names], dtype=object)[r.kinds.codes]
    return np.where(r.priced, named, "XNA").astype(object)


def _sale(r: Requests, product: Category, rng: np.random.Generator) -> Columns:
    channel = _drawn("CHANNEL_TYPE", rng, product, r.statuses)
    seller = _drawn("NAME_SELLER_INDUSTRY", rng, product, channel)
    hour, area = rng.standard_normal((2, len(r)))
    return {
        "CHANNEL_TYPE": channel.labels,
        "NAME_SELLER_INDUSTRY": seller.labels,
        "NAME_GOODS_CATEGORY": _drawn("NAME_GOODS_CATEGORY", rng, r.kinds, seller).labels,
        "WEEKDAY_APPR_PROCESS_START": _drawn("WEEKDAY_APPR_PROCESS_START", rng, channel).labels,
        "HOUR_APPR_PROCESS_START": np.round(numbers_given(REQUESTS, "HOUR_APPR_PROCESS_START", hour, channel)),
        "SELLERPLACE_AREA": np.round(numbers_given(REQUESTS, "SELLERPLACE_AREA", area, channel, r.kinds)),
    }


def _application(r: Requests, rng: np.random.Generator) -> Columns:
    return {
        "NAME_CLIENT_TYPE": _drawn("NAME_CLIENT_TYPE", rng, r.kinds, _place(r)).labels,
        "NAME_TYPE_SUITE": _drawn("NAME_TYPE_SUITE", rng, *r.sort, r.stage).labels,
        "FLAG_LAST_APPL_PER_CONTRACT": _drawn("FLAG_LAST_APPL_PER_CONTRACT", rng, *r.sort).labels,
        "NFLAG_LAST_APPL_IN_DAY": _flags(_drawn("NFLAG_LAST_APPL_IN_DAY", rng, *r.sort)),
    }


def _flags(drawn: Category) -> Numbers:
    return np.array([float(name) for name in drawn.names])[drawn.codes]


def _place(r: Requests) -> Category:
    """Return which of the applicant's published applications it is, as far as that matters."""
    published = in_window(r).astype(np.int64)
    upto = np.cumsum(published)
    before = np.concatenate([[0], upto])[np.searchsorted(r.owner, r.owner)]
    place: Whole = np.clip(upto - before - 1, 0, _LATER)
    return Category(place, tuple(map(str, range(_LATER + 1))))


def _verdict(r: Requests, product: Category, rng: np.random.Generator) -> Columns:
    insured = _flags(_drawn("NFLAG_INSURED_ON_APPROVAL", rng, product))
    rated: Flags = r.approved & r.kinds.is_("Consumer loans") & (rng.random(len(r)) < _RATED)
    rates = ("RATE_INTEREST_PRIMARY", "RATE_INTEREST_PRIVILEGED")
    score = rng.standard_normal(len(r))
    return {
        "CODE_REJECT_REASON": _drawn("CODE_REJECT_REASON", rng, *r.sort).labels,
        "NFLAG_INSURED_ON_APPROVAL": blank(insured, ~r.approved),
        **{name: blank(numbers(_STEM, name).at(score), ~rated) for name in rates},
    }
