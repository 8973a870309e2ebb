import narwhals as nw
import polars as pl
import pytest

from creditworthy.features.cleaning import clean
from creditworthy.tables.dictionary import Dictionary, home_credit

HOME_CREDIT = home_credit()


def cleaned(table: str, columns: dict[str, list[object]], dictionary: Dictionary = HOME_CREDIT) -> pl.DataFrame:
    rows = nw.from_native(pl.LazyFrame(columns))
    return clean(rows, dictionary.table(table)).collect().to_native()  # type: ignore[no-any-return]


def test_the_columns_are_the_dictionarys_applicant_first_without_the_label() -> None:
    frame = cleaned("application", {"TARGET": [1], "NOTE": ["x"], "SK_ID_CURR": [7]})
    names = [name for name in HOME_CREDIT.application.columns if name not in ("SK_ID_CURR", "TARGET")]
    assert frame.columns == ["SK_ID_CURR", *names]


def test_a_table_without_applicants_in_its_file_has_them_once_imported() -> None:
    frame = cleaned("bureau_balance", {"SK_ID_CURR": [7], "STATUS": ["C"]})
    assert frame.row(0, named=True) == {"SK_ID_CURR": 7, "SK_ID_BUREAU": None, "MONTHS_BALANCE": None, "STATUS": "C"}


def test_numbers_are_floats_identifiers_integers_and_categories_strings() -> None:
    frame = cleaned("bureau", {"SK_ID_CURR": [7], "SK_ID_BUREAU": [8], "DAYS_CREDIT": [-9], "AMT_CREDIT_SUM": [1]})
    assert frame.schema["SK_ID_CURR"] == frame.schema["SK_ID_BUREAU"] == pl.Int64
    assert frame.schema["DAYS_CREDIT"] == frame.schema["AMT_CREDIT_SUM"] == pl.Float64
    assert frame.schema["CREDIT_ACTIVE"] == pl.String  # absent from the rows


def test_absent_columns_are_null() -> None:
    frame = cleaned("bureau", {"SK_ID_CURR": [7, 8]})
    assert frame.null_count().row(0) == (0, *[2] * (frame.width - 1))


@pytest.mark.parametrize(
    ("table", "column", "raw", "known"),
    [
        ("application", "EXT_SOURCE_1", [0.5, float("nan"), None], [0.5, None, None]),
        ("application", "DAYS_EMPLOYED", [-3, 365243, None], [-3.0, None, None]),
        ("application", "CODE_GENDER", ["F", "XNA", None], ["F", None, None]),
        ("previous_application", "CODE_REJECT_REASON", ["XAP", "XNA", None], ["XAP", None, None]),
        ("application", "DAYS_BIRTH", [-6570, -6569, 365243], [-6570.0, None, None]),  # younger than eighteen
        ("bureau", "AMT_CREDIT_SUM", [5.0, -5.0, 1e300], [5.0, None, None]),
        ("bureau", "AMT_CREDIT_SUM", [5.0, float("inf"), float("-inf")], [5.0, None, None]),
        ("POS_CASH_balance", "MONTHS_BALANCE", [0, 1, -121], [0.0, None, None]),
        ("application", "FLAG_PHONE", [1, 2, -1], [1.0, None, None]),
        (
            "application",
            "ORGANIZATION_TYPE",
            ["Bank", "Circus", None],
            ["Bank", "Circus", None],
        ),  # a new word is a word
    ],
)
def test_what_is_unknown_is_null(table: str, column: str, raw: list[object], known: list[object]) -> None:
    assert cleaned(table, {"SK_ID_CURR": [1, 2, 3], column: raw})[column].to_list() == known
