import numpy as np

from creditworthy.tables.synthetic.given import Category
from creditworthy.tables.synthetic.requests import Requests, in_window

KINDS = Category(np.array([0, 0, 1]), ("Cash loans", "Revolving loans"))
STATUSES = Category(np.array([0, 0, 1]), ("Approved", "Canceled"))


def three() -> Requests:
    """A signed loan from before the window, an unsigned one, and a cancelled application for a card."""
    stage = Category(np.array([0, 0, 1]), ("priced", "blank"))
    return Requests(
        owner=np.array([0, 0, 1]),
        sk_id_prev=np.array([7, 8, 9]),
        kind=KINDS.labels,
        status=STATUSES.labels,
        yield_group=np.array(["high", "middle", "XNA"], dtype=object),
        decision=np.array([-2923, -2922, -5]),
        size=np.zeros(3),
        terms=np.array([12.0, 24.0, np.nan]),
        signed=np.array([True, False, False]),
        kinds=KINDS,
        statuses=STATUSES,
        stage=stage,
        yields=Category(np.array([0, 1, 2]), ("high", "middle", "XNA")),
        down=np.zeros(3),
    )


def test_a_loan_comes_of_a_signed_approval_only() -> None:
    assert len(three()) == 3
    assert three().approved.tolist() == [True, False, False]


def test_what_has_terms_has_a_price() -> None:
    assert three().priced.tolist() == [True, True, False]


def test_applications_older_than_eight_years_are_not_published() -> None:
    assert in_window(three()).tolist() == [False, True, True]
