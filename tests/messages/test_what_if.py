from typing import Any

import pytest
from pydantic import ValidationError

from creditworthy.messages import WhatIfRequest, decision_request, faults, what_if_request
from creditworthy.tables.dictionary import Dictionary

APPLICATION = {"SK_ID_CURR": 7, "KIND": "Cash loans", "AMT_CREDIT": 5_000, "AGE": 40}


@pytest.fixture(scope="module")
def shaped(lender: Dictionary) -> type[WhatIfRequest]:
    return what_if_request(decision_request(lender), lender)


def asking(*variants: Any) -> dict[str, Any]:
    return {"application": APPLICATION, "histories": {"payments": []}, "variants": list(variants)}


def test_a_variant_is_what_it_names(shaped: type[WhatIfRequest]) -> None:
    asked = shaped.model_validate(asking({"AMT_CREDIT": 100}, {"BALANCE": None, "AGE": 50}, {}))
    assert asked.row()["AMT_CREDIT"] == 5_000
    assert asked.rows() == {"payments": []}
    assert asked.changes() == [{"AMT_CREDIT": 100}, {"BALANCE": None, "AGE": 50}, {}]


@pytest.mark.parametrize(
    ("variants", "field", "message"),
    [
        ([{}, {"AMT_CREDIT": -5}], "variants[1].AMT_CREDIT", "must be at least 0, got -5"),
        ([{"AGE": None}], "variants[0].AGE", "must not be null"),
        ([{"AMT_CREDITS": 5}], "variants[0].AMT_CREDITS", "is no part of application; close names: AMT_CREDIT"),
        ([{"SK_ID_CURR": 8}], "variants[0].SK_ID_CURR", "is no part of application"),
        ([{"TARGET": 1}], "variants[0].TARGET", "is no part of application"),
        ([{"GENDER": "f"}], "variants[0].GENDER", 'must be one of the known values, got "f"; close values: F'),
        ([], "variants", "must not be empty"),
        ([{}] * 201, "variants", "must have at most 200 items, got 201"),
        ([5], "variants[0]", "must be an object, got 5"),
    ],
)
def test_faults_name_the_variant_and_the_column(
    shaped: type[WhatIfRequest], lender: Dictionary, variants: Any, field: str, message: str
) -> None:
    with pytest.raises(ValidationError) as raised:
        shaped.model_validate(asking(*variants))
    (told,) = faults(raised.value.errors(), lender)
    assert (told.field, told.message[: len(message)]) == (field, message)


def test_the_schema_says_that_nothing_changes_by_itself(shaped: type[WhatIfRequest]) -> None:
    changes = shaped.model_json_schema()["$defs"]["Changes"]
    assert "required" not in changes
    assert not any("default" in column for column in changes["properties"].values())
    assert {"SK_ID_CURR", "TARGET"}.isdisjoint(changes["properties"])
