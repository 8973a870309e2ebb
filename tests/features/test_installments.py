from collections.abc import Callable

import pytest

Values = Callable[..., list[object]]
Near = Callable[[list[float | None]], list[object]]

PLANNED = ["SK_ID_CURR", "SK_ID_PREV", "NUM_INSTALMENT_VERSION", "NUM_INSTALMENT_NUMBER", "DAYS_INSTALMENT"]
COLUMNS = [*PLANNED, "DAYS_ENTRY_PAYMENT", "AMT_INSTALMENT", "AMT_PAYMENT"]


def payments(*rows: tuple[int | float | None, ...]) -> dict[str, list[object]]:
    return {column: [row[position] for row in rows] for position, column in enumerate(COLUMNS)}


# Applicant 1: an instalment in two parts, the second late; one early; an old one late, paid in part.
# Applicant 2: one instalment that was never paid.
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
        ("installments_late_share", [2 / 3, None, None]),
        ("installments_late_last_year_share", [0.5, None, None]),  # due 366 days ago is too old
        ("installments_days_late_mean", [(10 + 0 + 20) / 3, None, None]),  # settled by the last part
        ("installments_days_late_max", [20.0, None, None]),
        ("installments_days_early_mean", [(0 + 6 + 0) / 3, None, None]),
        ("installments_paid_share_mean", [(1 + 1 + 0.75) / 3, None, None]),
        ("installments_unpaid_sum", [20.0, None, None]),
        ("installments_planned_max", [80.0, 40.0, None]),
    ],
)
def test_features_of_repayment(values: Values, near: Near, name: str, expected: list[float | None]) -> None:
    assert values(name, installments_payments=PAYMENTS) == near(expected)


def test_an_instalment_that_was_never_paid_leaves_the_others_as_they_are(values: Values) -> None:
    rows = payments((1, 10, 1, 1, -60, -55, 50.0, 50.0), (1, 10, 1, 2, -30, None, 50.0, None))
    assert values("installments_late_share", installments_payments=rows) == [1.0, None, None]
    assert values("installments_days_late_mean", installments_payments=rows) == [5.0, None, None]
    assert values("installments_paid_share_mean", installments_payments=rows) == [1.0, None, None]


def test_paid_to_the_day_is_neither_late_nor_early(values: Values) -> None:
    rows = payments((1, 10, 1, 1, -30, -30, 50.0, 50.0))
    for name in ("installments_late_share", "installments_days_late_max", "installments_days_early_mean"):
        assert values(name, installments_payments=rows) == [0.0, None, None], name


def test_two_parts_on_one_day_are_one_payment(values: Values) -> None:
    rows = payments((1, 10, 1, 1, -30, -28, 50.0, 25.0), (1, 10, 1, 1, -30, -28, 50.0, 25.0))
    assert values("installments_days_late_mean", installments_payments=rows) == [2.0, None, None]
    assert values("installments_paid_share_mean", installments_payments=rows) == [1.0, None, None]
    assert values("installments_unpaid_sum", installments_payments=rows) == [None, None, None]


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
    rows = payments((1, 10, 1, 1, -30, -28, 50.0, 50.0), (1, 11, 1, 1, -30, -30, 50.0, 50.0))
    assert values("installments_late_share", installments_payments=rows) == [0.5, None, None]


def test_too_much_paid_is_no_debt_of_the_lender(values: Values) -> None:
    rows = payments((1, 10, 1, 1, -60, -60, 50.0, 70.0), (1, 10, 1, 2, -30, -30, 50.0, 45.0))
    assert values("installments_unpaid_sum", installments_payments=rows) == [5.0, None, None]
    assert values("installments_paid_share_mean", installments_payments=rows) == [(1.4 + 0.9) / 2, None, None]


def test_a_planned_amount_of_zero_has_no_paid_share(values: Values) -> None:
    rows = payments((1, 10, 0, 1, -60, -60, 0.0, 70.0))
    assert values("installments_paid_share_mean", installments_payments=rows) == [None, None, None]


def test_an_instalment_of_several_amounts_is_planned_at_the_largest(values: Values) -> None:
    rows = payments((1, 10, 1, 1, -60, -60, 20.0, 20.0), (1, 10, 1, 1, -60, -60, 50.0, 20.0))
    assert values("installments_unpaid_sum", installments_payments=rows) == [10.0, None, None]
