from collections.abc import Callable
from math import sqrt

import pytest

Values = Callable[..., list[object]]
Near = Callable[[list[float | None]], list[object]]

PLANNED = ["SK_ID_CURR", "SK_ID_PREV", "NUM_INSTALMENT_VERSION", "NUM_INSTALMENT_NUMBER", "DAYS_INSTALMENT"]
COLUMNS = [*PLANNED, "DAYS_ENTRY_PAYMENT", "AMT_INSTALMENT", "AMT_PAYMENT"]

Row = tuple[int | float | None, ...]


def payments(*rows: Row) -> dict[str, list[object]]:
    return {column: [row[position] for row in rows] for position, column in enumerate(COLUMNS)}


def due(day: int, late: int, *, number: int = 1, loan: int = 10, version: int = 1, paid: float = 50.0) -> Row:
    """An instalment of 50 of applicant 1, paid on one day, late by some days."""
    return (1, loan, version, number, day, day + late, 50.0, paid)


# Applicant 1: an instalment in two parts, the second late; one early; an old one late, paid in part.
# Applicant 2: one instalment that was never paid. Applicant 3: none.
PAYMENTS = payments(
    (1, 10, 1, 1, -100, -105, 50.0, 30.0),
    (1, 10, 1, 1, -100, -90, 50.0, 20.0),
    (1, 10, 1, 2, -70, -76, 50.0, 50.0),
    (1, 10, 1, 3, -366, -346, 80.0, 60.0),
    (2, 20, 1, 1, -30, None, 40.0, None),
)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("late_share", [2 / 3, 1.0, None]),
        ("late_count", [2.0, 1.0, None]),
        ("late_last_year_share", [0.5, 1.0, None]),  # due 366 days ago is too old
        ("late_over_7_days_share", [2 / 3, 1.0, None]),
        ("short_share", [1 / 3, 1.0, None]),
        ("short_at_due_share", [2 / 3, 1.0, None]),  # 30 of 50 were there in time
        ("missed_count", [0.0, 1.0, None]),
        ("excess_share", [0.0, 0.0, None]),
        ("days_late_mean", [(10 + 0 + 20) / 3, 30.0, None]),  # settled by the last part
        ("days_late_max", [20.0, 30.0, None]),
        ("days_late_sum", [30.0, 30.0, None]),
        ("days_late_std", [10.0, None, None]),
        ("when_late_days_late_mean", [15.0, 30.0, None]),
        ("days_early_mean", [(0 + 6 + 0) / 3, None, None]),
        ("days_early_max", [6.0, None, None]),
        ("days_early_std", [sqrt(12), None, None]),
        ("on_time_days_early_mean", [6.0, None, None]),
    ],
)
def test_when_instalments_were_paid(values: Values, near: Near, name: str, expected: list[float | None]) -> None:
    assert values(f"installments_{name}", installments_payments=PAYMENTS) == near(expected)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("paid_share_mean", [(1 + 1 + 0.75) / 3, 0.0, None]),
        ("paid_share_min", [0.75, 0.0, None]),
        ("paid_to_planned", [160 / 180, 0.0, None]),
        ("unpaid_mean", [20 / 3, 40.0, None]),
        ("unpaid_max", [20.0, 40.0, None]),
        ("unpaid_sum", [20.0, 40.0, None]),
        ("overpaid_sum", [0.0, None, None]),
        ("planned_mean", [60.0, 40.0, None]),
        ("planned_max", [80.0, 40.0, None]),
        ("planned_sum", [180.0, 40.0, None]),
        ("payment_mean", [160 / 3, None, None]),
        ("payment_min", [50.0, None, None]),
        ("payment_max", [60.0, None, None]),
        ("payment_sum", [160.0, None, None]),
        ("count", [3.0, 1.0, None]),
        ("days_since_payment", [76.0, None, None]),
        ("days_since_first_payment", [346.0, None, None]),
        ("days_since_late", [100.0, 30.0, None]),
        ("days_since_late_over_30_days", [None, None, None]),
    ],
)
def test_what_was_paid_and_how_long_ago(values: Values, near: Near, name: str, expected: list[float | None]) -> None:
    assert values(f"installments_{name}", installments_payments=PAYMENTS) == near(expected)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("parts_mean", [4 / 3, 0.0, None]),
        ("in_parts_share", [1 / 3, None, None]),
        ("days_between_parts_max", [15.0, None, None]),
        ("when_in_parts_days_between_parts_mean", [15.0, None, None]),
        ("when_in_parts_days_late_mean", [10.0, None, None]),
        ("when_in_parts_late_share", [1.0, None, None]),
        ("when_whole_days_late_mean", [10.0, None, None]),
        # share paid × days late × (1 − 0.0003 × days back)
        ("weighted_delay_sum", [10 * 0.97 - 6 * 0.979 + 0.75 * 20 * 0.8902, 0.0, None]),
        ("last_365_days_weighted_delay_sum", [10 * 0.97 - 6 * 0.979, 0.0, None]),
        ("last_365_days_in_parts_share", [0.5, None, None]),
    ],
)
def test_parts_and_weighted_delays(values: Values, near: Near, name: str, expected: list[float | None]) -> None:
    assert values(f"installments_{name}", installments_payments=PAYMENTS) == near(expected)


