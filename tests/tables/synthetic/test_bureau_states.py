import numpy as np
import polars as pl
import pytest

from creditworthy.tables.synthetic.bureau_credits import Credits, draw_credits
from creditworthy.tables.synthetic.bureau_states import ended_on, state_columns
from creditworthy.tables.synthetic.circumstances import Circumstances
from creditworthy.tables.synthetic.shape import working


@pytest.fixture
def drawn(circumstances: Circumstances, rng: np.random.Generator) -> Credits:
    return draw_credits(circumstances, rng)


@pytest.fixture
def ended(drawn: Credits, rng: np.random.Generator) -> np.ndarray:
    return ended_on(drawn, rng)


@pytest.fixture
def states(drawn: Credits, ended: np.ndarray, rng: np.random.Generator) -> pl.DataFrame:
    return working(state_columns(drawn, ended, np.ones(len(drawn)), rng))


def test_a_credit_has_ended_unless_it_is_open(drawn: Credits, ended: np.ndarray) -> None:
    assert np.array_equal(ended < 0, ~drawn.open)
    assert (ended >= drawn.start).all()


def test_most_loans_end_as_planned(drawn: Credits, ended: np.ndarray) -> None:
    due = ~drawn.open & ~drawn.card & (drawn.end < 0)
    late = ended[due] - drawn.end[due]
    assert (late == 0).mean() == pytest.approx(0.37, abs=0.05)
    assert (late < 0).mean() == pytest.approx(0.4, abs=0.05)


def test_the_end_is_told_of_closed_credits(states: pl.DataFrame) -> None:
    told = states.group_by("CREDIT_ACTIVE").agg(pl.col("DAYS_ENDDATE_FACT").is_not_null().mean())
    share = dict(told.rows())
    assert (share["Closed"], share["Active"]) == (1.0, 0.0)
    assert 0 < share["Sold"] < 0.5


def test_cards_often_have_no_planned_end(drawn: Credits, states: pl.DataFrame) -> None:
    missing = states["DAYS_CREDIT_ENDDATE"].is_null().to_numpy()
    assert missing[drawn.card].mean() == pytest.approx(0.218, abs=0.03)
    assert missing[~drawn.card].mean() < 0.03


def test_news_are_not_older_than_the_credit_and_recent_where_instalments_are_due(
    drawn: Credits, states: pl.DataFrame
) -> None:
    news = states["DAYS_CREDIT_UPDATE"].to_numpy()
    assert (news >= drawn.start).all()
    assert news.max() <= -1
    running = drawn.open & (drawn.end >= 0)
    assert np.median(news[running]) > -25
    assert np.median(news[drawn.open & ~running]) < -60
