from pathlib import Path

import numpy as np
import pytest

from creditworthy.models.boosting import lightgbm
from creditworthy.models.fitted import fitted
from creditworthy.models.imputed import MEDIANS, ImputedModel
from creditworthy.models.matrix import Matrix

Sample = tuple[Matrix, np.ndarray]


@pytest.fixture(scope="module")
def model(sample: Sample) -> ImputedModel:
    matrix, defaulted = sample
    medians = np.nanmedian(matrix, axis=0)
    filled = np.where(np.isnan(matrix), medians, matrix)
    return ImputedModel(medians, fitted(lightgbm(1, n_estimators=20).fit(filled, defaulted)))


def test_a_missing_value_counts_as_the_median(model: ImputedModel, sample: Sample) -> None:
    row = sample[0][:1].copy()
    assert np.isnan(row[0, 1])
    told = row.copy()
    told[0, 1] = model.medians[1]
    assert model.margin(row)[0] == model.margin(told)[0]
    assert np.array_equal(model.contributions(row), model.contributions(told))
    assert np.isnan(row[0, 1])  # filled inside only


def test_medians_are_saved_beside_the_model(model: ImputedModel, tmp_path: Path) -> None:
    assert model.files == (MEDIANS, "model.txt")
    model.save(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == [MEDIANS, "model.txt"]
    read = ImputedModel.load(tmp_path, model.model)
    assert np.array_equal(read.medians, model.medians)
