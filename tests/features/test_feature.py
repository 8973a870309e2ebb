import narwhals as nw
import polars as pl
import pytest

from creditworthy.errors import UnknownNameError
from creditworthy.features import FEATURES, Block, Concept, feature
from creditworthy.features.expressions import ratio
from creditworthy.features.feature import as_given
from creditworthy.features.measure import Measure

BUREAU = Block("bureau", "bureau", derived={"age": ("DAYS_CREDIT", "DAYS_CREDIT_ENDDATE")})
COMBINED = Block("combined", None, each_row=True)


def bureau_new() -> nw.Expr:
    """Meaning of the feature.

    More about it.
    """
    return nw.col("AMT_CREDIT_SUM").sum()


def combined_new() -> nw.Expr:
    """Both together."""
    return nw.col("bureau_credits") + nw.col("application_income")


def test_a_feature_is_its_function_under_its_name(catalogue: None) -> None:
    declare = feature(
        BUREAU, unit="days", fr="Sens", concept=Concept.DEBT, inputs=("age", "CREDIT_TYPE"), risk="+", actionable=True
    )
    assert declare(bureau_new) is bureau_new
    entry = FEATURES["bureau_new"]
    assert (entry.name, entry.block, entry.formula, entry.unit) == ("bureau_new", BUREAU, bureau_new, "days")
    assert (entry.meaning("en"), entry.meaning("fr"), entry.meaning("de")) == (
        "Meaning of the feature",
        "Sens",
        "Meaning of the feature",
    )
    assert (entry.concept, entry.risk, entry.actionable, entry.made_of) == (Concept.DEBT, "+", True, ())
    assert entry.inputs == {"bureau.DAYS_CREDIT", "bureau.DAYS_CREDIT_ENDDATE", "bureau.CREDIT_TYPE"}


def test_a_combined_feature_reads_what_its_parts_read(catalogue: None) -> None:
    inputs = ("bureau_credits", "application_income")
    feature(COMBINED, unit="count", fr="Sens", concept=Concept.DEBT, inputs=inputs)(combined_new)
    assert FEATURES["combined_new"].inputs == {"bureau.DAYS_CREDIT", "application.AMT_INCOME_TOTAL"}
    assert FEATURES["combined_new"].made_of == inputs


def test_two_features_cannot_share_a_name(catalogue: None) -> None:
    declare = feature(BUREAU, unit="days", fr="Sens", concept=Concept.DEBT, inputs=("CREDIT_TYPE",))
    declare(bureau_new)
    with pytest.raises(ValueError, match="two entries of kind feature are called 'bureau_new'; rename one"):
        declare(bureau_new)


def test_raw_columns_come_with_the_dictionarys_unit_and_meaning(catalogue: None) -> None:
    block = Block("application", "application", each_row=True)
    columns = {"application_new": "AMT_CREDIT", "application_kind": "NAME_CONTRACT_TYPE"}
    as_given(block, columns, concept=Concept.LOAN, risk="-")
    entry = FEATURES["application_new"]
    assert (entry.unit, entry.en, entry.fr) == ("currency", "Amount of the loan", "Montant du prêt")
    assert (entry.concept, entry.risk, entry.inputs) == (Concept.LOAN, "-", {"application.AMT_CREDIT"})
    rows = nw.from_native(pl.DataFrame({"AMT_CREDIT": [5.0], "NAME_CONTRACT_TYPE": ["Cash loans"]}))
    assert rows.select(*[FEATURES[name].formula().alias(name) for name in columns]).rows() == [(5.0, "Cash loans")]
    assert [FEATURES[name].categorical for name in columns] == [False, True]


def test_rows_have_the_divisors_of_a_block_before_its_measures() -> None:
    share = Measure("share", "share", "Share", "Part", ("x", "y"), lambda: ratio(nw.col("x"), "y"))
    block = Block("bureau", "bureau", divisors=("y",), columns=(share,))
    rows = block.rows(nw.from_native(pl.LazyFrame({"x": [1.0, 2.0], "y": [4.0, 0.0]})))
    assert rows.collect()["share"].to_list() == [0.25, None]


def test_blocks_are_told_apart_by_name() -> None:
    assert {BUREAU: 1}[BUREAU] == 1
    assert hash(BUREAU) == hash(Block("bureau", "bureau"))
    assert Block("bureau", "bureau") != BUREAU  # another one, with other derived columns


def test_a_column_made_by_the_block_above_is_traced_to_the_table(catalogue: None) -> None:
    months = Block("bureau", "bureau_balance", derived={"level": ("STATUS",)})
    late = Measure("late", "flag", "Late", "Retard", ("worst",), lambda: nw.col("worst") > 0)
    credits_ = Block(
        "bureau", "bureau_balance", of=(months,), derived={"worst": ("level", "MONTHS_BALANCE")}, columns=(late,)
    )
    assert credits_.raw(["late"]) == {"bureau_balance.STATUS", "bureau_balance.MONTHS_BALANCE"}
    with pytest.raises(UnknownNameError, match="no column of bureau_balance 'wurst'"):
        credits_.raw(["wurst"])


def test_raw_columns_without_a_name_are_called_by_the_block_and_the_column(catalogue: None) -> None:
    as_given(Block("application", "application", each_row=True), ["NAME_TYPE_SUITE"], concept=Concept.PERSON)
    assert FEATURES["application_name_type_suite"].written == "NAME_TYPE_SUITE"
