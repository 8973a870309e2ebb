from typing import Any

import pytest
from pydantic import BaseModel

from creditworthy import messages
from creditworthy.messages import invented

MODELS = [
    kind
    for name in messages.__all__
    if isinstance(kind := getattr(messages, name), type) and issubclass(kind, BaseModel)
]
SHOWN = {
    kind: kind.model_config["json_schema_extra"]["examples"][0]
    for kind in MODELS
    if "json_schema_extra" in kind.model_config
}  # type: ignore[index,call-overload]


@pytest.mark.parametrize("kind", SHOWN, ids=lambda kind: kind.__name__)
def test_example_is_valid_and_complete(kind: type[BaseModel]) -> None:
    assert kind.model_validate(SHOWN[kind], extra="forbid").model_dump(mode="json") == SHOWN[kind]


def test_every_invented_answer_is_an_example() -> None:
    def known(content: Any) -> bool:
        return any(content is example for example in SHOWN.values())

    assert [name for name in invented.__all__ if not known(getattr(invented, name))] == []
