"""Measure what the credits at other lenders need beyond single columns: distributions within kinds and states."""

from collections.abc import Callable, Iterator
from pathlib import Path

import polars as pl

from creditworthy.tables.synthetic.traits import history_traits

TRAIN_FOR_TEST = 6
"""How many applicants of train there are for one of test; the tables at hand have as many of either."""
KINDS = {
    "consumer": "Consumer credit",
    "card": "Credit card",
    "car": "Car loan",
    "mortgage": "Mortgage",
    "micro": "Microloan",
}

OLDEST = -2_922
SIZES = [1, 2, 3, 4, 5, 6, 8, 11, 15]
"""Least number of credits of the applicants in a class."""
FEW = 5_000
COARSE = [0.005, 0.02, *(k / 10 for k in range(1, 10)), 0.98, 0.995]
"""Levels for kinds of which there are few."""

Knots = Callable[[pl.Series, list[float]], str]


def in_proportion(stem: str, frame: pl.DataFrame, histories: Path) -> pl.DataFrame:
    """Return the bureau's rows as often as a whole portfolio has them: nearly all of test is told month by month."""
    if stem not in ("bureau", "bureau_balance"):
        return frame
    train = pl.read_parquet(histories / "application_train.parquet")["SK_ID_CURR"]
    credits_ = pl.read_parquet(histories / "bureau.parquet").filter(pl.col("SK_ID_CURR").is_in(train.implode()))
    key = "SK_ID_CURR" if stem == "bureau" else "SK_ID_BUREAU"
    again = frame.filter(pl.col(key).is_in(credits_[key].unique().implode()))
    return pl.concat([frame, *[again] * (TRAIN_FOR_TEST - 1)])


def within(stem: str, histories: Path, knots: Knots, levels: list[float]) -> str:
    """Return the section of a file of the bureau, as TOML; nothing for any other file."""
    if stem not in ("bureau", "bureau_balance"):
        return ""
    months = pl.read_parquet(histories / "bureau_balance.parquet")
    credits_ = in_proportion("bureau", pl.read_parquet(histories / "bureau.parquet"), histories)
    parts = (
        unknown(months)
        if stem == "bureau_balance"
        else (*applicants(histories), *of_kinds(credits_), *of_states(credits_))
    )
    lines = [f"{name} = {knots(values, levels if len(values) > FEW else COARSE)}" for name, values in parts]
    return "\n".join(["\n[within]", "# distributions within a part of the rows, or over applicants", *lines, ""])


def applicants(histories: Path) -> Iterator[tuple[str, pl.Series]]:
    traits = history_traits({path.stem: pl.read_parquet(path) for path in histories.glob("*.parquet")})
    newest, mean = pl.col("newest"), pl.col("novelty")
    traits = in_proportion("bureau", traits, histories).with_columns(
        depth=(newest - mean) / (newest - OLDEST),
        size=pl.col("borrowing").cut(SIZES[1:], labels=[str(size) for size in SIZES], left_closed=True),
    )
    yield "borrowing", traits["borrowing"]
    yield "lapses", traits["lapses"]
    for size in map(str, SIZES):
        for name in ("newest", "depth", "open_share", "cards_elsewhere"):
            yield f"{name}.{size}", traits.filter(pl.col("size") == size)[name].fill_nan(0)


def of_kinds(credits_: pl.DataFrame) -> Iterator[tuple[str, pl.Series]]:
    term = pl.col("DAYS_CREDIT_ENDDATE") - pl.col("DAYS_CREDIT")
    for short, kind in KINDS.items():
        part = credits_.filter(pl.col("CREDIT_TYPE") == kind)
        yield f"term.{short}", part.select(term).to_series()
        yield f"amount.{short}", part.filter(pl.col("AMT_CREDIT_SUM") > 0)["AMT_CREDIT_SUM"]


def of_states(credits_: pl.DataFrame) -> Iterator[tuple[str, pl.Series]]:
    card, open_ = pl.col("CREDIT_TYPE") == "Credit card", pl.col("CREDIT_ACTIVE") == "Active"
    start, end, ended = pl.col("DAYS_CREDIT"), pl.col("DAYS_CREDIT_ENDDATE"), pl.col("DAYS_ENDDATE_FACT")
    owed = (pl.col("AMT_CREDIT_SUM_DEBT") / pl.col("AMT_CREDIT_SUM")).clip(0, 3)
    rate = (pl.col("AMT_CREDIT_SUM") / pl.col("AMT_ANNUITY")).clip(0.1, 500)
    running = (end.fill_null(0) >= 0) & (pl.col("AMT_CREDIT_SUM_DEBT").fill_null(1) > 0)
    some, paid = pl.col("AMT_CREDIT_SUM") > 0, pl.col("AMT_ANNUITY") > 0
    parts = {
        "owed.loan": (open_ & ~card & some, owed),
        "owed.card": (open_ & card & some, owed),
        "lived.past": (~open_ & ~card & (end < 0) & (end > start), ((ended - start) / (end - start)).clip(0, 5)),
        "lived.other": (~open_ & (card | (end >= 0)) & (start < 0), (ended - start) / -start),
        "lag.running": (open_ & running, pl.col("DAYS_CREDIT_UPDATE")),
        "lag.quiet": (open_ & ~running, pl.col("DAYS_CREDIT_UPDATE")),
        "lag.closed": (~open_ & ended.is_not_null(), pl.col("DAYS_CREDIT_UPDATE") - ended),
        "instalments.loan": (open_ & ~card & paid, rate),
        "instalments.closed": (~open_ & ~card & paid, rate),
        "instalments.card": (card & paid, rate),
        "worst": (pl.col("AMT_CREDIT_MAX_OVERDUE") > 0, pl.col("AMT_CREDIT_MAX_OVERDUE")),
    }
    for name, (rows, values) in parts.items():
        yield name, credits_.filter(rows).select(values).to_series().rename(name)


def unknown(months: pl.DataFrame) -> Iterator[tuple[str, pl.Series]]:
    """Yield which part of a credit's months, until it closed, nothing is known of."""
    running = (
        months.filter(pl.col("STATUS") != "C")
        .group_by("SK_ID_BUREAU")
        .agg((pl.col("STATUS") == "X").mean(), n=pl.len())
    )
    yield "unknown", running.filter(pl.col("n") >= 6)["STATUS"]
