"""Known applicants: who they are, and what the lender holds of one."""

from pydantic import ConfigDict, Field

from creditworthy.messages.answer import Answer
from creditworthy.messages.invented import APPLICANT, APPLICANTS

__all__ = ["ApplicantAnswer", "ApplicantsAnswer"]

Row = dict[str, int | float | str | None]


class ApplicantsAnswer(Answer):
    """A page of the known applicants.

    Examples
    --------
    >>> ApplicantsAnswer.model_validate(APPLICANTS).next
    100005
    """

    model_config = ConfigDict(json_schema_extra={"examples": [APPLICANTS]})

    applicants: list[int] = Field(description="Their numbers, ascending.")
    next: int | None = Field(description="What to give as `after` for the next page; null on the last one.")


class ApplicantAnswer(Answer):
    """What the lender holds of one applicant.

    Examples
    --------
    >>> sorted(ApplicantAnswer.model_validate(APPLICANT).request())
    ['application', 'histories']
    """

    model_config = ConfigDict(json_schema_extra={"examples": [APPLICANT]})

    applicant: int = Field(description="Number of the application.")
    application: Row = Field(description="The raw columns of the application, null where unknown.")
    histories: dict[str, list[Row]] = Field(description="The rows of each table of histories.")

    def request(self) -> dict[str, object]:
        """Return the request that this applicant makes, free to be changed."""
        return self.model_dump(include={"application", "histories"})
