from collections.abc import Callable

import pytest

Values = Callable[..., list[object]]
Near = Callable[[list[float | None]], list[object]]

# Applicant 1 was approved twice and refused twice, applicant 2 cancelled, applicant 3 never asked.
REQUESTS: dict[str, list[object]] = {
    "SK_ID_CURR": [1, 1, 1, 1, 2],
    "SK_ID_PREV": [10, 11, 12, 13, 20],
    "NAME_CONTRACT_STATUS": ["Approved", "Approved", "Refused", "Refused", "Canceled"],
    "DAYS_DECISION": [-10, -900, -365, -366, -1],
    "AMT_APPLICATION": [100.0, 300.0, 0.0, 50.0, 0.0],
    "AMT_CREDIT": [200.0, 200.0, 0.0, 25.0, 0.0],
    "AMT_ANNUITY": [10.0, 30.0, 1000.0, None, None],
    "CNT_PAYMENT": [12, 24, 60, 60, None],
    "RATE_DOWN_PAYMENT": [0.1, None, 0.9, None, None],
}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("previous_applications_count", [4.0, 1.0, None]),
        ("previous_applications_refused_share", [0.5, 0.0, None]),
        ("previous_applications_refused_last_year", [1.0, 0.0, None]),  # 365 days ago counts, 366 does not
        ("previous_applications_years_since_refusal", [365 / 365.25, None, None]),
        ("previous_applications_asked_to_given", [(0.5 + 1.5 + 2.0) / 3, None, None]),  # nothing given: no ratio
        ("previous_applications_approved_amt_annuity_mean", [20.0, None, None]),
        ("previous_applications_approved_amt_annuity_max", [30.0, None, None]),
        ("previous_applications_approved_amt_credit_max", [200.0, None, None]),
        ("previous_applications_approved_cnt_payment_mean", [18.0, None, None]),
        ("previous_applications_approved_rate_down_payment_mean", [0.1, None, None]),
    ],
)
def test_features_of_earlier_applications(values: Values, near: Near, name: str, expected: list[float | None]) -> None:
    assert values(name, previous_application=REQUESTS) == near(expected)


def test_an_unknown_outcome_is_left_out(values: Values) -> None:
    requests = {**REQUESTS, "NAME_CONTRACT_STATUS": ["Approved", None, "Refused", None, None]}
    assert values("previous_applications_count", previous_application=requests) == [2.0, 0.0, None]
    assert values("previous_applications_refused_share", previous_application=requests) == [0.5, None, None]
    # The two unknown outcomes of applicant 1 are older than a year: neither can be a refusal of the last one.
    assert values("previous_applications_refused_last_year", previous_application=requests) == [1.0, None, None]
