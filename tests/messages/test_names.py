import pytest
from pydantic_core import PydanticCustomError

from creditworthy.messages.names import only_names


def test_known_names_and_what_is_no_object_pass() -> None:
    assert only_names({"a": 1}, ["a", "b"]) == {"a": 1}
    assert only_names([1], ["a"]) == [1]


def test_other_names_are_told_some_of_them_and_not_at_length() -> None:
    with pytest.raises(PydanticCustomError) as raised:
        only_names({"a": 1, "x" * 300: 1, "y": 1}, ["a", "b"])
    assert raised.value.type == "other_names"
    assert raised.value.context == {"known": "a, b", "names": "x" * 100}
