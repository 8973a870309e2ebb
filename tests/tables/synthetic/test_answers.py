import numpy as np
import pytest
from scipy.stats import spearmanr

from creditworthy.tables.synthetic.answers import Answers, draw_answers
from creditworthy.tables.synthetic.circumstances import Circumstances


@pytest.fixture(scope="module")
def answers(circumstances: Circumstances) -> Answers:
    return draw_answers(circumstances, circumstances.has_card, np.random.Generator(np.random.PCG64(8)))


def share(answers: Answers, where: np.ndarray, applicants: int) -> np.ndarray:
    total = np.bincount(answers.owner, minlength=applicants)
    return np.bincount(answers.owner[where], minlength=applicants) / np.maximum(total, 1)


def test_whoever_asked_before_has_applications(circumstances: Circumstances, answers: Answers) -> None:
    assert np.array_equal(np.unique(answers.owner), np.flatnonzero(circumstances.has_previous))
    assert len(answers.owner) / len(np.unique(answers.owner)) == pytest.approx(5.0, rel=0.1)


def test_one_card_comes_of_an_application_of_each_holder(circumstances: Circumstances, answers: Answers) -> None:
    cards = np.bincount(answers.owner[answers.holding], minlength=len(circumstances))
    assert np.array_equal(cards > 0, circumstances.has_card & circumstances.has_previous)
    assert cards.max() == 1
    assert answers.kind.is_("Revolving loans")[answers.holding].all()
    assert answers.status.is_("Approved")[answers.holding].all()


def test_no_other_card_was_approved(answers: Answers) -> None:
    others = answers.kind.is_("Revolving loans") & ~answers.holding
    assert set(answers.status.labels[others]) == {"Canceled", "Refused"}


def test_goods_are_not_cancelled_and_only_goods_are_not_used(answers: Answers) -> None:
    goods = answers.kind.is_("Consumer loans")
    assert not answers.status.is_("Canceled")[goods].any()
    assert not answers.status.is_("Unused offer")[~goods].any()


@pytest.mark.parametrize(
    ("kind", "status", "expected"),
    [
        ("Consumer loans", "Approved", 0.359),
        ("Cash loans", "Approved", 0.186),
        ("Cash loans", "Canceled", 0.175),
        ("Cash loans", "Refused", 0.101),
        ("Revolving loans", "Approved", 0.057),
        ("Consumer loans", "Refused", 0.043),
        ("Revolving loans", "Canceled", 0.031),
        ("Revolving loans", "Refused", 0.029),
        ("Consumer loans", "Unused offer", 0.016),
    ],
)
def test_kinds_and_statuses_go_together_as_in_reality(
    answers: Answers, kind: str, status: str, expected: float
) -> None:
    assert (answers.kind.is_(kind) & answers.status.is_(status)).mean() == pytest.approx(expected, abs=0.02)


@pytest.mark.parametrize(
    ("circumstance", "least"), [("refusals", 0.6), ("cancellations", 0.65), ("cash", 0.8), ("card_requests", 0.5)]
)
def test_shares_of_applications_show_their_circumstance(
    circumstances: Circumstances, answers: Answers, circumstance: str, least: float
) -> None:
    where = {
        "refusals": answers.status.is_("Refused"),
        "cancellations": answers.status.is_("Canceled"),
        "cash": answers.kind.is_("Cash loans"),
        "card_requests": answers.kind.is_("Revolving loans"),
    }[circumstance]
    asked = circumstances.has_previous
    shown = share(answers, where, len(circumstances))[asked]
    assert spearmanr(shown, circumstances[circumstance][asked]).statistic > least
