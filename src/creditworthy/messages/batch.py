"""Many applications at once: each is answered for itself, by a decision or by a problem."""

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, SkipValidation, create_model, model_validator
from pydantic_core import PydanticCustomError

from creditworthy.messages.answer import Answer, DecisionAnswer
from creditworthy.messages.invented import BATCH
from creditworthy.messages.problem import Problem
from creditworthy.messages.request import DecisionRequest

__all__ = ["MOST_ITEMS", "BatchAnswer", "BatchRequest", "BatchedAnswer", "batch_request"]

MOST_ITEMS = 100
"""Applications in a batch: they are decided at one go, and others wait that long."""


LONGEST = 100
"""Characters that are shown of names which are no part of a batch."""


class BatchRequest(BaseModel):
    """Applications to decide on; what is in an item is looked at later, so that it faults that item alone."""

    model_config = ConfigDict(strict=True, frozen=True)

    items: list[Any]

    @model_validator(mode="before")
    @classmethod
    def _only_items(cls, given: object) -> object:
        if isinstance(given, dict) and (other := [name for name in given if name != "items"]):
            raise PydanticCustomError("not_of_a_batch", "not_of_a_batch", {"names": ", ".join(other[:3])[:LONGEST]})
        return given


class BatchedAnswer(Answer):
    """The answer to one item: a decision, or what is wrong with it."""

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
    """Build the request model of one lender's batches: at most 100 items, which it documents and does not look into."""
    documented = list[SkipValidation[item]]  # type: ignore[valid-type]  # a type only this lender has
    items = Annotated[documented, Field(max_length=MOST_ITEMS, description="Requests for a decision.")]
    made: type[BatchRequest] = create_model(
        "BatchRequest", __base__=BatchRequest, __doc__="Applications to decide on.", items=(items, ...)
    )
    return made
