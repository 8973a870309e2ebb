from collections.abc import Callable

import pytest

Values = Callable[..., list[object]]
Near = Callable[[list[float | None]], list[object]]

# Applicant 1: credit 10 with four months (one of them unknown), credit 11 with one. Applicant 2: unknown months only.
MONTHS: dict[str, list[object]] = {
    "SK_ID_CURR": [1, 1, 1, 1, 1, 2, 2],
    "SK_ID_BUREAU": [10, 10, 10, 10, 11, 20, 20],
    "MONTHS_BALANCE": [0, -1, -12, -13, -2, 0, -1],
    "STATUS": ["C", "X", "2", "5", "0", "X", None],
}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("bureau_balance_months", [5.0, 2.0, None]),
        ("bureau_balance_late_share", [(2 / 3 + 0) / 2, None, None]),  # 2 of 3 known months, then 0 of 1
        ("bureau_balance_worst", [5.0, None, None]),
        ("bureau_balance_worst_last_year", [2.0, None, None]),  # twelve months ago counts, thirteen does not
    ],
)
def test_features_of_monthly_states(values: Values, near: Near, name: str, expected: list[float | None]) -> None:
    assert values(name, bureau_balance=MONTHS) == near(expected)


@pytest.mark.parametrize(
    ("status", "level"),
    [("0", 0.0), ("1", 1.0), ("2", 2.0), ("3", 3.0), ("4", 4.0), ("5", 5.0), ("C", 0.0), ("X", None)],
)
def test_each_state_has_its_level(values: Values, status: str, level: float | None) -> None:
    month = {"SK_ID_CURR": [1], "SK_ID_BUREAU": [10], "MONTHS_BALANCE": [-1], "STATUS": [status]}
    assert values("bureau_balance_worst", bureau_balance=month) == [level, None, None]


def test_a_credit_whose_months_are_unknown_leaves_the_mean_to_the_others(values: Values) -> None:
    months = {
        "SK_ID_CURR": [1, 1, 1],
        "SK_ID_BUREAU": [10, 10, 11],
        "MONTHS_BALANCE": [-1, -2, -1],
        "STATUS": ["1", "0", "X"],
    }
    assert values("bureau_balance_late_share", bureau_balance=months) == [0.5, None, None]


def test_the_same_credit_number_under_two_applicants_is_two_credits(values: Values) -> None:
    months = {"SK_ID_CURR": [1, 2], "SK_ID_BUREAU": [10, 10], "MONTHS_BALANCE": [-1, -1], "STATUS": ["1", "0"]}
    assert values("bureau_balance_late_share", bureau_balance=months) == [1.0, 0.0, None]


def test_old_months_only_say_nothing_about_the_last_year(values: Values) -> None:
    months = {"SK_ID_CURR": [1], "SK_ID_BUREAU": [10], "MONTHS_BALANCE": [-40], "STATUS": ["3"]}
    assert values("bureau_balance_worst_last_year", bureau_balance=months) == [None, None, None]
