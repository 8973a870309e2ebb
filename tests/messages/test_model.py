import pytest
from pydantic import ValidationError

from creditworthy.messages import ModelAnswer
from creditworthy.messages.invented import MODEL


@pytest.mark.parametrize("change", [{"threshold": 1.2}, {"metrics": {"f1": 0.3}}, {"importance": {"x": float("nan")}}])
def test_impossible_model_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(ValidationError, match=next(iter(change))):
        ModelAnswer.model_validate({**MODEL, **change})
