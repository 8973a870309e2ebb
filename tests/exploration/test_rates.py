import polars as pl
import pytest

from creditworthy.exploration.applications import OUTCOME, Applications
from creditworthy.exploration.focus import Focus
from creditworthy.exploration.rates import Category, rates_by_category
from creditworthy.language import speaking
from creditworthy.tables.dictionary import Column

KIND = Column("KIND", "category", "category", "", "")


def of(kinds: list[str | None], outcomes: list[int | None]) -> tuple[Category, ...]:
    rows = pl.DataFrame({"KIND": kinds, OUTCOME: pl.Series(outcomes, dtype=pl.Int8)})
    return rates_by_category(Applications(rows, None), KIND).categories


def test_counts_and_rates_of_both_parts(applications: Applications, focus: Focus) -> None:
    found = rates_by_category(applications, focus.categories[0])
    assert found.column == "SEX"
    counted = [(one.value, one.sentinel, one.labelled, one.unlabelled, one.defaults) for one in found.categories]
    assert counted == [("F", False, 2, 0, 0), ("M", False, 1, 1, 1), ("XNA", True, 1, 0, 0), (None, False, 1, 0, 0)]
    rates = [one.rate.value for one in found.categories if one.rate]
    assert rates == [0.0, 1.0, 0.0, 0.0]


def test_ten_values_have_a_name_and_the_rest_is_counted_together() -> None:
    kinds = [kind for at, kind in enumerate("abcdefghijklm") for _ in range(20 - at)]
    found = of([*kinds, None], [0] * (len(kinds) - 1) + [1, 1])
    assert [one.value for one in found[:10]] == list("abcdefghij")
    rest, missing = found[10:]
    assert (rest.value, rest.others, rest.labelled, rest.defaults) == (None, 3, 10 + 9 + 8, 1)
    assert (missing.value, missing.others, missing.labelled, missing.defaults) == (None, 0, 1, 1)
    assert sum(one.labelled for one in found) == len(kinds) + 1


def test_a_rest_of_one_has_its_name() -> None:
    found = of(list("abcdefghijk"), [0] * 11)
    assert [one.value for one in found] == list("abcdefghijk")


def test_without_outcomes_there_is_no_rate() -> None:
    rows = pl.DataFrame({"KIND": ["a", "a"], OUTCOME: pl.Series([None, None], dtype=pl.Int8)})
    (found,) = rates_by_category(Applications(None, rows), KIND).categories
    assert (found.labelled, found.unlabelled, found.rate) == (0, 2, None)


def test_the_rate_has_an_interval() -> None:
    (found,) = of(["a"] * 10, [0] * 10)
    assert found.rate is not None
    assert found.rate.high == pytest.approx(0.2775, abs=1e-4)


def test_names_of_categories() -> None:
    rest = Category(None, 3, False, 5, 0, 0, None)
    missing = Category(None, 0, False, 5, 0, 0, None)
    unknown = Category("XNA", 0, True, 5, 0, 0, None)
    female = Category("F", 0, False, 5, 0, 0, None)
    assert [one.name for one in (rest, missing, unknown, female)] == ["3 others", "missing", "XNA, unknown", "female"]
    with speaking("fr"):
        assert female.name == "femme"
        assert Category("Kindergarten", 0, False, 5, 0, 0, None).name == "Jardin d’enfants"


def test_thirty_are_enough() -> None:
    assert not Category("a", 0, False, 29, 9, 0, None).enough
    assert Category("a", 0, False, 30, 0, 0, None).enough
