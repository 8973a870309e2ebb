import numpy as np
import pytest

from creditworthy.evaluation.measures import auc
from creditworthy.models.matrix import Matrix
from creditworthy.models.scorecard import Scorecard, scorecard

Sample = tuple[Matrix, np.ndarray]


def test_it_takes_the_columns_that_tell_and_one_of_two_that_say_the_same(sample: Sample) -> None:
    matrix, defaulted = sample
    card = scorecard(1, most=5)
    twice = np.column_stack([matrix, matrix[:, 0] * 2 + 1])
    taken = [column.column for column in card.fit(twice, defaulted).model_.columns]
    assert len({0, 5} & set(taken)) == 1
    assert auc(defaulted, card.model_.margin(twice)) > 0.8


def test_every_weight_is_above_0_and_the_bins_are_monotone(sample: Sample) -> None:
    card = Scorecard(most=5, C=1.0).fit(*sample).model_
    first = next(column for column in card.columns if column.column == 0)
    assert all(column.weight > 0 for column in card.columns)
    assert list(first.evidence) == sorted(first.evidence)
    assert len(first.evidence) == len(first.splits) + 1


def test_missing_values_have_a_bin_of_their_own(sample: Sample) -> None:
    matrix, defaulted = sample[0].copy(), sample[1]
    matrix[(defaulted == 1) & (np.arange(400) % 2 == 0), 2] = np.nan
    column = next(one for one in Scorecard(most=5).fit(matrix, defaulted).model_.columns if one.column == 2)
    assert column.unknown > max(column.evidence)


def test_the_evidence_of_a_flag_is_the_logarithm_of_two_shares() -> None:
    matrix = np.repeat([0.0, 1.0], 100).reshape(-1, 1)
    defaulted = np.concatenate([np.repeat([1, 0], [10, 90]), np.repeat([1, 0], [30, 70])])
    column = Scorecard(most=1).fit(matrix, defaulted).model_.columns[0]
    expected = [np.log((bad / 40.5) / (good / 160.5)) for bad, good in ((10.5, 90.5), (30.5, 70.5))]
    assert column.evidence == pytest.approx(expected)


def test_where_no_column_tells_it_is_the_default_rate() -> None:
    matrix, defaulted = np.ones((100, 2)), np.arange(100) % 4 == 0
    model = Scorecard().fit(matrix, defaulted.astype(int)).model_
    assert model.columns == []
    assert model.margin(matrix) == pytest.approx(np.log(1 / 3))
