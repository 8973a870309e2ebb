from collections.abc import Callable

import pytest

Values = Callable[..., list[object]]
Near = Callable[[list[float | None]], list[object]]
Columns = dict[str, list[object]]
YEAR = 365.25

# Applicant 1 was approved twice and refused twice, applicant 2 cancelled, applicant 3 never asked.
REQUESTS: Columns = {
    "SK_ID_CURR": [1, 1, 1, 1, 2],
    "SK_ID_PREV": [10, 11, 12, 13, 20],
    "NAME_CONTRACT_STATUS": ["Approved", "Approved", "Refused", "Refused", "Canceled"],
    "NAME_CONTRACT_TYPE": ["Cash loans", "Consumer loans", "Cash loans", "Revolving loans", "XNA"],
    "DAYS_DECISION": [-10, -900, -365, -366, -1],
    "AMT_APPLICATION": [100.0, 300.0, 0.0, 50.0, 0.0],
    "AMT_CREDIT": [200.0, 200.0, 0.0, 25.0, 0.0],
    "AMT_ANNUITY": [10.0, 30.0, 1000.0, None, None],
    "AMT_GOODS_PRICE": [100.0, 300.0, None, None, None],
    "AMT_DOWN_PAYMENT": [50.0, 0.0, 900.0, None, None],
    "CNT_PAYMENT": [24, 8, 60, 60, None],
    "RATE_DOWN_PAYMENT": [0.1, None, 0.9, None, None],
    "NAME_YIELD_GROUP": ["low_normal", "high", "low_action", "XNA", "XNA"],
    "CODE_REJECT_REASON": ["XAP", "XAP", "HC", "SCOFR", "XAP"],
    "CHANNEL_TYPE": ["Stone", "Country-wide", "Contact center", "Stone", None],
    "PRODUCT_COMBINATION": ["Cash", "POS mobile with interest", "Cash", "Card Street", None],
    "NAME_PRODUCT_TYPE": ["x-sell", "XNA", "walk-in", "x-sell", "XNA"],
    "SELLERPLACE_AREA": [-1, 100, 20, None, -1],
}


