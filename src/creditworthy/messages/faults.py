"""What pydantic found wrong with a request, as sentences in the current language."""

import json
from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from itertools import islice
from typing import Any

from creditworthy.language import say
from creditworthy.messages.problem import Fault, printable
from creditworthy.tables.dictionary import Dictionary, Table

__all__ = ["faults"]

MOST = 50
"""Faults that are told; a request with more of them is better read by a person than listed."""

LONGEST = 100
"""Characters of a given text or name that are shown."""

MOST_NAMES = 12
"""Names that are listed in full where none comes close."""

SENTENCES = {
    "missing": "is required",
    "int_type": "must be a whole number, got {given}",
    "int_parsing": "must be a whole number, got {given}",
    "int_parsing_size": "must be a whole number, got {given}",
    "float_type": "must be a number, got {given}",
    "string_type": "must be text, got {given}",
    "string_unicode": "must be text in valid Unicode, got {given}",
    "string_too_long": "must have at most {max_length} characters, got {given}",
    "finite_number": "must be a finite number, got {given}",
    "greater_than_equal": "must be at least {ge}, got {given}",
    "less_than_equal": "must be at most {le}, got {given}",
    "literal_error": "must be one of {expected}, got {given}",
    "model_type": "must be an object, got {given}",
    "model_attributes_type": "must be an object, got {given}",
    "list_type": "must be a list, got {given}",
    "too_short": "must not be empty",
    "too_long": "must have at most {max_length} items, got {actual_length}",
    "string_too_short": "must not be empty",
    "string_pattern_mismatch": "is not written as /openapi.json says, got {given}",
    "bool_type": "must be true or false, got {given}",
    "date_type": "must be a day like 2026-11-02, got {given}",
    "date_from_datetime_parsing": "must be a day like 2026-11-02, got {given}",
    "date_from_datetime_inexact": "must be a day like 2026-11-02, got {given}",
    "other_names": "must hold {known} and nothing else, got {names}",
    "too_many_names": "must have at most {most} names, got {names}",
    "other_applicant": "must be the {column} of the application or be left out, got {given}",
    "double_key": "repeats the key ({key}) of row {row}, got {given}",
}
"""What is wrong, by the type of pydantic's error."""


def faults(errors: Iterable[Mapping[str, Any]], dictionary: Dictionary) -> tuple[Fault, ...]:
    """Return the faults of a request as sentences, the first 50 of them.

    Parameters
    ----------
    errors : iterable of mappings
        What ``ValidationError.errors()`` returns; places start at the request.
    dictionary : Dictionary
        The lender's tables, for the names that come close.

    Examples
    --------
    >>> from creditworthy.tables.dictionary import home_credit
    >>> where = ("application", "AMT_CREDIT")
    >>> error = {"type": "greater_than_equal", "loc": where, "input": -5, "ctx": {"ge": 0.0}}
    >>> faults([error], home_credit())
    (Fault(field='application.AMT_CREDIT', message='must be at least 0, got -5', given=-5),)
    """
    return tuple(_fault(error, dictionary) for error in islice(errors, MOST))


def _fault(error: Mapping[str, Any], dictionary: Dictionary) -> Fault:
    given = None if error["type"] == "missing" else _given(error["input"])
    return Fault(field=_path(error["loc"]), message=_message(error, dictionary), given=given)


def _path(place: tuple[int | str, ...]) -> str:
    steps = (f"[{step}]" if isinstance(step, int) else f".{step[:LONGEST]}" for step in place)
    return "".join(steps).removeprefix(".") or "body"


def _message(error: Mapping[str, Any], dictionary: Dictionary) -> str:
    kind, place, given = error["type"], error["loc"], error["input"]
    if kind == "extra_forbidden":
        return _unknown(place, dictionary)
    if kind != "missing" and given is None:
        return say("must not be null")
    if kind == "literal_error" and (close := _close_values(given, place, dictionary)):
        template = "must be one of the known values, got {given}; close values: {close}"
        return say(template, given=_shown(given), close=", ".join(close))
    if kind not in SENTENCES:
        return str(error["msg"])
    values = {name: _round(value) for name, value in error.get("ctx", {}).items()}
    return say(SENTENCES[kind], given=_shown(given), column=dictionary.applicant, **values)


def _round(value: object) -> object:
    # pydantic turns the bounds of a number into floats: 0.0 reads as 0.
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _unknown(place: tuple[Any, ...], dictionary: Dictionary) -> str:
    if place[0] == "application" and place[-1] == dictionary.application.label:
        return say("is the label, which is what the service predicts; leave it out")
    parent, known = _siblings(place, dictionary)
    if close := _close(place[-1], known):
        return say("is no part of {parent}; close names: {close}", parent=parent, close=", ".join(close))
    if len(known) > MOST_NAMES:
        return say("is no part of {parent}", parent=parent)
    return say("is no part of {parent}; known: {known}", parent=parent, known=", ".join(known))


def _siblings(place: tuple[Any, ...], dictionary: Dictionary) -> tuple[str, Sequence[str]]:
    """Return what holds a place of a request, and the names that it knows."""
    if len(place) == 1:
        return "body", ("application", "histories")
    if place[0] == "histories" and len(place) == 2:
        return "histories", [table.name for table in dictionary.histories]
    table = _table(place, dictionary)
    return table.name, [name for name in table.columns if name != table.label]


def _table(place: tuple[Any, ...], dictionary: Dictionary) -> Table:
    return dictionary.application if place[0] in {"application", "variants"} else dictionary.table(place[1])


def _close_values(given: object, place: tuple[Any, ...], dictionary: Dictionary) -> list[str]:
    return _close(given, _table(place, dictionary).column(place[-1]).allowed)


def _close(given: object, known: Sequence[object]) -> list[str]:
    folded = {str(name).casefold(): str(name) for name in known}
    return [folded[name] for name in get_close_matches(str(given)[:LONGEST].casefold(), folded, n=3)]


def _given(value: object) -> bool | int | float | str | None:
    """Return what was given where it is short and JSON can say it, else words for it."""
    if isinstance(value, str):
        return str(printable(value[:LONGEST]))
    if value is None or (isinstance(value, int | float) and abs(value) < 2**53):
        return value
    return _shown(value)


def _shown(value: object) -> str:
    if isinstance(value, dict):
        return say("an object")
    if isinstance(value, list | tuple):
        return say("a list")
    if isinstance(value, str):
        value = printable(value[:LONGEST])
    return json.dumps(value, ensure_ascii=False, default=repr)[: LONGEST + 2]
