"""What models take and what they answer: one row an applicant.

The matrix is held in single precision, missing values as NaN: half the memory, and the same in training, in a batch and
for one applicant, as nothing else ever reaches a model. Array are doubles.
"""

from typing import TypeAlias

import numpy as np
import numpy.typing as npt

__all__ = ["Array", "Mask", "Matrix"]

Array: TypeAlias = npt.NDArray[np.float64]
Mask: TypeAlias = npt.NDArray[np.bool_]
Matrix: TypeAlias = npt.NDArray[np.float32]
