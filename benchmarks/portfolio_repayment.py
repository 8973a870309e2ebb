"""Measure how loans are repaid and cards are used, for the generated portfolio; called by portfolio_statistics.py."""

from collections.abc import Callable, Iterator, Mapping

import polars as pl

from creditworthy.tables.synthetic.cards import AGES
from creditworthy.tables.synthetic.loans import TERMS

__all__ = ["repayment_statistics"]

OLDEST_MONTH = -96
FEW = 3_000
COARSE = [0.005, 0.02, *(k / 20 for k in range(1, 20)), 0.98, 0.995]
"""Levels for what is known of few."""
MATERIAL = 0.3
SMALLEST_MINIMUM = 2_250
Knots = Callable[..., str]


def repayment_statistics(tables: Mapping[str, pl.DataFrame], knots: Knots) -> str:
    """Return the section ``numbers`` as TOML."""
    cards = tables["credit_card_balance"].sort("SK_ID_PREV", "MONTHS_BALANCE")
    found = (*_loans(tables["previous_application"]), *_payments(tables["installments_payments"]), *_cards(cards))
    lines = [f"{name} = {knots(values, *([COARSE] if len(values) < FEW else []))}" for name, values in found]
    return "\n".join(["\n[numbers]", "# distributions within a part of the rows, or over loans or cards", *lines, ""])


def _loans(previous: pl.DataFrame) -> Iterator[tuple[str, pl.Series]]:
    """Yield which part of the instalments were kept, by term, of loans that had to end; and gaps between dates."""
    first, last, planned = pl.col("DAYS_FIRST_DUE"), pl.col("DAYS_LAST_DUE"), pl.col("DAYS_LAST_DUE_1ST_VERSION")
    loans = previous.filter((pl.col("CNT_PAYMENT") > 0) & (first < 0) & (planned < -60) & (last < 0))
    terms = pl.col("CNT_PAYMENT")
    part = loans.with_columns(part=(((last - first) / 30 + 1) / terms).clip(0, 1))
    for least, beyond in zip(TERMS, (*TERMS[1:], 1_000), strict=True):
        yield f"kept_{least}", part.filter((terms >= least) & (terms < beyond))["part"]
    yield "first_due", loans.select(first - pl.col("DAYS_DECISION")).to_series().clip(1, 100)
    ended = loans.filter(pl.col("DAYS_TERMINATION") < 0)
    yield "termination", ended.select(pl.col("DAYS_TERMINATION") - last).to_series().clip(1, 60)


def _payments(payments: pl.DataFrame) -> Iterator[tuple[str, pl.Series]]:
    """Yield days from due day to payment, of loans and of cards, and what part the smaller of two payments is."""
    part = pl.col("AMT_PAYMENT") / pl.col("AMT_INSTALMENT")
    delay = pl.col("DAYS_ENTRY_PAYMENT") - pl.col("DAYS_INSTALMENT")
    card = pl.col("NUM_INSTALMENT_VERSION") == 0
    yield "delay", payments.filter(~card & (part > MATERIAL)).select(delay).to_series()
    yield "card_delay", payments.filter(card & (pl.col("AMT_INSTALMENT") >= SMALLEST_MINIMUM)).select(delay).to_series()
    yield "part", payments.filter(~card & (part < 0.5)).select(part).to_series()


def _cards(cards: pl.DataFrame) -> Iterator[tuple[str, pl.Series]]:
    limit, balance = pl.col("AMT_CREDIT_LIMIT_ACTUAL"), pl.col("AMT_BALANCE")
    drawn, paid = pl.col("AMT_DRAWINGS_CURRENT"), pl.col("AMT_PAYMENT_TOTAL_CURRENT")
    minimum, told = pl.col("AMT_INST_MIN_REGULARITY"), pl.col("AMT_PAYMENT_CURRENT")
    rows = cards.with_columns(place=pl.int_range(pl.len()).over("SK_ID_PREV"), use=balance / limit.replace(0, None))
    card = rows.group_by("SK_ID_PREV", maintain_order=True).agg(
        use=pl.col("use").clip(0, 1.1).mean(),
        busy=(balance > 0).mean(),
        first=pl.when(drawn > 0).then("place").min(),
        cash=pl.col("AMT_DRAWINGS_ATM_CURRENT").sum() / drawn.sum(),
        began=pl.col("MONTHS_BALANCE").min(),
        limit=limit.first(),
        months=pl.len(),
    )
    used = card.filter(pl.col("busy") > 0)
    for least, beyond in zip(AGES, (*AGES[1:], 1_000), strict=True):
        of_age = (pl.col("months") >= least) & (pl.col("months") < beyond)
        yield f"card_use_{least}", card.filter(of_age)["use"].drop_nulls()
    yield "card_limit_old", card.filter((pl.col("began") == OLDEST_MONTH) & (pl.col("limit") > 0))["limit"]
    yield "card_cash", used.filter(pl.col("cash").is_not_nan())["cash"].clip(0, 1)
    yield "card_first_drawing", used.filter((pl.col("began") > OLDEST_MONTH) & pl.col("first").is_not_null())["first"]
    yield "card_drawing", rows.filter((drawn > 0) & (limit > 0)).select((drawn / limit).clip(0, 1)).to_series()
    asked = rows.filter((minimum > 0) & told.is_not_null())
    yield "card_payment", asked.select((paid / minimum).clip(0, 50)).to_series()
    yield "card_fee", rows.filter((paid == 0) & (balance <= 0) & told.is_not_null())["AMT_PAYMENT_CURRENT"]
