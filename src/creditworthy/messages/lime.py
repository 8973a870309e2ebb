"""LIME's answer: a linear model that imitates the decisions around one applicant."""

from typing import Literal

from pydantic import ConfigDict, Field

from creditworthy.messages.answer import Answer
from creditworthy.messages.invented import LIME

__all__ = ["LimeAnswer", "WeightAnswer"]


class WeightAnswer(Answer):
    """What one feature weighs around the applicant."""

    feature: str = Field(description="Name of the feature.")
    meaning: str = Field(description="What the feature means, in the language asked for.")
    condition: str = Field(description="What holds for the applicant, in the language asked for.")
    weight: float = Field(description="What that adds to the probability; 0.01 is one percentage point.")
    effect: Literal["raises", "lowers"] = Field(description="What it does to the probability of default.")


class LimeAnswer(Answer):
    """A linear model that imitates the decisions around one applicant.

    Examples
    --------
    >>> LimeAnswer.model_validate(LIME).weights[0].effect
    'lowers'
    """

    model_config = ConfigDict(json_schema_extra={"examples": [LIME]})

    applicant: int | None = Field(description="Number of the application; null where it gave none.")
    fit: float = Field(description="How well it imitates (R²): 1 perfectly, near 0 not at all.")
    samples: int = Field(description="Variants of the applicant that it was fitted on.")
    probability: float = Field(description="What the model says of the applicant, missing values filled in.")
    imitated: float = Field(description="What the imitation says of the applicant.")
    weights: list[WeightAnswer] = Field(description="Every feature that weighs anything, largest first.")
