"""Whatever the rows hold, a feature is a number, a name or unknown: never infinite, never another applicant's."""

import math
from itertools import cycle

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from creditworthy.features import FEATURES, build
from creditworthy.features.online import OnlineFeatures
from creditworthy.features.plan import table_schema
from creditworthy.tables.dictionary import Table, home_credit
from creditworthy.tables.specimen import specimen

# Tests of their own measure what laws run again and again; measured, it takes twice as long.
pytestmark = pytest.mark.no_cover

HOME_CREDIT = home_credit()
NASTY = [
    None,
    0.0,
    1.0,
    -1.0,
    5e-324,
    1e-9,
    1e9,
    1e12,
    1e300,
    math.inf,
    -math.inf,
    math.nan,
    365243.0,
    -365.0,
    -12.0,
    0.5,
]
MANY = 100_000
Cell = float | None


@pytest.fixture(scope="module")
def planned() -> OnlineFeatures:
    return OnlineFeatures(list(FEATURES), HOME_CREDIT)


def whole(cell: Cell) -> int | None:
    return None if cell is None or not math.isfinite(cell) else int(max(-1e18, min(1e18, cell)))


def column(table: Table, name: str, cells: list[Cell]) -> pl.Series:
    """Return cells as a column of its stored type: every second word is one that the dictionary has."""
    kind = table_schema(table.name, HOME_CREDIT)[name]
    if kind == pl.String:
        words = cycle([*table.columns[name].values, "a word that nobody knows"])
        return pl.Series(name, [None if cell is None else str(next(words)) for cell in cells], dtype=pl.String)
    if kind == pl.Int64:
        whole = [
            None if cell is None or not math.isfinite(cell) else int(max(-1e18, min(1e18, cell))) for cell in cells
        ]
        return pl.Series(name, whole, dtype=pl.Int64)
    return pl.Series(name, cells, dtype=pl.Float64)


def rows(table: Table, applicants: list[int], cells: "cycle[Cell]") -> pl.DataFrame:
    made = {
        name: column(table, name, [next(cells) for _ in applicants]) for name in table_schema(table.name, HOME_CREDIT)
    }
    return pl.DataFrame({**made, table.applicant: pl.Series(applicants, dtype=pl.Int64)})


@settings(max_examples=30, deadline=None, derandomize=True)
@given(
    cells=st.lists(
        st.one_of(st.sampled_from(NASTY), st.floats(), st.integers(-200, 200).map(float)), min_size=1, max_size=40
    ),
    histories=st.lists(st.integers(1, 3), max_size=6),
)
def test_impossible_rows_give_finite_features_of_their_own_applicant(
    planned: OnlineFeatures, cells: list[Cell], histories: list[int]
) -> None:
    endless = cycle(cells)
    application, *others = HOME_CREDIT.tables.values()
    crowd = {application.name: rows(application, [1, 2, 3], endless)}
    crowd |= {table.name: rows(table, sorted(histories), endless) for table in others}
    found = planned.compute_frames(crowd)
    numbers = found.select(pl.col(pl.Float64))
    endings = numbers.select(pl.all().is_finite().all(ignore_nulls=True)).row(0)
    assert [name for name, finite in zip(numbers.columns, endings, strict=True) if not finite] == []
    for applicant in (1, 2, 3):
        alone = planned.compute_frames(
            {name: frame.filter(pl.col("SK_ID_CURR") == applicant) for name, frame in crowd.items()}
        )
        assert alone.equals(found.filter(pl.col("SK_ID_CURR") == applicant), null_equal=True)


def test_a_hundred_thousand_rows_of_one_applicant(planned: OnlineFeatures) -> None:
    drawn = specimen(HOME_CREDIT, 60)
    application = drawn.pop("application").head(1)
    endless = {
        name: pl.concat([frame] * (MANY // frame.height + 1))
        .head(MANY)
        .with_columns(pl.lit(application["SK_ID_CURR"][0], pl.Int64).alias("SK_ID_CURR"))
        for name, frame in drawn.items()
    }
    found = planned.compute_frames({"application": application, **endless})
    assert found.height == 1
    assert found["bureau_credits"][0] == endless["bureau"].drop_nulls("DAYS_CREDIT").height
    assert found.select(pl.col(pl.Float64).is_finite().all(ignore_nulls=True)).row(0) == (True,) * (
        found.select(pl.col(pl.Float64)).width
    )


@pytest.mark.parametrize(
    ("name", "table", "columns", "answer"),
    [
        (
            "installments_planned_max",
            "installments_payments",
            {"AMT_INSTALMENT": [-5.0]},
            None,
        ),  # a negative instalment
        ("point_of_sale_months", "POS_CASH_balance", {"MONTHS_BALANCE": [1]}, 0.0),  # a month in the future
        ("bureau_open_share", "bureau", {"CREDIT_ACTIVE": ["Perhaps"]}, 0.0),  # an unknown status is not an open one
        (
            "bureau_debt_to_credit",
            "bureau",
            {"CREDIT_ACTIVE": ["Active"], "AMT_CREDIT_SUM": [0.0]},
            None,
        ),  # over nothing
        ("bureau_credits", "bureau", {"DAYS_CREDIT": []}, None),  # no history
        ("bureau_amt_credit_sum_std", "bureau", {"AMT_CREDIT_SUM": [5.0]}, None),  # one row does not spread
    ],
)
def test_stated_answers(name: str, table: str, columns: dict[str, list[object]], answer: float | None) -> None:
    length = len(next(iter(columns.values())))
    history = pl.DataFrame({"SK_ID_CURR": pl.Series([1] * length, dtype=pl.Int64), **columns})
    assert build({"application": pl.DataFrame({"SK_ID_CURR": [1]}), table: history}, [name])[name].to_list() == [answer]
