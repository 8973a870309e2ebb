import numpy as np

from creditworthy.models.matrix import Matrix


def test_it_is_an_array_of_double_precision() -> None:
    made: Matrix = np.array([[1.0, np.nan]])
    assert made.dtype == np.float64
