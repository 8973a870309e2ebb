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
