from collections.abc import Callable

import numpy as np
import pytest

from creditworthy.tables.synthetic.circumstances import Circumstances
from creditworthy.tables.synthetic.draws import Flags, Whole
from creditworthy.tables.synthetic.loans import Loans, draw_loans
from creditworthy.tables.synthetic.requests import Requests
from creditworthy.tables.synthetic.schedule import NEVER, Schedule, draw_schedule, settlement


@pytest.fixture(scope="module")
def loans(circumstances: Circumstances, requests: Requests) -> Loans:
    annuity = np.full(len(requests), 1_000.0)
    return draw_loans(circumstances, requests, annuity, np.random.Generator(np.random.PCG64(7)))


@pytest.fixture(scope="module")
def schedule(circumstances: Circumstances, loans: Loans) -> Schedule:
    return draw_schedule(circumstances, loans, np.random.Generator(np.random.PCG64(8)))


def whole(*numbers: int) -> Whole:
    return np.array(numbers)


def test_every_instalment_that_fell_due_is_there_once(loans: Loans, schedule: Schedule) -> None:
    assert np.array_equal(np.bincount(schedule.loan, minlength=len(loans.request)), loans.passed)
    assert np.array_equal(schedule.due, loans.first_due[schedule.loan] + 30 * schedule.place)
    assert schedule.due.max() <= -1


def test_one_payment_in_ten_is_late_and_few_are_very_late(schedule: Schedule) -> None:
    assert np.mean(schedule.delay > 0) == pytest.approx(0.10, abs=0.01)
    assert np.mean(schedule.delay > 30) < 0.005
    assert np.median(schedule.delay) == pytest.approx(-9, abs=1)


def test_nothing_is_paid_before_the_loan(schedule: Schedule, loans: Loans) -> None:
    paid = schedule.due + schedule.delay
    assert (paid > loans.first_due[schedule.loan] - 30).all()


def test_an_early_end_is_never_late(schedule: Schedule, loans: Loans) -> None:
    last = loans.early[schedule.loan] & (schedule.place == loans.kept[schedule.loan] - 1)
    assert last.sum() > 1_000
    assert schedule.delay[last].max() == 0


def test_a_part_is_less_than_half_and_is_paid_with_the_payment_before_or_the_next_one(schedule: Schedule) -> None:
    some = np.flatnonzero((schedule.part > 0) & (schedule.part_delay < NEVER))
    assert schedule.part.max() < 0.5
    assert np.mean(schedule.part > 0) == pytest.approx(0.06, abs=0.01)
    inner = some[(schedule.place[some] > 0) & (np.diff(schedule.loan, append=-1)[some] == 0)]
    before, after = schedule.delay[inner - 1] - 30, schedule.delay[inner + 1] + 30
    assert np.all((schedule.part_delay[inner] == before) | (schedule.part_delay[inner] == after))


def test_the_undisciplined_pay_later(circumstances: Circumstances, loans: Loans, schedule: Schedule) -> None:
    discipline = circumstances["discipline"][loans.owner][schedule.loan]
    late = schedule.delay > 0
    assert late[discipline < -1].mean() > 2 * late[discipline > 1].mean()


def test_a_shock_shows_in_how_late_the_payments_of_its_year_are(
    circumstances: Circumstances, loans: Loans, schedule: Schedule
) -> None:
    shock = circumstances["shock"][loans.owner][schedule.loan]
    recent, late = schedule.due > -365, schedule.delay > 5

    def share(where: Flags) -> float:
        return float(late[where].mean())

    assert share(recent & (shock > 1)) > 6 * share(recent & (shock < 0))
    assert share(~recent & (shock > 1)) == pytest.approx(share(~recent & (shock < 0)), abs=0.01)


@pytest.fixture
def two_loans() -> Callable[..., Schedule]:
    def schedule(part: tuple[float, ...], part_delay: Whole) -> Schedule:
        return Schedule(
            loan=whole(0, 0, 1),
            place=whole(0, 1, 0),
            due=whole(-100, -70, -20),
            delay=whole(3, -2, 0),
            part=np.array(part),
            part_delay=part_delay,
        )

    return schedule


def test_a_loan_is_settled_with_its_last_payment(two_loans: Callable[..., Schedule]) -> None:
    loans = Loans(
        request=whole(0, 1),
        owner=whole(0, 0),
        sk_id_prev=whole(7, 8),
        first_due=whole(-100, -20),
        terms=whole(2, 6),
        kept=whole(2, 6),
        passed=whole(2, 1),
        instalment=np.array([10.0, 20.0]),
    )
    simple = two_loans((0.0, 0.0, 0.0), whole(0, 0, 0))
    assert settlement(loans, simple).tolist() == [-72, NEVER]
    forgotten = two_loans((0.0, 0.01, 0.0), whole(0, 60, 0))
    assert settlement(loans, forgotten).tolist() == [-10, NEVER]
    assert forgotten.settled.tolist() == [-97, -10, -20]
