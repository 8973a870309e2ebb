from dataclasses import replace
from functools import partial

import numpy as np
import polars as pl
import pytest

from creditworthy.decision import Costs
from creditworthy.intervals import Interval, resampled
from creditworthy.models import Contender, Data, Leakage, compare, gather, leakage_of, learning_curve
from creditworthy.tables.load import Tables


@pytest.fixture(autouse=True)
def rough_intervals(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("creditworthy.models.comparison.resampled", partial(resampled, repeats=20))


@pytest.fixture
def data(tables: Tables) -> Data:
    return gather(tables, ["application_credit", "application_education", "application_income"], fold_count=3, seed=5)


def planted(data: Data, name: str) -> Data:
    """Put the outcome, with some noise, in the place of a feature."""
    leak = data.defaulted + np.random.default_rng(1).normal(0, 0.2, len(data.defaulted))
    frame = data.rows.frame.with_columns(pl.Series(name, leak))
    return replace(data, rows=replace(data.rows, frame=frame))


def test_a_planted_leak_is_a_suspect(tables: Tables, data: Data) -> None:
    told: list[str] = []
    found = leakage_of(tables, planted(data, "application_credit"), seed=3, advance=told.append)
    assert list(found.suspects) == ["application_credit"]
    assert found.suspects["application_credit"] > 0.99
    assert not found.clean
    assert told == ["shuffled", "parts", "alone"]


def test_without_a_leak_all_is_clean_and_the_parts_are_told_apart_by_features(tables: Tables, data: Data) -> None:
    found = leakage_of(tables, data, seed=3)
    assert found.clean
    assert (found.suspects, found.external) == ({}, {})
    assert found.parts
    assert set(found.parts.telling) <= set(data.rows.features)
    assert found.shuffled.low < 0.5 < found.shuffled.high


def test_a_score_of_others_may_know_much(tables: Tables) -> None:
    data = gather(tables, ["application_credit", "application_external_score_2"], fold_count=2, seed=5)
    found = leakage_of(tables, planted(data, "application_external_score_2"), seed=3)
    assert (found.suspects, list(found.external)) == ({}, ["application_external_score_2"])
    assert found.clean


def test_without_a_second_part_there_is_nothing_to_tell_apart(tables: Tables, data: Data) -> None:
    frames = {stem: frame for stem, frame in tables.frames.items() if stem != "application_test"}
    assert leakage_of(replace(tables, frames=frames), data, seed=3).parts is None


def test_an_outcome_that_is_learnt_though_shuffled_is_not_clean() -> None:
    assert not Leakage(Interval(0.6, 0.55, 0.65), None, {}, {}).clean
    assert not Leakage(Interval(0.4, 0.35, 0.45), None, {}, {}).clean


def test_more_rows_teach_more_and_all_of_them_what_a_comparison_finds(data: Data) -> None:
    told: list[str] = []
    strong = planted(data, "application_credit")
    contender = Contender("decision_tree")
    found = learning_curve(strong, contender, costs=Costs(), seed=1, shares=(0.05, 0.5, 1.0), advance=told.append)
    assert list(found) == [0.05, 0.5, 1.0]
    assert told == ["decision_tree"] * 9
    whole = compare(strong, [contender], costs=Costs(), seed=1)[0].metrics
    assert (found[1.0].auc, found[1.0].business_score) == (whole["auc"], whole["business_score"])
    assert found[1.0].rows == pytest.approx(len(data.defaulted) * 2 / 3, abs=2)
    assert found[0.5].rows == pytest.approx(found[1.0].rows / 2, abs=2)
    assert found[0.05].auc.value < found[1.0].auc.value


def test_smaller_shares_are_part_of_larger_ones_with_as_many_defaults(data: Data) -> None:
    from creditworthy.models.auditing import _share

    training = data.folds[0][0]
    small, large = (_share(training, data.defaulted, share, 4) for share in (0.1, 0.4))
    assert set(small) < set(large) < set(training)
    assert data.defaulted[large].mean() == pytest.approx(data.defaulted[training].mean(), abs=0.005)
    assert np.array_equal(_share(training, data.defaulted, 1.0, 4), training)
