from collections.abc import Callable

import pytest

Values = Callable[..., list[object]]
Near = Callable[[list[float | None]], list[object]]

# Applicant 1: a month without a limit and one without drawings. Applicant 2: no limit, no drawings, unknown delay.
MONTHS: dict[str, list[object]] = {
    "SK_ID_CURR": [1, 1, 1, 2],
    "SK_ID_PREV": [10, 10, 10, 20],
    "MONTHS_BALANCE": [-6, -7, -1, -1],
    "AMT_BALANCE": [50.0, 80.0, 20.0, 30.0],
    "AMT_CREDIT_LIMIT_ACTUAL": [100.0, 100.0, 0.0, 0.0],
    "AMT_DRAWINGS_ATM_CURRENT": [10.0, 0.0, 30.0, None],
    "AMT_DRAWINGS_CURRENT": [40.0, 0.0, 40.0, 0.0],
    "CNT_DRAWINGS_ATM_CURRENT": [1, None, 4, None],
    "SK_DPD": [0, 5, 0, None],
}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("credit_cards_use_mean", [0.65, None, None]),
        ("credit_cards_use_max", [0.8, None, None]),
        ("credit_cards_use_last_half_year", [0.5, None, None]),  # six months ago counts, seven does not
        ("credit_cards_cash_share", [0.5, None, None]),  # .25 and .75; nothing drawn has no share
        ("credit_cards_late_share", [1 / 3, None, None]),
        ("credit_cards_amt_balance_mean", [50.0, 30.0, None]),
        ("credit_cards_amt_balance_max", [80.0, 30.0, None]),
        ("credit_cards_cnt_drawings_atm_current_mean", [2.5, None, None]),
    ],
)
def test_features_of_card_statements(values: Values, near: Near, name: str, expected: list[float | None]) -> None:
    assert values(name, credit_card_balance=MONTHS) == near(expected)


def test_a_credit_on_the_card_counts_below_zero(values: Values, near: Near) -> None:
    months = {**MONTHS, "AMT_BALANCE": [-50.0, 80.0, 20.0, 30.0]}
    assert values("credit_cards_use_mean", credit_card_balance=months) == near([0.15, None, None])


# Applicant 1: one card, whose rows come in no order. Applicant 2: one old statement with little on it.
CARDS: dict[str, list[object]] = {
    "SK_ID_CURR": [1, 1, 1, 1, 2],
    "SK_ID_PREV": [10, 10, 10, 10, 20],
    "MONTHS_BALANCE": [-2, -14, -1, -3, -30],
    "AMT_BALANCE": [60.0, -20.0, 110.0, 40.0, 30.0],
    "AMT_CREDIT_LIMIT_ACTUAL": [50.0, 200.0, 100.0, 200.0, 0.0],
    "AMT_TOTAL_RECEIVABLE": [60.0, -20.0, 100.0, 40.0, None],
    "AMT_RECEIVABLE_PRINCIPAL": [45.0, -20.0, 80.0, 30.0, None],
    "AMT_DRAWINGS_CURRENT": [20.0, 0.0, 0.0, 40.0, None],
    "AMT_DRAWINGS_ATM_CURRENT": [20.0, None, None, 10.0, None],
    "AMT_DRAWINGS_POS_CURRENT": [0.0, None, None, 20.0, None],
    "AMT_DRAWINGS_OTHER_CURRENT": [0.0, None, None, 10.0, None],
    "CNT_DRAWINGS_CURRENT": [1, 0, 0, 3, None],
    "CNT_DRAWINGS_ATM_CURRENT": [2, None, None, 1, None],
    "CNT_DRAWINGS_POS_CURRENT": [0, None, None, 2, None],
    "AMT_PAYMENT_TOTAL_CURRENT": [0.0, 30.0, 25.0, 10.0, None],
    "AMT_INST_MIN_REGULARITY": [5.0, 40.0, 10.0, 20.0, None],
    "CNT_INSTALMENT_MATURE_CUM": [3, 1, 4, 2, None],
    "NAME_CONTRACT_STATUS": ["Active", "Signed", "Completed", "Active", None],
    "SK_DPD": [3, 5, 0, 0, None],
    "SK_DPD_DEF": [1, 2, 0, 0, None],
}

