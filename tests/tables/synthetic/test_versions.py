import numpy as np
import pytest

from creditworthy.tables.synthetic.draws import numbered
from creditworthy.tables.synthetic.loans import Loans
from creditworthy.tables.synthetic.schedule import Schedule
from creditworthy.tables.synthetic.versions import revised


@pytest.fixture
def loans() -> Loans:
    ones = np.ones(3_000, dtype=np.int64)
    return Loans(
        request=np.arange(3_000),
        owner=np.arange(3_000),
        sk_id_prev=np.arange(3_000),
        first_due=-800 * ones,
        terms=24 * ones,
        kept=24 * ones,
        passed=24 * ones,
        instalment=1_000.0 * ones,
    )


@pytest.fixture
def schedule(loans: Loans) -> Schedule:
    loan, place = numbered(loans.passed)
    nothing = np.zeros_like(loan)
    due = loans.first_due[loan] + 30 * place
    return Schedule(loan=loan, place=place, due=due, delay=nothing, part=nothing * 1.0, part_delay=nothing)


def test_the_first_version_has_the_agreed_instalment(
    loans: Loans, schedule: Schedule, rng: np.random.Generator
) -> None:
    version, amount = revised(loans, schedule, rng)
    assert np.all(amount[version == 1] == 1_000)
    assert np.all(version[schedule.place == 0] == 1)


def test_a_new_version_lasts_and_some_are_followed_by_others(
    loans: Loans, schedule: Schedule, rng: np.random.Generator
) -> None:
    version = revised(loans, schedule, rng)[0].reshape(3_000, 24)
    assert np.all(np.diff(version, axis=1) >= 0)
    assert 3 < version.max() <= 40
    changed = version[:, -1] > 1
    assert changed.mean() == pytest.approx((0.04 + 0.025) * 4, abs=0.04)


def test_eased_instalments_are_smaller_and_mended_ones_about_the_same(
    loans: Loans, schedule: Schedule, rng: np.random.Generator
) -> None:
    version, amount = revised(loans, schedule, rng)
    assert 980 <= amount[version == 2].min() <= amount[version == 2].max() <= 1_020
    assert amount[version >= 3].min() >= 400
    assert amount[version >= 3].mean() == pytest.approx(700, abs=40)