def test_late_is_after_the_due_date_and_early_is_before_it(values: Values) -> None:
    rows = payments(due(-30, 4))
    assert values("installments_days_late_mean", installments_payments=rows)[0] == 4.0
    assert values("installments_days_early_mean", installments_payments=rows)[0] == 0.0
    rows = payments(due(-30, -4))
    assert values("installments_days_late_mean", installments_payments=rows)[0] == 0.0
    assert values("installments_days_early_mean", installments_payments=rows)[0] == 4.0


def test_a_past_instalment_that_was_never_paid_is_late_and_unpaid_to_this_day(values: Values) -> None:
    rows = payments((1, 10, 1, 1, -60, -55, 50.0, 50.0), (1, 10, 1, 2, -30, None, 50.0, None))
    assert values("installments_late_share", installments_payments=rows) == [1.0, None, None]
    assert values("installments_days_late_mean", installments_payments=rows) == [17.5, None, None]
    assert values("installments_paid_share_mean", installments_payments=rows) == [0.5, None, None]
    assert values("installments_unpaid_sum", installments_payments=rows) == [50.0, None, None]


@pytest.mark.parametrize(
    "row",
    [
        (1, 10, 1, 1, 0, None, 50.0, None),  # due on the day of the application: not late yet
        (1, 10, 1, 1, None, None, 50.0, None),  # due on an unknown day
    ],
)
def test_what_is_not_past_due_is_not_missed(values: Values, row: Row) -> None:
    for name in ("late_share", "days_late_mean", "unpaid_sum", "paid_share_mean", "short_share"):
        assert values(f"installments_{name}", installments_payments=payments(row)) == [None, None, None], name


def test_a_payment_of_an_unknown_amount_or_day_is_a_payment(values: Values) -> None:
    rows = payments((1, 10, 1, 1, -60, -55, 50.0, None), (1, 10, 1, 2, -30, None, 50.0, 20.0))
    assert values("installments_missed_count", installments_payments=rows) == [0.0, None, None]
    assert values("installments_days_late_mean", installments_payments=rows) == [5.0, None, None]
    assert values("installments_unpaid_sum", installments_payments=rows) == [30.0, None, None]
    assert values("installments_short_at_due_share", installments_payments=rows) == [None, None, None]


def test_paid_to_the_day_is_neither_late_nor_early(values: Values) -> None:
    rows = payments(due(-30, 0))
    for name in ("late_share", "days_late_max", "days_early_mean", "short_at_due_share"):
        assert values(f"installments_{name}", installments_payments=rows) == [0.0, None, None], name


