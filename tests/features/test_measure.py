import narwhals as nw
import polars as pl

from creditworthy.features.measure import Measure, Slice, both, latest, within

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
