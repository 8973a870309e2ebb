"""What was sold in an earlier application: product, channel, seller and the like."""

import numpy as np

from creditworthy.tables.synthetic.draws import Flags, Labels, blank, like, pick, pick_within
from creditworthy.tables.synthetic.marginals import quantiles, shares
from creditworthy.tables.synthetic.shape import Columns

__all__ = ["product_columns"]

_KINDS = ("Cash loans", "Consumer loans", "Revolving loans")
_PORTFOLIOS = {"Cash loans": "Cash", "Consumer loans": "POS", "Revolving loans": "Cards"}
_BRANCHES = {"Connectivity": "mobile", "Consumer electronics": "household", "Furniture": "industry"}
"""The seller's part of a product's name; another industry's is «industry» or «other»."""


def product_columns(kind: Labels, status: Labels, group: Labels, priced: Flags, rng: np.random.Generator) -> Columns:
    """Draw them; what was cancelled or not used has neither portfolio nor product."""
    seller = _within("NAME_SELLER_INDUSTRY", kind, rng)
    sold = _or_unknown(_within("NAME_PRODUCT_TYPE", kind, rng), priced & (kind != "Consumer loans"))
    yields = _or_unknown(group, priced & (kind != "Revolving loans"))
    portfolio = np.array([_PORTFOLIOS[name] for name in kind], dtype=object)
    return {
        "NAME_PORTFOLIO": _or_unknown(portfolio, priced),
        "NAME_PRODUCT_TYPE": sold,
        "NAME_YIELD_GROUP": yields,
        "NAME_SELLER_INDUSTRY": seller,
        "PRODUCT_COMBINATION": _combination(kind, sold, yields, seller),
        **_sale(kind, rng),
        **_purpose(kind, rng),
        **_verdict(status, rng),
    }


def _within(name: str, kind: Labels, rng: np.random.Generator) -> Labels:
    known = {k: shares(name, k) for k in _KINDS if not (name == "NAME_PRODUCT_TYPE" and k == "Consumer loans")}
    return pick_within(rng, kind, known)


def _or_unknown(values: Labels, known: Flags) -> Labels:
    return np.where(known, values, "XNA").astype(object)


def _combination(kind: Labels, sold: Labels, yields: Labels, seller: Labels) -> Labels:
    """Compose the product's name from its parts, once for each of the few distinct combinations."""
    parts = [str(part) for part in (kind + "|" + sold + "|" + yields + "|" + seller)]
    names = {part: _product_name(*part.split("|")) for part in set(parts)}
    return np.array([names[part] for part in parts], dtype=object)


def _product_name(kind: str, sold: str, yields: str, seller: str) -> str:
    street = "X-Sell" if sold == "x-sell" else "Street"
    if kind == "Revolving loans":
        return f"Card {street}"
    if kind == "Consumer loans":
        interest = "without" if yields == "low_action" else "with"
        return f"POS {_BRANCHES.get(seller, 'industry')} {interest} interest"
    return "Cash" if sold == "XNA" else f"Cash {street}: {yields.partition('_')[0]}"


def _sale(kind: Labels, rng: np.random.Generator) -> Columns:
    size = len(kind)
    company = pick(rng, shares("previous_application", "NAME_TYPE_SUITE"), size)
    area = like(rng.standard_normal(size), quantiles("previous_application", "SELLERPLACE_AREA"))
    return {
        "CHANNEL_TYPE": _within("CHANNEL_TYPE", kind, rng),
        "NAME_CLIENT_TYPE": _within("NAME_CLIENT_TYPE", kind, rng),
        "NAME_PAYMENT_TYPE": _within("NAME_PAYMENT_TYPE", kind, rng),
        "NAME_TYPE_SUITE": blank(company, rng.random(size) < 0.49),
        "WEEKDAY_APPR_PROCESS_START": pick(rng, shares("previous_application", "WEEKDAY_APPR_PROCESS_START"), size),
        "HOUR_APPR_PROCESS_START": np.clip(np.round(rng.normal(12.5, 3.3, size)), 0, 23),
        "SELLERPLACE_AREA": np.round(area),
        "FLAG_LAST_APPL_PER_CONTRACT": np.where(rng.random(size) < 0.996, "Y", "N").astype(object),
        "NFLAG_LAST_APPL_IN_DAY": (rng.random(size) < 0.997).astype(np.int64),
    }


def _purpose(kind: Labels, rng: np.random.Generator) -> Columns:
    goods = pick(rng, shares("previous_application", "NAME_GOODS_CATEGORY"), len(kind))
    purpose = pick(rng, shares("previous_application", "NAME_CASH_LOAN_PURPOSE"), len(kind))
    return {
        "NAME_GOODS_CATEGORY": _or_unknown(goods, kind == "Consumer loans"),
        "NAME_CASH_LOAN_PURPOSE": np.where(kind == "Cash loans", purpose, "XAP").astype(object),
    }


def _verdict(status: Labels, rng: np.random.Generator) -> Columns:
    reason = pick(rng, shares("previous_application", "CODE_REJECT_REASON"), len(status))
    reason = np.where(status == "Refused", reason, np.where(status == "Unused offer", "CLIENT", "XAP"))
    published = rng.random((2, len(status)))
    return {
        "CODE_REJECT_REASON": reason.astype(object),
        "RATE_INTEREST_PRIMARY": np.where(published[0] < 0.004, 0.19, np.nan),
        "RATE_INTEREST_PRIVILEGED": np.where(published[0] < 0.004, 0.8, np.nan),
        "NFLAG_INSURED_ON_APPROVAL": np.where(status == "Approved", published[1] < 0.34, np.nan),
    }
