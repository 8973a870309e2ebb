import numpy as np
import polars as pl
import pytest

from creditworthy.tables.synthetic.bureau_amounts import amount_columns
from creditworthy.tables.synthetic.bureau_credits import Credits, draw_credits
from creditworthy.tables.synthetic.circumstances import Circumstances
from creditworthy.tables.synthetic.shape import working


@pytest.fixture
def drawn(circumstances: Circumstances, rng: np.random.Generator) -> Credits:
    return draw_credits(circumstances, rng)


@pytest.fixture
def amounts(drawn: Credits, rng: np.random.Generator) -> pl.DataFrame:
    """The amounts; of every other credit the instalments are not told."""
    monthly = np.arange(len(drawn)) % 2 == 0
    frame = working(amount_columns(drawn, monthly, rng))
    return frame.with_columns(open=drawn.open, card=drawn.card, monthly=monthly)


def test_nothing_is_owed_of_a_credit_that_is_not_open(amounts: pl.DataFrame) -> None:
    assert amounts.filter(~pl.col("open"))["AMT_CREDIT_SUM_DEBT"].max() == 0
    assert amounts.filter("open")["AMT_CREDIT_SUM_DEBT"].median() == pytest.approx(95_000, rel=0.15)


def test_a_limit_is_what_an_open_card_has_left(amounts: pl.DataFrame) -> None:
    limited = amounts.filter(pl.col("AMT_CREDIT_SUM_LIMIT") > 0)
    assert limited.select((pl.col("card") & pl.col("open")).all()).item()
    left = pl.col("AMT_CREDIT_SUM") - pl.col("AMT_CREDIT_SUM_DEBT")
    assert limited.select((left - pl.col("AMT_CREDIT_SUM_LIMIT")).abs().max()).item() < 0.011


def test_a_limit_is_not_told_where_the_debt_is_not(amounts: pl.DataFrame) -> None:
    assert amounts.filter(pl.col("AMT_CREDIT_SUM_DEBT").is_null())["AMT_CREDIT_SUM_LIMIT"].is_null().all()
    assert amounts["AMT_CREDIT_SUM_LIMIT"].is_null().mean() == pytest.approx(0.341, abs=0.02)


def test_instalments_are_told_month_by_month_only(amounts: pl.DataFrame) -> None:
    told = amounts.group_by("monthly").agg(pl.col("AMT_ANNUITY").is_not_null().mean()).sort("monthly")
    assert told["AMT_ANNUITY"].to_list() == [0.0, pytest.approx(0.635, abs=0.02)]


def test_who_owes_more_owes_more_of_each_credit(drawn: Credits, amounts: pl.DataFrame) -> None:
    open_ = amounts.with_columns(debt=drawn.owners.of("debt")).filter("open", pl.col("AMT_CREDIT_SUM") > 0)
    share = pl.col("AMT_CREDIT_SUM_DEBT") / pl.col("AMT_CREDIT_SUM")
    assert open_.filter("card").select(pl.corr(share, "debt", method="spearman")).item() > 0.8
    assert open_.filter(~pl.col("card")).select(pl.corr(share, "debt", method="spearman")).item() > 0.5


def test_some_cards_have_no_amount(amounts: pl.DataFrame) -> None:
    nothing = amounts.group_by("card").agg((pl.col("AMT_CREDIT_SUM") == 0).mean()).sort("card")["AMT_CREDIT_SUM"]
    assert nothing.to_list() == [0.0, pytest.approx(0.17, abs=0.02)]
