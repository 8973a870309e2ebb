from collections.abc import Callable
from statistics import stdev

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


def from_the_bureau(values: Values, name: str, **columns: list[object]) -> object:
    """Return a feature of applicant 1, whose credits have these columns."""
    rows = len(next(iter(columns.values())))
    keys: dict[str, list[object]] = {"SK_ID_CURR": [1] * rows, "SK_ID_BUREAU": list(range(10, 10 + rows))}
    return values(name, bureau={**keys, **columns})[0]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("bureau_amt_credit_sum_mean", [300.0, None, None]),
        ("bureau_amt_credit_sum_max", [600.0, None, None]),
        ("bureau_amt_credit_sum_sum", [900.0, None, None]),
        ("bureau_amt_credit_sum_std", [stdev([100, 600, 200]), None, None]),
        ("bureau_open_amt_credit_sum_mean", [150.0, None, None]),
        ("bureau_open_amt_credit_sum_max", [200.0, None, None]),
        ("bureau_open_amt_credit_sum_sum", [300.0, None, None]),
        ("bureau_closed_amt_credit_sum_mean", [600.0, None, None]),
        ("bureau_consumer_amt_credit_sum_sum", [200.0, None, None]),
        ("bureau_car_amt_credit_sum_sum", [600.0, None, None]),
        ("bureau_microloan_amt_credit_sum_sum", [100.0, None, None]),
        ("bureau_card_amt_credit_sum_sum", [None, None, None]),  # no card: nothing known, not 0
        ("bureau_mortgage_amt_credit_sum_sum", [None, None, None]),
        ("bureau_last_180_days_amt_credit_sum_sum", [None, None, None]),
        ("bureau_last_365_days_amt_credit_sum_sum", [100.0, None, None]),
        ("bureau_last_730_days_amt_credit_sum_sum", [700.0, None, None]),
        ("bureau_last_1095_days_amt_credit_sum_sum", [700.0, None, None]),
        ("bureau_latest_1_amt_credit_sum_last", [100.0, None, None]),
        ("bureau_open_amt_credit_sum_debt_sum", [60.0, None, None]),
        ("bureau_open_amt_credit_sum_debt_max", [60.0, None, None]),
        ("bureau_open_amt_credit_sum_debt_mean", [60.0, None, None]),
        ("bureau_consumer_amt_credit_sum_debt_sum", [None, None, None]),
        ("bureau_last_365_days_amt_credit_sum_debt_sum", [60.0, None, None]),
        ("bureau_last_1095_days_amt_credit_sum_debt_sum", [1060.0, 70.0, None]),
        ("bureau_open_debt_share_mean", [0.6, None, None]),
        ("bureau_open_debt_share_max", [0.6, None, None]),
        ("bureau_latest_1_debt_share_last", [0.6, None, None]),
        ("bureau_open_repaid_sum", [40.0, None, None]),
        ("bureau_debt_to_credit", [60 / 300, None, None]),  # open credits only; an unknown debt adds nothing
        ("bureau_all_debt_to_credit", [1060 / 900, None, None]),
        ("bureau_card_debt_to_credit", [None, None, None]),
    ],
)
def test_amounts(values: Values, near: Near, name: str, expected: list[float | None]) -> None:
    assert values(name, bureau=CREDITS) == near(expected)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("bureau_amt_credit_sum_overdue_sum", [7.0, None, None]),
        ("bureau_amt_credit_max_overdue_mean", [4.0, None, None]),
        ("bureau_amt_credit_max_overdue_max", [8.0, None, None]),
        ("bureau_open_amt_credit_max_overdue_max", [8.0, None, None]),
        ("bureau_last_365_days_amt_credit_max_overdue_max", [8.0, None, None]),
        ("bureau_last_1095_days_amt_credit_max_overdue_max", [8.0, None, None]),
        ("bureau_latest_1_amt_credit_max_overdue_last", [8.0, None, None]),
        ("bureau_overdue_share_mean", [0.04, None, None]),
        ("bureau_ever_overdue_share", [0.5, None, None]),
    ],
)
def test_arrears(values: Values, near: Near, name: str, expected: list[float | None]) -> None:
    assert values(name, bureau=CREDITS) == near(expected)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("bureau_credits", [3.0, 1.0, None]),
        ("bureau_credits_last_year", [1.0, 0.0, None]),  # 365 days ago counts, 366 does not
        ("bureau_credits_last_180_days_count", [0.0, 0.0, None]),
        ("bureau_credits_last_730_days_count", [2.0, 0.0, None]),
        ("bureau_credits_last_1095_days_count", [2.0, 1.0, None]),
        ("bureau_credits_last_365_days_share", [1 / 3, 0.0, None]),
        ("bureau_credits_open_last_365_days_count", [1.0, 0.0, None]),
        ("bureau_credits_open_count", [2.0, None, None]),
        ("bureau_credits_closed_count", [1.0, None, None]),
        ("bureau_credits_open_consumer_count", [1.0, None, None]),
        ("bureau_credits_consumer_share", [1 / 3, None, None]),
        ("bureau_credits_car_share", [1 / 3, None, None]),
        ("bureau_credits_card_share", [0.0, None, None]),
        ("bureau_credits_mortgage_share", [0.0, None, None]),
        ("bureau_open_share", [2 / 3, None, None]),
        ("bureau_microloan_share", [1 / 3, None, None]),
        ("bureau_kinds", [3.0, None, None]),
        ("bureau_credits_per_kind", [1.0, None, None]),
    ],
)
def test_counts(values: Values, near: Near, name: str, expected: list[float | None]) -> None:
    assert values(name, bureau=CREDITS) == near(expected)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("bureau_years_since_last", [365 / 365.25, 731 / 365.25, None]),
        ("bureau_years_since_max", [4.0, 731 / 365.25, None]),
        ("bureau_open_years_since_min", [365 / 365.25, None, None]),
        ("bureau_open_years_since_mean", [(365 + 1461) / 2 / 365.25, None, None]),
        ("bureau_consumer_years_since_min", [4.0, None, None]),
        ("bureau_microloan_years_since_min", [365 / 365.25, None, None]),
        ("bureau_card_years_since_min", [None, None, None]),
        ("bureau_days_credit_mean", [-2192 / 3, -731.0, None]),
        ("bureau_days_credit_std", [stdev([365, 366, 1461]), None, None]),
        ("bureau_days_between_mean", [(1461 - 365) / 2, None, None]),  # one credit follows no other
        ("bureau_since_last_to_days_between", [365 / 548, None, None]),
        ("bureau_planned_days_mean", [(395 + 1266 + 1451) / 3, 781.0, None]),
        ("bureau_open_planned_days_mean", [(395 + 1451) / 2, None, None]),
        ("bureau_open_days_credit_enddate_max", [30.0, None, None]),
        ("bureau_open_days_credit_enddate_mean", [10.0, None, None]),
        ("bureau_end_ahead_share", [2 / 3, 1.0, None]),
    ],
)
def test_dates(values: Values, near: Near, name: str, expected: list[float | None]) -> None:
    assert values(name, bureau=CREDITS) == near(expected)


