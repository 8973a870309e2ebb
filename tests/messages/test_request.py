from copy import deepcopy
from typing import Any

import pytest
from pydantic import ValidationError

from creditworthy.messages import DecisionRequest, decision_request, example_request
from creditworthy.tables.dictionary import Dictionary, home_credit

APPLICATION = {"KIND": "Cash loans", "AMT_CREDIT": 5_000, "AGE": 40}


@pytest.fixture(scope="module")
def model(lender: Dictionary) -> type[DecisionRequest]:
    return decision_request(lender)


def places(model: type[DecisionRequest], **request: Any) -> list[tuple[object, object]]:
    with pytest.raises(ValidationError) as caught:
        model.model_validate({"application": APPLICATION, **request})
    return [(error["type"], error["loc"]) for error in caught.value.errors()]


def test_row_has_every_column_but_the_label(model: type[DecisionRequest]) -> None:
    request = model.model_validate({"application": {**APPLICATION, "SK_ID_CURR": 7, "GENDER": None}})
    assert request.row() == {
        "SK_ID_CURR": 7,
        "KIND": "Cash loans",
        "AMT_CREDIT": 5_000.0,
        "AGE": 40,
        "GENDER": None,
        "DAYS_EMPLOYED": None,
        "FLAG_PHONE": None,
        "BALANCE": None,
        "NOTE": None,
    }
    assert type(request.row()["AMT_CREDIT"]) is float


def test_rows_tell_not_looked_up_from_found_none(model: type[DecisionRequest]) -> None:
    request = model.model_validate({"application": APPLICATION, "histories": {"loans": [], "months": None}})
    assert request.rows() == {"loans": []}
    assert model.model_validate({"application": APPLICATION}).rows() == {}


def test_rows_are_given_the_applicant(model: type[DecisionRequest]) -> None:
    application = {**APPLICATION, "SK_ID_CURR": 7}
    histories = {
        "loans": [{"LOAN_ID": 1}, {"LOAN_ID": 2, "SK_ID_CURR": 7, "DEBT": 3}],
        "months": [{"LOAN_ID": 1, "MONTH": 0}],
    }
    assert model.model_validate({"application": application, "histories": histories}).rows() == {
        "loans": [
            {"SK_ID_CURR": 7, "LOAN_ID": 1, "DEBT": None},
            {"SK_ID_CURR": 7, "LOAN_ID": 2, "DEBT": 3.0},
        ],
        "months": [{"SK_ID_CURR": 7, "LOAN_ID": 1, "MONTH": 0}],
    }


def test_history_of_another_applicant_is_refused(model: type[DecisionRequest]) -> None:
    histories = {"loans": [{"LOAN_ID": 1}, {"LOAN_ID": 2, "SK_ID_CURR": 8}]}
    stranger = [("other_applicant", ("histories", "loans", 1, "SK_ID_CURR"))]
    assert places(model, application={**APPLICATION, "SK_ID_CURR": 7}, histories=histories) == stranger
    assert places(model, histories=histories) == stranger


def test_repeated_key_is_refused_and_rows_without_key_may_repeat(model: type[DecisionRequest]) -> None:
    months = [{"LOAN_ID": 1, "MONTH": 0}, {"LOAN_ID": 1, "MONTH": -1}, {"LOAN_ID": 1, "MONTH": 0}]
    assert places(model, histories={"months": months}) == [("double_key", ("histories", "months", 2, "MONTH"))]
    payments = [{"AMT_PAYMENT": 5}] * 2
    twice = model.model_validate({"application": APPLICATION, "histories": {"payments": payments}})
    assert [row["AMT_PAYMENT"] for row in twice.rows()["payments"]] == [5.0, 5.0]


def test_only_the_first_faulty_row_of_a_table_is_told(model: type[DecisionRequest]) -> None:
    loans = [{"LOAN_ID": 1}, {"LOAN_ID": 0, "DEBT": "x"}, {}, {}]
    assert places(model, histories={"loans": loans}) == [
        ("greater_than_equal", ("histories", "loans", 1, "LOAN_ID")),
        ("float_type", ("histories", "loans", 1, "DEBT")),
    ]


def test_flood_of_names_is_one_fault(model: type[DecisionRequest]) -> None:
    flood = {f"x{number}": 0 for number in range(1_000)}
    assert places(model, application=flood) == [("too_many_names", ("application",))]
    assert places(model, histories=flood) == [("too_many_names", ("histories",))]
    assert places(model, histories={"loans": [{"LOAN_ID": 1}, flood, flood]}) == [
        ("too_many_names", ("histories", "loans", 1))
    ]
    assert places(model, histories={"loans": flood}) == [("list_type", ("histories", "loans"))]
    assert places(model, **flood) == [("too_many_names", ())]


def test_flood_of_strangers_is_told_in_part(model: type[DecisionRequest]) -> None:
    payments = [{"AMT_PAYMENT": 5, "SK_ID_CURR": 8}] * 1_000
    assert len(places(model, histories={"payments": payments})) == 50


def test_label_is_not_accepted(model: type[DecisionRequest]) -> None:
    assert places(model, application={**APPLICATION, "TARGET": 0}) == [("extra_forbidden", ("application", "TARGET"))]


def test_schema_describes_every_field(model: type[DecisionRequest]) -> None:
    schemas = model.model_json_schema()["$defs"]
    assert set(schemas) == {"ApplicationRow", "Histories", "LoansRow", "MonthsRow", "PaymentsRow"}
    assert schemas["ApplicationRow"]["required"] == ["KIND", "AMT_CREDIT", "AGE"]
    assert schemas["ApplicationRow"]["properties"]["AMT_CREDIT"]["description"] == "Amount of the loan (currency)"
    assert all("description" in field for schema in schemas.values() for field in schema["properties"].values())


def test_a_long_history_of_the_reference_portfolio_is_taken_whole() -> None:
    request: Any = example_request(home_credit())
    payment = request["histories"]["installments_payments"][0]
    request["histories"]["installments_payments"] = [deepcopy(payment) for _ in range(150)]
    checked = decision_request(home_credit()).model_validate(request)
    assert len(checked.rows()["installments_payments"]) == 150
