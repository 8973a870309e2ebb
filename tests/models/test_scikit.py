from pathlib import Path

import numpy as np
import pytest

from creditworthy.models.linear import logistic, prior
from creditworthy.models.matrix import Matrix
from creditworthy.models.scikit import AveragedTreesModel, LinearModel, PriorModel, load_scikit, scikit_model
from creditworthy.models.trees import decision_tree, random_forest

Sample = tuple[Matrix, np.ndarray]


def test_the_prior_knows_only_the_default_rate(sample: Sample) -> None:
    matrix, defaulted = sample
    model = scikit_model(prior(1).fit(matrix, defaulted))
    assert isinstance(model, PriorModel)
    rate = defaulted.mean()
    assert np.allclose(model.margin(matrix), np.log(rate / (1 - rate)))
    assert not model.contributions(matrix)[:, :-1].any()


def test_an_indicator_of_a_missing_value_counts_for_its_column(sample: Sample) -> None:
    matrix, defaulted = sample[0], np.where(np.isnan(sample[0][:, 1]), 1, sample[1])
    model = scikit_model(logistic(1).fit(matrix, defaulted))
    assert isinstance(model, LinearModel)
    known, missing = matrix[[1]].copy(), matrix[[1]].copy()
    known[0, 1], missing[0, 1] = np.nanmedian(matrix[:, 1]), np.nan
    parts = model.contributions(np.vstack([known, missing]))
    assert np.flatnonzero(parts[0] != parts[1]).tolist() == [1]
    assert parts[1, 1] > parts[0, 1]  # who says nothing has defaulted


def test_a_tree_of_one_leaf_gives_every_column_nothing(sample: Sample) -> None:
    matrix, defaulted = sample
    stump = scikit_model(decision_tree(1, min_samples_leaf=400).fit(matrix, defaulted))
    assert isinstance(stump, AveragedTreesModel)
    parts = stump.contributions(matrix)
    assert not parts[:, :-1].any()
    assert np.allclose(parts[:, -1], stump.margin(matrix))


def test_shares_of_the_way_are_those_of_the_probability(sample: Sample) -> None:
    """A tree of one question: its only column goes the whole way from the base to the leaf."""
    matrix, defaulted = sample
    model = scikit_model(decision_tree(1, max_depth=1, min_samples_leaf=20).fit(matrix, defaulted))
    parts = model.contributions(matrix)
    asked = int(model.estimator.tree_.feature[0])
    assert parts[:, asked] == pytest.approx(model.margin(matrix) - parts[:, -1], abs=1e-12)
    rate = defaulted.mean()
    assert parts[0, -1] == pytest.approx(np.log(rate / (1 - rate)))


def test_a_pure_leaf_is_nearly_sure_and_not_infinite() -> None:
    matrix, defaulted = np.repeat([[0.0], [1.0]], 10, axis=0), np.repeat([0, 1], 10)
    model = scikit_model(decision_tree(1, min_samples_leaf=1).fit(matrix, defaulted))
    low, high = model.margin(np.array([[0.0], [1.0]]))
    assert high == pytest.approx(-low)
    assert high == pytest.approx(np.log(1e6), abs=1e-5)
    assert np.isfinite(model.contributions(matrix)).all()


def test_a_forest_answers_in_one_thread(sample: Sample, tmp_path: Path) -> None:
    model = scikit_model(random_forest(1, n_estimators=5, threads=2).fit(*sample))
    assert model.estimator.n_jobs == 1
    model.save(tmp_path)
    assert load_scikit(tmp_path / "model.skops").estimator.n_jobs == 1