# Closed 100 days early, 20 days late, on the day, and one of which the end is before the start.
CLOSINGS: dict[str, list[object]] = {
    "DAYS_CREDIT": [-1000, -1000, -1000, -1000],
    "DAYS_CREDIT_ENDDATE": [-500, -500, -500, -2000],
    "DAYS_ENDDATE_FACT": [-600, -480, -500, -900],
}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("bureau_planned_days_mean", 500.0),
        ("bureau_actual_days_mean", (400 + 520 + 500 + 100) / 4),
        ("bureau_days_early_mean", (100 - 20 + 0) / 3),
        ("bureau_days_early_min", -20.0),
        ("bureau_closed_early_share", 1 / 3),
        ("bureau_closed_late_share", 1 / 3),
    ],
)
def test_a_credit_may_end_early_or_late(values: Values, name: str, expected: float) -> None:
    assert from_the_bureau(values, name, **CLOSINGS) == pytest.approx(expected, rel=1e-12)


# An open card, a closed one, and an open consumer credit.
CARDS: dict[str, list[object]] = {
    "CREDIT_ACTIVE": ["Active", "Closed", "Active"],
    "CREDIT_TYPE": ["Credit card", "Credit card", "Consumer credit"],
    "AMT_CREDIT_SUM": [500.0, 300.0, 900.0],
    "AMT_CREDIT_SUM_DEBT": [200.0, 50.0, 400.0],
    "AMT_CREDIT_SUM_LIMIT": [300.0, 250.0, None],
    "AMT_ANNUITY": [20.0, 7.0, 30.0],
}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("bureau_card_amt_credit_sum_sum", 800.0),
        ("bureau_card_amt_credit_sum_debt_sum", 250.0),
        ("bureau_card_debt_to_credit", 200 / 500),
        ("bureau_credits_per_kind", 3 / 2),
        ("bureau_open_amt_credit_sum_limit_sum", 300.0),
        ("bureau_open_amt_annuity_sum", 50.0),
    ],
)
def test_cards_and_what_open_credits_cost_a_month(values: Values, name: str, expected: float) -> None:
    assert from_the_bureau(values, name, **CARDS) == expected


