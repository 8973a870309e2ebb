"""The model in use: what it is, how it was judged, what moves its decisions."""

from pydantic import ConfigDict, Field

from creditworthy.messages.answer import Answer
from creditworthy.messages.invented import MODEL

__all__ = ["CostsAnswer", "IntervalAnswer", "ModelAnswer"]


class CostsAnswer(Answer):
    """What errors cost, relative to each other."""

    missed_default: float = Field(description="Cost of a missed default.")
    lost_good_loan: float = Field(description="Cost of a lost good loan.")


class IntervalAnswer(Answer):
    """A value measured on a sample, and its 95% interval."""

    value: float
    low: float
    high: float


class ModelAnswer(Answer):
    """The model in use.

    Examples
    --------
    >>> ModelAnswer.model_validate(MODEL).metrics["roc_auc"].low
    0.74
    """

    model_config = ConfigDict(json_schema_extra={"examples": [MODEL]})

    version: str = Field(description="Version of the model.")
    candidate: str = Field(description="Which candidate it is.")
    threshold: float = Field(ge=0, le=1, description="Probability from which an application is declined.")
    review_band: float = Field(
        0.0, ge=0, le=1, description="Nearer to the threshold than this, an application goes to review; 0: none does."
    )
    costs: CostsAnswer = Field(description="What the threshold was chosen by.")
    generated: bool = Field(description="Whether it was trained on an invented portfolio: then so are its figures.")
    features: list[str] = Field(description="Names of the features that it looks at.")
    metrics: dict[str, IntervalAnswer] = Field(description="By metric, measured on rows that it had not seen.")
    importance: dict[str, float] = Field(
        description="Mean size of each feature's contribution in log-odds, largest first."
    )
    applicants: int = Field(description="Applicants that it was trained on.")
    defaults: int = Field(description="How many of them defaulted.")
    grant_all: float = Field(description="Business score of granting everybody, on the same applicants.")
    decline_all: float = Field(description="Business score of declining everybody, on the same applicants.")
