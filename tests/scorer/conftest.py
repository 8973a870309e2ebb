"""What two versions answered on invented applicants, ten to be counted by hand or hundreds that are calibrated."""

import numpy as np
import polars as pl
import pytest

# Ten applicants: who defaulted, and whom each of two versions declines.
DEFAULTED = [1, 1, 1, 0, 0, 0, 0, 0, 0, 0]
FIRST = [1, 0, 0, 1, 1, 0, 0, 0, 0, 0]
SECOND = [1, 1, 0, 0, 1, 1, 0, 0, 0, 0]


def answered(declined: list[int]) -> pl.DataFrame:
    columns = {
        "applicant": pl.Series(range(101, 111), dtype=pl.UInt64),
        "fold": pl.Series([0, 1] * 5, dtype=pl.Int16),
        "defaulted": pl.Series(DEFAULTED, dtype=pl.Int8),
        "probability": [0.3 if one else 0.05 for one in declined],
        "declined": [bool(one) for one in declined],
    }
    return pl.DataFrame(columns)


@pytest.fixture
def ten() -> tuple[pl.DataFrame, pl.DataFrame]:
    """What two versions answered on the same ten applicants."""
    return answered(FIRST), answered(SECOND)


@pytest.fixture
def calibrated() -> pl.DataFrame:
    """Six hundred applicants whose probabilities come true, declined from one half."""
    random = np.random.default_rng(3)
    probability = random.uniform(0.02, 0.9, 600)
    return pl.DataFrame(
        {
            "applicant": pl.Series(range(600), dtype=pl.UInt64),
            "fold": pl.Series([0, 1] * 300, dtype=pl.Int16),
            "defaulted": pl.Series((random.uniform(size=600) < probability).astype(int), dtype=pl.Int8),
            "probability": probability,
            "declined": probability > 0.5,
        }
    )
