from types import SimpleNamespace

import pytest
from pydantic import ValidationError

from creditworthy.messages import DecisionAnswer, ReasonAnswer

REASON = SimpleNamespace(
    feature="open_debt", meaning="Debt", value=3, effect="raises", contribution=0.4, text="The debt is high."
)
ANSWER = SimpleNamespace(
    applicant=None,
    decision="decline",
    probability=0.3,
    threshold=0.09,
    points=480,
    model_version="1a2b",
    incomplete=("loans",),
    reasons=(REASON,),
)


def test_any_object_with_the_attributes_is_an_answer() -> None:
    answer = DecisionAnswer.model_validate(ANSWER, from_attributes=True)
    assert answer.incomplete == ["loans"]
    assert answer.reasons == [
        ReasonAnswer(
            feature="open_debt",
            meaning="Debt",
            value=3,
            effect="raises",
            contribution=0.4,
            text="The debt is high.",
        )
    ]


@pytest.mark.parametrize("decision", ["grant", "review", "decline"])
def test_a_decision_is_one_of_three(decision: str) -> None:
    found = DecisionAnswer.model_validate(
        SimpleNamespace(**{**vars(ANSWER), "decision": decision}), from_attributes=True
    )
    assert found.decision == decision


@pytest.mark.parametrize(
    ("attribute", "value"), [("probability", 1.2), ("probability", float("nan")), ("decision", "maybe")]
)
def test_impossible_answer_is_refused(attribute: str, value: object) -> None:
    with pytest.raises(ValidationError, match=attribute):
        DecisionAnswer.model_validate(SimpleNamespace(**{**vars(ANSWER), attribute: value}), from_attributes=True)
