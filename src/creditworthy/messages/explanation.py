"""The whole explanation of a decision: what every feature contributes, in log-odds of default."""

from pydantic import ConfigDict, Field

from creditworthy.messages.answer import Answer, DecisionAnswer
from creditworthy.messages.invented import EXPLANATION

__all__ = ["ContributionAnswer", "ExplanationAnswer", "WayAnswer"]


class ContributionAnswer(Answer):
    """What one feature adds to the log-odds."""

    feature: str = Field(description="Name of the feature.")
    meaning: str = Field(description="What the feature means, in the language asked for.")
    concept: str = Field(description="What it speaks about, in the language asked for.")
    unit: str = Field(description="Unit of its value.")
    value: float | str | None = Field(description="Its value for this applicant; null where unknown.")
    contribution: float = Field(description="What it adds to the log-odds.")


class WayAnswer(Answer):
    """The way from the base to the log-odds of an applicant."""

    base: float = Field(description="Log-odds before anything of the applicant is known.")
    log_odds: float = Field(description="Log-odds of the applicant: the base and all contributions.")
    contributions: list[ContributionAnswer] = Field(description="One of every feature, largest first.")
    concepts: dict[str, float] = Field(description="Sum of the contributions of each concept, largest first.")


class ExplanationAnswer(WayAnswer):
    """A decision, and the way from the base to its log-odds.

    Examples
    --------
    >>> answer = ExplanationAnswer.model_validate(EXPLANATION)
    >>> round(answer.base + sum(part.contribution for part in answer.contributions), 6) == answer.log_odds
    True
    """

    model_config = ConfigDict(json_schema_extra={"examples": [EXPLANATION]})

    decision: DecisionAnswer
