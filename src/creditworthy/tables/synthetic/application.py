"""The application table: what the applicant asks for, says and shows."""

import numpy as np

from creditworthy.tables.synthetic.buildings import building_columns
from creditworthy.tables.synthetic.circumstances import Circumstances
from creditworthy.tables.synthetic.draws import Flags, Labels, Numbers, blank, chance, like, pick, reading
from creditworthy.tables.synthetic.external_scores import external_scores
from creditworthy.tables.synthetic.household import household_columns
from creditworthy.tables.synthetic.marginals import quantiles, rates, shares
from creditworthy.tables.synthetic.shape import Columns

__all__ = ["application_columns"]

_REVOLVING = {"train": 0.095, "test": 0.01}
_ENQUIRIES = {"HOUR": 0.006, "DAY": 0.006, "WEEK": 0.034, "MON": 0.27, "QRT": 0.26, "YEAR": 1.9}
"""Mean enquiries to the credit bureau in the hour, day, … before the application."""


def application_columns(c: Circumstances, rng: np.random.Generator) -> Columns:
    """Draw every column but TARGET, in any order."""
    return {
        "SK_ID_CURR": c.sk_id_curr,
        **_contract(c, rng),
        **_occasion(c, rng),
        **household_columns(c, rng),
        **_flags(c, rng),
        **external_scores(c, rng),
        **building_columns(c, rng),
        **_social_circle(c, rng),
        **_enquiries(c, rng),
    }


def _contract(c: Circumstances, rng: np.random.Generator) -> Columns:
    revolving = rng.random(len(c)) < np.where(c.in_test, _REVOLVING["test"], _REVOLVING["train"])
    wish = like(reading(rng, (0.4, c.income), (0.1, c.indebtedness)), quantiles("application", "AMT_CREDIT"))
    goods = np.maximum(10, np.round(wish / 1.12 / 4_500)) * 4_500
    insurance = np.where(revolving | (rng.random(len(c)) < 0.3), 1.0, rng.uniform(1.05, 1.3, len(c)))
    credit = np.round(goods * insurance, 1)
    instalments = np.where(revolving, 20.0, _instalments(credit, rng))
    no_goods = revolving & (rng.random(len(c)) < 0.009)
    return {
        "NAME_CONTRACT_TYPE": _contract_type(revolving),
        "AMT_INCOME_TOTAL": c.amount,
        "AMT_CREDIT": credit,
        "AMT_ANNUITY": np.round(credit / instalments / 4.5) * 4.5,
        "AMT_GOODS_PRICE": blank(goods, no_goods),
    }


def _instalments(credit: Numbers, rng: np.random.Generator) -> Numbers:
    """Spread a larger loan over a longer time."""
    spread = 5 * rng.gamma(1.9, 1.0, len(credit)) * (credit / 500_000) ** 0.5
    return np.clip(9 + spread, 8.1, 44)


def _contract_type(revolving: Flags) -> Labels:
    return np.where(revolving, "Revolving loans", "Cash loans").astype(object)


def _occasion(c: Circumstances, rng: np.random.Generator) -> Columns:
    company = pick(rng, shares("application", "NAME_TYPE_SUITE"), len(c))
    return {
        "NAME_TYPE_SUITE": blank(company, rng.random(len(c)) < 0.004),
        "WEEKDAY_APPR_PROCESS_START": pick(rng, shares("application", "WEEKDAY_APPR_PROCESS_START"), len(c)),
        "HOUR_APPR_PROCESS_START": np.clip(np.round(rng.normal(12, 3.3, len(c))), 0, 23),
    }


def _flags(c: Circumstances, rng: np.random.Generator) -> Columns:
    drawn = {name: rng.random(len(c)) < rate for name, rate in rates().items() if name != "FLAG_EMP_PHONE"}
    commutes = rng.random(len(c)) < chance(-1.05 - 0.35 * c.stability)
    drawn["REG_CITY_NOT_WORK_CITY"] = commutes & ~c.pensioner
    drawn["LIVE_CITY_NOT_WORK_CITY"] = drawn["REG_CITY_NOT_WORK_CITY"] & (rng.random(len(c)) < 0.78)
    return {name: flag.astype(np.int64) for name, flag in drawn.items()}


def _social_circle(c: Circumstances, rng: np.random.Generator) -> Columns:
    """Count late people among those seen, and those 60 days late among those 30 days late."""
    seen = rng.poisson(rng.gamma(0.6, 1.43 / 0.6, len(c)))
    late = rng.binomial(seen, np.clip(0.1 * np.exp(-0.25 * c.discipline), 0, 1))
    unknown = rng.random(len(c)) < 0.004
    counts = {
        "OBS_30_CNT_SOCIAL_CIRCLE": seen,
        "DEF_30_CNT_SOCIAL_CIRCLE": late,
        "OBS_60_CNT_SOCIAL_CIRCLE": np.maximum(rng.binomial(seen, 0.99), late),
        "DEF_60_CNT_SOCIAL_CIRCLE": rng.binomial(late, 0.7),
    }
    return {name: blank(count, unknown) for name, count in counts.items()}


def _enquiries(c: Circumstances, rng: np.random.Generator) -> Columns:
    """Count enquiries; nothing is known of applicants whom the credit bureau does not know."""
    pace = np.exp(0.15 * c.indebtedness)
    return {
        f"AMT_REQ_CREDIT_BUREAU_{period}": blank(rng.poisson(mean * pace), ~c.in_bureau)
        for period, mean in _ENQUIRIES.items()
    }
