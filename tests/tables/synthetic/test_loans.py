import numpy as np
import pytest

from creditworthy.tables.synthetic.circumstances import Circumstances
from creditworthy.tables.synthetic.loans import Loans, draw_loans, last_months
from creditworthy.tables.synthetic.requests import Requests


@pytest.fixture(scope="module")
def loans(circumstances: Circumstances, requests: Requests) -> Loans:
    annuity = np.full(len(requests), 1_000.0)
    return draw_loans(circumstances, requests, annuity, np.random.Generator(np.random.PCG64(7)))


def test_only_signed_cash_and_consumer_loans_are_loans(loans: Loans, requests: Requests) -> None:
    assert requests.approved[loans.request].all()
    assert set(requests.kind[loans.request]) == {"Cash loans", "Consumer loans"}
    signed = requests.approved & (requests.kind != "Revolving loans")
    assert len(loans.request) == signed.sum()


def test_dates_follow_each_other(loans: Loans, requests: Requests) -> None:
    assert (loans.first_due >= requests.decision[loans.request] + 30).all()
    assert (loans.first_due <= loans.last_due).all()
    assert (loans.kept >= 1).all()
    assert (loans.kept <= loans.terms).all()
    assert (loans.passed <= loans.kept).all()


def test_what_fell_due_is_in_the_past(loans: Loans) -> None:
    last_passed = loans.first_due + 30 * (loans.passed - 1)
    assert last_passed[loans.passed > 0].max() <= -1
    running = ~loans.finished & (loans.passed > 0)
    assert last_passed[running].min() >= -30


def test_longer_loans_are_repaid_early_more_often(loans: Loans) -> None:
    over = loans.first_due + 30 * loans.terms < -60
    assert loans.early[over & (loans.terms <= 6)].mean() == pytest.approx(0.31, abs=0.05)
    assert loans.early[over & (loans.terms >= 24)].mean() == pytest.approx(0.64, abs=0.07)


def test_who_had_a_misfortune_ended_none_early_in_its_year(loans: Loans, circumstances: Circumstances) -> None:
    shock = circumstances["shock"][loans.owner]
    ended = loans.early & loans.finished & (loans.last_due > -365)
    long_ago = loans.early & (loans.last_due < -400)
    assert ended[shock > 1].mean() < 0.7 * ended[shock < -1].mean()
    assert long_ago[shock > 1].mean() == pytest.approx(long_ago[shock < -1].mean(), abs=0.05)


def test_most_histories_are_published_to_the_end(rng: np.random.Generator) -> None:
    months = last_months(10_000, rng)
    share = [np.mean(months == month) for month in (-1, -2, -3, -4)]
    assert share == pytest.approx([0.58, 0.31, 0.065, 0.045], abs=0.02)
