from typing import Any

import numpy as np
import pytest

from creditworthy.models.imputed import ImputedModel
from creditworthy.models.linear import logistic
from creditworthy.models.matrix import Matrix
from creditworthy.models.resampling import ARMS

Sample = tuple[Matrix, np.ndarray]


def test_the_control_comes_first() -> None:
    assert list(ARMS) == ["none", "class_weights", "under_sampling", "smote", "native", "monotone"]


def test_the_control_changes_nothing(recorder: Any, sample: Sample) -> None:
    ARMS["none"].fit(recorder, *sample, 1)
    assert np.array_equal(recorder.learnt[0], sample[0], equal_nan=True)
    assert np.array_equal(recorder.defaulted[0], sample[1])
    assert recorder.weights == [None]


def test_class_weights_make_both_classes_weigh_the_same(recorder: Any, sample: Sample) -> None:
    matrix, defaulted = sample
    ARMS["class_weights"].fit(recorder, matrix, defaulted, 1)
    weights = recorder.weights[0]
    assert weights[defaulted == 1].sum() == pytest.approx(weights[defaulted == 0].sum())
    assert len(set(weights)) == 2
    assert np.array_equal(recorder.learnt[0], matrix, equal_nan=True)


def test_class_weights_reach_the_last_step_of_a_pipeline(sample: Sample) -> None:
    """Where both classes weigh the same, the mean applicant is as likely to default as not."""
    matrix, defaulted = sample
    plain, even = (ARMS[arm].fit(logistic(1), matrix, defaulted, 1).margin(matrix) for arm in ("none", "class_weights"))
    assert np.median(plain) < -1.5
    assert abs(np.median(even)) < 0.5


def test_under_sampling_keeps_every_default_and_as_many_good_loans_as_they_are(recorder: Any, sample: Sample) -> None:
    matrix, defaulted = sample
    ARMS["under_sampling"].fit(recorder, matrix, defaulted, 1)
    assert recorder.defaulted[0].mean() == 0.5
    kept = recorder.learnt[0][recorder.defaulted[0] == 1]
    assert np.array_equal(kept, matrix[defaulted == 1], equal_nan=True)
    assert len(recorder.learnt[0]) == 2 * defaulted.sum()


def test_smote_invents_no_half_of_a_flag(recorder: Any, sample: Sample) -> None:
    matrix, defaulted = sample[0].copy(), sample[1]
    matrix[:, 4] = matrix[:, 4] > 0
    ARMS["smote"].fit(recorder, matrix, defaulted, 1)
    assert set(recorder.learnt[0][:, 4]) == {0.0, 1.0}


def test_smote_evens_the_classes_and_keeps_the_real_rows(recorder: Any, sample: Sample) -> None:
    matrix, defaulted = sample
    model = ARMS["smote"].fit(recorder, matrix, defaulted, 1)
    assert isinstance(model, ImputedModel)
    assert np.array_equal(model.medians, np.nanmedian(matrix, axis=0))
    filled = np.where(np.isnan(matrix), model.medians, matrix)
    assert np.array_equal(recorder.learnt[0][:400], filled)
    assert np.array_equal(recorder.defaulted[0][:400], defaulted)
    assert recorder.defaulted[0].mean() == 0.5


def test_what_smote_invents_lies_between_defaults(recorder: Any, sample: Sample) -> None:
    matrix, defaulted = sample
    ARMS["smote"].fit(recorder, matrix, defaulted, 1)
    real, invented = recorder.learnt[0][:400][defaulted == 1], recorder.learnt[0][400:]
    assert (recorder.defaulted[0][400:] == 1).all()
    assert (invented >= real.min(axis=0)).all()
    assert (invented <= real.max(axis=0)).all()


def test_a_median_of_nothing_is_zero(sample: Sample) -> None:
    matrix = sample[0].copy()
    matrix[:, 3] = np.nan
    model = ARMS["smote"].fit(logistic(1), matrix, sample[1], 1)
    assert np.isfinite(model.margin(matrix)).all()
