"""Features of three applicants from tables of a few columns."""

from collections.abc import Callable

import polars as pl
import pytest

from creditworthy.features import FEATURES, build

Columns = dict[str, list[object]]


@pytest.fixture
def values() -> Callable[..., list[object]]:
    """Return a function: one feature of applicants 1, 2 and 3, from the columns of tables."""

    def compute(name: str, **tables: Columns) -> list[object]:
        given = {"application": {"SK_ID_CURR": [1, 2, 3], **tables.pop("application", {})}, **tables}
        return build({table: pl.DataFrame(columns) for table, columns in given.items()}, [name])[name].to_list()

    return compute


@pytest.fixture
def catalogue(monkeypatch: pytest.MonkeyPatch) -> None:
    """Forget after the test what it registers."""
    monkeypatch.setattr(FEATURES, "_entries", dict(FEATURES.items()))


@pytest.fixture
def near() -> Callable[[list[float | None]], list[object]]:
    """Return a function: numbers to compare with up to the last bits, nulls as they are."""
    return lambda expected: [number if number is None else pytest.approx(number, rel=1e-12) for number in expected]
