"""The application table: what the applicant asks for, says and shows."""

import numpy as np

from creditworthy.tables.synthetic.buildings import building_columns
from creditworthy.tables.synthetic.circumstances import Circumstances
from creditworthy.tables.synthetic.draws import Flags, Numbers, blank, ranked, reading
from creditworthy.tables.synthetic.external_scores import external_scores
from creditworthy.tables.synthetic.household import household_columns
from creditworthy.tables.synthetic.marginals import numbers, risk_order
from creditworthy.tables.synthetic.shape import Columns
from creditworthy.tables.synthetic.showing import flagged, labelled, shown, unknown

__all__ = ["application_columns"]

_CARD_TERM = 20.0
"""A revolving loan's limit over its instalment."""
_TERMS = (8.1, 45.2)
"""The shortest and the longest term of a cash loan: credit over instalment."""
_FLAGS = {
    "FLAG_PHONE": "phone",
    "FLAG_EMAIL": "email",
    "REG_REGION_NOT_LIVE_REGION": "region_other_home",
    "REG_CITY_NOT_LIVE_CITY": "city_other_home",
}
_WORK_FLAGS = {
    "FLAG_WORK_PHONE": "work_phone",
    "REG_REGION_NOT_WORK_REGION": "region_other_work",
    "REG_CITY_NOT_WORK_CITY": "city_other_work",
}
"""Flags that only who works can have."""
_COMMUTING = {
    "LIVE_REGION_NOT_WORK_REGION": ("region_home_not_work", "REG_REGION_NOT_WORK_REGION"),
    "LIVE_CITY_NOT_WORK_CITY": ("city_home_not_work", "REG_CITY_NOT_WORK_CITY"),
}
"""Who is registered away from work lives away from it too, or has moved there."""
_ENQUIRIES = {"MON": "enquiries_month", "QRT": "enquiries_quarter", "YEAR": "enquiries_year"}
_RARE_ENQUIRIES = ("HOUR", "DAY", "WEEK")
_USUAL_DOCUMENTS = (3, 6, 8)
"""At most one of these is handed in, and none for a revolving loan."""
_RARE_DOCUMENTS = (2, 4, 5, 7, *range(9, 22))


def application_columns(c: Circumstances, rng: np.random.Generator) -> Columns:
    """Draw every column but TARGET, in any order."""
    revolving = flagged(c, "NAME_CONTRACT_TYPE", c["revolving"], "Revolving loans")
    working = flagged(c, "FLAG_EMP_PHONE", -c["pension"])
    return {
        "SK_ID_CURR": c.sk_id_curr,
        **_contract(c, revolving, rng),
        **_occasion(c, rng),
        **household_columns(c, working, rng),
        **_flags(c, revolving, working, rng),
        **external_scores(c),
        **building_columns(c, rng),
        **_social_circle(c, rng),
        **_enquiries(c, rng),
    }


def _contract(c: Circumstances, revolving: Flags, rng: np.random.Generator) -> Columns:
    goods = np.maximum(np.round(shown(c, "AMT_GOODS_PRICE", c["goods"]) / 4_500), 1) * 4_500
    credit = np.round(goods * np.where(revolving, 1.0, _cash(c, "insurance", revolving)) / 4.5) * 4.5
    instalment = np.where(revolving, credit / _CARD_TERM, _instalment(c, credit, revolving))
    no_goods = revolving & (rng.random(len(c)) < 0.009)
    return {
        "NAME_CONTRACT_TYPE": np.where(revolving, "Revolving loans", "Cash loans").astype(object),
        "AMT_INCOME_TOTAL": np.maximum(np.round(shown(c, "AMT_INCOME_TOTAL", c["income"]) / 4_500), 1) * 4_500,
        "AMT_CREDIT": credit,
        "AMT_ANNUITY": np.round(instalment / 4.5) * 4.5,
        "AMT_GOODS_PRICE": blank(goods, no_goods),
    }


def _cash(c: Circumstances, name: str, revolving: Flags) -> Numbers:
    """Return the insurance (credit over price) or the term (credit over instalment) of the cash loans."""
    return numbers("population", name).at(ranked(c[name], ~revolving))


