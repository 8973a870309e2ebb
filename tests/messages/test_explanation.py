import pytest
from pydantic import ValidationError

from creditworthy.messages import ContributionAnswer, ExplanationAnswer
from creditworthy.messages.invented import EXPLANATION


def test_a_contribution_of_an_unknown_value() -> None:
    part = ContributionAnswer.model_validate(EXPLANATION["contributions"][1])
    assert (part.value, part.contribution) == (None, -0.0145)


@pytest.mark.parametrize("change", [{"base": float("inf")}, {"concepts": {"loan": None}}, {"decision": None}])
def test_impossible_explanation_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(ValidationError, match=next(iter(change))):
        ExplanationAnswer.model_validate({**EXPLANATION, **change})
