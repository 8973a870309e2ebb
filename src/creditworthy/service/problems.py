"""Every error as a problem document (RFC 9457), with the sentence that names what is wrong."""

import logging
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from http import HTTPStatus
from typing import Any, cast

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from pydantic.json_schema import models_json_schema
from starlette.exceptions import HTTPException

from creditworthy.errors import InputError, JournalError, JournalUnavailableError, KeyInFlightError, UnknownNameError
from creditworthy.language import current, say, sentence, speaking
from creditworthy.messages import Problem, faults
from creditworthy.service.body import LARGEST, REPEATED, TOO_LARGE
from creditworthy.service.negotiation import reader_language, spoken_headers
from creditworthy.tables.dictionary import Dictionary

__all__ = [
    "MEDIA_TYPE",
    "NO_LIME",
    "SCHEMA",
    "SENTENCES",
    "add_problems",
    "add_schemas",
    "documented",
    "faulty",
    "problem",
    "told",
]

MEDIA_TYPE = "application/problem+json"

SCHEMA = "#/components/schemas/{model}"
"""Where the OpenAPI document has a model."""

NO_LIME = "No LIME"
"""What the exception says, with status 501, where LIME is asked for and absent."""

SENTENCES = {
    "Not Found": "nothing is at {path}; /openapi.json lists what is",
    TOO_LARGE: "the body must not exceed {largest} bytes; send fewer history rows",
    NO_LIME: "LIME is not installed where the service runs; install it with: pip install 'creditworthy[train]'",
    REPEATED: "{name}: is given twice; give it once",
    "Method Not Allowed": "{path} does not answer to {method}",
    "There was an error parsing the body": "the body cannot be read as JSON in UTF-8",
}
"""What is said, by what was raised."""

_logger = logging.getLogger(__name__)


def add_problems(app: FastAPI, dictionary: Dictionary) -> None:
    """Make an application answer its errors as problem documents, in the language of ``Accept-Language``.

    An error nobody expected is logged with its trace and answered without it.
    """

    async def unreadable(request: Request, error: Exception) -> Response:
        with _speaking_to(request):
            return _unreadable(cast("RequestValidationError", error), dictionary)

    app.add_exception_handler(RequestValidationError, unreadable)
    app.add_exception_handler(HTTPException, _refused)
    app.add_exception_handler(UnknownNameError, _unknown)
    app.add_exception_handler(InputError, _unusable)
    app.add_exception_handler(KeyInFlightError, _later)
    app.add_exception_handler(JournalUnavailableError, _later)
    app.add_exception_handler(Exception, _unexpected)


def documented(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Return the problem documents of a route for its OpenAPI entry; ``add_schemas`` defines their schema."""
    content = {MEDIA_TYPE: {"schema": {"$ref": SCHEMA.format(model="Problem")}}}
    return {status: {"description": _title(status), "content": content} for status in statuses}


def add_schemas(document: dict[str, Any]) -> dict[str, Any]:
    """Add the schemas of problem documents to an OpenAPI document, and return it."""
    _, schemas = models_json_schema([(Problem, "serialization")], ref_template=SCHEMA)
    document["components"]["schemas"].update(schemas["$defs"])
    return document


def problem(status: int, detail: str) -> Problem:
    """Return a problem with one sentence, which is in the reader's language already."""
    return Problem(title=_title(status), status=status, detail=detail)


def told(found: Problem, headers: Mapping[str, str] | None = None) -> Response:
    """Return a problem as the answer to a request."""
    body = found.model_dump_json(exclude=None if found.errors else {"errors"})
    return Response(body, found.status, {**spoken_headers(current()), **(headers or {})}, media_type=MEDIA_TYPE)


def faulty(found: Sequence[Mapping[str, Any]], dictionary: Dictionary) -> Problem:
    """Return the problem of a request with faults, in the current language; places start at the request."""
    faults_ = faults(found, dictionary)
    more = " " + say("(and {count} more)", count=len(found) - 1) if len(found) > 1 else ""
    detail = f"{faults_[0].field}: {faults_[0].message}{more}"
    return Problem(title=_title(422), status=422, detail=detail, errors=faults_)


def _answer(status: int, detail: str, *, headers: Mapping[str, str] | None = None) -> Response:
    return told(problem(status, detail), headers)


def _unreadable(error: RequestValidationError, dictionary: Dictionary) -> Response:
    found = error.errors()
    first = found[0]
    if first["type"] == "json_invalid":
        template = "the body is not JSON ({why} at character {place})"
        return _answer(400, say(template, why=first["ctx"]["error"], place=first["loc"][1]))
    if isinstance(error.body, bytes):
        return _answer(415, say("the body must be JSON; send it with Content-Type: application/json"))
    return told(faulty([{**fault, "loc": fault["loc"][1:]} for fault in found], dictionary))


async def _refused(request: Request, error: Exception) -> Response:
    refusal = cast("HTTPException", error)
    values = {"path": request.url.path, "method": request.method, "largest": LARGEST}
    values["name"] = getattr(refusal, "name", "")
    with _speaking_to(request):
        known = SENTENCES.get(refusal.detail)
        detail = say(known, **values) if known else say(refusal.detail)
        return _answer(refusal.status_code, detail, headers=refusal.headers)


async def _unknown(request: Request, error: Exception) -> Response:
    with _speaking_to(request):
        return _answer(404, sentence(cast("UnknownNameError", error)))


async def _unusable(request: Request, error: Exception) -> Response:
    with _speaking_to(request):
        return _answer(422, sentence(cast("InputError", error)))


async def _later(request: Request, error: Exception) -> Response:
    wait = {"Retry-After": str(cast("JournalError", error).values["wait"])}
    with _speaking_to(request):
        if isinstance(error, KeyInFlightError):
            return _answer(409, sentence(error), headers=wait)
        _logger.error("%s %s was not answered: %s", request.method, request.url.path, error)
        # The journal's own sentence may name places of this machine.
        return _answer(503, say("the journal cannot be reached: nothing was decided or kept; try again"), headers=wait)


async def _unexpected(request: Request, error: Exception) -> Response:
    _logger.error("%s %s failed", request.method, request.url.path, exc_info=error)
    with _speaking_to(request):
        return _answer(500, say("the service could not answer; its log says why"))


def _speaking_to(request: Request) -> AbstractContextManager[None]:
    return speaking(reader_language(request.headers.get("accept-language", "")))


def _title(status: int) -> str:
    """Return the words of RFC 9110; Python says older ones before 3.13."""
    words = {413: "Content Too Large", 422: "Unprocessable Content"}
    return words.get(status, HTTPStatus(status).phrase)
