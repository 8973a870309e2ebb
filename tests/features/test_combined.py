from collections.abc import Callable

import polars as pl
import pytest

from creditworthy.features import FEATURES, build

Values = Callable[..., list[object]]

APPLICATION = {
    "AMT_INCOME_TOTAL": [300.0, 100.0, 100.0],
    "AMT_ANNUITY": [30.0, 10.0, 10.0],
    "AMT_CREDIT": [900.0, 10.0, 10.0],
}
BUREAU = {
    "SK_ID_CURR": [1, 1, 2],
    "SK_ID_BUREAU": [10, 11, 20],
    "CREDIT_ACTIVE": ["Active", "Active", "Closed"],
    "AMT_CREDIT_SUM_DEBT": [60.0, 90.0, 50.0],
}
INSTALMENTS = {
    "SK_ID_CURR": [1, 1, 2],
    "SK_ID_PREV": [10, 10, 20],
    "NUM_INSTALMENT_VERSION": [1, 1, 1],
    "NUM_INSTALMENT_NUMBER": [1, 2, 1],
    "DAYS_INSTALMENT": [-60, -30, -30],
    "AMT_INSTALMENT": [10.0, 15.0, 0.0],
}
PREVIOUS = {
    "SK_ID_CURR": [1, 1, 2],
    "SK_ID_PREV": [10, 11, 20],
    "NAME_CONTRACT_STATUS": ["Approved", "Refused", "Refused"],
    "AMT_CREDIT": [450.0, 9000.0, 10.0],
}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("combined_debt_to_income", [0.5, None, None]),  # 150 of 300; no open credit; no credit
        ("combined_annuity_to_past", [2.0, None, None]),  # 30 against 15; against 0; against nothing
        ("combined_credit_to_past", [2.0, None, None]),  # 900 against 450; refused; never asked
    ],
)
def test_features_of_several_tables(values: Values, name: str, expected: list[float | None]) -> None:
    tables = {"bureau": BUREAU, "installments_payments": INSTALMENTS, "previous_application": PREVIOUS}
    assert values(name, application=APPLICATION, **tables) == expected


def test_what_a_combined_feature_is_made_of_does_not_come_along() -> None:
    frame = build({"application": pl.DataFrame({"SK_ID_CURR": [1]})}, ["combined_debt_to_income"])
    assert frame.columns == ["SK_ID_CURR", "combined_debt_to_income"]


def test_inputs_are_traced_to_the_raw_columns() -> None:
    assert FEATURES["combined_debt_to_income"].inputs == {
        "bureau.AMT_CREDIT_SUM_DEBT",
        "bureau.CREDIT_ACTIVE",
        "application.AMT_INCOME_TOTAL",
    }
    assert FEATURES["combined_debt_to_income"].made_of == (
        "bureau_open_amt_credit_sum_debt_sum",
        "application_income",
    )