def test_two_parts_on_one_day_are_one_payment(values: Values) -> None:
    rows = payments(due(-30, 2, paid=25.0), due(-30, 2, paid=25.0))
    assert values("installments_days_late_mean", installments_payments=rows) == [2.0, None, None]
    assert values("installments_paid_share_mean", installments_payments=rows) == [1.0, None, None]
    assert values("installments_unpaid_sum", installments_payments=rows) == [0.0, None, None]


def test_a_known_part_counts_beside_an_unknown_one(values: Values) -> None:
    rows = payments((1, 10, 1, 1, -30, -28, 50.0, 20.0), (1, 10, 1, 1, -30, None, 50.0, None))
    assert values("installments_unpaid_sum", installments_payments=rows) == [30.0, None, None]
    assert values("installments_days_late_max", installments_payments=rows) == [2.0, None, None]


@pytest.mark.parametrize("version", [1, None])
def test_another_version_of_the_schedule_is_another_instalment(values: Values, version: int | None) -> None:
    rows = payments((1, 10, version, 1, -30, -28, 50.0, 50.0), (1, 10, 2, 1, -30, -34, 60.0, 30.0))
    assert values("installments_late_share", installments_payments=rows) == [0.5, None, None]
    assert values("installments_unpaid_sum", installments_payments=rows) == [30.0, None, None]


def test_the_same_number_in_another_loan_is_another_instalment(values: Values) -> None:
    rows = payments(due(-30, 2), due(-30, 0, loan=11))
    assert values("installments_late_share", installments_payments=rows) == [0.5, None, None]


def test_too_much_paid_is_no_debt_of_the_lender(values: Values) -> None:
    rows = payments(due(-60, 0, paid=70.0), due(-30, 0, paid=45.0, number=2))
    assert values("installments_unpaid_sum", installments_payments=rows) == [5.0, None, None]
    assert values("installments_overpaid_sum", installments_payments=rows) == [20.0, None, None]
    assert values("installments_excess_share", installments_payments=rows) == [0.5, None, None]
    assert values("installments_paid_share_mean", installments_payments=rows) == [(1.4 + 0.9) / 2, None, None]


def test_five_percent_unpaid_is_not_significant_and_more_is(values: Values) -> None:
    rows = payments(due(-60, 0, paid=47.5), due(-30, 0, paid=47.4, number=2))
    assert values("installments_short_share", installments_payments=rows) == [0.5, None, None]


@pytest.mark.parametrize("planned", [0.0, 1e-300])
def test_a_planned_amount_of_next_to_nothing_has_no_paid_share(values: Values, planned: float) -> None:
    rows = payments((1, 10, 0, 1, -60, -60, planned, 70.0))
    for name in ("paid_share_mean", "paid_to_planned", "weighted_delay_sum", "loans_repaid_mean"):
        assert values(f"installments_{name}", installments_payments=rows) == [None, None, None], name


def test_an_instalment_of_several_amounts_or_dates_is_planned_at_the_largest_and_the_last(values: Values) -> None:
    rows = payments((1, 10, 1, 1, -60, -55, 20.0, 20.0), (1, 10, 1, 1, -58, -55, 50.0, 20.0))
    assert values("installments_unpaid_sum", installments_payments=rows) == [10.0, None, None]
    assert values("installments_days_late_mean", installments_payments=rows) == [3.0, None, None]


def test_delays_that_lie_long_back_weigh_nothing(values: Values) -> None:
    rows = payments(due(-4000, 10), due(-1000, 10, number=2))
    assert values("installments_weighted_delay_sum", installments_payments=rows)[0] == pytest.approx(7.0)


def test_the_first_four_instalments_of_each_loan(values: Values) -> None:
    rows = payments(*(due(day, late, number=number) for number, (day, late) in enumerate(
        [(-90, 1), (-80, 0), (-70, 0), (-60, 3), (-50, 90)], 1
    )))  # fmt: skip
    assert values("installments_first_4_late_share", installments_payments=rows)[0] == 0.5
    assert values("installments_first_4_days_late_mean", installments_payments=rows)[0] == 1.0
    assert values("installments_first_4_short_at_due_share", installments_payments=rows)[0] == 0.5


