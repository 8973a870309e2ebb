from typing import Any

import numpy as np
import polars as pl
import pytest

from creditworthy.explanation.background import background
from creditworthy.explanation.coding import coding
from creditworthy.features import FEATURES
from creditworthy.language import speaking

CREDIT, CONTRACT = "application_credit", "application_contract_type"


@pytest.fixture(scope="module")
def known(population: pl.DataFrame) -> dict[str, Any]:
    return background(population, [CREDIT, "application_down_payment", CONTRACT])


@pytest.fixture(scope="module")
def half_known() -> dict[str, Any]:
    """Half of the down payments are missing, the others 0 (three fifths) or 1,000."""
    frame = pl.DataFrame({"application_down_payment": [0] * 60 + [1_000] * 40 + [None] * 100})
    return background(frame, ["application_down_payment"])


@pytest.mark.parametrize(
    ("content", "own", "condition"),
    [
        (1_000.0, 0, "1,000, at most 201,000"),
        (201_000.0, 0, "201,000"),
        (500_000.0, 2, "500,000, above 401,000 and at most 600,000"),
        (2_000_000.0, 4, "2,000,000, above 800,000"),
    ],
)
def test_a_number_falls_between_two_fifths(known: dict[str, Any], content: float, own: int, condition: str) -> None:
    found = coding(FEATURES[CREDIT], content, known)
    assert (found.own, found.condition) == (own, condition)
    assert found.values[own] == content
    assert len(found.values) == 5


def test_codes_stand_for_the_applicants_own_value_and_typical_ones(known: dict[str, Any]) -> None:
    found = coding(FEATURES[CREDIT], 123.0, known)
    decoded = found.decode(np.array([0.0, 4.0, 0.0]))
    assert decoded.name == CREDIT
    assert decoded.to_list() == [123.0, found.values[4], 123.0]
    assert 800_000 < decoded[1] < 1_000_000


def test_a_missing_number_is_taken_as_the_median_for_everybody(half_known: dict[str, Any]) -> None:
    found = coding(FEATURES["application_down_payment"], None, half_known)
    assert (found.values, found.own) == ((0.0, 1_000.0), 0)
    assert found.shares == (0.3 + 0.5, 0.2)
    assert found.condition == "unknown, taken as 0"


def test_a_number_that_nobody_has_has_one_code() -> None:
    frame = pl.DataFrame({CREDIT: [None, None]}, schema={CREDIT: pl.Float64})
    found = coding(FEATURES[CREDIT], None, background(frame, [CREDIT]))
    assert (found.values, found.shares, found.own, found.condition) == ((None,), (1.0,), 0, "unknown")


def test_a_number_that_all_share_has_nothing_to_say(known: dict[str, Any]) -> None:
    found = coding(FEATURES["application_down_payment"], 0.0, known)
    assert (found.values, found.condition) == ((0.0,), "0")


@pytest.mark.parametrize(
    ("content", "own", "condition"),
    [("Cash loans", 0, "Cash loans"), ("Barter", 2, "Barter"), (None, 3, "unknown")],
)
def test_other_and_missing_categories_have_codes(
    known: dict[str, Any], content: str | None, own: int, condition: str
) -> None:
    found = coding(FEATURES[CONTRACT], content, known)
    assert (found.own, found.condition) == (own, condition)
    assert found.shares == (0.9, 0.1, 0.0, 0.0)
    assert found.decode(np.arange(4.0)).to_list() == ["Cash loans", "Revolving loans", None, None]


def test_conditions_are_in_the_language_that_is_spoken(known: dict[str, Any]) -> None:
    with speaking("fr"):
        assert coding(FEATURES[CREDIT], 1_000.0, known).condition.startswith("1\u202f000")
