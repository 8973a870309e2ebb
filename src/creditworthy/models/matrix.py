"""The matrix that models take: one row an applicant, missing values as NaN."""

from typing import TypeAlias

import numpy as np
import numpy.typing as npt

__all__ = ["Matrix"]

Matrix: TypeAlias = npt.NDArray[np.float64]
