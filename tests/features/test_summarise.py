import narwhals as nw
import polars as pl
import pytest

from creditworthy.errors import UnknownNameError
from creditworthy.features import FEATURES, Block, Concept
from creditworthy.features.summarise import STATISTICS, Slice, summarise

BLOCK = Block("new", "bureau")
OPEN = Slice("open", lambda: nw.col("CREDIT_ACTIVE") == "Active", ("CREDIT_ACTIVE",), "open ones", "en cours")
ROWS = pl.DataFrame(
    {
        "group": ["a", "a", "a", "b"],
        "CREDIT_ACTIVE": ["Active", "Active", "Closed", "Closed"],
        "AMT_CREDIT_SUM": [1.0, None, 5.0, None],
    }
)


def value(name: str) -> list[object]:
    found = nw.from_native(ROWS).group_by("group").agg(FEATURES[name].formula().alias(name)).sort("group")
    return found[name].to_list()


def declare(where: Slice | None = None) -> None:
    summarise(
        BLOCK, "AMT_CREDIT_SUM", by=tuple(STATISTICS), concept=Concept.DEBT, where=where, risk="+", actionable=True
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
