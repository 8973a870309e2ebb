from dataclasses import FrozenInstanceError

import pytest

from creditworthy.tracking import Run


def test_values_hold_each_metric_and_both_bounds_of_its_interval() -> None:
    run = Run("lightgbm", {}, {"auc": 0.78, "ks": 0.42}, {"auc": (0.77, 0.79)})

    assert run.values() == {"auc": 0.78, "ks": 0.42, "auc_low": 0.77, "auc_high": 0.79}


def test_a_run_without_intervals_has_its_metrics_only() -> None:
    assert Run("lightgbm", {}, {"auc": 0.78}, {}).values() == {"auc": 0.78}


def test_a_run_has_no_tags_unless_given_and_does_not_change() -> None:
    run = Run("lightgbm", {}, {}, {})

    assert run.tags == {}
    with pytest.raises(FrozenInstanceError):
        run.name = "logistic"  # type: ignore[misc]
