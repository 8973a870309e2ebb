from collections.abc import Callable

import pytest

Values = Callable[..., list[object]]
Near = Callable[[list[float | None]], list[object]]

MONTHS: dict[str, list[object]] = {
    "SK_ID_CURR": [1, 1, 1, 1, 2],
    "SK_ID_PREV": [10, 10, 11, 11, 20],
    "MONTHS_BALANCE": [-1, -12, -13, -4, -40],
    "SK_DPD": [0, 3, 7, None, 0],
    "SK_DPD_DEF": [0, 2, 4, None, None],
    "CNT_INSTALMENT": [12, 12, 24, None, None],
    "CNT_INSTALMENT_FUTURE": [3, 6, 0, None, 5],
    "NAME_CONTRACT_STATUS": ["Active", "Demand", "Amortized debt", "Completed", None],
}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("point_of_sale_months", [4.0, 1.0, None]),
        ("point_of_sale_months_since_first", [13.0, 40.0, None]),
        ("point_of_sale_months_since_last", [1.0, 40.0, None]),
        ("point_of_sale_months_since_late", [12.0, None, None]),
        ("point_of_sale_months_since_well_late", [12.0, None, None]),
        ("point_of_sale_late_share", [2 / 3, 0.0, None]),
        ("point_of_sale_last_60_months_late_share", [2 / 3, 0.0, None]),
        ("point_of_sale_well_late_share", [2 / 3, None, None]),
        ("point_of_sale_late_last_6_months_to_last_24_months", [0.0, None, None]),
        ("point_of_sale_late_last_12_months_to_last_60_months", [0.75, None, None]),  # never late: no ratio
        ("point_of_sale_sk_dpd_max", [7.0, 0.0, None]),
        ("point_of_sale_last_12_months_sk_dpd_max", [3.0, None, None]),
        ("point_of_sale_last_24_months_sk_dpd_max", [7.0, None, None]),
        ("point_of_sale_sk_dpd_def_max", [4.0, None, None]),
        ("point_of_sale_last_12_months_sk_dpd_def_mean", [1.0, None, None]),
        ("point_of_sale_cnt_instalment_mean", [16.0, None, None]),
        ("point_of_sale_cnt_instalment_max", [24.0, None, None]),
        ("point_of_sale_cnt_instalment_future_mean", [3.0, 5.0, None]),
        ("point_of_sale_last_6_months_cnt_instalment_future_mean", [3.0, None, None]),
        ("point_of_sale_left_mean", [0.25, None, None]),  # a quarter, a half, nothing
        ("point_of_sale_last_6_months_left_mean", [0.25, None, None]),
        ("point_of_sale_last_12_months_cnt_instalment_future_trend", [-3 / 11, None, None]),
        ("point_of_sale_last_12_months_left_trend", [-0.25 / 11, None, None]),
    ],
)
def test_features_of_earlier_loans_months(values: Values, near: Near, name: str, expected: list[float | None]) -> None:
    assert values(name, POS_CASH_balance=MONTHS) == near(expected)


