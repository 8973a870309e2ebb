import narwhals as nw
import polars as pl

from creditworthy.features.expressions import ratio
from creditworthy.features.measure import (
    Measure,
    Moment,
    Part,
    Shared,
    Slice,
    Summed,
    both,
    divided_by,
    latest,
    within,
)

ROWS = nw.from_native(pl.DataFrame({"DAYS_CREDIT": [-181.0, -180.0, 0.0, None], "recency": [1.0, 2.0, 3.0, 4.0]}))


def holds(part: Slice) -> list[object]:
    return ROWS.select(part.expression().alias("holds"))["holds"].to_list()


def test_the_last_days_begin_with_the_day_they_are_named_by() -> None:
    part = within("DAYS_CREDIT", 180, "days")
    assert holds(part) == [False, True, True, None]
    assert (part.en, part.fr, part.inputs) == ("last 180 days", "180 derniers jours", ("DAYS_CREDIT",))


def test_the_latest_rows_are_those_numbered_from_one() -> None:
    part = latest("recency", 2, ("DAYS_CREDIT",), en="last 2 credits", fr="2 derniers crédits")
    assert holds(part) == [True, True, False, False]
    assert (part.name, part.meaning("en"), part.meaning("fr")) == ("latest_2", "last 2 credits", "2 derniers crédits")


def test_rows_of_two_slices_are_in_both() -> None:
    recent = within("DAYS_CREDIT", 180, "days")
    part = both(recent, latest("recency", 2, ("DAYS_CREDIT",), en="two", fr="deux"))
    assert holds(part) == [False, True, False, False]
    assert (part.name, part.fr, part.inputs) == (
        "last_180_days_latest_2",
        "180 derniers jours, deux",
        ("DAYS_CREDIT", "DAYS_CREDIT"),
    )


def test_what_a_block_prepared_is_a_column_of_its_name() -> None:
    measure = Measure("recency", "rank", "Order", "Ordre", ("DAYS_CREDIT",))
    assert ROWS.select(measure.expression())["recency"].to_list() == [1.0, 2.0, 3.0, 4.0]
    assert (measure.meaning("en"), measure.meaning("fr")) == ("Order", "Ordre")


def test_the_time_of_a_part_counts_from_the_middle_and_is_null_where_the_part_is() -> None:
    rows = ROWS.with_columns(late=nw.col("recency") >= 2)
    part = Part("DAYS_CREDIT", "late")
    found = rows.select(part.expression(), Moment(part, "recency", 2.5).expression())
    assert found["DAYS_CREDIT where late"].to_list() == [None, -180.0, 0.0, None]
    assert found["recency of DAYS_CREDIT where late"].to_list() == [None, -0.5, 0.5, None]


def test_a_column_to_divide_by_is_made_once() -> None:
    assert divided_by("DAYS_CREDIT") == divided_by("DAYS_CREDIT") != divided_by("recency")
    rows = ROWS.with_columns(divided_by("DAYS_CREDIT").expression())
    found = rows.select(value=ratio(nw.col("DAYS_CREDIT") * 2, "DAYS_CREDIT"))
    assert found["value"].to_list() == [2.0, 2.0, None, None]


def test_a_formula_of_sums_is_the_same_of_rows_and_of_their_columns() -> None:
    total = Shared("total", lambda: nw.col("recency").sum())
    rows = Shared("rows", lambda: nw.col("recency").count())
    mean = Summed(lambda total, rows: total / rows, (total, rows))
    assert ROWS.select(value=mean())["value"].to_list() == [2.5]
    assert ROWS.select(total.expression(), rows.expression()).select(value=mean.after())["value"].to_list() == [2.5]
