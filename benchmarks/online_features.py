"""Time of all features of one applicant with a long history, and of 1,000 applicants as one crowd.

python benchmarks/online_features.py [CALLS]

The applicant has 60 instalment rows, 10 credits elsewhere with 24 months each, 6 earlier applications, 60 months of
loans and 40 of a card, all invented. Records go in as Python dictionaries, as the service has them. Polars has one
thread, as in the service.
"""

import os

os.environ.setdefault("POLARS_MAX_THREADS", "1")

import sys
from statistics import median
from time import perf_counter, process_time

import polars as pl

from creditworthy.features import FEATURES, build
from creditworthy.features.online import OnlineFeatures
from creditworthy.tables.dictionary import home_credit
from creditworthy.tables.specimen import specimen

ROWS = {
    "bureau": 10,
    "bureau_balance": 240,
    "previous_application": 6,
    "POS_CASH_balance": 60,
    "installments_payments": 60,
    "credit_card_balance": 40,
}
LIMITS = {"p50": 15.0, "p99": 40.0, "crowd": 1000.0}
Records = list[dict[str, object]]


def main(calls: int = 400) -> None:
    online = OnlineFeatures(list(FEATURES), home_credit())
    application, histories = applicant()
    first = timed(lambda: online.compute(application, histories))
    busy = process_time()
    times = sorted(timed(lambda: online.compute(application, histories)) for _ in range(calls))
    busy = (process_time() - busy) * 1000 / calls
    p50, p99 = median(times), times[int(len(times) * 0.99)]
    cases = [(application, histories)] * 1_000
    crowds = [timed(lambda: online.compute_many(cases)) for _ in range(5)]
    crowd = median(crowds)
    print(f"{len(FEATURES)} features, {pl.__version__=}, {os.environ['POLARS_MAX_THREADS']} thread of Polars")
    print(
        f"one applicant, {calls} calls: p50 {p50:.1f} ms, p99 {p99:.1f} ms (limits 15 and 40); the first {first:.0f} ms"
    )
    print(f"of the processor {busy:.1f} ms a call")
    print(f"1,000 applicants as one crowd, 5 calls: {crowd:.0f} ms (limit 1,000); the first {crowds[0]:.0f} ms")
    print(f"ratios to the limits: {p50 / 15:.2f}, {p99 / 40:.2f}, {crowd / 1000:.2f}")
    same = build({"application": pl.DataFrame([application]), **frames(histories)}).equals(
        online.compute(application, histories)
    )
    print(f"equals the batch bit for bit: {same}")


def timed(run: object) -> float:
    """Return the milliseconds of one call."""
    started = perf_counter()
    run()  # type: ignore[operator]
    return (perf_counter() - started) * 1000


def applicant() -> tuple[dict[str, object], dict[str, Records]]:
    """Return an application and its histories as records, drawn from the dictionary."""
    drawn = specimen(home_credit(), 400)
    application = drawn.pop("application").head(1).to_dicts()[0]
    histories = {
        name: rows.sample(ROWS[name], seed=1).with_columns(SK_ID_CURR=pl.lit(application["SK_ID_CURR"])).to_dicts()
        for name, rows in drawn.items()
    }
    return application, histories


def frames(histories: dict[str, Records]) -> dict[str, pl.DataFrame]:
    return {name: pl.DataFrame(rows, infer_schema_length=None) for name, rows in histories.items()}


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
