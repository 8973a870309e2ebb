import numpy as np
import pytest
from scipy.stats import spearmanr

from creditworthy.tables.synthetic.answers import Answers, draw_answers
from creditworthy.tables.synthetic.circumstances import Circumstances
from creditworthy.tables.synthetic.occasions import SERVED, WINDOW, decision_days


@pytest.fixture(scope="module")
def dated(circumstances: Circumstances) -> tuple[Answers, np.ndarray]:
    rng = np.random.Generator(np.random.PCG64(8))
    answers = draw_answers(circumstances, circumstances.has_card, rng)
    return answers, decision_days(circumstances, answers, rng)


def extremes(dated: tuple[Answers, np.ndarray], applicants: int) -> tuple[np.ndarray, np.ndarray]:
    answers, days = dated
    oldest, newest = np.zeros(applicants), np.full(applicants, -9999.0)
    np.minimum.at(oldest, answers.owner, days)
    np.maximum.at(newest, answers.owner, days)
    return oldest, newest


def test_all_days_are_in_the_window(dated: tuple[Answers, np.ndarray]) -> None:
    assert dated[1].min() >= WINDOW
    assert dated[1].max() <= -1


def test_the_ends_show_their_circumstances(circumstances: Circumstances, dated: tuple[Answers, np.ndarray]) -> None:
    oldest, newest = extremes(dated, len(circumstances))
    asked = circumstances.has_previous
    assert spearmanr(-oldest[asked], circumstances["custom_age"][asked]).statistic > 0.9
    assert spearmanr(newest[asked], circumstances["freshness"][asked]).statistic > 0.9
    assert np.median(oldest[asked]) == pytest.approx(-1470, rel=0.1)
    assert np.median(newest[asked]) == pytest.approx(-314, rel=0.15)


def test_goods_come_first_and_cancellations_last(dated: tuple[Answers, np.ndarray]) -> None:
    answers, days = dated
    goods = np.median(days[answers.kind.is_("Consumer loans") & answers.status.is_("Approved")])
    cash = np.median(days[answers.kind.is_("Cash loans") & answers.status.is_("Approved")])
    cancelled = np.median(days[answers.status.is_("Canceled")])
    assert goods < cash - 100 < cancelled - 400


def test_several_answers_fall_on_one_day(dated: tuple[Answers, np.ndarray]) -> None:
    answers, days = dated
    order = np.lexsort((days, answers.owner))
    same = (np.diff(answers.owner[order]) == 0) & (np.diff(days[order]) == 0)
    beside = np.diff(answers.owner[order]) == 0
    assert same.sum() / beside.sum() == pytest.approx(0.28, abs=0.05)


def test_the_card_is_the_older_the_longer_it_is_held(
    circumstances: Circumstances, dated: tuple[Answers, np.ndarray]
) -> None:
    answers, days = dated
    held = answers.holding
    assert days[held].max() <= SERVED
    assert spearmanr(-days[held], circumstances["card_age"][answers.owner[held]]).statistic > 0.6
