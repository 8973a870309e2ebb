"""One column of the dictionary as one field of a request: its type, what it may hold, what it means."""

from collections.abc import Callable
from typing import Annotated, Any, Literal, TypeVar

from pydantic import AfterValidator, BeforeValidator, Field
from pydantic_core import PydanticKnownError

from creditworthy.tables.dictionary import Column

__all__ = ["WHOLE", "column_field"]

Number = TypeVar("Number", int, float)

WHOLE = 2**53 - 1
"""Beyond it the readers of JSON disagree about integers (RFC 8259, section 6)."""

LONGEST_TEXT = 200


def column_field(column: Column, *, required: bool) -> tuple[Any, Any]:
    """Return the annotation and the field that ``pydantic.create_model`` wants for a column.

    A sentinel is accepted although it lies outside ``values``, ``min`` and ``max``. That types are strict and
    numbers finite is said once, in the configuration of the model.
    """
    kind = _category(column) if column.type == "category" else _number(column)
    kind = Annotated[kind, BeforeValidator(_whole)] if column.type == "integer" else kind
    description = f"{column.en} ({column.unit})"
    if required:
        return kind, Field(description=description)
    return kind | None, Field(default=None, description=description)


def _category(column: Column) -> Any:
    if column.allowed:
        return Literal.__getitem__(column.allowed)
    return Annotated[str, Field(max_length=LONGEST_TEXT)]


def _number(column: Column) -> Any:
    kind: Any = int if column.type == "integer" else float
    if column.allowed:
        return Annotated[kind, AfterValidator(_one_of(column.allowed)), _schema(enum=list(column.allowed))]
    low, high = _limits(column)
    if not column.sentinels:
        return Annotated[kind, Field(ge=low, le=high)]
    inside = {key: bound for key, bound in (("minimum", low), ("maximum", high)) if bound is not None}
    either = _schema(anyOf=[inside, {"enum": list(column.sentinels)}])
    return Annotated[kind, AfterValidator(_known_or_between(column.sentinels, low, high)), either]


def _limits(column: Column) -> tuple[float | None, float | None]:
    widest = WHOLE if column.type == "integer" else None
    low = column.min if column.min is not None else widest and -widest
    return low, column.max if column.max is not None else widest


def _whole(value: object) -> object:
    # 5.0 is a whole number of JSON (JSON Schema, section 6.1.1), and some writers write all of theirs so.
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _schema(**keywords: Any) -> Any:
    return Field(json_schema_extra=keywords)


def _one_of(allowed: tuple[int | float | str, ...]) -> Callable[[Number], Number]:
    # A Literal of integers would let true and 1.0 pass for 1; checked after the strict type, it does not.
    expected = ", ".join(map(str, allowed))

    def check(value: Number) -> Number:
        if value not in allowed:
            raise PydanticKnownError("literal_error", {"expected": expected})
        return value

    return check


def _known_or_between(
    sentinels: tuple[int | float | str, ...], low: float | None, high: float | None
) -> Callable[[Number], Number]:
    def check(value: Number) -> Number:
        if value in sentinels:
            return value
        if low is not None and value < low:
            raise PydanticKnownError("greater_than_equal", {"ge": low})
        if high is not None and value > high:
            raise PydanticKnownError("less_than_equal", {"le": high})
        return value

    return check
