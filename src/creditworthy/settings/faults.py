"""What is wrong with a setting, as a sentence that names it."""

from collections.abc import Mapping
from typing import Any

from creditworthy.catalog import unknown_name
from creditworthy.errors import InputError

__all__ = ["fault"]

WHOLE = "{file} or {variable}: setting {name} must be a whole number, got {given}"
NUMBER = "{file} or {variable}: setting {name} must be a number, got {given}"
TEXT = "{file} or {variable}: setting {name} must be text, got {given}"
SENTENCES = {
    "int_parsing": WHOLE,
    "int_type": WHOLE,
    "int_from_float": WHOLE,
    "float_parsing": NUMBER,
    "float_type": NUMBER,
    "finite_number": NUMBER,
    "string_type": TEXT,
    "path_type": TEXT,
    "greater_than": "{file} or {variable}: setting {name} must be more than {gt}, got {given}",
    "greater_than_equal": "{file} or {variable}: setting {name} must be at least {ge}, got {given}",
    "less_than_equal": "{file} or {variable}: setting {name} must be at most {le}, got {given}",
    "literal_error": "{file} or {variable}: setting {name} must be one of {expected}, got {given}",
}
"""What is wrong, by the type of pydantic's error."""

OTHER = "{file} or {variable}: setting {name} cannot be {given}"


def fault(error: Mapping[str, Any], file: str, known: list[str]) -> InputError:
    """Return the error for what pydantic found.

    >>> wrong = {"type": "int_parsing", "loc": ("port",), "input": "http", "ctx": {}}
    >>> str(fault(wrong, "creditworthy.toml", ["port"]))
    "creditworthy.toml or CREDITWORTHY_PORT: setting port must be a whole number, got 'http'"
    """
    name = str(error["loc"][0])
    if error["type"] == "extra_forbidden":
        return unknown_name(f"setting of {file}", name, known)
    bounds = {key: str(value).removesuffix(".0").replace(" or ", ", ") for key, value in error.get("ctx", {}).items()}
    values = {"file": file, "variable": f"CREDITWORTHY_{name.upper()}", "name": name, "given": repr(error["input"])}
    return InputError(SENTENCES.get(error["type"], OTHER), **{**bounds, **values})
