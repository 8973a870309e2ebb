"""Many applications at once: each is answered for itself, by a decision or by a problem."""

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, SkipValidation, create_model, model_validator

from creditworthy.messages.answer import Answer, DecisionAnswer
from creditworthy.messages.invented import BATCH
from creditworthy.messages.names import only_names
from creditworthy.messages.problem import Problem
from creditworthy.messages.request import DecisionRequest

__all__ = ["MOST_ITEMS", "BatchAnswer", "BatchRequest", "BatchedAnswer", "batch_request"]

MOST_ITEMS = 1_000
"""Applications in a batch: they are decided at one go, and others wait that long."""


class BatchRequest(BaseModel):
    """Applications to decide on; what is in an item is looked at later, so that it faults that item alone."""

    model_config = ConfigDict(strict=True, frozen=True, extra="forbid")

    items: list[Any]

    @model_validator(mode="before")
    @classmethod
    def _only_items(cls, given: object) -> object:
        return only_names(given, ["items"])


class BatchedAnswer(Answer):
    """The answer to one item: a decision, or what is wrong with it."""

    model_config = ConfigDict(json_schema_extra={"examples": [BATCH["answers"][0]]})

    decision: DecisionAnswer | None
    problem: Problem | None


class BatchAnswer(Answer):
    """The answers to a batch, in its order.

    Examples
    --------
    >>> [answer.problem is None for answer in BatchAnswer.model_validate(BATCH).answers]
    [True, False]
    """

    model_config = ConfigDict(json_schema_extra={"examples": [BATCH]})

    answers: list[BatchedAnswer] = Field(description="One for each item, in the same order.")


def batch_request(item: type[DecisionRequest]) -> type[BatchRequest]:
    """Build the request model of one lender's batches: up to 1,000 items, documented and not looked into."""
    documented = list[SkipValidation[item]]  # type: ignore[valid-type]  # a type only this lender has
    items = Annotated[documented, Field(max_length=MOST_ITEMS, description="Requests for a decision.")]
    made: type[BatchRequest] = create_model(
        "BatchRequest", __base__=BatchRequest, __doc__="Applications to decide on.", items=(items, ...)
    )
    return made