def check(values: Values, name: str, requests: Columns) -> list[object]:
    return values(f"previous_applications_{name}", previous_application=requests)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("count", [4.0, 1.0, None]),
        ("refused_share", [0.5, 0.0, None]),
        ("refusal_count", [2.0, 0.0, None]),
        ("approval_count", [2.0, 0.0, None]),
        ("approval_share", [0.5, 0.0, None]),
        ("cancellation_share", [0.0, 1.0, None]),
        ("refused_last_year", [1.0, 0.0, None]),  # 365 days ago counts, 366 does not
        ("requests_180_days_count", [1.0, 1.0, None]),
        ("requests_365_days_count", [2.0, 1.0, None]),
        ("requests_730_days_count", [3.0, 1.0, None]),
        ("requests_365_days_share", [0.5, 1.0, None]),
        ("last_180_days_refusal_share", [0.0, 0.0, None]),
        ("last_365_days_refusal_share", [1 / 2, 0.0, None]),
        ("last_730_days_refusal_share", [2 / 3, 0.0, None]),
        ("last_365_days_approval_share", [1 / 2, 0.0, None]),
        ("latest_3_refusal_share", [2 / 3, 0.0, None]),
        ("latest_3_approval_share", [1 / 3, 0.0, None]),
        ("latest_5_refusal_share", [2 / 4, 0.0, None]),
        ("first_2_refusal_share", [1 / 2, 0.0, None]),
        ("first_2_approval_share", [1 / 2, 0.0, None]),
        ("reason_score_share", [1 / 4, 0.0, None]),
        ("reason_limit_share", [0.0, 0.0, None]),
        ("reason_hc_share", [1 / 4, 0.0, None]),
        ("years_since_refusal", [365 / YEAR, None, None]),
        ("years_ago_min", [10 / YEAR, 1 / YEAR, None]),
        ("years_ago_max", [900 / YEAR, 1 / YEAR, None]),
        ("years_ago_mean", [1641 / 4 / YEAR, 1 / YEAR, None]),
        ("approved_years_ago_min", [10 / YEAR, None, None]),
        ("since_approval", [0.0, None, None]),
        ("days_between", [890 / 3, None, None]),  # one application has no time between
    ],
)
def test_outcomes(values: Values, near: Near, name: str, expected: list[float | None]) -> None:
    assert check(values, name, REQUESTS) == near(expected)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("cash_loan_share", [2 / 4, None, None]),
        ("consumer_loan_share", [1 / 4, None, None]),
        ("card_share", [1 / 4, None, None]),
        ("cash_refusal_share", [1 / 2, None, None]),
        ("consumer_refusal_share", [0.0, None, None]),
        ("revolving_refusal_share", [1.0, None, None]),
        ("cash_years_ago_min", [10 / YEAR, None, None]),
        ("consumer_years_ago_min", [900 / YEAR, None, None]),
        ("revolving_years_ago_min", [366 / YEAR, None, None]),
        ("yield_rank_mean", [(1 + 3 + 0) / 3, None, None]),
        ("approved_yield_rank_mean", [(1 + 3) / 2, None, None]),
        ("approved_yield_rank_max", [3.0, None, None]),
        ("latest_yield_rank_mean", [1.0, None, None]),
        ("x_sell_share", [2 / 3, None, None]),
        ("seller_area_mean", [60.0, None, None]),  # -1 is no area
    ],
)
def test_products(values: Values, near: Near, name: str, expected: list[float | None]) -> None:
    assert check(values, name, REQUESTS) == near(expected)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("latest_status", ["Approved", "Canceled", None]),
        ("latest_contract_type", ["Cash loans", None, None]),
        ("latest_product", ["Cash", None, None]),
        ("latest_channel", ["Stone", None, None]),
        ("latest_yield_group", ["low_normal", None, None]),
        ("latest_reject_reason", ["HC", None, None]),  # of the last refusal
    ],
)
def test_the_last_application_by_name(values: Values, name: str, expected: list[str | None]) -> None:
    assert check(values, name, REQUESTS) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("approved_amt_annuity_mean", [20.0, None, None]),
        ("approved_amt_annuity_max", [30.0, None, None]),
        ("approved_amt_annuity_sum", [40.0, None, None]),
        ("latest_approved_amt_annuity_mean", [10.0, None, None]),
        ("approved_amt_credit_max", [200.0, None, None]),
        ("approved_amt_credit_mean", [200.0, None, None]),
        ("approved_amt_credit_sum", [400.0, None, None]),
        ("latest_approved_amt_credit_mean", [200.0, None, None]),
        ("approved_last_365_days_amt_credit_sum", [200.0, None, None]),
        ("approved_cash_amt_credit_max", [200.0, None, None]),
        ("approved_consumer_amt_credit_max", [200.0, None, None]),
        ("approved_revolving_amt_credit_max", [None, None, None]),
        ("asked_mean", [150.0, None, None]),  # 0 is no amount
        ("asked_max", [300.0, None, None]),
        ("latest_asked_mean", [100.0, None, None]),
        ("refused_asked_mean", [50.0, None, None]),
        ("asked_refused_to_approved", [50 / 200, None, None]),
        ("asked_latest_to_all", [100 / 150, None, None]),
        ("asked_less_given_mean", [(-100 + 100 + 25) / 3, None, None]),
        ("latest_asked_less_given_mean", [-100.0, None, None]),
        ("asked_to_given", [(0.5 + 1.5 + 2.0) / 3, None, None]),  # nothing given: no ratio
        ("asked_to_given_min", [0.5, None, None]),
        ("asked_to_given_max", [2.0, None, None]),
        ("latest_asked_to_given_mean", [0.5, None, None]),
        ("approved_cnt_payment_mean", [16.0, None, None]),
        ("approved_cnt_payment_max", [24.0, None, None]),
        ("latest_approved_cnt_payment_mean", [24.0, None, None]),
        ("approved_cash_cnt_payment_mean", [24.0, None, None]),
        ("approved_annuities_mean", [(20 + 200 / 30) / 2, None, None]),
        ("latest_approved_annuities_mean", [20.0, None, None]),
        ("approved_rate_down_payment_mean", [0.1, None, None]),
        ("rate_down_payment_max", [0.9, None, None]),
        ("approved_amt_down_payment_max", [50.0, None, None]),
        ("latest_approved_down_payment_to_credit_mean", [0.25, None, None]),
        ("approved_goods_to_credit_mean", [(0.5 + 1.5) / 2, None, None]),
        ("latest_approved_goods_to_credit_mean", [0.5, None, None]),
    ],
)
def test_amounts(values: Values, near: Near, name: str, expected: list[float | None]) -> None:
    assert check(values, name, REQUESTS) == near(expected)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        # 24 payments of 10 for 200 cost 20 % over 24 months; 8 of 30 cost 20 % over 8.
        ("approved_interest_mean", [(0.2 / 24 + 0.2 / 8) / 2, None, None]),
        ("approved_interest_max", [0.2 / 8, None, None]),
        ("approved_interest_min", [0.2 / 24, None, None]),
        ("latest_approved_interest_mean", [0.2 / 24, None, None]),
        ("approved_cash_interest_mean", [0.2 / 24, None, None]),
        ("approved_consumer_interest_mean", [0.2 / 8, None, None]),
        ("approved_total_to_pay_mean", [240.0, None, None]),
        ("approved_total_to_pay_max", [240.0, None, None]),
        ("approved_total_to_pay_sum", [480.0, None, None]),
        ("approved_cost_sum", [80.0, None, None]),
        ("cost_to_credit", [0.2, None, None]),
        ("approved_goods_to_total_mean", [(100 / 240 + 300 / 240) / 2, None, None]),
        ("approved_goods_to_total_min", [100 / 240, None, None]),
        ("latest_approved_goods_to_total_mean", [100 / 240, None, None]),
    ],
)
def test_costs(values: Values, near: Near, name: str, expected: list[float | None]) -> None:
    assert check(values, name, REQUESTS) == [
        number if number is None else pytest.approx(number, rel=1e-9) for number in expected
    ]


