"""Applicants drawn from the dictionary, known and new, and a scorer simple enough to foretell."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl
import pytest

from creditworthy.models import Encoder, Platt
from creditworthy.monitoring import Comparison, compare
from creditworthy.monitoring.drift import Opinion, evidently_opinion
from creditworthy.scorer import Scorer
from creditworthy.tables.dictionary import home_credit
from creditworthy.tables.load import Tables
from creditworthy.tables.specimen import specimen

FEATURES = ("application_age", "application_income", "application_contract_type", "bureau_credits")
IMPORTANCE = {"application_age": 0.4, "application_income": 0.2}


@dataclass(frozen=True)
class ByAge:
    """Log-odds of one for each ten years under forty."""

    files: tuple[str, ...] = ()

    def margin(self, matrix: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        return np.asarray((40.0 - matrix[:, 0]) / 10.0, dtype=np.float64)


@pytest.fixture(scope="session")
def specimens() -> dict[str, pl.DataFrame]:
    """The new applicants are the known ones, but all of them want cash, and all have the same income."""
    drawn = specimen(home_credit(), 400)["application"]
    same = {"NAME_CONTRACT_TYPE": pl.lit("Cash loans"), "AMT_INCOME_TOTAL": pl.lit(50_000.0)}
    return {
        "application_train": drawn.with_columns(TARGET=pl.int_range(400) % 2),
        "application_test": drawn.with_columns(pl.col("SK_ID_CURR") + 1000, **same),
    }


@pytest.fixture(scope="session")
def portfolio(specimens: dict[str, pl.DataFrame]) -> Tables:
    frames = {stem: frame.lazy() for stem, frame in specimens.items()}
    return Tables(home_credit(), frames, "these tables", generated=True)


@pytest.fixture(scope="session")
def by_age() -> Scorer:
    encoder = Encoder(("application_age",), {})
    return Scorer("by_age", encoder, ByAge(), Platt(1.0, 0.0), 0.5, version="a1b2")  # type: ignore[arg-type]


@pytest.fixture(scope="session")
def comparison(portfolio: Tables, by_age: Scorer) -> Comparison:
    return compare(portfolio, FEATURES, scorer=by_age, importance=IMPORTANCE)


@pytest.fixture(scope="session")
def opinion(comparison: Comparison) -> Opinion:
    """Evidently takes seconds to import: once for all tests."""
    return evidently_opinion(comparison)
