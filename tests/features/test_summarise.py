import narwhals as nw
import polars as pl
import pytest

from creditworthy.errors import UnknownNameError
from creditworthy.features import FEATURES, Block, Concept
from creditworthy.features.measure import Measure, Slice
from creditworthy.features.summarise import contrast, summarise, trend

OPEN = Slice("open", lambda: nw.col("CREDIT_ACTIVE") == "Active", ("CREDIT_ACTIVE",), "open ones", "en cours")
BLOCK = Block("new", "bureau", columns=(OPEN,))
ROWS = pl.DataFrame(
    {
        "group": ["a", "a", "a", "b"],
        "CREDIT_ACTIVE": ["Active", "Active", "Closed", "Closed"],
        "AMT_CREDIT_SUM": [1.0, None, 5.0, None],
    }
)


def rows_for(name: str, block: Block, rows: pl.DataFrame) -> nw.DataFrame[pl.DataFrame]:
    return block.rows(nw.from_native(rows)).with_columns(*(part.expression() for part in FEATURES[name].parts))  # type: ignore[arg-type, return-value]


def value(name: str) -> list[object]:
    found = rows_for(name, BLOCK, ROWS).group_by("group").agg(FEATURES[name].formula().alias(name)).sort("group")
    return found[name].to_list()


def declare(where: Slice | None = None) -> None:
    summarise(
        BLOCK,
        "AMT_CREDIT_SUM",
        by=("mean", "max", "min", "sum"),
        concept=Concept.DEBT,
        where=where,
        risk="+",
        actionable=True,
    )


@pytest.mark.parametrize(
    ("statistic", "everywhere", "open_ones"),
    [("mean", 3.0, 1.0), ("max", 5.0, 1.0), ("min", 1.0, 1.0), ("sum", 6.0, 1.0)],
)
def test_each_statistic_of_known_values(catalogue: None, statistic: str, everywhere: float, open_ones: float) -> None:
    declare()
    declare(OPEN)
    assert value(f"new_amt_credit_sum_{statistic}") == [everywhere, None]
    assert value(f"new_open_amt_credit_sum_{statistic}") == [open_ones, None]


def test_unit_and_meaning_come_from_the_dictionary_in_both_languages(catalogue: None) -> None:
    declare(OPEN)
    entry = FEATURES["new_open_amt_credit_sum_max"]
    assert (entry.unit, entry.concept, entry.risk, entry.actionable) == ("currency", Concept.DEBT, "+", True)
    assert entry.en == "Amount of the credit (open ones): highest"
    assert entry.fr == "Montant du crédit (en cours) : maximum"
    assert entry.inputs == {"bureau.AMT_CREDIT_SUM", "bureau.CREDIT_ACTIVE"}


def test_without_a_slice_the_condition_is_no_input(catalogue: None) -> None:
    declare()
    assert FEATURES["new_amt_credit_sum_mean"].inputs == {"bureau.AMT_CREDIT_SUM"}
    assert FEATURES["new_amt_credit_sum_mean"].en == "Amount of the credit: mean"


def test_an_unknown_column_is_refused(catalogue: None) -> None:
    with pytest.raises(UnknownNameError, match=r"^no column of bureau 'AMT_CREDIT_SUMM'"):
        summarise(BLOCK, "AMT_CREDIT_SUMM", by=("mean",), concept=Concept.DEBT)


SIZE = Measure("size", "currency", "Size", "Taille", ("AMT_CREDIT_SUM",), lambda: nw.col("AMT_CREDIT_SUM") * 2)
AGE = Slice("young", lambda: nw.col("DAYS_CREDIT") >= -30, ("DAYS_CREDIT",), "young ones", "récents")
MADE = Block("made", "bureau", columns=(SIZE, OPEN, AGE))


def of_made(name: str, **columns: list[float | None]) -> object:
    rows = rows_for(name, MADE, pl.DataFrame({"group": "a", "CREDIT_ACTIVE": "Active", **columns}))
    return rows.group_by("group").agg(FEATURES[name].formula().alias(name))[name].item()


def test_a_measure_is_computed_of_each_row_and_brings_its_own_unit_and_meaning(catalogue: None) -> None:
    summarise(MADE, SIZE, by=("sum", "count"), concept=Concept.DEBT, where=(None, OPEN), family="extra")
    assert of_made("made_size_sum", AMT_CREDIT_SUM=[1.0, 2.0], DAYS_CREDIT=[-1.0, -2.0]) == 6.0
    entry = FEATURES["made_open_size_sum"]
    assert (entry.unit, entry.en, entry.fr) == ("currency", "Size (open ones): total", "Taille (en cours) : total")
    assert entry.inputs == {"bureau.AMT_CREDIT_SUM", "bureau.CREDIT_ACTIVE"}
    assert (entry.written, entry.family) == ("sum(size) where open", "extra")
    assert FEATURES["made_size_count"].unit == "count"


def test_recent_rows_over_all_of_them(catalogue: None) -> None:
    contrast(MADE, SIZE, recent=AGE, usual=None, concept=Concept.DEBT)
    name = "made_size_young_to_all"
    assert of_made(name, AMT_CREDIT_SUM=[6.0, 2.0], DAYS_CREDIT=[-30.0, -31.0]) == 1.5
    assert of_made(name, AMT_CREDIT_SUM=[6.0, 2.0], DAYS_CREDIT=[-40.0, -31.0]) is None
    assert of_made(name, AMT_CREDIT_SUM=[0.0, 0.0], DAYS_CREDIT=[-30.0, -31.0]) is None
    assert FEATURES[name].en == "Size: mean (young ones) over mean (all)"
    assert FEATURES[name].inputs == {"bureau.AMT_CREDIT_SUM", "bureau.DAYS_CREDIT"}


def test_a_trend_is_the_slope_over_time(catalogue: None) -> None:
    trend(MADE, SIZE, over="DAYS_CREDIT", per="days", where=AGE, middle=-15, concept=Concept.DEBT)
    name = "made_young_size_trend"
    assert of_made(name, AMT_CREDIT_SUM=[1.0, 2.0, 9.0], DAYS_CREDIT=[-30.0, -20.0, -31.0]) == pytest.approx(0.2)
    assert of_made(name, AMT_CREDIT_SUM=[1.0, None], DAYS_CREDIT=[-3.0, -2.0]) is None
    assert of_made(name, AMT_CREDIT_SUM=[1.0, 2.0], DAYS_CREDIT=[-3.0, -3.0]) is None
    assert FEATURES[name].fr == "Taille (récents) : évolution par jour"


def test_a_measure_or_slice_of_another_block_is_refused() -> None:
    with pytest.raises(ValueError, match="block new has no measure size; name it among its columns"):
        summarise(BLOCK, SIZE, by=("mean",), concept=Concept.DEBT)
    with pytest.raises(ValueError, match="block new has no slice young; name it among its columns"):
        summarise(BLOCK, "AMT_CREDIT_SUM", by=("mean",), concept=Concept.DEBT, where=AGE)