@pytest.mark.parametrize("column", ["AMT_ANNUITY", "AMT_CREDIT", "CNT_PAYMENT"])
def test_a_loan_of_nothing_has_no_interest(values: Values, column: str) -> None:
    assert check(values, "approved_interest_mean", {**REQUESTS, column: [0, 0, 0, 0, 0]}) == [None, None, None]


def test_a_total_of_over_ten_times_the_credit_is_a_mistake(values: Values) -> None:
    requests = {**REQUESTS, "AMT_ANNUITY": [2001 / 24, 2000 / 8, None, None, None]}
    assert check(values, "approved_total_to_pay_sum", requests) == [2000.0, None, None]
    assert check(values, "approved_interest_max", requests) == [pytest.approx(9 / 8), None, None]


def test_an_unknown_outcome_is_left_out(values: Values) -> None:
    requests = {**REQUESTS, "NAME_CONTRACT_STATUS": ["Approved", None, "Refused", None, None]}
    assert check(values, "count", requests) == [2.0, 0.0, None]
    assert check(values, "refused_share", requests) == [0.5, None, None]
    # The two unknown outcomes of applicant 1 are older than a year: neither can be a refusal of the last one.
    assert check(values, "refused_last_year", requests) == [1.0, None, None]


# Applicant 1 asked three times on the last day and once before; applicant 2 was approved, then refused twice.
SAME_DAY: Columns = {
    "SK_ID_CURR": [1, 1, 1, 1, 2, 2, 2],
    "SK_ID_PREV": [10, 11, 12, 13, 20, 21, 22],
    "NAME_CONTRACT_STATUS": ["Refused", "Approved", "Refused", "Approved", "Approved", "Refused", "Refused"],
    "DAYS_DECISION": [-5, -5, -5, -90, -300, -200, -100],
    "AMT_CREDIT": [10.0, 20.0, 30.0, 40.0, 50.0, 60.0, 70.0],
    "AMT_APPLICATION": [10.0, 20.0, 30.0, 40.0, 50.0, 60.0, 70.0],
    "CODE_REJECT_REASON": ["HC", "XAP", "SCO", "XAP", "XAP", "HC", "LIMIT"],
}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("latest_status", ["Refused", "Refused", None]),
        ("latest_reject_reason", ["SCO", "LIMIT", None]),
        ("latest_asked_mean", [20.0, 70.0, None]),
        ("latest_3_refusal_share", [2 / 3, 2 / 3, None]),
        ("first_2_refusal_share", [2 / 4, 1 / 2, None]),  # three share the second place
        ("latest_approved_amt_credit_mean", [20.0, 50.0, None]),
        ("since_approval", [0.0, 2.0, None]),
    ],
)
def test_applications_of_one_day_share_their_number(
    values: Values, near: Near, name: str, expected: list[object]
) -> None:
    found = check(values, name, SAME_DAY)
    assert found == (expected if isinstance(expected[0], str) else near(expected))  # type: ignore[arg-type]
    renamed = {**SAME_DAY, "SK_ID_PREV": [12, 10, 11, 13, 20, 21, 22]}
    assert check(values, name, renamed) == found