# One instalment on the first day of each window and one on the day before the longest, each late by twice as many days.
DAYS = [-60, -90, -180, -365, -730, -731]
LADDER = payments(*(due(day, 2**step, number=20 - step) for step, day in enumerate(DAYS)))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("last_90_days_days_late_mean", (1 + 2) / 2),
        ("last_180_days_days_late_mean", (1 + 2 + 4) / 3),
        ("last_365_days_days_late_mean", (1 + 2 + 4 + 8) / 4),
        ("last_730_days_days_late_mean", (1 + 2 + 4 + 8 + 16) / 5),
        ("last_365_days_days_late_max", 8.0),
        ("last_365_days_short_share", 0.0),
        ("last_90_days_days_early_mean", 0.0),
        ("latest_2_days_late_mean", (1 + 2) / 2),
        ("latest_5_days_late_mean", (1 + 2 + 4 + 8 + 16) / 5),
        ("latest_10_days_late_mean", 63 / 6),  # there are six
        ("latest_10_days_late_max", 32.0),
        ("latest_2_late_share", 1.0),
        ("latest_5_paid_share_mean", 1.0),
        ("days_late_last_90_days_to_all", (3 / 2) / (63 / 6)),
        ("days_late_last_365_days_to_all", (15 / 4) / (63 / 6)),
    ],
)
def test_windows_and_last_instalments(values: Values, near: Near, name: str, expected: float | None) -> None:
    assert values(f"installments_{name}", installments_payments=LADDER) == near([expected, None, None])


def test_instalments_of_long_ago_leave_windows_unknown_but_are_the_last_ones(values: Values) -> None:
    rows = payments(due(-1000, 3, paid=20.0))
    for name in ("last_730_days_days_late_mean", "last_365_days_unpaid_sum", "late_last_year_share"):
        assert values(f"installments_{name}", installments_payments=rows) == [None, None, None], name
    assert values("installments_latest_10_unpaid_sum", installments_payments=rows) == [30.0, None, None]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([due(-9, 1), due(-9, 2, loan=11), due(-9, 4, number=2)], 3.0),  # the higher number, then the later loan
        ([due(-9, 1, number=7), due(-9, 2, version=2), due(-9, 4, version=2, loan=9)], 3.0),  # the later version
        ([due(-9, 1), (1, 10, None, 1, -9, -5, 50.0, 50.0), due(-9, 2, loan=11)], 1.5),  # an unknown version is last
        ([due(-9, 1), due(-8, 2, loan=5), (1, 10, 1, 3, None, -4, 50.0, 50.0)], 1.5),  # an unknown day is last
    ],
)
def test_instalments_due_on_one_day_have_an_order(values: Values, near: Near, rows: list[Row], expected: float) -> None:
    for order in (rows, rows[::-1]):
        found = values("installments_latest_2_days_late_mean", installments_payments=payments(*order))
        assert found == near([expected, None, None])


def test_the_last_instalments_are_numbered_applicant_by_applicant(values: Values) -> None:
    rows = payments(due(-9, 1), due(-8, 2, loan=5), due(-7, 3, loan=6), (2, 20, 1, 1, -5, -1, 50.0, 50.0))
    assert values("installments_latest_2_days_late_mean", installments_payments=rows) == [2.5, 4.0, None]


def test_recent_delays_against_those_of_all_time(values: Values) -> None:
    rows = payments(due(-90, 6), due(-91, 2, number=2))
    found = values("installments_days_late_last_90_days_to_all", installments_payments=rows)
    assert found == [6 / 4, None, None]
    rows = payments(due(-30, -6), due(-500, -2, number=2))
    found = values("installments_days_early_last_365_days_to_all", installments_payments=rows)
    assert found == [6 / 4, None, None]


