"""The answer to a request: a decision on one application, with its reasons."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from creditworthy.messages.invented import DECISION

__all__ = ["Answer", "DecisionAnswer", "ReasonAnswer"]


class Answer(BaseModel):
    """What all answers have in common: they do not change, and their numbers are numbers."""

    model_config = ConfigDict(frozen=True, allow_inf_nan=False)


class ReasonAnswer(Answer):
    """One reason for a decision: a feature of the applicant and which way it moved the probability."""

    feature: str = Field(description="Name of the feature.")
    meaning: str = Field(description="What the feature means, in the language asked for.")
    value: float | str | None = Field(description="Its value for this applicant; null where unknown.")
    effect: Literal["raises", "lowers"] = Field(description="What it does to the probability of default.")
    contribution: float = Field(description="How much it moves the probability, in log-odds.")
    text: str = Field(description="The reason as a sentence, in the language asked for.")


class DecisionAnswer(Answer):
    """The decision on one application.

    Examples
    --------
    >>> DecisionAnswer(
    ...     applicant=100_001, decision="grant", probability=0.04, threshold=0.09, points=612,
    ...     model_version="1a2b", incomplete=[], reasons=[],
    ... ).decision
    'grant'
    """

    model_config = ConfigDict(json_schema_extra={"examples": [DECISION]})

    id: str | None = Field(default=None, description="Id under which it is kept; null where no journal is.")
    applicant: int | None = Field(description="Number of the application; null where it gave none.")
    decision: Literal["grant", "review", "decline"] = Field(
        description="What is decided; review: near the threshold, a person decides."
    )
    probability: float = Field(ge=0, le=1, description="Calibrated probability of default.")
    threshold: float = Field(ge=0, le=1, description="Probability from which an application is declined.")
    points: int = Field(description="The probability as scorecard points: more points, less risk.")
    model_version: str = Field(description="Version of the model that answered.")
    incomplete: list[str] = Field(description="Tables of histories that were not looked up.")
    reasons: list[ReasonAnswer] = Field(description="What moved the probability most, strongest first.")
