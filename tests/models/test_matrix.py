import numpy as np

from creditworthy.models.linear import logistic
from creditworthy.models.matrix import Array, Matrix
from creditworthy.models.scikit import scikit_model


def test_models_take_single_precision_and_answer_in_double() -> None:
    matrix: Matrix = np.arange(200, dtype=np.float32).reshape(-1, 1)
    model = scikit_model(logistic(1).fit(matrix, np.arange(200) % 3 == 0))
    margin: Array = model.margin(matrix)
    assert margin.dtype == model.contributions(matrix).dtype == np.float64
