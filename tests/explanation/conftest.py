"""A scorer whose workings are known, and the population it decides on."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from creditworthy.models import Encoder, Platt
from creditworthy.scorer import Scorer

ROWS = 1_000
FEATURES = ("application_credit", "application_term", "application_down_payment", "application_contract_type")


@dataclass(frozen=True)
class Line:
    """Log-odds that are a straight line: −2 + 1.5 × credit in millions − 0.02 × months − 0.3 where revolving."""

    files: tuple[str, ...] = ()
    weights: tuple[float, ...] = (1.5e-6, -0.02, 0.0, 0.0, -0.3)

    def margin(self, matrix: np.ndarray) -> np.ndarray:
        assert not np.isnan(matrix).any(), "missing values must have been imputed"
        return matrix @ self.weights - 2

    def contributions(self, matrix: np.ndarray) -> np.ndarray:
        return np.column_stack([matrix * self.weights, np.full(len(matrix), -2.0)])

    def save(self, folder: Path) -> None:
        raise NotImplementedError


@pytest.fixture(scope="session")
def population() -> pl.DataFrame:
    """Credits from 1,000 to 1,000,000; terms from 0 to 49 months; no down payment; every tenth is revolving."""
    places = np.arange(ROWS)
    columns = {
        "application_credit": 1_000.0 * (places + 1),
        "application_term": (7.0 * places) % 50,
        "application_down_payment": np.zeros(ROWS),
        "application_contract_type": np.where(places % 10, "Cash loans", "Revolving loans"),
    }
    return pl.DataFrame({"SK_ID_CURR": places + 1, **columns})


@pytest.fixture(scope="session")
def line(population: pl.DataFrame) -> Scorer:
    encoder = Encoder.fit(population, FEATURES)
    assert encoder.columns[-1] == ("application_contract_type", "Revolving loans")
    return Scorer("line", encoder, Line(), Platt(slope=1.0, intercept=0.0), threshold=0.2)


@pytest.fixture(scope="session")
def applicant() -> pl.DataFrame:
    """The largest credit over the longest term: the credit raises the risk, the term lowers it, nothing else speaks."""
    values = [990_000.0, 49.0, 0.0, "Cash loans"]
    return pl.DataFrame({"SK_ID_CURR": [1]} | {name: [value] for name, value in zip(FEATURES, values, strict=True)})
