from collections.abc import Callable

import pytest

Values = Callable[..., list[object]]
Near = Callable[[list[float | None]], list[object]]

# Applicant 1 has two open credits and a closed one, applicant 2 one of which little is known, applicant 3 none.
CREDITS: dict[str, list[object]] = {
    "SK_ID_CURR": [1, 1, 1, 2],
    "SK_ID_BUREAU": [10, 11, 12, 20],
    "CREDIT_ACTIVE": ["Active", "Closed", "Active", None],
    "CREDIT_TYPE": ["Microloan", "Car loan", "Consumer credit", None],
    "DAYS_CREDIT": [-365, -366, -1461, -731],
    "DAYS_CREDIT_ENDDATE": [30, 900, -10, 50],
    "AMT_CREDIT_SUM": [100.0, 600.0, 200.0, None],
    "AMT_CREDIT_SUM_DEBT": [60.0, 1000.0, None, 70.0],
    "AMT_CREDIT_SUM_OVERDUE": [5.0, None, 2.0, None],
    "AMT_CREDIT_MAX_OVERDUE": [8.0, None, 0.0, None],
}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("bureau_credits", [3.0, 1.0, None]),
        ("bureau_credits_last_year", [1.0, 0.0, None]),  # 365 days ago counts, 366 does not
        ("bureau_open_share", [2 / 3, None, None]),
        ("bureau_microloan_share", [1 / 3, None, None]),
        ("bureau_years_since_last", [365 / 365.25, 731 / 365.25, None]),
        ("bureau_debt_to_credit", [60 / 300, None, None]),  # open credits only; an unknown debt adds nothing
        ("bureau_amt_credit_sum_mean", [300.0, None, None]),
        ("bureau_amt_credit_sum_max", [600.0, None, None]),
        ("bureau_open_amt_credit_sum_debt_sum", [60.0, None, None]),
        ("bureau_open_amt_credit_sum_debt_max", [60.0, None, None]),
        ("bureau_amt_credit_sum_overdue_sum", [7.0, None, None]),
        ("bureau_amt_credit_max_overdue_mean", [4.0, None, None]),
        ("bureau_days_credit_mean", [-2192 / 3, -731.0, None]),
        ("bureau_open_days_credit_enddate_max", [30.0, None, None]),
    ],
)
def test_features_of_the_bureau(values: Values, near: Near, name: str, expected: list[float | None]) -> None:
    assert values(name, bureau=CREDITS) == near(expected)


def test_open_credits_of_no_amount_have_no_ratio_of_debt(values: Values) -> None:
    credits_ = {**CREDITS, "AMT_CREDIT_SUM": [0.0, 600.0, 0.0, None]}
    assert values("bureau_debt_to_credit", bureau=credits_) == [None, None, None]


def test_a_share_leaves_out_what_is_unknown(values: Values) -> None:
    credits_ = {**CREDITS, "CREDIT_ACTIVE": ["Active", None, "Closed", "Sold"]}
    assert values("bureau_open_share", bureau=credits_) == [0.5, 0.0, None]


def test_a_debt_below_zero_is_taken_off(values: Values) -> None:
    credits_ = {**CREDITS, "AMT_CREDIT_SUM_DEBT": [60.0, 0.0, -10.0, None]}
    assert values("bureau_open_amt_credit_sum_debt_sum", bureau=credits_) == [50.0, None, None]