def test_trends_are_changes_a_day(values: Values, near: Near) -> None:
    rows = payments(due(-120, 4), due(-20, 14, number=2, paid=25.0), due(-420, 4, number=3))
    name = "installments_last_{}_days_{}_trend"
    assert values(name.format(365, "days_late"), installments_payments=rows) == near([10 / 100, None, None])
    assert values(name.format(365, "paid_share"), installments_payments=rows) == near([-0.5 / 100, None, None])
    # Days -420, -120, -20 are -700/3, 200/3, 500/3 from their mean: their products with 4, 4, 14 over their squares.
    slope = (-700 * 4 + 200 * 4 + 500 * 14) / 3 / ((700**2 + 200**2 + 500**2) / 9)
    assert values(name.format(730, "days_late"), installments_payments=rows) == near([slope, None, None])
    slope = 500 * -0.5 / 3 / ((700**2 + 200**2 + 500**2) / 9)
    assert values(name.format(730, "paid_share"), installments_payments=rows) == near([slope, None, None])
    for one in (payments(due(-120, 4)), payments(due(-120, 4), due(-120, 9, number=2)), payments(due(-900, 4))):
        assert values(name.format(365, "days_late"), installments_payments=one) == [None, None, None]


# Applicant 1 has a loan whose schedule changed, and one that was paid in part; applicant 2 a loan that was paid.
LOANS = payments(
    due(-100, 0),
    due(-60, 40, version=2, number=2, paid=60.0),
    due(-80, 5, loan=11, paid=30.0),
    (2, 20, 1, 1, -95, -95, 50.0, 50.0),
)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("count", [2.0, 1.0, None]),
        ("with_late_share", [1.0, 0.0, None]),
        ("with_late_over_30_days_share", [0.5, 0.0, None]),
        ("late_share_mean", [(1 / 2 + 1) / 2, 0.0, None]),
        ("delay_mean_max", [20.0, 0.0, None]),
        ("delay_max_mean", [(40 + 5) / 2, 0.0, None]),
        ("repaid_mean", [(110 / 100 + 30 / 50) / 2, 1.0, None]),
        ("repaid_min", [30 / 50, 1.0, None]),
        ("rest_max", [20.0, 0.0, None]),
        ("rest_sum", [20.0, 0.0, None]),
        ("instalments_mean", [1.5, 1.0, None]),
        ("instalments_max", [2.0, 1.0, None]),
        ("versions_mean", [1.5, 1.0, None]),
        ("versions_max", [2.0, 1.0, None]),
        ("changes_sum", [1.0, 0.0, None]),
        ("latest_late_share_last", [0.5, 0.0, None]),
        ("latest_delay_mean_last", [20.0, 0.0, None]),
        ("latest_repaid_last", [1.1, 1.0, None]),
        ("latest_instalments_last", [2.0, 1.0, None]),
    ],
)
def test_repayment_loan_by_loan(values: Values, near: Near, name: str, expected: list[float | None]) -> None:
    assert values(f"installments_loans_{name}", installments_payments=LOANS) == near(expected)


def test_of_loans_due_on_one_day_the_later_one_is_the_last(values: Values) -> None:
    rows = payments(due(-60, 40, loan=12), due(-60, 5, loan=11))
    assert values("installments_loans_latest_delay_mean_last", installments_payments=rows) == [40.0, None, None]


def test_a_loan_that_was_never_paid_is_left_in_full(values: Values) -> None:
    rows = payments((1, 10, 1, 1, -60, None, 50.0, None), (1, 10, 1, 2, -30, None, 50.0, None))
    assert values("installments_loans_rest_sum", installments_payments=rows) == [100.0, None, None]
    assert values("installments_loans_repaid_mean", installments_payments=rows) == [0.0, None, None]
    assert values("installments_loans_latest_delay_mean_last", installments_payments=rows) == [45.0, None, None]


def test_an_unknown_version_is_one_version(values: Values) -> None:
    rows = payments((1, 10, None, 1, -60, -60, 50.0, 50.0), due(-30, 0))
    assert values("installments_loans_versions_max", installments_payments=rows) == [2.0, None, None]
