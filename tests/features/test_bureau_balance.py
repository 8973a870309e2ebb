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
        ("bureau_balance_months_ago_max", [13.0, 1.0, None]),
        ("bureau_balance_on_time_share", [1 / 5, 0.0, None]),
        ("bureau_balance_closed_share", [1 / 5, 0.0, None]),
        ("bureau_balance_unknown_share", [1 / 5, 1.0, None]),
        ("bureau_balance_last_12_months_on_time_share", [1 / 4, 0.0, None]),
        ("bureau_balance_last_12_months_closed_share", [1 / 4, 0.0, None]),
        ("bureau_balance_last_12_months_unknown_share", [1 / 4, 1.0, None]),
    ],
)
def test_shares_of_states_and_length_of_history(
    values: Values, near: Near, name: str, expected: list[float | None]
) -> None:
    assert values(name, bureau_balance=MONTHS) == near(expected)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("bureau_balance_late_share", 2 / 4),  # of the months whose state is known
        ("bureau_balance_last_12_months_late_share", 1 / 3),
        ("bureau_balance_late_count", 2.0),
        ("bureau_balance_serious_share", 2 / 4),
        ("bureau_balance_lost_share", 1 / 4),
        ("bureau_balance_worst", 5.0),
        ("bureau_balance_last_6_months_level_mean", 0.0),
        ("bureau_balance_last_24_months_level_mean", 7 / 4),
        ("bureau_balance_last_60_months_level_mean", 7 / 4),
        ("bureau_balance_level_last_6_months_to_last_24_months", 0.0),
        ("bureau_balance_level_last_12_months_to_last_60_months", (2 / 3) / (7 / 4)),
        ("bureau_balance_level_change", 2 / 3 - 5),
        ("bureau_balance_months_since_late", 12.0),
        ("bureau_balance_months_since_serious", 12.0),
    ],
)
def test_lateness_over_the_months(values: Values, near: Near, name: str, expected: float) -> None:
    assert values(name, bureau_balance=MONTHS) == near([expected, None, None])


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("bureau_balance_credits", [2.0, 1.0, None]),
        ("bureau_balance_credits_history_mean", [(14 + 1) / 2, 2.0, None]),
        ("bureau_balance_credits_history_max", [14.0, 2.0, None]),
        ("bureau_balance_credits_ended_share", [0.5, 0.0, None]),
        ("bureau_balance_credits_late_share_max", [2 / 3, None, None]),
        ("bureau_balance_credits_ever_late_share", [0.5, None, None]),
        ("bureau_balance_credits_ever_late_count", [1.0, None, None]),
        ("bureau_balance_credits_running_late_share_mean", [0.0, None, None]),
    ],
)
def test_months_put_together_per_credit(values: Values, near: Near, name: str, expected: list[float | None]) -> None:
    assert values(name, bureau_balance=MONTHS) == near(expected)


@pytest.mark.parametrize(("length", "worst"), [("short", 1.0), ("medium", 0.5), ("long", 0.0)])
def test_credits_are_grouped_by_the_length_of_their_history(values: Values, length: str, worst: float) -> None:
    """Credits of 12 and 36 months are late each month, those of 13 and 37 months never."""
    lengths = {12: "1", 13: "0", 36: "1", 37: "0"}
    months: dict[str, list[object]] = {
        "SK_ID_CURR": [1] * sum(lengths),
        "SK_ID_BUREAU": [known for known in lengths for _ in range(known)],
        "MONTHS_BALANCE": [-month for known in lengths for month in range(known)],
        "STATUS": [status for known, status in lengths.items() for _ in range(known)],
    }
    assert values(f"bureau_balance_credits_{length}_worst_mean", bureau_balance=months) == [worst, None, None]


def test_a_delay_that_grows_by_one_class_a_month_has_a_trend_of_one(values: Values, near: Near) -> None:
    months: dict[str, list[object]] = {
        "SK_ID_CURR": [1, 1, 1, 1],
        "SK_ID_BUREAU": [10, 10, 10, 10],
        "MONTHS_BALANCE": [-25, -3, -2, -1],  # the first is out of the window
        "STATUS": ["5", "0", "1", "2"],
    }
    assert values("bureau_balance_last_24_months_level_trend", bureau_balance=months) == near([1.0, None, None])


def test_who_was_never_late_has_no_last_late_month(values: Values) -> None:
    months = {"SK_ID_CURR": [1], "SK_ID_BUREAU": [10], "MONTHS_BALANCE": [-1], "STATUS": ["0"]}
    assert values("bureau_balance_months_since_late", bureau_balance=months) == [None, None, None]
    assert values("bureau_balance_late_count", bureau_balance=months) == [0.0, None, None]


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
    assert values("bureau_balance_credits_running_late_share_mean", bureau_balance=months) == [0.5, None, None]


def test_the_same_credit_number_under_two_applicants_is_two_credits(values: Values) -> None:
    months = {"SK_ID_CURR": [1, 2], "SK_ID_BUREAU": [10, 10], "MONTHS_BALANCE": [-1, -1], "STATUS": ["1", "0"]}
    assert values("bureau_balance_credits_late_share_max", bureau_balance=months) == [1.0, 0.0, None]


def test_old_months_only_say_nothing_about_the_last_year(values: Values) -> None:
    months = {"SK_ID_CURR": [1], "SK_ID_BUREAU": [10], "MONTHS_BALANCE": [-40], "STATUS": ["3"]}
    assert values("bureau_balance_last_12_months_late_share", bureau_balance=months) == [None, None, None]
