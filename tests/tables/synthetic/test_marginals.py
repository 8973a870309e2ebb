import numpy as np
import pytest

from creditworthy.tables.dictionary import home_credit
from creditworthy.tables.synthetic.marginals import (
    Distribution,
    correlations,
    missing,
    numbers,
    risk_order,
    shares,
    statistics,
    within,
)

STEMS = [(stem, table) for table in home_credit().tables.values() for stem in table.files]


@pytest.mark.parametrize(("stem", "table"), STEMS, ids=[stem for stem, _ in STEMS])
def test_every_column_that_is_no_identifier_is_described(stem, table) -> None:  # type: ignore[no-untyped-def]
    told = {*statistics(stem)["shares"], *statistics(stem)["numbers"]}
    known = {name for name, column in table.columns.items() if column.unit != "identifier"}
    assert told == known - ({table.label} if stem != table.files[0] else set())
    assert set(statistics(stem)["missing"]) <= told


@pytest.mark.parametrize("stem", [stem for stem, _ in STEMS])
def test_levels_and_values_rise(stem: str) -> None:
    for column in statistics(stem)["numbers"]:
        found = numbers(stem, column)
        assert (np.diff(found.levels) >= 0).all(), column
        assert (np.diff(found.values) >= 0).all(), column
        assert 0 <= found.levels[0] <= found.levels[-1] <= 1, column


def test_shares_are_of_the_known_values() -> None:
    assert sum(shares("application_train", "NAME_EDUCATION_TYPE").values()) == pytest.approx(1, abs=1e-3)
    assert set(shares("application_train", "NAME_EDUCATION_TYPE")) == set(risk_order("education"))


def test_what_is_complete_is_never_missing() -> None:
    assert missing("application_train", "DAYS_BIRTH") == 0.0
    assert missing("application_train", "EXT_SOURCE_1") == pytest.approx(0.56, abs=0.02)


def test_a_distribution_without_its_sentinel() -> None:
    worked = Distribution(np.array([0.0, 0.4, 0.8, 0.8, 1.0]), np.array([-9.0, -5.0, -1.0, 365_243.0, 365_243.0]))
    assert worked.at(np.array([5.0])).tolist() == [365_243.0]
    assert worked.without(365_243).levels.tolist() == [0.0, 0.5, 1.0]
    assert worked.without(365_243).at(np.array([0.0, 9.0])).tolist() == [-5.0, -1.0]


def test_the_correlations_are_those_of_a_population() -> None:
    names, matrix = correlations()
    assert names[-1] == "default"
    assert (matrix == matrix.T).all()
    assert (np.diag(matrix) == 1).all()
    assert np.linalg.eigvalsh(matrix)[0] > 0
    assert matrix[names.index("external_2"), -1] < -0.2 < 0.1 < matrix[names.index("refusals"), -1]


def test_a_distribution_within_a_part_of_the_rows() -> None:
    term = within("bureau", "term", "mortgage")
    assert (np.diff(term.levels) >= 0).all()
    assert term.at(np.array([0.0]))[0] == pytest.approx(5_480, rel=0.02)