BALANCES = [
    ("amt_balance_mean", 47.5, 30.0),
    ("last_6_months_amt_balance_mean", 70.0, None),
    ("latest_amt_balance_sum", 110.0, 30.0),
    ("use_mean", 0.6, None),  # 1.2, -.1, 1.1, .2
    ("last_2_months_use_mean", 1.15, None),
    ("last_12_months_use_mean", 2.5 / 3, None),
    ("last_24_months_use_mean", 0.6, None),
    ("last_12_months_use_max", 1.2, None),
    ("latest_use_last", 1.1, None),
    ("use_last_6_months_to_last_24_months", 25 / 18, None),
    ("last_12_months_use_trend", 0.45, None),
    ("amt_balance_last_6_months_to_last_24_months", 70 / 47.5, None),
    ("last_12_months_amt_balance_trend", 35.0, None),
    ("above_limit_share", 0.5, 1.0),
    ("last_12_months_above_limit_share", 2 / 3, None),
    ("owing_share", 0.75, 1.0),
    ("last_12_months_owing_share", 1.0, None),
    ("growth_mean", 130 / 3, None),  # 60, 20, 50; the first statement has none before it
    ("growth_max", 60.0, None),
    ("last_6_months_growth_mean", 130 / 3, None),
    ("amt_credit_limit_actual_max", 200.0, 0.0),
    ("latest_amt_credit_limit_actual_last", 100.0, 0.0),
    ("amt_credit_limit_actual_latest_to_all", 100 / 137.5, None),
    ("limit_raised_count", 1.0, None),
    ("limit_min_to_max", 0.25, None),
    ("charges_mean", 11.25, None),
    ("charges_max", 20.0, None),
    ("charge_part_mean", 0.7 / 3, None),  # nothing is owed in the first month
    ("latest_charge_part_last", 0.2, None),
]
DRAWINGS = [
    ("amt_drawings_current_mean", 15.0, None),
    ("amt_drawings_current_max", 40.0, None),
    ("last_6_months_amt_drawings_current_mean", 20.0, None),
    ("amt_drawings_current_last_6_months_to_last_24_months", 4 / 3, None),
    ("last_12_months_cash_part_mean", 0.625, None),
    ("purchase_part_mean", 0.25, None),
    ("cash_of_all_drawings", 0.5, None),
    ("cash_to_limit_mean", 0.225, None),
    ("cash_to_limit_max", 0.4, None),
    ("last_12_months_cash_to_limit_mean", 0.225, None),
    ("drawn_to_limit_mean", 0.15, None),
    ("last_6_months_drawn_to_limit_mean", 0.2, None),
    ("cnt_drawings_atm_current_max", 2.0, None),
    ("last_6_months_cnt_drawings_atm_current_mean", 1.5, None),
    ("cnt_drawings_current_mean", 1.0, None),
    ("cnt_drawings_current_max", 3.0, None),
    ("last_12_months_cnt_drawings_current_mean", 4 / 3, None),
    ("cnt_drawings_pos_current_mean", 1.0, None),
    ("drawn_share", 0.5, None),
    ("last_6_months_drawn_share", 2 / 3, None),
    ("months_since_drawing", 2.0, None),
]
PAYMENTS = [
    ("amt_payment_total_current_mean", 16.25, None),
    ("last_6_months_amt_payment_total_current_mean", 35 / 3, None),
    ("amt_inst_min_regularity_mean", 18.75, None),
    ("below_minimum_share", 0.75, None),
    ("last_12_months_below_minimum_share", 2 / 3, None),
    ("unpaid_share", 0.25, None),
    ("last_12_months_unpaid_share", 1 / 3, None),
    ("paid_to_minimum", 65 / 75, None),
    ("paid_to_minimum_last_year", 1.0, None),
    ("paid_to_balance", 0.25, None),  # 0 of 40 and 25 of 60; nothing was owed before the payment of 10
    ("paid_to_balance_last_year", 0.25, None),
    ("months_since_below_minimum", 2.0, None),
    ("sk_dpd_max", 5.0, None),
    ("sk_dpd_def_mean", 0.75, None),
    ("late_share", 0.5, None),
    ("last_12_months_late_share", 1 / 3, None),
    ("last_24_months_late_share", 0.5, None),
    ("months_since_late", 2.0, None),
]
HISTORY = [
    ("count", 1.0, 1.0),
    ("months", 4.0, 1.0),
    ("months_since_last", 1.0, 30.0),
    ("active_share", 0.5, None),
    ("cnt_instalment_mature_cum_max", 4.0, None),
]


