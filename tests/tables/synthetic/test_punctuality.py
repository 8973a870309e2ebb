import numpy as np
import pytest

from creditworthy.tables.synthetic.circumstances import Circumstances
from creditworthy.tables.synthetic.punctuality import carelessness, habits, month_end, month_of


def test_the_last_month_has_thirty_days() -> None:
    assert month_of(np.array([-1, -30, -31, -60, -61])).tolist() == [-1, -1, -2, -2, -3]


def test_a_day_is_not_after_the_end_of_its_month() -> None:
    days = np.arange(-100, 0)
    assert np.all(month_end(month_of(days)) >= days)
    assert np.all(month_end(month_of(days) - 1) < days)


def test_habits_are_bad_without_discipline_and_standard(circumstances: Circumstances) -> None:
    late = habits(circumstances)
    assert late.std() == pytest.approx(1, abs=0.05)
    assert np.corrcoef(late, circumstances["discipline"])[0, 1] == pytest.approx(-0.95, abs=0.02)


def test_who_has_long_been_a_customer_has_no_worse_habits(circumstances: Circumstances) -> None:
    assert np.corrcoef(habits(circumstances), circumstances["custom_age"])[0, 1] == pytest.approx(0, abs=0.06)


def test_a_shock_is_felt_in_its_year_only(circumstances: Circumstances, rng: np.random.Generator) -> None:
    owner = np.repeat(np.arange(len(circumstances)), 2)
    felt = carelessness(circumstances, owner, np.tile([-100, -1_000], len(circumstances)), rng)
    assert felt.var() == pytest.approx(0.45, abs=0.03)
    assert np.corrcoef(felt[::2], circumstances["shock"])[0, 1] > 0.55
    assert np.corrcoef(felt[1::2], circumstances["shock"])[0, 1] == pytest.approx(0, abs=0.05)


def test_the_instalments_of_a_year_are_of_one_state(circumstances: Circumstances, rng: np.random.Generator) -> None:
    felt = carelessness(circumstances, np.array([3, 3, 3]), np.array([-400, -700, -800]), rng)
    assert felt[0] == felt[1] != felt[2]
