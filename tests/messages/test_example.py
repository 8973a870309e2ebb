from typing import Any

from creditworthy.messages import decision_request, example_request
from creditworthy.tables.dictionary import Column, Dictionary, home_credit


def test_values_are_of_their_unit_and_inside_their_range(lender: Dictionary) -> None:
    assert example_request(lender) == {
        "application": {
            "SK_ID_CURR": 100_001,
            "KIND": "Cash loans",
            "AMT_CREDIT": 150_000,
            "AGE": 59,  # 5 years is what a thing lasts; an applicant's age is in the middle of its range
            "GENDER": "F",
            "DAYS_EMPLOYED": -1_200,
            "FLAG_PHONE": 0,
            "BALANCE": 150_000,
            "NOTE": "any text",
        },
        "histories": {
            "loans": [{"LOAN_ID": 100_001, "DEBT": 150_000}],
            "months": [{"LOAN_ID": 100_001, "MONTH": -3}],
            "payments": [{"AMT_PAYMENT": 150_000}],
        },
    }


def test_half_open_range_gives_its_end(lender: Dictionary) -> None:
    columns = {
        "low": Column("low", "number", "other", "", "", min=5),
        "high": Column("high", "number", "other", "", "", max=-5),
    }
    table = type(lender.application)("application", (), (), "", "", columns)
    example: Any = example_request(Dictionary("ends", "", "", {"application": table}))
    assert example["application"] == {"low": 5, "high": -5}


def test_home_credit_accepts_its_example() -> None:
    request = decision_request(home_credit()).model_validate(example_request(home_credit()))
    assert list(request.rows()) == [table.name for table in home_credit().histories]
