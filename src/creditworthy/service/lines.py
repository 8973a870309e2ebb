"""Requests for decisions, many at once: items of a batch, or lines of a file; a faulty one is answered by a problem."""

import json
from hashlib import sha256

from pydantic import ValidationError

from creditworthy.language import say
from creditworthy.messages import DecisionRequest, Problem
from creditworthy.service.body import RepeatedNameError, once
from creditworthy.service.problems import faulty, problem
from creditworthy.service.register import Asked, Sent
from creditworthy.tables.dictionary import Dictionary

__all__ = ["MOST_LINES", "lines_of", "of_item", "read_item", "read_line"]

MOST_LINES = 20_000
"""Lines of a file."""


def lines_of(file: bytes) -> list[bytes]:
    r"""Return the lines of a file of JSON Lines; empty ones at its end are none.

    >>> lines_of(b'{"a": 1}\r\n{}\n\n')
    [b'{"a": 1}', b'{}']
    """
    return [line.removesuffix(b"\r") for line in file.rstrip(b"\r\n").split(b"\n")] if file.strip() else []


def read_item(item: object, shaped: type[DecisionRequest], dictionary: Dictionary) -> Sent | Problem:
    """Return a request as it can be decided on, or what is wrong with it in the current language."""
    try:
        asked = shaped.model_validate(item)
    except ValidationError as error:
        return faulty(error.errors(), dictionary)
    return (asked.row(), asked.rows()), item  # type: ignore[return-value]  # what is valid is a mapping


def read_line(line: bytes, shaped: type[DecisionRequest], dictionary: Dictionary) -> Sent | Problem:
    """Return what ``read_item`` does of a line of a file."""
    try:
        item = json.loads(line, object_pairs_hook=once)
    except RepeatedNameError as error:
        return problem(422, say("{name}: is given twice; give it once", name=error.name))
    except (ValueError, RecursionError):
        return problem(400, say("the line cannot be read as JSON in UTF-8"))
    return read_item(item, shaped, dictionary)


def of_item(whole: Asked, row: int, item: object) -> Asked:
    """Return how an item of a batch or a line of a file was asked: under the key of the whole and its own row."""
    if whole.key is None:
        return whole
    sent = item if isinstance(item, bytes) else json.dumps(item, sort_keys=True).encode()
    return Asked(whole.caller, whole.route, f"{whole.key}:{row}", sha256(sent).hexdigest())
