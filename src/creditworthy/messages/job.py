"""A job: what is asked for now and made later."""

from typing import Literal

from pydantic import ConfigDict, Field

from creditworthy.messages.answer import Answer
from creditworthy.messages.invented import JOB
from creditworthy.messages.problem import Problem

__all__ = ["JobAnswer"]


class JobAnswer(Answer):
    """How far a job is.

    Examples
    --------
    >>> JobAnswer.model_validate(JOB).status
    'running'
    """

    model_config = ConfigDict(json_schema_extra={"examples": [JOB]})

    id: str = Field(description="Id of the job.")
    kind: Literal["lime", "file"] = Field(description="LIME around one decision, or decisions on a file.")
    status: Literal["waiting", "running", "done", "failed", "forgotten"] = Field(
        description="Where it is; forgotten: an erasure took what it held."
    )
    progress: int = Field(description="Lines that are decided.")
    total: int = Field(description="Lines of the file; 1 for LIME.")
    problem: Problem | None = Field(description="Why it failed; null where it did not.")