# Applicant 1 has five approved loans that ended 60 and 20 days early, on the day, 10 days late, and not yet; a sixth
# was refused. Applicant 2 is still paying.
ENDS: Columns = {
    "SK_ID_CURR": [1, 1, 1, 1, 1, 1, 2],
    "SK_ID_PREV": [10, 11, 12, 13, 14, 15, 20],
    "NAME_CONTRACT_STATUS": [*["Approved"] * 5, "Refused", "Approved"],
    "NAME_CONTRACT_TYPE": [*["Cash loans"] * 2, *["Consumer loans"] * 5],
    "DAYS_DECISION": [-900, -800, -700, -600, -500, -400, -300],
    "DAYS_LAST_DUE_1ST_VERSION": [-40, -80, -50, -60, 300, -100, 60],
    "DAYS_LAST_DUE": [-100, -100, -50, -50, 365243, -200, 365243],
}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("approved_days_early_mean", [(60 + 20 + 0 - 10) / 4, None, None]),
        ("approved_early_end_count", [2.0, None, None]),
        ("approved_early_end_share", [2 / 4, None, None]),
        ("approved_cash_early_end_share", [1.0, None, None]),
        ("approved_consumer_early_end_share", [0.0, None, None]),
    ],
)
def test_early_ends(values: Values, near: Near, name: str, expected: list[float | None]) -> None:
    assert check(values, name, ENDS) == near(expected)


# Applicant 1: a loan of 6 payments since day -40 (4 lie ahead, on days 20, 50, 80, 110), one of 12 that begins on
# day 70 (months 3 to 14), one that ended, one refused. Applicant 2: a card without a schedule, applicant 3: a last
# payment today.
SCHEDULES: Columns = {
    "SK_ID_CURR": [1, 1, 1, 1, 2, 3],
    "SK_ID_PREV": [10, 11, 12, 13, 20, 30],
    "NAME_CONTRACT_STATUS": ["Approved", "Approved", "Approved", "Refused", "Approved", "Approved"],
    "DAYS_DECISION": [-60, -30, -900, -20, -50, -200],
    "DAYS_FIRST_DUE": [-40, 70, -800, None, 365243, -60],
    "DAYS_LAST_DUE": [365243, 365243, -500, None, 365243, 365243],
    "DAYS_TERMINATION": [365243, 365243, -490, None, 365243, 365243],
    "CNT_PAYMENT": [6, 12, 60, 24, 0, 3],
    "AMT_ANNUITY": [10.0, 5.0, 100.0, None, 7.0, 20.0],
    "AMT_CREDIT": [50.0, 50.0, 5000.0, 100.0, 100.0, 50.0],
}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("running_count", [2.0, 1.0, 1.0]),
        ("running_share", [2 / 4, 1.0, 1.0]),
        ("still_due_sum", [4 * 10 + 12 * 5, None, 0.0]),
        ("still_due_share", [(40 + 60) / (60 + 60), None, None]),
        ("due_in_month_1_sum", [10.0, None, 0.0]),
        ("due_in_month_3_sum", [10.0 + 5.0, None, 0.0]),
        ("due_in_month_6_sum", [5.0, None, 0.0]),
        ("due_in_month_12_sum", [5.0, None, 0.0]),
    ],
)
def test_upcoming_payments(values: Values, near: Near, name: str, expected: list[float | None]) -> None:
    assert check(values, name, SCHEDULES) == near(expected)


@pytest.mark.parametrize(("first", "left"), [(1, 2), (0, 1), (-29, 1), (-30, 0), (-31, 0)])
def test_what_is_due_today_is_past(values: Values, first: int, left: int) -> None:
    schedule = {**SCHEDULES, "DAYS_FIRST_DUE": [None, None, None, None, None, first], "CNT_PAYMENT": [2] * 6}
    assert check(values, "still_due_sum", schedule)[2] == left * 20.0
    assert check(values, "due_in_month_1_sum", schedule)[2] == (20.0 if left else 0.0)


@pytest.mark.parametrize("column", ["DAYS_LAST_DUE", "DAYS_TERMINATION"])
def test_a_loan_runs_until_the_day_it_ends(values: Values, column: str) -> None:
    ended = {**SCHEDULES, column: [1, 0, -1, None, -1, 365243]}
    assert check(values, "running_count", ended) == [1.0, 0.0, 1.0]
