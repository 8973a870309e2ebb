from typing import Any

import pytest
from pydantic import ConfigDict, ValidationError, create_model

from creditworthy.messages.column import column_field
from creditworthy.tables.dictionary import Dictionary

STRICT = ConfigDict(strict=True, allow_inf_nan=False)


def check(lender: Dictionary, name: str, value: object, *, required: bool = False) -> object:
    column: Any = {"value": column_field(lender.application.column(name), required=required)}
    return create_model("One", __config__=STRICT, **column).model_validate({"value": value}).model_dump()["value"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("AMT_CREDIT", 0),
        ("AMT_CREDIT", 1.5),
        ("AGE", 18),
        ("AGE", 100),
        ("AGE", None),
        ("KIND", "Revolving loans"),
        ("GENDER", "XNA"),
        ("DAYS_EMPLOYED", 365243),
        ("DAYS_EMPLOYED", -30_000),
        ("FLAG_PHONE", 1),
        ("BALANCE", -1),
        ("BALANCE", 1e12),
        ("NOTE", "anything"),
        ("SK_ID_CURR", 2**53 - 1),
    ],
)
def test_accepted(lender: Dictionary, name: str, value: object) -> None:
    assert check(lender, name, value) == value


@pytest.mark.parametrize(
    ("name", "value", "fault"),
    [
        ("AMT_CREDIT", -0.01, "greater_than_equal"),
        ("AMT_CREDIT", "1.5", "float_type"),
        ("AMT_CREDIT", True, "float_type"),
        ("AMT_CREDIT", 10**400, "float_type"),
        ("AMT_CREDIT", float("nan"), "finite_number"),
        ("AMT_CREDIT", float("inf"), "finite_number"),
        ("AGE", 17, "greater_than_equal"),
        ("AGE", 101, "less_than_equal"),
        ("AGE", 40.5, "int_type"),
        ("AGE", "40", "int_type"),
        ("AGE", True, "int_type"),
        ("KIND", "cash loans", "literal_error"),
        ("KIND", 1, "literal_error"),
        ("GENDER", "X", "literal_error"),
        ("DAYS_EMPLOYED", 365242, "less_than_equal"),
        ("DAYS_EMPLOYED", -30_001, "greater_than_equal"),
        ("FLAG_PHONE", 2, "literal_error"),
        ("FLAG_PHONE", True, "int_type"),
        ("BALANCE", -0.5, "greater_than_equal"),
        ("NOTE", 5, "string_type"),
        ("NOTE", "x" * 201, "string_too_long"),
        ("SK_ID_CURR", 2**53, "less_than_equal"),
    ],
)
def test_refused(lender: Dictionary, name: str, value: object, fault: str) -> None:
    with pytest.raises(ValidationError) as caught:
        check(lender, name, value)
    assert [error["type"] for error in caught.value.errors()] == [fault]


def test_required_is_not_null(lender: Dictionary) -> None:
    with pytest.raises(ValidationError, match="int_type"):
        check(lender, "AGE", None, required=True)


def test_schema_tells_values_and_sentinels(lender: Dictionary) -> None:
    names = ("FLAG_PHONE", "DAYS_EMPLOYED", "BALANCE", "GENDER", "AGE")
    fields: Any = {name: column_field(lender.application.column(name), required=True) for name in names}
    schema = create_model("Some", **fields).model_json_schema()["properties"]
    assert schema["FLAG_PHONE"]["enum"] == [0, 1]
    assert schema["DAYS_EMPLOYED"]["anyOf"] == [{"minimum": -30_000, "maximum": 0}, {"enum": [365243]}]
    assert schema["BALANCE"]["anyOf"] == [{"minimum": 0}, {"enum": [-1]}]
    assert schema["GENDER"]["enum"] == ["F", "M", "XNA"]
    assert (schema["AGE"]["minimum"], schema["AGE"]["maximum"]) == (18, 100)


@pytest.mark.parametrize(("name", "value"), [("AGE", 40.0), ("DAYS_EMPLOYED", 365243.0), ("FLAG_PHONE", 1.0)])
def test_a_whole_number_may_be_written_with_a_point(lender: Dictionary, name: str, value: float) -> None:
    found = check(lender, name, value)
    assert (found, type(found)) == (value, int)
