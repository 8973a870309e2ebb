from typing import Any

import pytest
from pydantic import ValidationError

from creditworthy.language import speaking
from creditworthy.messages import Fault, decision_request, faults
from creditworthy.tables.dictionary import Dictionary, home_credit

APPLICATION = {"SK_ID_CURR": 7, "KIND": "Cash loans", "AMT_CREDIT": 5_000, "AGE": 40}


def told(dictionary: Dictionary, request: object) -> tuple[Fault, ...]:
    with pytest.raises(ValidationError) as caught:
        decision_request(dictionary).model_validate(request)
    return faults(caught.value.errors(), dictionary)


@pytest.mark.parametrize(
    ("column", "value", "message", "given"),
    [
        ("AMT_CREDIT", -5, "must be at least 0, got -5", -5),
        ("AMT_CREDIT", "5", 'must be a number, got "5"', "5"),
        ("AMT_CREDIT", None, "must not be null", None),
        ("AMT_CREDIT", [5], "must be a number, got a list", "a list"),
        ("AMT_CREDIT", {}, "must be a number, got an object", "an object"),
        ("AMT_CREDIT", float("nan"), "must be a finite number, got NaN", "NaN"),
        ("AMT_CREDIT", float("-inf"), "must be a finite number, got -Infinity", "-Infinity"),
        ("AGE", 5, "must be at least 18, got 5", 5),
        ("AGE", 40.5, "must be a whole number, got 40.5", 40.5),
        ("AGE", True, "must be a whole number, got true", True),
        ("AGE", 2**60, f"must be at most 100, got {2**60}", str(2**60)),
        (
            "KIND",
            "cash loan",
            'must be one of the known values, got "cash loan"; close values: Cash loans',
            "cash loan",
        ),
        ("KIND", "gift", "must be one of 'Cash loans' or 'Revolving loans', got \"gift\"", "gift"),
        ("KIND", "\ud800", 'must be text in valid Unicode, got "?"', "?"),
        ("FLAG_PHONE", 2, "must be one of 0, 1, got 2", 2),
        ("DAYS_EMPLOYED", 3, "must be at most 0, got 3", 3),
        ("NOTE", 3, "must be text, got 3", 3),
        ("NOTE", "é" * 201, f'must have at most 200 characters, got "{"é" * 100}"', "é" * 100),
        ("AMT_CREDTI", 3, "is no part of application; close names: AMT_CREDIT", 3),
        ("age", 3, "is no part of application; close names: AGE", 3),
        ("TARGET", 1, "is the label, which is what the service predicts; leave it out", 1),
    ],
)
def test_fault_of_a_column(lender: Dictionary, column: str, value: object, message: str, given: Any) -> None:
    (fault,) = told(lender, {"application": {**APPLICATION, column: value}})
    assert (fault.field, fault.message, fault.given) == (f"application.{column}", message, given)


def test_missing_column(lender: Dictionary) -> None:
    (fault,) = told(lender, {"application": {key: APPLICATION[key] for key in ("KIND", "AGE")}})
    assert fault == Fault(field="application.AMT_CREDIT", message="is required")


@pytest.mark.parametrize(
    ("histories", "field", "message"),
    [
        ({"loans": {}}, "histories.loans", "must be a list, got an object"),
        ({"loans": [5]}, "histories.loans[0]", "must be an object, got 5"),
        ({"laons": []}, "histories.laons", "is no part of histories; close names: loans"),
        ({"x": []}, "histories.x", "is no part of histories; known: loans, months, payments"),
        (
            {"loans": [{"LOAN_ID": 1, "DETB": 1}]},
            "histories.loans[0].DETB",
            "is no part of loans; close names: DEBT",
        ),
        (
            {"loans": [{"LOAN_ID": 1, "SK_ID_CURR": 8}]},
            "histories.loans[0].SK_ID_CURR",
            "must be the SK_ID_CURR of the application or be left out, got 8",
        ),
        (
            {"months": [{"LOAN_ID": 1, "MONTH": -2}] * 2},
            "histories.months[1].MONTH",
            "repeats the key (LOAN_ID, MONTH) of row 0, got -2",
        ),
        ([], "histories", "must be an object, got a list"),
        (None, "histories", "must not be null"),
    ],
)
def test_fault_of_a_history(lender: Dictionary, histories: object, field: str, message: str) -> None:
    (fault,) = told(lender, {"application": APPLICATION, "histories": histories})
    assert (fault.field, fault.message) == (field, message)


def test_fault_of_the_whole(lender: Dictionary) -> None:
    assert told(lender, "x") == (Fault(field="body", message='must be an object, got "x"', given="x"),)
    (fault,) = told(lender, {"application": APPLICATION, "history": {}})
    assert (fault.field, fault.message) == ("history", "is no part of body; close names: histories")


def test_many_known_names_are_not_listed() -> None:
    found = told(home_credit(), {"application": {"QQQ": 1}})
    assert [fault.message for fault in found if fault.field == "application.QQQ"] == ["is no part of application"]


def test_first_fifty_are_told_and_long_names_cut(lender: Dictionary) -> None:
    names = {"x" * 1_000 + str(number): 0 for number in range(52)}
    found = told(lender, {"application": {**APPLICATION, **names}})
    assert len(found) == 50
    assert found[0].field == "application." + "x" * 100


def test_flood_of_names(lender: Dictionary) -> None:
    (fault,) = told(lender, {"application": dict.fromkeys(map(str, range(100)))})
    assert fault.message == "must have at most 59 names, got 100"


def test_fault_of_a_parameter(lender: Dictionary) -> None:
    error = {"type": "int_parsing", "loc": ("limit",), "input": "many"}
    assert faults([error], lender) == (
        Fault(field="limit", message='must be a whole number, got "many"', given="many"),
    )


def test_unforeseen_fault_keeps_the_words_of_pydantic(lender: Dictionary) -> None:
    error = {"type": "other", "loc": ("application",), "input": 1, "msg": "Input should differ"}
    assert faults([error], lender)[0].message == "Input should differ"


def test_faults_are_told_in_the_current_language(lender: Dictionary, monkeypatch: pytest.MonkeyPatch) -> None:
    french = {"must be a number, got {given}": "doit être un nombre, reçu : {given}", "a list": "une liste"}
    monkeypatch.setattr("creditworthy.language._translations", {"fr": french}.get)
    with speaking("fr"):
        (fault,) = told(lender, {"application": {**APPLICATION, "AMT_CREDIT": []}})
    assert fault.message == "doit être un nombre, reçu : une liste"
