"""Decisions that the journal keeps: one with its explanation and what became of it, and pages of them."""

from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator
from pydantic_core import PydanticKnownError

from creditworthy.messages.answer import Answer, DecisionAnswer
from creditworthy.messages.explanation import WayAnswer
from creditworthy.messages.invented import KEPT, OBSERVED, OUTCOME, PAGE
from creditworthy.messages.names import only_names

__all__ = ["ID", "KeptAnswer", "KeptPage", "KeptSummary", "NoteAnswer", "ObservedAnswer", "OutcomeRequest"]

ID = r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$"
"""How ids are written."""


def _text(given: object) -> object:
    if given is not None and not isinstance(given, str):  # a number would pass for seconds since 1970
        raise PydanticKnownError("date_type")
    return given


class OutcomeRequest(BaseModel):
    """What became of a loan.

    Examples
    --------
    >>> OutcomeRequest.model_validate_json('{"decision": "' + OUTCOME["decision"] + '", "defaulted": true, '
    ...     '"observed": "2026-11-02"}').defaulted
    True
    """

    model_config = ConfigDict(strict=True, frozen=True, extra="forbid", json_schema_extra={"examples": [OUTCOME]})

    decision: str = Field(pattern=ID, description="Id of the decision.")
    defaulted: bool = Field(description="Whether the applicant defaulted.")
    observed: Annotated[date, BeforeValidator(_text)] = Field(strict=False, description="Day on which that was known.")

    @model_validator(mode="before")
    @classmethod
    def _nothing_else(cls, given: object) -> object:
        return only_names(given, list(cls.model_fields))


class ObservedAnswer(Answer):
    """An outcome that was kept."""

    model_config = ConfigDict(json_schema_extra={"examples": [OBSERVED]})

    id: str = Field(description="Id under which it is kept.")
    decision: str = Field(description="Id of the decision.")


class NoteAnswer(Answer):
    """Something that was said about a decision later: an outcome, a review, an erasure."""

    id: str = Field(description="Id under which it is kept.")
    kind: str = Field(description="What it is.")
    at: datetime = Field(description="When it was kept.")
    facts: dict[str, Any] = Field(description="What it says.")


class KeptSummary(Answer):
    """A kept decision in short: nothing personal."""

    id: str = Field(description="Id under which it is kept.")
    number: int = Field(description="Its place in the journal.")
    at: datetime = Field(description="When it was kept.")
    decision: Literal["grant", "review", "decline"] = Field(description="What was decided.")
    probability: float = Field(description="Calibrated probability of default.")
    threshold: float = Field(description="Probability from which an application was declined.")
    points: int = Field(description="The probability as scorecard points.")
    model_version: str = Field(description="Version of the model that decided.")


class KeptPage(Answer):
    """A page of kept decisions, the latest first.

    Examples
    --------
    >>> KeptPage.model_validate(PAGE).next
    41
    """

    model_config = ConfigDict(json_schema_extra={"examples": [PAGE]})

    decisions: list[KeptSummary]
    next: int | None = Field(description="What to give as `after` for the next page; null on the last one.")


class KeptAnswer(Answer):
    """A kept decision, why it came out so, and what became of it.

    Examples
    --------
    >>> KeptAnswer.model_validate(KEPT).notes[0].kind
    'outcome'
    """

    model_config = ConfigDict(json_schema_extra={"examples": [KEPT]})

    id: str = Field(description="Id under which it is kept.")
    number: int = Field(description="Its place in the journal.")
    at: datetime = Field(description="When it was kept.")
    erased: bool = Field(description="Whether what was personal of it is gone.")
    decision: DecisionAnswer = Field(description="What was answered; after an erasure, without applicant and reasons.")
    explanation: WayAnswer | None = Field(
        description="What every feature contributed; null after an erasure, or where the model is no longer stored."
    )
    notes: list[NoteAnswer] = Field(description="What was said about it later, the oldest first.")
