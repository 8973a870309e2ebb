"""The columns of the application about the person, the household and the work."""

import numpy as np

from creditworthy.tables.synthetic.circumstances import Circumstances
from creditworthy.tables.synthetic.draws import (
    Flags,
    Labels,
    blank,
    chance,
    graded,
    like,
    pick,
    pick_within,
    reading,
)
from creditworthy.tables.synthetic.marginals import quantiles, shares
from creditworthy.tables.synthetic.shape import Columns

__all__ = ["household_columns"]

_NOT_EMPLOYED = 365_243
_INCOME_TYPES = {
    "Unemployed": 0.0001,
    "Maternity leave": 0.0001,
    "Working": 0.6255,
    "Commercial associate": 0.29,
    "Student": 0.0001,
    "State servant": 0.084,
    "Businessman": 0.0002,
}
_REGION_RATINGS = {"3": 0.156, "2": 0.731, "1": 0.113}
_WITHOUT_OCCUPATION = 0.16


def household_columns(c: Circumstances, rng: np.random.Generator) -> Columns:
    """Draw person, family, property, region and work."""
    return {**_person(c, rng), **_family(c, rng), **_property(c, rng), **_region(c, rng), **_work(c, rng)}


def _person(c: Circumstances, rng: np.random.Generator) -> Columns:
    education = graded(reading(rng, (0.9, c.education)), shares("application", "NAME_EDUCATION_TYPE"))
    phone = like(reading(rng, (-0.3, c.stability)), quantiles("application", "DAYS_LAST_PHONE_CHANGE"))
    return {
        "CODE_GENDER": np.where(c.male, "M", "F").astype(object),
        "NAME_EDUCATION_TYPE": education,
        "DAYS_BIRTH": -(c.age + c.later),
        "DAYS_REGISTRATION": -(c.registered + c.later),
        "DAYS_ID_PUBLISH": -(c.identified + c.later),
        "DAYS_LAST_PHONE_CHANGE": np.round(phone),
    }


def _family(c: Circumstances, rng: np.random.Generator) -> Columns:
    status = pick(rng, shares("application", "NAME_FAMILY_STATUS"), len(c))
    children = rng.poisson(0.55 * chance((45 - c.age / 365.25) / 4) + 0.03)
    alone = ~np.isin(status, ["Married", "Civil marriage"])
    return {
        "NAME_FAMILY_STATUS": status,
        "CNT_CHILDREN": children,
        "CNT_FAM_MEMBERS": children + 2 - alone,
        "NAME_HOUSING_TYPE": pick(rng, shares("application", "NAME_HOUSING_TYPE"), len(c)),
    }


def _property(c: Circumstances, rng: np.random.Generator) -> Columns:
    car = rng.random(len(c)) < chance(-0.95 + 0.4 * c.income + 0.9 * (c.male - 0.343))
    age = np.round(like(reading(rng, (-0.3, c.income)), quantiles("application", "OWN_CAR_AGE")))
    return {
        "FLAG_OWN_CAR": _yes(car),
        "OWN_CAR_AGE": blank(age, ~car),
        "FLAG_OWN_REALTY": _yes(rng.random(len(c)) < chance(0.84 + 0.2 * c.age_score)),
    }


def _yes(flag: Flags) -> Labels:
    return np.where(flag, "Y", "N").astype(object)


def _region(c: Circumstances, rng: np.random.Generator) -> Columns:
    rating = graded(reading(rng, (0.9, c.region)), _REGION_RATINGS)
    population = np.zeros(len(c))
    for value in _REGION_RATINGS:
        here = rating == value
        score = rng.standard_normal(int(here.sum()))
        population[here] = like(score, quantiles("REGION_POPULATION_RELATIVE", value))
    city = np.clip(rating.astype(np.int64) - (rng.random(len(c)) < 0.02), 1, 3)
    return {
        "REGION_POPULATION_RELATIVE": population,
        "REGION_RATING_CLIENT": rating.astype(np.int64),
        "REGION_RATING_CLIENT_W_CITY": city,
    }


def _work(c: Circumstances, rng: np.random.Generator) -> Columns:
    source = graded(reading(rng, (0.5, c.stability)), _INCOME_TYPES)
    source[c.pensioner] = "Pensioner"
    idle = c.pensioner | (source == "Unemployed")
    organization = pick(rng, shares("application", "ORGANIZATION_TYPE"), len(c))
    organization[idle] = "XNA"
    return {
        "NAME_INCOME_TYPE": source,
        "DAYS_EMPLOYED": np.where(idle, _NOT_EMPLOYED, -(c.employed + c.later)),
        "FLAG_EMP_PHONE": (~idle).astype(np.int64),
        "ORGANIZATION_TYPE": organization,
        "OCCUPATION_TYPE": _occupation(c, idle, rng),
    }


def _occupation(c: Circumstances, idle: Flags, rng: np.random.Generator) -> Labels:
    gender = np.where(c.male, "M", "F").astype(object)
    occupation = pick_within(rng, gender, {sex: shares("OCCUPATION_TYPE", sex) for sex in "FM"})
    return blank(occupation, idle | (rng.random(len(c)) < _WITHOUT_OCCUPATION))
