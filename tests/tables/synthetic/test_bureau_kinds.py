import numpy as np
import pytest

from creditworthy.tables.synthetic.bureau_kinds import CARD, draw_kinds, of_kind
from creditworthy.tables.synthetic.bureau_owners import Owners, owners_of_credits
from creditworthy.tables.synthetic.circumstances import Circumstances
from creditworthy.tables.synthetic.given import Category


@pytest.fixture
def owners(circumstances: Circumstances) -> Owners:
    return owners_of_credits(circumstances)


@pytest.fixture
def kinds(owners: Owners, rng: np.random.Generator) -> Category:
    return draw_kinds(owners, np.full(len(owners), -400.0), rng)


def test_every_kind_has_its_share(kinds: Category) -> None:
    assert kinds.is_(CARD).mean() == pytest.approx(0.236, abs=0.01)
    assert kinds.is_("Car loan").mean() == pytest.approx(0.0155, abs=0.003)
    assert kinds.is_("Mortgage").mean() == pytest.approx(0.0105, abs=0.003)
    assert 0 < kinds.is_("Another type of loan").mean() < 0.003


def test_mortgages_are_of_those_with_large_credits(owners: Owners, kinds: Category) -> None:
    assert owners.of("size_elsewhere")[kinds.is_("Mortgage")].mean() > 1.5


def test_only_new_credits_are_microloans(owners: Owners, rng: np.random.Generator) -> None:
    start = np.where(owners.place == 0, -10.0, -2_900.0)
    brief = draw_kinds(owners, start, rng).is_("Microloan")
    assert brief[start == -10].mean() > 0.03
    assert brief[start == -2_900].sum() == 0


def test_who_has_many_cards_has_them(owners: Owners, kinds: Category, circumstances: Circumstances) -> None:
    share = owners.mean(kinds.is_(CARD).astype(float))[owners.counts > 3]
    score = circumstances["cards_elsewhere"][owners.counts > 3]
    assert np.corrcoef(share, score)[0, 1] > 0.85


def test_a_mortgage_is_larger_than_a_consumer_credit() -> None:
    kinds = Category(np.array([0, 1, 2]), ("Consumer credit", "Mortgage", "Another type of loan"))
    usual, mortgage, other = of_kind(kinds, "amount", np.zeros(3))
    assert usual == other
    assert usual == pytest.approx(112_000, rel=0.05)
    assert mortgage == pytest.approx(4_900_000, rel=0.05)
