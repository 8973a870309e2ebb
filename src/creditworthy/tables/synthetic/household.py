"""The columns of the application about the person, the household and the work."""

import numpy as np

from creditworthy.tables.synthetic.circumstances import Circumstances
from creditworthy.tables.synthetic.draws import Flags, Labels, Numbers, Whole, blank, ranked
from creditworthy.tables.synthetic.marginals import numbers, risk_order
from creditworthy.tables.synthetic.shape import Columns
from creditworthy.tables.synthetic.showing import TRAIN, flagged, labelled, shown, unknown

__all__ = ["household_columns"]

_NOT_EMPLOYED = 365_243
_SCHOOL = 5_500
"""Days of age at which nobody works yet."""
_NO_GENDER = 1.3e-5
_UNEMPLOYED = 4e-4
"""Share of those without work who are not pensioners."""


def household_columns(c: Circumstances, working: Flags, rng: np.random.Generator) -> Columns:
    """Draw person, family, property, region and work."""
    return {**_person(c, rng), **_family(c), **_property(c), **_region(c), **_work(c, working, rng)}


def _person(c: Circumstances, rng: np.random.Generator) -> Columns:
    gender = np.where(flagged(c, "CODE_GENDER", c["sex"], "M"), "M", "F")
    birth = _days(c, "DAYS_BIRTH", "age")
    return {
        "CODE_GENDER": np.where(rng.random(len(c)) < _NO_GENDER, "XNA", gender).astype(object),
        "NAME_EDUCATION_TYPE": labelled(c, "NAME_EDUCATION_TYPE", c["education"], risk_order("education")),
        "DAYS_BIRTH": birth,
        "DAYS_REGISTRATION": np.maximum(_days(c, "DAYS_REGISTRATION", "registered"), birth),
        "DAYS_ID_PUBLISH": np.maximum(_days(c, "DAYS_ID_PUBLISH", "identified"), birth),
        "DAYS_LAST_PHONE_CHANGE": np.round(shown(c, "DAYS_LAST_PHONE_CHANGE", -c["phone_kept"])),
    }


def _days(c: Circumstances, column: str, name: str) -> Whole:
    """Date an event of the person's life: what lay back so far at the first application lies further back later."""
    return np.round(numbers(TRAIN, column).at(-c[name])).astype(np.int64) - c.later


def _family(c: Circumstances) -> Columns:
    status = labelled(c, "NAME_FAMILY_STATUS", c["family"], risk_order("family"))
    children = shown(c, "CNT_CHILDREN", c["children"])
    return {
        "NAME_FAMILY_STATUS": status,
        "CNT_CHILDREN": np.round(children),
        "CNT_FAM_MEMBERS": np.round(children) + 1 + np.isin(status, ["Married", "Civil marriage"]),
        "NAME_HOUSING_TYPE": labelled(c, "NAME_HOUSING_TYPE", c["housing"], risk_order("housing")),
    }


def _property(c: Circumstances) -> Columns:
    car = flagged(c, "FLAG_OWN_CAR", c["car"], "Y")
    age = np.round(shown(c, "OWN_CAR_AGE", c["car_age"], among=car))
    return {
        "FLAG_OWN_CAR": _yes(car),
        "OWN_CAR_AGE": blank(age, ~car),
        "FLAG_OWN_REALTY": _yes(flagged(c, "FLAG_OWN_REALTY", c["realty"], "Y")),
    }


def _yes(flag: Flags) -> Labels:
    return np.where(flag, "Y", "N").astype(object)


def _region(c: Circumstances) -> Columns:
    rating = np.round(shown(c, "REGION_RATING_CLIENT", c["region"])).astype(np.int64)
    better_city = c.having("city", 0.02)
    return {
        "REGION_POPULATION_RELATIVE": shown(c, "REGION_POPULATION_RELATIVE", c["population"]),
        "REGION_RATING_CLIENT": rating,
        "REGION_RATING_CLIENT_W_CITY": np.maximum(rating - better_city, 1),
    }


def _work(c: Circumstances, working: Flags, rng: np.random.Generator) -> Columns:
    kind = labelled(
        c, "NAME_INCOME_TYPE", c["work_kind"], risk_order("work_kind"), among=working, without=["Pensioner"]
    )
    kind[~working] = np.where(rng.random(int((~working).sum())) < _UNEMPLOYED, "Unemployed", "Pensioner")
    trade = labelled(
        c, "ORGANIZATION_TYPE", c["organisation"], risk_order("organisation"), among=working, without=["XNA"]
    )
    return {
        "NAME_INCOME_TYPE": kind,
        "DAYS_EMPLOYED": np.where(working, _employed(c, working), _NOT_EMPLOYED),
        "FLAG_EMP_PHONE": working.astype(np.int64),
        "ORGANIZATION_TYPE": np.where(working, trade, "XNA").astype(object),
        "OCCUPATION_TYPE": _occupation(c, working),
    }


def _employed(c: Circumstances, working: Flags) -> Numbers:
    """Return the first day of work, which is not in childhood."""
    since = numbers(TRAIN, "DAYS_EMPLOYED").without(_NOT_EMPLOYED).at(ranked(-c["work"], working))
    age = -numbers(TRAIN, "DAYS_BIRTH").at(-c["age"])
    return np.minimum(np.round(np.maximum(since, _SCHOOL - age)), -1) - c.later


def _occupation(c: Circumstances, working: Flags) -> Labels:
    hidden = unknown(c, "OCCUPATION_TYPE", c["occupation_told"], among=working)
    occupation = labelled(c, "OCCUPATION_TYPE", c["occupation"], risk_order("occupation"), among=~hidden)
    return blank(occupation, hidden)