def test_a_mortgage_is_counted_as_one(values: Values) -> None:
    kinds = {"CREDIT_TYPE": ["Mortgage", "Car loan"], "CREDIT_ACTIVE": ["Active", "Active"]}
    assert from_the_bureau(values, "bureau_credits_mortgage_share", **kinds) == 0.5
    amounts = {**kinds, "AMT_CREDIT_SUM": [70.0, 5.0]}
    assert from_the_bureau(values, "bureau_mortgage_amt_credit_sum_sum", **amounts) == 70.0


@pytest.mark.parametrize(
    ("end", "monthly"),
    [(1461, 10.0), (3, 480.0), (0, None), (-5, None)],  # 48 months; a last month is whole; nothing is due after the end
)
def test_a_debt_is_spread_over_the_months_left(values: Values, end: int, monthly: float | None) -> None:
    credit = {"CREDIT_ACTIVE": ["Active"], "AMT_CREDIT_SUM_DEBT": [480.0], "DAYS_CREDIT_ENDDATE": [end]}
    assert from_the_bureau(values, "bureau_open_monthly_debt_sum", **credit) == monthly


def test_debts_of_credits_open_past_their_planned_end(values: Values) -> None:
    credits_ = {
        "CREDIT_ACTIVE": ["Active", "Active", "Closed"],
        "AMT_CREDIT_SUM_DEBT": [40.0, 30.0, 20.0],
        "DAYS_CREDIT_ENDDATE": [-1, 1, -1],
    }
    assert from_the_bureau(values, "bureau_past_end_amt_credit_sum_debt_sum", **credits_) == 40.0


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("bureau_credit_day_overdue_max", 12.0),
        ("bureau_cnt_credit_prolong_sum", 3.0),
        ("bureau_credits_other_currency_share", 1 / 3),
        ("bureau_days_credit_update_mean", -20.0),
        ("bureau_days_credit_update_max", -5.0),
    ],
)
def test_days_overdue_extensions_losses_and_updates(values: Values, name: str, expected: float) -> None:
    credits_ = {
        "CREDIT_ACTIVE": ["Sold", "Bad debt", "Active"],
        "CREDIT_CURRENCY": ["currency 1", "currency 2", "currency 1"],
        "CREDIT_DAY_OVERDUE": [0, 12, 0],
        "CNT_CREDIT_PROLONG": [1, 2, 0],
        "DAYS_CREDIT_UPDATE": [-5, -15, -40],
    }
    assert from_the_bureau(values, name, **credits_) == expected


def test_of_credits_taken_on_one_day_the_last_has_the_highest_number(values: Values) -> None:
    credits_ = {"DAYS_CREDIT": [-30, -30, -90], "AMT_CREDIT_SUM": [1.0, 2.0, 3.0]}
    assert from_the_bureau(values, "bureau_latest_1_amt_credit_sum_last", **credits_) == 2.0


def test_credits_taken_on_one_day_have_no_time_between_them(values: Values) -> None:
    assert from_the_bureau(values, "bureau_days_between_mean", DAYS_CREDIT=[-30, -30]) == 0.0
    assert from_the_bureau(values, "bureau_since_last_to_days_between", DAYS_CREDIT=[-30, -30]) is None


def test_an_unknown_type_is_no_type(values: Values) -> None:
    assert from_the_bureau(values, "bureau_kinds", CREDIT_TYPE=["Mortgage", None, "Mortgage"]) == 1.0
    assert from_the_bureau(values, "bureau_credits_per_kind", CREDIT_TYPE=["Mortgage", None, "Mortgage"]) == 2.0


def test_open_credits_of_no_amount_have_no_ratio_of_debt(values: Values) -> None:
    credits_ = {**CREDITS, "AMT_CREDIT_SUM": [0.0, 600.0, 0.0, None]}
    assert values("bureau_debt_to_credit", bureau=credits_) == [None, None, None]


def test_a_share_leaves_out_what_is_unknown(values: Values) -> None:
    credits_ = {**CREDITS, "CREDIT_ACTIVE": ["Active", None, "Closed", "Sold"]}
    assert values("bureau_open_share", bureau=credits_) == [0.5, 0.0, None]


def test_a_debt_below_zero_is_taken_off(values: Values) -> None:
    credits_ = {**CREDITS, "AMT_CREDIT_SUM_DEBT": [60.0, 0.0, -10.0, None]}
    assert values("bureau_open_amt_credit_sum_debt_sum", bureau=credits_) == [50.0, None, None]
