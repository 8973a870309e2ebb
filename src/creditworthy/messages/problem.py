"""What the service says where it cannot answer: a problem document (RFC 9457) and its faults."""

from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from creditworthy.messages.invented import PROBLEM

__all__ = ["Fault", "Problem", "printable"]


def printable(value: object) -> object:
    """Return the value; a text loses the lone surrogates that JSON can carry and UTF-8 cannot.

    >>> printable("a" + chr(0xD800) + "b")
    'a?b'
    """
    return value.encode("utf-8", "replace").decode("utf-8") if isinstance(value, str) else value


Text = Annotated[str, BeforeValidator(printable)]


class Fault(BaseModel):
    """One thing that is wrong with a request."""

    model_config = ConfigDict(frozen=True)

    field: Text = Field(description="Where: application.AMT_CREDIT, histories.bureau[3].DAYS_CREDIT.")
    message: Text = Field(description="What is wrong there, and what would be right.")
    given: bool | int | float | Text | None = Field(
        default=None, description="What was given, shortened; null where nothing was."
    )


class Problem(BaseModel):
    """A problem document as RFC 9457 defines it, with the faults of the request as an extension."""

    model_config = ConfigDict(frozen=True, json_schema_extra={"examples": [PROBLEM]})

    type: str = "about:blank"
    title: str = Field(description="The HTTP status in words.")
    status: int = Field(description="The HTTP status.")
    detail: Text = Field(description="One sentence: what is wrong, and where.")
    errors: tuple[Fault, ...] = Field(default=(), description="Each thing that is wrong with the request.")
