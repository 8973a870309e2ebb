import pytest
from pydantic import ValidationError

from creditworthy.messages import BatchRequest, batch_request, decision_request
from creditworthy.tables.dictionary import Dictionary


@pytest.fixture(scope="module")
def shaped(lender: Dictionary) -> type[BatchRequest]:
    return batch_request(decision_request(lender))


def kind_of(shaped: type[BatchRequest], content: object) -> tuple[str, tuple[object, ...]]:
    with pytest.raises(ValidationError) as caught:
        shaped.model_validate(content)
    (error,) = caught.value.errors()
    return error["type"], error["loc"]


def test_items_are_documented_and_not_looked_into(shaped: type[BatchRequest]) -> None:
    content = [5, {"application": {"AGE": "old"}}, None]
    assert shaped.model_validate({"items": content}).items == content
    schema = shaped.model_json_schema()
    item = schema["properties"]["items"]["items"]
    assert (item["title"], item["properties"]["application"]["$ref"]) == ("DecisionRequest", "#/$defs/ApplicationRow")
    assert "AGE" in schema["$defs"]["ApplicationRow"]["properties"]


def test_a_thousand_items_are_the_most(shaped: type[BatchRequest]) -> None:
    assert len(shaped.model_validate({"items": [None] * 1_000}).items) == 1_000
    assert kind_of(shaped, {"items": [None] * 1_001}) == ("too_long", ("items",))


def test_nothing_but_items(shaped: type[BatchRequest]) -> None:
    assert kind_of(shaped, {"items": [], "x": 1}) == ("other_names", ())
    assert kind_of(shaped, {}) == ("missing", ("items",))
    assert kind_of(shaped, {"items": ({},)}) == ("list_type", ("items",))
