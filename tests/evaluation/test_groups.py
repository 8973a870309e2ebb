from dataclasses import replace

import numpy as np
import polars as pl

from creditworthy.evaluation import groups_of
from creditworthy.evaluation.groups import AGES
from creditworthy.tables.dictionary import home_credit

YEAR = 365.25
APPLICATIONS = pl.DataFrame(
    {
        "CODE_GENDER": ["F", "M", "XNA", "F"],
        "NAME_FAMILY_STATUS": ["Married", "Unknown", None, "Widow"],
        "DAYS_BIRTH": [-int(24.9 * YEAR), -int(np.ceil(25 * YEAR)), -int(64.9 * YEAR), -int(np.ceil(65 * YEAR))],
    }
)


def test_protected_columns_age_and_both_are_groupings() -> None:
    found = groups_of(APPLICATIONS, home_credit())
    assert {name: grouping.members.tolist() for name, grouping in found.items()} == {
        "CODE_GENDER": ["F", "M", "unknown", "F"],
        "NAME_FAMILY_STATUS": ["Married", "unknown", "unknown", "Widow"],
        "age": ["<25", "25-34", "55-64", "65+"],
        "CODE_GENDER by age": ["F, <25", "M, 25-34", "unknown, 55-64", "F, 65+"],
    }
    assert found["CODE_GENDER by age"].columns == ("application.CODE_GENDER", "application.DAYS_BIRTH")


def test_bands_follow_each_other() -> None:
    assert list(AGES) == ["<25", "25-34", "35-44", "45-54", "55-64", "65+"]
    assert list(AGES.values()) == sorted(AGES.values())


def test_without_a_column_of_birth_there_is_no_age() -> None:
    silent = replace(home_credit(), birth=None)
    assert list(groups_of(APPLICATIONS.drop("DAYS_BIRTH"), silent)) == ["CODE_GENDER", "NAME_FAMILY_STATUS"]


def test_where_nothing_is_protected_there_is_age_only_and_years_may_be_told() -> None:
    dictionary = home_credit()
    columns = {"AGE": replace(dictionary.application.columns["DAYS_BIRTH"], name="AGE", unit="years", sentinels=(-1,))}
    tables = {"application": replace(dictionary.application, columns=columns)}
    found = groups_of(pl.DataFrame({"AGE": [24, 25, -1, None]}), replace(dictionary, tables=tables, birth="AGE"))
    assert {name: one.members.tolist() for name, one in found.items()} == {
        "age": ["<25", "25-34", "unknown", "unknown"],
    }
