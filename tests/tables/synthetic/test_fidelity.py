import numpy as np
import polars as pl
import pytest

from creditworthy.tables.dictionary import home_credit
from creditworthy.tables.synthetic import generate
from creditworthy.tables.synthetic.fidelity import Finding, compare, compare_table, distance, main_numbers
from creditworthy.tables.synthetic.marginals import numbers

APPLICANTS = 30_000


@pytest.fixture(scope="module")
def findings() -> list[Finding]:
    return compare(generate(APPLICANTS, seed=9))


def test_the_files_are_described_completely(findings: list[Finding]) -> None:
    assert len(findings) > 2_400
    assert {finding.measure.split(" ")[0] for finding in findings} == {
        "missing", "share", "distribution", "correlation", "rows:",
    }  # fmt: skip


@pytest.mark.parametrize("measure", ["missing", "share", "distribution", "rows"])
def test_the_generated_portfolio_is_like_the_reference(findings: list[Finding], measure: str) -> None:
    assert [finding for finding in findings if finding.measure.startswith(measure) and not finding.holds] == []


def test_what_goes_together_goes_together(findings: list[Finding]) -> None:
    links = [finding for finding in findings if finding.measure.startswith("correlation")]
    main = [finding for finding in links if abs(finding.expected) >= 0.2]
    assert len(main) > 250
    assert [finding for finding in main if not finding.holds] == []
    assert sum(finding.holds for finding in links) >= 0.995 * len(links)


def test_a_column_that_is_off_is_found() -> None:
    table = home_credit().table("bureau_balance")
    frame = pl.DataFrame({"MONTHS_BALANCE": [-1] * 50, "STATUS": ["C"] * 49 + [None]})
    found = {finding.measure: finding for finding in compare_table("bureau_balance", frame, table.columns)}
    assert not found["distribution"].holds
    assert not found["share of C"].holds
    assert found["share of C"].found == 1.0
    assert found["missing"].holds
    assert found["missing"].found == 0.02


def test_the_distance_of_a_sample_from_its_own_distribution_is_small() -> None:
    expected = numbers("application_train", "AMT_CREDIT")
    sample = expected.at(np.random.Generator(np.random.PCG64(1)).standard_normal(20_000))
    assert distance(expected, sample) < 0.02
    assert distance(expected, sample * 1.5) > 0.15
    assert distance(expected, sample[:0]) == 1.0


def test_main_numbers_leave_out_flags_identifiers_and_buildings(portfolio: dict[str, pl.DataFrame]) -> None:
    table = home_credit().table("application")
    names = main_numbers(portfolio["application_train"], table)
    assert {"TARGET", "AMT_CREDIT", "EXT_SOURCE_1"} <= set(names)
    assert not {"SK_ID_CURR", "FLAG_PHONE", "LANDAREA_AVG", "CODE_GENDER"} & set(names)
