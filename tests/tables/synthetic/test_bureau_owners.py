import numpy as np
import pytest

from creditworthy.tables.synthetic.bureau_owners import Owners, owners_of_credits
from creditworthy.tables.synthetic.circumstances import Circumstances
from creditworthy.tables.synthetic.draws import numbered
from creditworthy.tables.synthetic.given import sizes


@pytest.fixture
def three(circumstances: Circumstances) -> Owners:
    """Three applicants with three credits, none, and two."""
    counts = np.array([3, 0, 2])
    return Owners(circumstances, counts, sizes(counts, [1, 2, 3]), *numbered(counts))


def test_whom_the_bureau_knows_has_a_credit(circumstances: Circumstances) -> None:
    owners = owners_of_credits(circumstances)
    assert np.array_equal(owners.counts > 0, circumstances.in_bureau)
    assert len(owners) == owners.counts.sum()
    assert owners.counts.max() <= 29
    assert owners.counts[owners.counts > 0].mean() == pytest.approx(5.53, rel=0.1)


def test_those_who_borrow_more_have_more_credits(circumstances: Circumstances) -> None:
    owners = owners_of_credits(circumstances)
    known = owners.counts > 0
    order = np.argsort(circumstances["borrowing"][known])
    assert (np.diff(owners.counts[known][order]) >= 0).all()


def test_the_highest_are_chosen_of_each_owner(three: Owners) -> None:
    chosen = three.chosen(np.array([2 / 3, 1.0, 0.5]), np.array([0.1, 0.3, 0.2, -5.0, -4.0]))
    assert chosen.tolist() == [False, True, True, False, True]


def test_the_mean_is_over_an_owners_credits(three: Owners) -> None:
    assert three.mean(np.array([1.0, 2.0, 6.0, 4.0, 5.0])).tolist() == [3.0, 0.0, 4.5]


def test_a_circumstance_is_its_owners(three: Owners, circumstances: Circumstances) -> None:
    debt = circumstances["debt"]
    assert three.of("debt").tolist() == [debt[0], debt[0], debt[0], debt[2], debt[2]]


def test_a_single_credit_is_open_or_not(circumstances: Circumstances) -> None:
    owners = owners_of_credits(circumstances)
    share = owners.shown("open_share", circumstances["open_share"])[owners.counts == 1]
    assert set(share.tolist()) == {0.0, 1.0}
    assert share.mean() == pytest.approx(0.495, abs=0.02)