@pytest.mark.parametrize(("name", "one", "two"), [*BALANCES, *DRAWINGS, *PAYMENTS, *HISTORY])
def test_features_of_a_card(values: Values, near: Near, name: str, one: float, two: float | None) -> None:
    assert values(f"credit_cards_{name}", credit_card_balance=CARDS) == near([one, two, None])


TWO_CARDS: dict[str, list[object]] = {
    "SK_ID_CURR": [1, 1, 1, 1, 2],
    "SK_ID_PREV": [10, 11, 10, 11, 11],
    "MONTHS_BALANCE": [-2, -2, -1, -1, -3],
    "AMT_BALANCE": [100.0, 0.0, 70.0, 5.0, 40.0],
    "AMT_CREDIT_LIMIT_ACTUAL": [100.0, 50.0, 100.0, 50.0, 10.0],
}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("credit_cards_count", [2.0, 1.0, None]),
        ("credit_cards_latest_amt_balance_sum", [75.0, 40.0, None]),
        ("credit_cards_latest_use_last", [0.7, 4.0, None]),  # of the card that is used most
        ("credit_cards_growth_mean", [-12.5, None, None]),  # -30 and 5; another applicant's card of the same number
        ("credit_cards_growth_max", [5.0, None, None]),
        ("credit_cards_limit_raised_count", [0.0, None, None]),
    ],
)
def test_each_card_has_its_own_month_before(
    values: Values, near: Near, name: str, expected: list[float | None]
) -> None:
    assert values(name, credit_card_balance=TWO_CARDS) == near(expected)


def test_where_nothing_is_due_no_payment_is_missed(values: Values) -> None:
    months = {**CARDS, "AMT_INST_MIN_REGULARITY": [0.0, 0.0, 0.0, 0.0, 0.0]}
    assert values("credit_cards_unpaid_share", credit_card_balance=months) == [None, None, None]
    assert values("credit_cards_below_minimum_share", credit_card_balance=months) == [None, None, None]
    assert values("credit_cards_paid_to_minimum", credit_card_balance=months) == [None, None, None]


def test_an_unknown_payment_is_left_out_with_what_was_due(values: Values) -> None:
    months = {**CARDS, "AMT_PAYMENT_TOTAL_CURRENT": [None, 30.0, 25.0, 10.0, None]}
    assert values("credit_cards_paid_to_minimum", credit_card_balance=months) == [65 / 70, None, None]


def test_payments_before_the_last_year_count_in_all_only(values: Values) -> None:
    months = {
        "SK_ID_CURR": [1, 1, 1],
        "SK_ID_PREV": [10, 10, 10],
        "MONTHS_BALANCE": [-13, -12, -14],
        "AMT_BALANCE": [40.0, 0.0, 60.0],
        "AMT_PAYMENT_TOTAL_CURRENT": [20.0, 10.0, 7.0],
    }
    assert values("credit_cards_paid_to_balance", credit_card_balance=months) == [0.3, None, None]
    assert values("credit_cards_paid_to_balance_last_year", credit_card_balance=months) == [0.25, None, None]
