from collections.abc import Mapping
from threading import Thread

import narwhals as nw
import polars as pl

from creditworthy.features.feature import Frame
from creditworthy.features.prepared import Prepared

SCHEMAS = {"loans": pl.Schema({"id": pl.Int64(), "amount": pl.Float64()}), "payments": pl.Schema({"id": pl.Int64()})}
LOANS = pl.DataFrame({"id": [1, 1, 2], "amount": [1.0, 2.0, 4.0]})


def totals(sources: Mapping[str, pl.LazyFrame]) -> Frame:
    paid = sources["payments"].group_by("id").agg(paid=pl.len())
    found = sources["loans"].group_by("id").agg(pl.col("amount").sum()).join(paid, on="id", how="left").sort("id")
    return nw.from_native(found)


def prepared() -> Prepared:
    return Prepared(SCHEMAS, totals, lambda computation: computation.collect(engine="in-memory"))


def test_a_plan_is_run_over_the_rows_of_whoever_is_current() -> None:
    computation = prepared()
    paid = pl.DataFrame({"id": [2, 2]})
    assert computation.run({"loans": LOANS, "payments": paid}).rows() == [(1, 3.0, None), (2, 4.0, 2)]
    assert computation.run({"loans": LOANS.filter(pl.col("id") == 2), "payments": paid}).rows() == [(2, 4.0, 2)]


def test_a_table_that_is_absent_has_no_rows() -> None:
    computation = prepared()
    assert computation.run({"loans": LOANS}).rows() == [(1, 3.0, None), (2, 4.0, None)]
    assert computation.run({}).rows() == []


def test_lazy_rows_are_collected_when_they_are_asked_for() -> None:
    computation = prepared()
    for number in (1, 2):
        own = LOANS.lazy().filter(pl.col("id") == number)
        assert computation.run({"loans": own}).equals(computation.run({"loans": own.collect()}))


def test_only_columns_and_rows_that_the_plan_looks_at_are_asked_for() -> None:
    def first_amount(sources: Mapping[str, pl.LazyFrame]) -> Frame:
        return nw.from_native(sources["loans"].filter(pl.col("id") > 1).select("amount").head(1))

    computation = Prepared(SCHEMAS, first_amount, lambda one: one.collect(engine="in-memory"))
    assert computation.run({"loans": LOANS}).rows() == [(4.0,)]
    assert computation.run({"loans": LOANS.lazy()}).rows() == [(4.0,)]


def test_threads_take_turns_and_none_is_given_the_rows_of_another() -> None:
    computation = prepared()
    found: dict[int, set[tuple[object, ...]]] = {}

    def ask(number: int) -> None:
        own = {"loans": pl.DataFrame({"id": [number], "amount": [float(number)]})}
        found[number] = {row for _ in range(20) for row in computation.run(own).rows()}

    threads = [Thread(target=ask, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert found == {number: {(number, float(number), None)} for number in range(4)}
