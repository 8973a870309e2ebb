from pathlib import Path

import pytest

from creditworthy.tables.dictionary import Dictionary, read_dictionary


@pytest.fixture(scope="session")
def lender() -> Dictionary:
    return read_dictionary(Path(__file__).with_name("lender.toml"))
