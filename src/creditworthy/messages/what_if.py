"""What if: one application, and how it would be decided on with some of its columns changed."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, create_model

from creditworthy.messages.answer import Answer
from creditworthy.messages.column import column_field
from creditworthy.messages.invented import WHAT_IF
from creditworthy.messages.request import Closed, DecisionRequest
from creditworthy.tables.dictionary import Column, Dictionary

__all__ = ["MOST_VARIANTS", "OutcomeAnswer", "VariantAnswer", "WhatIfAnswer", "WhatIfRequest", "what_if_request"]

MOST_VARIANTS = 200
"""Variants in a request: they are decided at one go."""


class WhatIfRequest(DecisionRequest):
    """An application and its variants; ``what_if_request`` fills in the columns."""

    variants: Any

    def changes(self) -> list[dict[str, object]]:
        """Return the columns that each variant changes, with their new values; None: unknown."""
        return [variant.model_dump(exclude_unset=True) for variant in self.variants]


class OutcomeAnswer(Answer):
    """What is decided, without reasons."""

    decision: Literal["grant", "review", "decline"] = Field(description="What is decided.")
    probability: float = Field(ge=0, le=1, description="Calibrated probability of default.")
    points: int = Field(description="The probability as scorecard points: more points, less risk.")


class VariantAnswer(OutcomeAnswer):
    """What would be decided on a variant, and how far that is from the application itself."""

    probability_difference: float = Field(description="Its probability less that of the application.")
    points_difference: int = Field(description="Its points less those of the application.")


class WhatIfAnswer(Answer):
    """What is decided on an application and on its variants; it is kept nowhere.

    Examples
    --------
    >>> answer = WhatIfAnswer.model_validate(WHAT_IF)
    >>> [variant.points - answer.base.points == variant.points_difference for variant in answer.variants]
    [True]
    """

    model_config = ConfigDict(json_schema_extra={"examples": [WHAT_IF]})

    applicant: int | None = Field(description="Number of the application; null where it gave none.")
    threshold: float = Field(ge=0, le=1, description="Probability from which an application is declined.")
    model_version: str = Field(description="Version of the model that answered.")
    incomplete: list[str] = Field(description="Tables of histories that were not looked up.")
    base: OutcomeAnswer = Field(description="The application as it is.")
    variants: list[VariantAnswer] = Field(description="One for each variant, in the same order.")


def what_if_request(asked: type[DecisionRequest], dictionary: Dictionary) -> type[WhatIfRequest]:
    """Build the request model of one lender: a request for a decision, and up to 200 variants of its application.

    A variant names the columns that it changes, but for the applicant's number; a required column cannot be null.
    """
    table = dictionary.application
    fields = {
        column.name: _changed(column) for column in table.columns.values() if column.name not in _fixed(dictionary)
    }
    changes: type[BaseModel] = create_model(  # type: ignore[call-overload]
        "Changes", __base__=Closed, __doc__="Columns that change.", **fields
    )
    variants = Annotated[
        list[changes],
        Field(min_length=1, max_length=MOST_VARIANTS, fail_fast=True, description="Changes to the application."),
    ]
    own = {name: (field.annotation, field) for name, field in asked.model_fields.items()}
    made: type[WhatIfRequest] = create_model(  # type: ignore[call-overload]
        "WhatIfRequest",
        __base__=WhatIfRequest,
        __doc__="An application, the histories that were looked up for it, and variants of it.",
        **own,
        variants=(variants, ...),
    )
    made.applicant = asked.applicant
    return made


def _fixed(dictionary: Dictionary) -> tuple[str | None, ...]:
    return dictionary.applicant, dictionary.application.label


def _changed(column: Column) -> tuple[Any, Any]:
    kind, field = column_field(column, required=column.required)
    # Absent means unchanged: no default is documented, and none is ever read.
    return kind, Field(default=None, description=field.description, json_schema_extra=_without_default)


def _without_default(schema: dict[str, Any]) -> None:
    schema.pop("default", None)
