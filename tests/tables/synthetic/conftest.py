"""One portfolio for all tests of the generator: none of them changes it."""

import numpy as np
import polars as pl
import pytest

from creditworthy.tables.synthetic import generate_with_truth
from creditworthy.tables.synthetic.circumstances import Circumstances, draw_circumstances
from creditworthy.tables.synthetic.previous import Requests, draw_requests

APPLICANTS = 4_000


@pytest.fixture(scope="session")
def generated() -> tuple[dict[str, pl.DataFrame], pl.DataFrame]:
    return generate_with_truth(APPLICANTS, seed=11)


@pytest.fixture(scope="session")
def portfolio(generated: tuple[dict[str, pl.DataFrame], pl.DataFrame]) -> dict[str, pl.DataFrame]:
    return generated[0]


@pytest.fixture(scope="session")
def applications(portfolio: dict[str, pl.DataFrame]) -> pl.DataFrame:
    """Both application tables together, without TARGET."""
    return pl.concat([portfolio["application_train"].drop("TARGET"), portfolio["application_test"]])


@pytest.fixture
def rng() -> np.random.Generator:
    return np.random.Generator(np.random.PCG64(5))


@pytest.fixture(scope="session")
def circumstances() -> Circumstances:
    return draw_circumstances(APPLICANTS, np.random.Generator(np.random.PCG64(5)))


@pytest.fixture(scope="session")
def requests(circumstances: Circumstances) -> Requests:
    """The earlier applications of the applicants of ``circumstances``."""
    return draw_requests(circumstances, np.random.Generator(np.random.PCG64(6)))
