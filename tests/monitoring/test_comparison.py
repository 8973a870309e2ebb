from dataclasses import replace

import numpy as np
import pytest

from creditworthy.errors import UnknownNameError
from creditworthy.features import FEATURES
from creditworthy.monitoring import Comparison, compare, leading_features
from creditworthy.monitoring.comparison import USUAL
from creditworthy.scorer import Scorer
from creditworthy.tables.load import Tables


def test_without_a_model_the_usual_twenty_are_watched_then_the_catalogue() -> None:
    assert len(set(USUAL)) == 20
    assert set(USUAL) <= set(FEATURES)
    assert leading_features(None) == list(USUAL)
    assert len(leading_features(None, 1000)) == len(FEATURES)


def test_with_a_model_what_it_leans_on_most_comes_first() -> None:
    importance = {"application_age": 0.1, "application_income": 0.3, "application_credit": 0.2}
    assert leading_features(importance, 2) == ["application_income", "application_credit"]


def test_what_may_do_most_to_the_score_comes_first(comparison: Comparison) -> None:
    assert [shift.name for shift in comparison.shifts] == [
        "application_income",
        "application_contract_type",
        "application_age",
        "bureau_credits",
    ]
    income, contract, age, bureau = comparison.shifts
    assert income.effect == 0.2 * income.index > 0.2
    assert (contract.importance, contract.effect, age.index, bureau.index) == (None, 0.0, 0.0, 0.0)


def test_the_planted_shifts_alarm_and_nothing_else_does(comparison: Comparison) -> None:
    assert comparison.alarms == ("application_income", "application_contract_type")
    assert (comparison.level, comparison.count("alarm"), comparison.count("warning")) == ("alarm", 2, 0)
    assert comparison.chance == 9 * 2 / 400


def test_the_score_is_that_of_the_scorer(comparison: Comparison) -> None:
    ages = comparison.reference.frame["application_age"].to_numpy()
    assert comparison.score is not None
    assert comparison.score.mean.reference == pytest.approx(
        float(np.mean(1 / (1 + np.exp(-(40 - ages) / 10)))), rel=1e-3
    )
    assert comparison.score.declined.reference == float(np.mean(ages <= 40))
    assert comparison.score.mean.current == comparison.score.mean.reference
    assert comparison.score.level == "ok"
    assert comparison.version == "a1b2"


def test_a_score_that_alarms_is_named_first(comparison: Comparison) -> None:
    assert comparison.score is not None
    readings = {name: replace(reading, level="alarm") for name, reading in comparison.score.readings.items()}
    moved = replace(comparison, score=replace(comparison.score, readings=readings))
    assert moved.alarms == ("probability", "application_income", "application_contract_type")


def test_the_same_draw_gives_the_same_figures(portfolio: Tables, by_age: Scorer) -> None:
    one, other = (compare(portfolio, ["application_age"], scorer=by_age, rows=100) for _ in range(2))
    assert one.reference.frame.height == one.current.frame.height == 100
    assert one.shifts == other.shifts
    assert one.score == other.score


def test_without_a_scorer_features_stand_in_the_order_of_their_shift(portfolio: Tables) -> None:
    found = compare(portfolio, ["bureau_credits", "application_income", "application_income"])
    assert [shift.name for shift in found.shifts] == ["application_income", "bureau_credits"]
    assert (found.score, found.version) == (None, None)


def test_an_unknown_feature_is_answered_with_close_names(portfolio: Tables) -> None:
    with pytest.raises(UnknownNameError, match="no feature 'application_agee'; close names: application_age"):
        compare(portfolio, ["application_agee"])
