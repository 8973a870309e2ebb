"""Measure what of earlier applications depends on what; called by portfolio_statistics.py.

Every line is a distribution or the shares of a column among the applications (or the applicants) of one sort, and only
of sorts of which there are enough. A key «a|b» reads: a, and among those b; «» are all.
"""

from collections.abc import Iterable, Iterator, Mapping

import numpy as np
import polars as pl

__all__ = ["requests_statistics"]

ENOUGH = 50
LEVELS = [0.001, 0.005, 0.02, *(k / 20 for k in range(1, 20)), 0.98, 0.995, 0.999]
FINE = [0.001, 0.005, *(k / 100 for k in range(1, 100)), 0.995, 0.998, 0.999, 0.9999]
"""Levels for the number of applications."""
ATOM = 0.01
YIELDS = {"low_action": 0.0, "low_normal": 1.0, "middle": 2.0, "high": 3.0}
SIZES = (1, 2, 3, 4, 5, 6, 8, 11, 15)
"""Least numbers of applications of the classes of sizes."""
SCATTERED = ("DAYS_DECISION", "AMT_APPLICATION", "CNT_PAYMENT", "price", "down")
SHARES = {
    "NAME_TYPE_SUITE": ("kind", "status", "stage"),
    "CODE_REJECT_REASON": ("kind", "status"),
    "FLAG_LAST_APPL_PER_CONTRACT": ("kind", "status"),
    "NFLAG_LAST_APPL_IN_DAY": ("kind", "status"),
    "NAME_YIELD_GROUP": ("kind", "stage", "status"),
    "PRODUCT_COMBINATION": ("kind", "stage", "NAME_YIELD_GROUP", "status"),
    "NAME_PRODUCT_TYPE": ("PRODUCT_COMBINATION", "status"),
    "CHANNEL_TYPE": ("PRODUCT_COMBINATION", "status"),
    "NAME_SELLER_INDUSTRY": ("PRODUCT_COMBINATION", "CHANNEL_TYPE"),
    "NAME_GOODS_CATEGORY": ("kind", "NAME_SELLER_INDUSTRY"),
    "NAME_PAYMENT_TYPE": ("PRODUCT_COMBINATION", "status"),
    "NAME_CASH_LOAN_PURPOSE": ("PRODUCT_COMBINATION", "status"),
    "NAME_CLIENT_TYPE": ("kind", "place"),
    "WEEKDAY_APPR_PROCESS_START": ("CHANNEL_TYPE",),
    "NFLAG_INSURED_ON_APPROVAL": ("PRODUCT_COMBINATION",),
    "stage": ("kind", "status"),
    "signed": ("kind",),
    "first": ("kind", "status"),
    "latest": ("kind", "status"),
    "accompanied": ("kind", "status"),
    "paid_down": ("kind", "status"),
}
NUMBERS = {
    "HOUR_APPR_PROCESS_START": ("CHANNEL_TYPE",),
    "SELLERPLACE_AREA": ("CHANNEL_TYPE", "kind"),
    "AMT_APPLICATION": ("kind", "status"),
    "CNT_PAYMENT": ("kind", "status"),
    "RATE_DOWN_PAYMENT": ("kind", "status"),
    "limit": ("kind",),
    "insurance": ("kind", "status"),
    "cost": ("kind", "NAME_YIELD_GROUP"),
    "between": ("kind", "status"),
    "held": (),
}
COUNTS = {
    "custom": ("holder",),
    "cards": ("requests", "holder"),
    "cash": ("not_cards",),
    "cancelled": ("cancellable", "others"),
    "refused": ("refusable", "unserved"),
    "newest": ("requests", "cancelling"),
    "oldest": ("requests",),
}


def requests_statistics(tables: Mapping[str, pl.DataFrame]) -> str:
    """Return the sections ``shares`` and ``numbers``, column by column, as TOML."""
    rows = _rows(tables["previous_application"])
    owners = _owners(rows)
    parts = ["\n# What of earlier applications depends on what; a key «a|b» reads: a, and among those b; «» are all."]
    for column, keys in SHARES.items():
        known = rows.filter(_of_use(column))
        parts += [f"\n[shares.{column}]", *_lines((key, _shares(found)) for key, found in _sorts(known, column, keys))]
    for frame, columns in ((rows, NUMBERS), (owners, COUNTS)):
        for column, keys in columns.items():
            known = frame.filter(pl.col(column).is_not_null())
            levels = FINE if column == "custom" else LEVELS
            found = _sorts(known, column, keys)
            parts += [f"\n[numbers.{column}]", *_lines((key, _knots(values, levels)) for key, values in found)]
    parts += ["\n[scatter]", "# within an applicant: correlations of the scores of " + ", ".join(SCATTERED)]
    parts += [f'"{kind}" = {_scatter(rows, kind)}' for kind in ("Cash loans", "Consumer loans", "Revolving loans")]
    return "\n".join(parts) + "\n"


