import pytest
from pydantic import ValidationError

from creditworthy.messages import LimeAnswer
from creditworthy.messages.invented import LIME


def test_an_application_without_a_number() -> None:
    assert LimeAnswer.model_validate({**LIME, "applicant": None}).applicant is None


@pytest.mark.parametrize("change", [{"fit": float("nan")}, {"weights": [{**LIME["weights"][0], "effect": "none"}]}])
def test_impossible_imitation_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(ValidationError, match=next(iter(change))):
        LimeAnswer.model_validate({**LIME, **change})
