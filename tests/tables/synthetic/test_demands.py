import numpy as np
import pytest
from scipy.stats import spearmanr

from creditworthy.tables.synthetic.answers import Answers, draw_answers
from creditworthy.tables.synthetic.circumstances import Circumstances
from creditworthy.tables.synthetic.demands import Demands, draw_demands
from creditworthy.tables.synthetic.given import Category
from creditworthy.tables.synthetic.occasions import decision_days


@pytest.fixture(scope="module")
def drawn(circumstances: Circumstances) -> tuple[Answers, np.ndarray, Demands]:
    """The scores of applications all of which came as far as a price."""
    rng = np.random.Generator(np.random.PCG64(8))
    answers = draw_answers(circumstances, circumstances.has_card, rng)
    days = decision_days(circumstances, answers, rng)
    stage = Category(np.zeros(len(days), dtype=np.int64), ("priced",))
    return answers, days, draw_demands(circumstances, answers, days, stage, rng)


def within(values: np.ndarray, owner: np.ndarray) -> np.ndarray:
    return np.asarray(values - (np.bincount(owner, values) / np.maximum(np.bincount(owner), 1))[owner])


@pytest.mark.parametrize("name", ["size", "terms", "price", "down"])
def test_scores_are_standard_normal_within_a_kind(drawn: tuple[Answers, np.ndarray, Demands], name: str) -> None:
    answers, _, demands = drawn
    here = getattr(demands, name)[answers.kind.is_("Consumer loans")]
    assert here.mean() == pytest.approx(0, abs=0.02)
    assert here.std() == pytest.approx(1, abs=0.02)


@pytest.mark.parametrize(
    ("name", "circumstance"),
    [("size", "appetite"), ("terms", "patience"), ("price", "price"), ("down", "down_payment")],
)
def test_the_mean_of_an_applicants_goods_shows_the_circumstance(
    circumstances: Circumstances, drawn: tuple[Answers, np.ndarray, Demands], name: str, circumstance: str
) -> None:
    answers, _, demands = drawn
    goods = answers.kind.is_("Consumer loans")
    count = np.bincount(answers.owner[goods], minlength=len(circumstances))
    total = np.bincount(answers.owner[goods], getattr(demands, name)[goods], minlength=len(circumstances))
    only = (count > 0) & (count == np.bincount(answers.owner, minlength=len(circumstances)))
    assert spearmanr(total[only] / count[only], circumstances[circumstance][only]).statistic > 0.8


def test_larger_loans_are_longer_cheaper_and_more_recent(drawn: tuple[Answers, np.ndarray, Demands]) -> None:
    answers, days, demands = drawn
    cash = answers.kind.is_("Cash loans")
    owner = answers.owner[cash]
    size = within(demands.size[cash], owner)
    assert np.corrcoef(size, within(demands.terms[cash], owner))[0, 1] == pytest.approx(0.70, abs=0.08)
    assert np.corrcoef(size, within(demands.price[cash], owner))[0, 1] == pytest.approx(-0.55, abs=0.08)
    assert np.corrcoef(size, within(days[cash].astype(float), owner))[0, 1] == pytest.approx(0.3, abs=0.1)
