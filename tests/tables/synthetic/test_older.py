import numpy as np
import pytest

from creditworthy.tables.synthetic.answers import KINDS, STATUSES, Answers
from creditworthy.tables.synthetic.circumstances import Circumstances
from creditworthy.tables.synthetic.given import Category
from creditworthy.tables.synthetic.occasions import WINDOW
from creditworthy.tables.synthetic.older import with_older


def one_loan_each(applicants: int) -> Answers:
    goods = np.full(applicants, KINDS.index("Consumer loans"))
    approved = np.full(applicants, STATUSES.index("Approved"))
    nobody = np.zeros(applicants, dtype=np.bool_)
    return Answers(np.arange(applicants), Category(goods, KINDS), Category(approved, STATUSES), nobody)


@pytest.mark.parametrize(("day", "expected"), [(WINDOW, 0.46), (-1_800, 0.12), (0, 0.18)])
def test_the_longer_a_customer_the_more_older_loans(
    circumstances: Circumstances, rng: np.random.Generator, day: int, expected: float
) -> None:
    size = len(circumstances)
    nobody = np.zeros(size, dtype=np.bool_)
    _, days = with_older(circumstances, one_loan_each(size), np.full(size, day), nobody, rng)
    assert (days < WINDOW).sum() / size == pytest.approx(expected, abs=0.03)


def test_older_cards_and_loans_stand_before_the_others(circumstances: Circumstances, rng: np.random.Generator) -> None:
    size = len(circumstances)
    holder = np.arange(size) < 10
    answers, days = with_older(circumstances, one_loan_each(size), np.full(size, -500), holder, rng)
    older = days < WINDOW
    cards = answers.kind.is_("Revolving loans")
    assert answers.owner[cards].tolist() == list(range(10))
    assert np.array_equal(cards, answers.holding)
    assert older[cards].all()
    assert answers.status.is_("Approved")[older].all()
    assert np.array_equal(np.lexsort((days, answers.owner)), np.arange(len(days)))
    assert (~older).sum() == size