# Applicant 1: a loan settled in 3 instalments of 6, one begun three months ago, one signed two months ago. Applicant 2:
# a month of long ago, of which little is known.
LOANS: dict[str, list[object]] = {
    "SK_ID_CURR": [1, 1, 1, 1, 1, 1, 2],
    "SK_ID_PREV": [10, 10, 10, 11, 11, 9, 20],
    "MONTHS_BALANCE": [-9, -8, -7, -3, -2, -2, -40],
    "CNT_INSTALMENT": [6, 6, 3, 10, 10, 11, 4],
    "CNT_INSTALMENT_FUTURE": [5, 4, 0, 10, 9, 11, 2],
    "NAME_CONTRACT_STATUS": ["Active", "Active", "Completed", "Active", "Active", "Signed", None],
    "SK_DPD": [0, 4, 0, 0, 6, 0, None],
    "SK_DPD_DEF": [0, 0, 0, 0, 2, 0, None],
}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("point_of_sale_loans_count", [3.0, 1.0, None]),
        ("point_of_sale_loans_months_mean", [2.0, 1.0, None]),
        ("point_of_sale_loans_months_max", [3.0, 1.0, None]),
        ("point_of_sale_loans_months_since_newest", [2.0, 40.0, None]),
        ("point_of_sale_loans_planned_mean", [9.0, 4.0, None]),
        ("point_of_sale_loans_planned_latest_1_to_all", [11 / 9, 1.0, None]),
        ("point_of_sale_loans_open_count", [2.0, 0.0, None]),
        ("point_of_sale_loans_open_share", [2 / 3, 0.0, None]),
        ("point_of_sale_loans_open_remaining_sum", [20.0, None, None]),  # not at the first months
        ("point_of_sale_loans_open_remaining_max", [11.0, None, None]),
        ("point_of_sale_loans_open_remaining_part_mean", [0.95, None, None]),
        ("point_of_sale_loans_completed_share", [1 / 3, None, None]),
        ("point_of_sale_loans_completed_count", [1.0, None, None]),
        ("point_of_sale_loans_early_share", [1.0, None, None]),
        ("point_of_sale_loans_early_count", [1.0, None, None]),
        ("point_of_sale_loans_behind_mean", [2 / 3, -1.0, None]),  # 3 - 3, 2 - 1 and 1 - 0; 1 - 2
        ("point_of_sale_loans_behind_max", [1.0, -1.0, None]),
        ("point_of_sale_loans_ever_late_share", [2 / 3, None, None]),
        ("point_of_sale_loans_ever_well_late_share", [1 / 3, None, None]),
        ("point_of_sale_loans_late_months_mean", [(1 / 3 + 1 / 2) / 3, None, None]),
        ("point_of_sale_loans_latest_1_months_last", [1.0, 1.0, None]),
        ("point_of_sale_loans_latest_1_remaining_last", [11.0, 2.0, None]),
        ("point_of_sale_loans_latest_1_remaining_part_last", [1.0, 0.5, None]),
        ("point_of_sale_loans_latest_1_completed_last", [0.0, None, None]),
        ("point_of_sale_loans_latest_1_behind_last", [1.0, -1.0, None]),
        ("point_of_sale_loans_latest_1_late_months_last", [0.0, None, None]),
    ],
)
def test_features_of_earlier_loans(values: Values, near: Near, name: str, expected: list[float | None]) -> None:
    assert values(name, POS_CASH_balance=LOANS) == near(expected)


def test_a_loan_completed_with_all_its_instalments_is_not_early(values: Values) -> None:
    loans = {**LOANS, "CNT_INSTALMENT": [6, 6, 6, 10, 10, 11, 4]}
    assert values("point_of_sale_loans_early_share", POS_CASH_balance=loans) == [0.0, None, None]


FOUR: dict[str, list[object]] = {
    "SK_ID_CURR": [1, 1, 1, 1, 1],
    "SK_ID_PREV": [13, 10, 12, 12, 11],
    "MONTHS_BALANCE": [-30, -20, -10, -12, -10],
    "SK_DPD": [9, 4, 2, 0, 0],
    "SK_DPD_DEF": [8, 3, 1, 0, 0],
}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("point_of_sale_loans_latest_3_days_late_max", 4.0),  # the loan with 9 days is the fourth
        ("point_of_sale_loans_latest_3_days_well_late_max", 3.0),
        ("point_of_sale_loans_latest_3_late_months_mean", 0.5),  # 0, a half, 1
    ],
)
def test_the_latest_loans_are_those_with_the_latest_month(values: Values, name: str, expected: float) -> None:
    assert values(name, POS_CASH_balance=FOUR) == [expected, None, None]


def test_the_same_loan_number_under_two_applicants_is_two_loans(values: Values) -> None:
    months = {"SK_ID_CURR": [1, 2], "SK_ID_PREV": [10, 10], "MONTHS_BALANCE": [-1, -3], "CNT_INSTALMENT_FUTURE": [4, 7]}
    assert values("point_of_sale_loans_latest_1_remaining_last", POS_CASH_balance=months) == [4.0, 7.0, None]


def test_a_loan_that_ended_untold_is_open_for_half_a_year(values: Values) -> None:
    months = {"SK_ID_CURR": [1, 2], "SK_ID_PREV": [10, 11], "MONTHS_BALANCE": [-6, -7], "CNT_INSTALMENT_FUTURE": [4, 7]}
    assert values("point_of_sale_loans_open_count", POS_CASH_balance=months) == [1.0, 0.0, None]
