import numpy as np
import pytest

from creditworthy.decision import Policy
from creditworthy.evaluation import folds, groups_of, persons
from creditworthy.features import FEATURES
from creditworthy.models import allowed, gather
from creditworthy.tables.load import Tables


def test_rows_folds_and_groups_are_of_the_same_applicants(tables: Tables) -> None:
    found = gather(tables, ["application_credit", "application_income"], fold_count=3, seed=5)
    raw = tables.applications("train").sort("SK_ID_CURR").collect()
    assert found.rows.frame.columns == ["SK_ID_CURR", "application_credit", "application_income"]
    assert found.rows.frame["SK_ID_CURR"].equals(raw["SK_ID_CURR"])
    assert found.defaulted.tolist() == raw["TARGET"].to_list()
    expected = folds(found.defaulted, persons(raw, tables.dictionary), count=3, seed=5)
    for (learnt, judged), (one, other) in zip(found.folds, expected, strict=True):
        assert np.array_equal(learnt, one)
        assert np.array_equal(judged, other)
    for name, grouping in groups_of(raw, tables.dictionary).items():
        assert np.array_equal(found.groups[name].members, grouping.members)


def test_a_protected_column_is_a_group_and_no_feature(tables: Tables) -> None:
    found = gather(tables, ["application_credit"], fold_count=2, seed=5)
    assert "CODE_GENDER" in found.groups
    assert found.rows.features == ("application_credit",)
    with pytest.raises(KeyError, match="no feature"):
        gather(tables, ["CODE_GENDER"], fold_count=2, seed=5)


def test_a_policy_lets_decide_what_is_not_made_of_a_protected_column(tables: Tables) -> None:
    found = allowed(tables.dictionary, Policy(frozenset({"application.CODE_GENDER"})))
    assert set(FEATURES.usual()) - set(found) == {
        name for name in FEATURES.usual() if "application.CODE_GENDER" in FEATURES[name].inputs
    }
    assert allowed(tables.dictionary, Policy(frozenset()), ["polynomial"]) == list(FEATURES.usual(["polynomial"]))
