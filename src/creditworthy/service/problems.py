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

from creditworthy.errors import InputError, UnknownNameError
from creditworthy.language import current, say, sentence, speaking
from creditworthy.messages import Problem, faults
from creditworthy.service.body import LARGEST, TOO_LARGE
from creditworthy.service.negotiation import reader_language
from creditworthy.tables.dictionary import Dictionary

__all__ = ["MEDIA_TYPE", "add_problems", "add_schemas", "documented", "faulty"]

MEDIA_TYPE = "application/problem+json"

SCHEMA = "#/components/schemas/{model}"

SENTENCES = {
    "Not Found": "nothing is at {path}; /openapi.json lists what is",
    TOO_LARGE: "the body must not exceed {largest} bytes; send fewer history rows",
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


def faulty(found: Sequence[Mapping[str, Any]], dictionary: Dictionary) -> Problem:
    """Return the problem of a request with faults, in the current language; places start at the request."""
    told = faults(found, dictionary)
    more = " " + say("(and {count} more)", count=len(found) - 1) if len(found) > 1 else ""
    detail = f"{told[0].field}: {told[0].message}{more}"
    return Problem(title=_title(422), status=422, detail=detail, errors=told)


def _answer(status: int, detail: str, *, headers: Mapping[str, str] | None = None) -> Response:
    return _response(Problem(title=_title(status), status=status, detail=detail), headers)


def _response(problem: Problem, headers: Mapping[str, str] | None = None) -> Response:
    body = problem.model_dump_json(exclude=None if problem.errors else {"errors"})
    spoken = {"Content-Language": current(), "Vary": "Accept-Language"}
    return Response(body, problem.status, {**spoken, **(headers or {})}, media_type=MEDIA_TYPE)


def _unreadable(error: RequestValidationError, dictionary: Dictionary) -> Response:
    found = error.errors()
    first = found[0]
    if first["type"] == "json_invalid":
        template = "the body is not JSON ({why} at character {place})"
        return _answer(400, say(template, why=first["ctx"]["error"], place=first["loc"][1]))
    if isinstance(error.body, bytes):
        return _answer(415, say("the body must be JSON; send it with Content-Type: application/json"))
    return _response(faulty([{**fault, "loc": fault["loc"][1:]} for fault in found], dictionary))


async def _refused(request: Request, error: Exception) -> Response:
    refusal = cast("HTTPException", error)
    values = {"path": request.url.path, "method": request.method, "largest": LARGEST}
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