def _scatter(rows: pl.DataFrame, kind: str) -> str:
    """Return how the normal scores of applications of a kind go together around each applicant's mean."""
    here = rows.filter((pl.col("kind") == kind) & (pl.col("stage") == "priced")).with_columns(
        price=pl.col("NAME_YIELD_GROUP").replace_strict(YIELDS, default=None),
        down=pl.col("RATE_DOWN_PAYMENT").fill_null(0),
    )
    scores = here.select(pl.col(name).fill_null(0).rank() / pl.len() for name in SCATTERED)
    mean = pl.all().mean().over(here["SK_ID_CURR"])
    several = here.select(pl.len().over("SK_ID_CURR") > 1).to_series()
    centred = (scores.select(pl.all()) - scores.select(mean)).filter(several).to_numpy()
    spread = np.sqrt((centred**2).mean(axis=0))
    together = centred.T @ centred / len(centred) / np.maximum(np.outer(spread, spread), 1e-9)
    np.fill_diagonal(together, 1.0)
    return "[" + ", ".join("[" + ", ".join(f"{r:.2f}" for r in row) + "]" for row in together) + "]"


def _lines(found: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Yield a line a sort; one that is like the sort that it is a part of goes without saying."""
    written: dict[str, str] = {}
    for key, text in found:
        parts = key.split("|")
        wider = ["|".join(parts[:depth]) for depth in range(len(parts) - 1, 0, -1)] + [""]
        if next((written[name] for name in wider if name in written), None) != text:
            written[key] = text
            yield f'"{key}" = {text}'


def _of_use(column: str) -> pl.Expr:
    """Which rows a column's shares are of."""
    known = pl.col(column).is_not_null()
    agrees = (pl.col("stage") == "priced") | (pl.col("NAME_YIELD_GROUP") == "XNA")
    return {
        "NAME_TYPE_SUITE": pl.lit(True),
        "NAME_YIELD_GROUP": agrees,
        "PRODUCT_COMBINATION": known & agrees,
        "signed": known & (pl.col("status") == "Approved"),
    }.get(column, known)


def _rows(previous: pl.DataFrame) -> pl.DataFrame:
    """Return the applications, oldest first, with what is derived from their columns."""
    asked, priced = pl.col("AMT_APPLICATION") > 0, pl.col("AMT_ANNUITY").is_not_null()
    kind = pl.col("NAME_CONTRACT_TYPE").replace("XNA", "Cash loans")
    card, goods = kind == "Revolving loans", kind == "Consumer loans"
    stage = pl.when(priced & asked).then(pl.lit("priced")).when(priced & card).then(pl.lit("limit"))
    loan = pl.col("CNT_PAYMENT") > 0
    down = pl.col("AMT_DOWN_PAYMENT").fill_null(0)
    monthly = (
        2 * (pl.col("AMT_ANNUITY") * pl.col("CNT_PAYMENT") / pl.col("AMT_CREDIT") - 1) / (pl.col("CNT_PAYMENT") + 1)
    )
    days = pl.col("DAYS_DECISION")
    first, last = days.min().over("SK_ID_CURR"), days.max().over("SK_ID_CURR")
    rows = previous.sort("SK_ID_CURR", "DAYS_DECISION", "SK_ID_PREV").with_columns(
        kind=kind,
        status=pl.col("NAME_CONTRACT_STATUS"),
        stage=stage.when(asked & goods).then(pl.lit("asked")).otherwise(pl.lit("blank")),
        signed=_told(pl.col("DAYS_FIRST_DUE").is_not_null()),
        paid_down=_told(pl.col("RATE_DOWN_PAYMENT").is_not_null()),
        place=pl.int_range(pl.len()).over("SK_ID_CURR").clip(0, 3).cast(pl.String),
        count=pl.len().over("SK_ID_CURR"),
        same_day=pl.len().over("SK_ID_CURR", "DAYS_DECISION"),
        lateness=pl.when(last > first).then((days - first) / (last - first)),
        held=pl.when(card & pl.col("DAYS_FIRST_DUE").is_not_null()).then(days),
    )
    return rows.with_columns(
        AMT_APPLICATION=pl.when(asked).then("AMT_APPLICATION"),
        CNT_PAYMENT=pl.when(loan).then("CNT_PAYMENT"),
        first=_told(pl.col("lateness") == 0),
        latest=_told(pl.col("lateness") == 1),
        accompanied=_told(pl.when(pl.col("count") > 1).then(pl.col("same_day") > 1)),
        limit=pl.when(pl.col("stage") == "limit").then("AMT_CREDIT"),
        insurance=pl.when(asked & (pl.col("AMT_CREDIT") > 0)).then(
            (pl.col("AMT_CREDIT") + down) / pl.col("AMT_APPLICATION")
        ),
        cost=pl.when(loan & priced & (pl.col("AMT_CREDIT") > 0)).then(monthly),
        between=pl.when((pl.col("lateness") > 0) & (pl.col("lateness") < 1)).then("lateness"),
        NFLAG_INSURED_ON_APPROVAL=pl.col("NFLAG_INSURED_ON_APPROVAL").cast(pl.Int64),
    )


def _told(flag: pl.Expr) -> pl.Expr:
    return pl.when(flag).then(pl.lit("yes")).when(~flag).then(pl.lit("no"))


def _owners(rows: pl.DataFrame) -> pl.DataFrame:
    """Return one row an applicant: numbers of applications of each sort, and the parts that they are of."""
    card, cash = pl.col("kind") == "Revolving loans", pl.col("kind") == "Cash loans"
    cancelled = (pl.col("status") == "Canceled") & (card | cash)
    refused = pl.col("status") == "Refused"
    held = card & (pl.col("signed") == "yes")
    owners = rows.group_by("SK_ID_CURR", maintain_order=True).agg(
        n=pl.len(),
        card=card.sum().cast(pl.Int64),
        cash=cash.sum().cast(pl.Int64),
        c=cancelled.sum().cast(pl.Int64),
        r=refused.sum().cast(pl.Int64),
        held=held.any().cast(pl.Int64),
        unserved=(card & ~cancelled).sum().cast(pl.Int64),
        newest=pl.col("DAYS_DECISION").max(),
        oldest=pl.col("DAYS_DECISION").min(),
    )
    rest, base = pl.col("n") - pl.col("card"), pl.col("cash") + pl.col("card") - pl.col("held")
    open_ = pl.col("n") - pl.col("c") - pl.col("held")
    unserved = pl.col("unserved") > pl.col("held")
    return owners.select(
        "newest",
        "oldest",
        custom=pl.col("n"),
        requests=_size(pl.col("n")),
        holder=pl.when(pl.col("held") > 0).then(pl.lit("holder")).otherwise(pl.lit("none")),
        cards=pl.col("card") / pl.col("n"),
        not_cards=_size(rest),
        cash=pl.when(rest > 0).then(pl.col("cash") / rest),
        cancelling=pl.when(pl.col("c") > 0).then(pl.lit("cancelled")).otherwise(pl.lit("none")),
        cancellable=_size(base),
        others=pl.when(base == pl.col("n")).then(pl.lit("none")).otherwise(pl.lit("others")),
        cancelled=pl.when(base > 0).then(pl.col("c").clip(0, base) / base),
        refusable=_size(open_),
        unserved=pl.when(unserved).then(pl.lit("unserved")).otherwise(pl.lit("served")),
        refused=pl.when(open_ > 0).then(pl.col("r").clip(0, open_) / open_),
    )


def _size(count: pl.Expr) -> pl.Expr:
    size = pl.lit("0")
    for least in SIZES:
        size = pl.when(count >= least).then(pl.lit(str(least))).otherwise(size)
    return size


def _sorts(frame: pl.DataFrame, column: str, keys: tuple[str, ...]) -> Iterator[tuple[str, pl.Series]]:
    """Yield all rows' values, then those of each first key, then of each first with each second, and so on."""
    yield "", frame[column]
    for depth in range(1, len(keys) + 1):
        for values, part in frame.group_by(keys[:depth], maintain_order=True):
            if part.height >= ENOUGH and None not in values:
                yield "|".join(str(value) for value in values), part[column]


def _shares(values: pl.Series) -> str:
    counts = values.cast(pl.String).fill_null("").value_counts(normalize=True, name="share")
    kept = counts.filter(pl.col("share") >= 0.0005).sort("share", counts.columns[0], descending=True)
    return "{ " + ", ".join(f'"{value}" = {share:.4f}' for value, share in kept.rows()) + " }"


def _knots(values: pl.Series, levels: list[float]) -> str:
    known = np.sort(values.to_numpy().astype(float))
    at = np.unique(np.quantile(known, levels, method="inverted_cdf"))
    below = np.searchsorted(known, at, "left") / len(known)
    upto = np.searchsorted(known, at, "right") / len(known)
    pairs: list[tuple[float, float]] = []
    for value, low, high in zip(at, below, upto, strict=True):
        pairs += [(low, value), (high, value)] if high - low > ATOM else [(high, value)]
    at_levels = ", ".join(f"{level:.4g}" for level, _ in pairs)
    shown = ", ".join(f"{value:.4g}" for _, value in pairs)
    return f"{{ levels = [{at_levels}], values = [{shown}] }}"
