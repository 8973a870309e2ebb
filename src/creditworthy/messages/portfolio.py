"""The portfolio that the model was trained on: how its scores and features spread; statistics, never a row."""

from pydantic import ConfigDict, Field

from creditworthy.messages.answer import Answer
from creditworthy.messages.invented import PORTFOLIO

__all__ = ["BackgroundAnswer", "BinsAnswer", "CategoryAnswer", "NumberAnswer", "PortfolioAnswer", "ScoresAnswer"]


class ScoresAnswer(Answer):
    """How many applicants have a probability of default between one edge and the next."""

    edges: list[float] = Field(description="One more than there are counts.")
    counts: list[int]


class BinsAnswer(Answer):
    """A feature's values between their fifths."""

    up_to: list[float] = Field(description="The edges between the bins; a bin holds its upper edge.")
    shares: list[float] = Field(description="Share of the known values in each bin.")
    typical: list[float] = Field(description="Median of each bin.")


class NumberAnswer(Answer):
    """How a feature that holds numbers spreads; null where no value is known."""

    missing: float = Field(description="Share of the applicants without a value.")
    mean: float | None
    std: float | None
    median: float | None
    deciles: list[float]
    bins: BinsAnswer


class CategoryAnswer(Answer):
    """How a feature that holds categories spreads, in shares of the applicants."""

    missing: float
    other: float = Field(description="All rare categories together.")
    frequencies: dict[str, float] = Field(description="Each common category, most frequent first.")


class BackgroundAnswer(Answer):
    """How the features spread."""

    rows: int
    numbers: dict[str, NumberAnswer] = Field(description="By feature.")
    categories: dict[str, CategoryAnswer] = Field(description="By feature.")


class PortfolioAnswer(Answer):
    """The applicants that the model was trained on, all together.

    Examples
    --------
    >>> PortfolioAnswer.model_validate(PORTFOLIO).background.numbers["application_credit"].median
    280000.0
    """

    model_config = ConfigDict(json_schema_extra={"examples": [PORTFOLIO]})

    applicants: int
    defaults: int = Field(description="How many of them defaulted.")
    generated: bool = Field(description="Whether the portfolio is invented.")
    threshold: float = Field(ge=0, le=1, description="Probability from which an application is declined.")
    scores: ScoresAnswer
    background: BackgroundAnswer