def _instalment(c: Circumstances, credit: Numbers, revolving: Flags) -> Numbers:
    """Order the cash loans by what their terms make of their credit; the instalments themselves are as usual."""
    usual = shown(c, "AMT_ANNUITY", credit / _cash(c, "term", revolving), among=~revolving)
    return np.clip(usual, credit / _TERMS[1], credit / _TERMS[0])


def _occasion(c: Circumstances, rng: np.random.Generator) -> Columns:
    company = labelled(c, "NAME_TYPE_SUITE", c["company"], risk_order("company"))
    return {
        "NAME_TYPE_SUITE": blank(company, unknown(c, "NAME_TYPE_SUITE", rng.standard_normal(len(c)))),
        "WEEKDAY_APPR_PROCESS_START": labelled(c, "WEEKDAY_APPR_PROCESS_START", rng.standard_normal(len(c))),
        "HOUR_APPR_PROCESS_START": shown(c, "HOUR_APPR_PROCESS_START", c["hour"]),
    }


def _flags(c: Circumstances, revolving: Flags, working: Flags, rng: np.random.Generator) -> Columns:
    drawn = {column: flagged(c, column, c[name]) for column, name in _FLAGS.items()}
    drawn |= {column: _among(c, column, name, working) for column, name in _WORK_FLAGS.items()}
    drawn |= {column: _among(c, column, name, drawn[where]) for column, (name, where) in _COMMUTING.items()}
    rare = ["FLAG_MOBIL", "FLAG_CONT_MOBILE", *(f"FLAG_DOCUMENT_{n}" for n in _RARE_DOCUMENTS)]
    drawn |= {column: flagged(c, column, rng.standard_normal(len(c))) for column in rare}
    return {name: flag.astype(np.int64) for name, flag in (drawn | _documents(c, ~revolving)).items()}


def _documents(c: Circumstances, possible: Flags) -> dict[str, Flags]:
    drawn = {}
    for number in _USUAL_DOCUMENTS:
        column = f"FLAG_DOCUMENT_{number}"
        drawn[column] = _among(c, column, f"document_{number}", possible)
        possible = possible & ~drawn[column]
    return drawn


def _among(c: Circumstances, column: str, name: str, possible: Flags) -> Flags:
    return flagged(c, column, c[name], among=possible)


def _social_circle(c: Circumstances, rng: np.random.Generator) -> Columns:
    """Count late people among those seen, and those 60 days late among those 30 days late."""
    scores = {
        "OBS_30_CNT_SOCIAL_CIRCLE": c["circle"],
        "OBS_60_CNT_SOCIAL_CIRCLE": c["circle"],
        "DEF_30_CNT_SOCIAL_CIRCLE": c["late_circle"],
        "DEF_60_CNT_SOCIAL_CIRCLE": c["later_circle"],
    }
    counts = {name: shown(c, name, score) for name, score in scores.items()}
    hidden = unknown(c, "OBS_30_CNT_SOCIAL_CIRCLE", rng.standard_normal(len(c)))
    seen, late = counts["OBS_30_CNT_SOCIAL_CIRCLE"], counts["DEF_30_CNT_SOCIAL_CIRCLE"]
    for name in ("DEF_30_CNT_SOCIAL_CIRCLE", "OBS_60_CNT_SOCIAL_CIRCLE"):
        counts[name] = np.minimum(counts[name], seen)
    counts["DEF_60_CNT_SOCIAL_CIRCLE"] = np.minimum(counts["DEF_60_CNT_SOCIAL_CIRCLE"], np.minimum(late, seen))
    return {name: blank(count, hidden) for name, count in counts.items()}


def _enquiries(c: Circumstances, rng: np.random.Generator) -> Columns:
    """Count enquiries; nothing is known of applicants whom the credit bureau does not know."""
    scores = {period: c[name] for period, name in _ENQUIRIES.items()}
    haste = reading(rng, (0.2, c["enquiries_month"]))
    scores |= {period: reading(rng, (0.7, haste)) for period in _RARE_ENQUIRIES}
    columns = {f"AMT_REQ_CREDIT_BUREAU_{period}": score for period, score in scores.items()}
    known = c.in_bureau
    return {name: blank(shown(c, name, score, among=known), ~known) for name, score in columns.items()}
