import numpy as np
import polars as pl
import pytest

from creditworthy.tables.synthetic.bureau_credits import Credits, draw_credits
from creditworthy.tables.synthetic.circumstances import Circumstances


@pytest.fixture
def drawn(circumstances: Circumstances, rng: np.random.Generator) -> Credits:
    return draw_credits(circumstances, rng)


def shown(drawn: Credits, values: np.ndarray, circumstance: str) -> float:
    """Return the rank correlation of the applicants' means with a circumstance."""
    owners = drawn.owners
    known = owners.counts > 0
    frame = pl.DataFrame({"shown": owners.mean(values)[known], "score": owners.c[circumstance][known]})
    return float(frame.select(pl.corr("shown", "score", method="spearman")).item())


def test_the_first_of_an_owners_credits_is_the_newest(drawn: Credits) -> None:
    newest = drawn.start[drawn.owners.place == 0]
    owner = drawn.owners.owner[drawn.owners.place == 0]
    latest = np.full(len(drawn.owners.counts), -np.inf)
    np.maximum.at(latest, drawn.owners.owner, drawn.start)
    assert np.array_equal(newest, latest[owner])


def test_credits_begin_within_eight_years(drawn: Credits) -> None:
    assert drawn.start.min() >= -2_922
    assert -10 <= drawn.start.max() <= -1
    assert np.median(drawn.start) == pytest.approx(-980, abs=60)
    assert (drawn.end >= drawn.start).all()


def test_the_dates_show_the_circumstances(drawn: Credits) -> None:
    assert shown(drawn, drawn.start, "novelty") > 0.85
    newest = np.where(drawn.owners.place == 0, drawn.start * drawn.owners.counts[drawn.owners.owner], 0)
    assert shown(drawn, newest, "newest") > 0.9
    assert shown(drawn, drawn.open.astype(float), "open_share") > 0.8


def test_credits_are_open_until_their_planned_end(drawn: Credits) -> None:
    loan = ~drawn.card
    assert drawn.open[loan & (drawn.end >= 0)].mean() > 0.7
    assert drawn.open[loan & (drawn.end < 0)].mean() < 0.1
    assert drawn.open[drawn.card & (drawn.end < 0)].mean() > 0.2


def test_what_remains_is_a_part_of_the_term(drawn: Credits) -> None:
    assert drawn.remaining.min() == 0
    assert drawn.remaining.max() <= 1
    past = drawn.end <= 0
    assert (drawn.remaining[past] == 0).all()


def test_newness_is_among_the_owners_own_credits(drawn: Credits) -> None:
    assert np.allclose(drawn.owners.mean(drawn.newness), 0)
    assert (drawn.newness[drawn.owners.place == 0] >= 0).all()
