from collections.abc import Callable

import pytest

Values = Callable[..., list[object]]
Near = Callable[[list[float | None]], list[object]]

MONTHS: dict[str, list[object]] = {
    "SK_ID_CURR": [1, 1, 1, 1, 2],
    "SK_ID_PREV": [10, 10, 11, 11, 20],
    "MONTHS_BALANCE": [-1, -12, -13, -1, -40],
    "SK_DPD": [0, 3, 7, None, 0],
    "SK_DPD_DEF": [0, 2, 4, None, None],
    "CNT_INSTALMENT": [12, 12, 24, None, None],
    "CNT_INSTALMENT_FUTURE": [3, 6, 0, None, 5],
}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("point_of_sale_months", [4.0, 1.0, None]),
        ("point_of_sale_late_share", [2 / 3, 0.0, None]),
        ("point_of_sale_late_last_year_share", [0.5, None, None]),  # twelve months ago counts, thirteen does not
        ("point_of_sale_sk_dpd_def_mean", [2.0, None, None]),
        ("point_of_sale_sk_dpd_def_max", [4.0, None, None]),
        ("point_of_sale_cnt_instalment_mean", [16.0, None, None]),
        ("point_of_sale_cnt_instalment_future_mean", [3.0, 5.0, None]),
    ],
)
def test_features_of_earlier_loans_months(values: Values, near: Near, name: str, expected: list[float | None]) -> None:
    assert values(name, POS_CASH_balance=MONTHS) == near(expected)
