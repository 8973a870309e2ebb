"""A small matrix with missing values, whose first column says most about default."""

import numpy as np
import pytest

from creditworthy.models.matrix import Matrix

Sample = tuple[Matrix, np.ndarray]


@pytest.fixture(scope="session")
def sample() -> Sample:
    """400 rows of five columns, a fifth of them defaults, and what became of them."""
    random = np.random.default_rng(3)
    matrix = random.normal(size=(400, 5)).astype(np.float32)
    defaulted = (matrix[:, 0] + random.normal(size=400) > 1.2).astype(np.int64)
    matrix[::7, 1] = np.nan
    return matrix, defaulted
