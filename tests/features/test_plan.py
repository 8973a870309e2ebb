import narwhals as nw
import polars as pl
import pytest

from creditworthy.errors import UnknownNameError
from creditworthy.features.plan import as_imported, as_they_come, by_block, finished, in_order, plan, table_schema
from creditworthy.features.records import Reader
from creditworthy.tables.dictionary import home_credit

DICTIONARY = home_credit()
MONTHS = DICTIONARY.table("bureau_balance")
ROWS = pl.DataFrame({"SK_ID_CURR": [2, 1, 1], "SK_ID_BUREAU": [5, 9, 8], "MONTHS_BALANCE": [-1.0, -2.0, -3.0]})


def test_rows_are_put_in_the_order_of_their_table() -> None:
    found = in_order(nw.from_native(ROWS.lazy()), MONTHS).collect()
    assert found.rows() == [(1, 8, -3.0), (1, 9, -2.0), (2, 5, -1.0)]


def test_imported_rows_stay_as_they_are_and_are_known_to_be_in_order() -> None:
    ordered = ROWS.sort("SK_ID_CURR")
    found = as_imported(nw.from_native(ordered.lazy()), MONTHS).to_native().collect()
    assert found.equals(ordered)
    assert found["SK_ID_CURR"].flags["SORTED_ASC"]


def test_a_table_of_two_files_is_put_in_order_all_the_same() -> None:
    rows = pl.DataFrame({"SK_ID_CURR": [3, 1]})
    found = as_imported(nw.from_native(rows.lazy()), DICTIONARY.application).collect()
    assert found["SK_ID_CURR"].to_list() == [1, 3]


def test_other_engines_take_rows_as_they_come() -> None:
    rows = nw.from_native(ROWS.lazy())
    assert as_they_come(rows, MONTHS) is rows


def test_features_are_computed_block_by_block_with_what_combined_ones_need() -> None:
    names = ["combined_debt_to_income", "bureau_credits"]
    found = {block.name: [entry.name for entry in entries] for block, entries in by_block(names, DICTIONARY).items()}
    assert found == {
        "application": ["application_income"],
        "bureau": ["bureau_open_amt_credit_sum_debt_sum", "bureau_credits"],
    }
    with pytest.raises(UnknownNameError, match="no feature 'bureau_credit'"):
        by_block(["bureau_credit"], DICTIONARY)


def test_combined_features_are_added_and_what_they_are_made_of_goes() -> None:
    rows = pl.DataFrame({"SK_ID_CURR": [1], "bureau_open_amt_credit_sum_debt_sum": [5.0], "application_income": [10.0]})
    found = finished(nw.from_native(rows.lazy()), ["combined_debt_to_income"], dictionary=DICTIONARY)
    assert found.collect().rows() == [(1, 0.5)]


def test_what_a_feature_is_made_of_goes_with_it() -> None:
    application = pl.DataFrame({"SK_ID_CURR": [1]})
    months = pl.DataFrame(
        {"SK_ID_CURR": [1, 1], "SK_ID_BUREAU": [5, 5], "MONTHS_BALANCE": [-2, -1], "STATUS": ["0", "1"]}
    )
    sources = {"application": application.lazy(), "bureau_balance": months.lazy()}
    names = ["bureau_balance_worst", "bureau_balance_last_24_months_level_trend", "combined_late_share_mean"]
    found = plan(sources, names, dictionary=DICTIONARY).collect()
    assert found.rows(named=True) == [dict(zip(["SK_ID_CURR", *names], [1, 1.0, 1.0, 0.5], strict=True))]


def test_clean_rows_are_not_cleaned_again() -> None:
    application = Reader(DICTIONARY.application, DICTIONARY).frame([{"SK_ID_CURR": 1}])
    months = pl.DataFrame({"SK_ID_CURR": [1], "SK_ID_BUREAU": [5], "MONTHS_BALANCE": [-999.0], "STATUS": ["C"]})
    sources = {"application": application.lazy(), "bureau_balance": months.lazy()}
    for online, expected in ((True, 999.0), (False, None)):
        found = plan(sources, ["bureau_balance_months_ago_max"], dictionary=DICTIONARY, online=online)
        assert found.collect()["bureau_balance_months_ago_max"].to_list() == [expected]


def test_the_schema_of_a_table_is_how_it_is_stored() -> None:
    assert table_schema("bureau_balance", DICTIONARY) == {
        "SK_ID_CURR": pl.Int64,
        "SK_ID_BUREAU": pl.Int64,
        "MONTHS_BALANCE": pl.Int64,
        "STATUS": pl.String,
    }
    bureau = table_schema("bureau", DICTIONARY)
    assert list(bureau)[:2] == ["SK_ID_CURR", "SK_ID_BUREAU"]
    assert bureau["AMT_CREDIT_SUM"] == pl.Float64
