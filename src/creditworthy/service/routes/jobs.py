"""What takes longer than an answer may: LIME around a kept decision, and decisions on a file."""

import json
from typing import Annotated, Any

from anyio import to_thread
from fastapi import APIRouter, HTTPException, Path, Request, Response

from creditworthy.language import speaking
from creditworthy.messages import BatchedAnswer, JobAnswer, LimeAnswer
from creditworthy.messages.kept import ID
from creditworthy.service.body import LARGEST
from creditworthy.service.keyed import Keyed, reply
from creditworthy.service.lines import MOST_LINES
from creditworthy.service.negotiation import Spoken
from creditworthy.service.orders import Made, Orders
from creditworthy.service.problems import SCHEMA, documented, told

__all__ = ["LINES", "jobs_router"]

LINES = "application/x-ndjson"
"""JSON Lines: one JSON value a line."""

SOON = {"Retry-After": "1"}

Id = Annotated[str, Path(pattern=ID, description="Id of the job.")]
Decision = Annotated[str, Path(pattern=ID, description="Id of the decision.")]
LATER: dict[int | str, dict[str, Any]] = {202: {"model": JobAnswer, "description": "Not made yet: ask again."}}
ANSWERS: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "One answer a line.",
        "content": {LINES: {"schema": {"$ref": SCHEMA.format(model=BatchedAnswer.__name__)}}},
    }
}
DESCRIPTION = (
    "The answers come in the order of the lines, each a decision or what is wrong with that line. "
    f"A file has {LARGEST:,} bytes and {MOST_LINES:,} lines at most. A job is forgotten after a day, and what it holds "
    "with any erasure in the journal."
)


def jobs_router(orders: Orders, invented: dict[str, object]) -> APIRouter:
    """Return ``GET /v1/decisions/{id}/lime``, ``POST /v1/jobs`` and ``GET /v1/jobs/{job}`` with its result."""
    router = APIRouter(prefix="/v1", tags=["jobs"])
    _add_lime(router, orders)
    _add_file(router, orders, json.dumps(invented) + "\n")

    # Not async: they wait for the database, and others are answered meanwhile.
    @router.get("/jobs/{job}", summary="How far a job is", responses=documented(404, 422, 500, 503))
    def find(job: Id, language: Spoken) -> JobAnswer:
        with speaking(language):
            return orders.find(job)

    @router.get(
        "/jobs/{job}/result",
        summary="The answers to the lines of a file",
        response_class=Response,
        responses={**ANSWERS, **LATER, **documented(404, 410, 422, 500, 503)},
    )
    def result(job: Id, given: Response, language: Spoken) -> Response:
        with speaking(language):
            return _answer(orders.result(job), given, f"/v1/jobs/{job}/result", LINES)

    return router


def _add_lime(router: APIRouter, orders: Orders) -> None:
    @router.get(
        "/decisions/{id}/lime",
        summary="Imitate the decisions around a kept one",
        response_model=LimeAnswer,
        responses={**LATER, **documented(404, 410, 422, 500, 501, 503)},
    )
    def lime(id: Decision, given: Response, language: Spoken) -> Response:  # noqa: A002 - it is the word
        with speaking(language):
            return _answer(orders.lime(id, language), given, f"/v1/decisions/{id}/lime", "application/json")


def _add_file(router: APIRouter, orders: Orders, line: str) -> None:
    body = {"schema": {"type": "string", "pattern": r"\S"}, "examples": {"invented": {"value": line}}}

    @router.post(
        "/jobs",
        summary="Decide on a file",
        description=DESCRIPTION,
        status_code=202,
        response_model=JobAnswer,
        responses=documented(404, 409, 413, 415, 422, 500, 503),
        openapi_extra={"requestBody": {"required": True, "content": {LINES: body}}},
    )
    async def submit(request: Request, given: Response, language: Spoken, keyed: Keyed) -> Response:
        if request.headers.get("content-type", "").partition(";")[0].strip().lower() != LINES:
            raise HTTPException(
                status_code=415, detail="a file is to be JSON Lines; send it with Content-Type: application/x-ndjson"
            )
        found = await to_thread.run_sync(orders.submit, await request.body(), language, keyed)
        given.headers["Location"] = f"/v1/jobs/{json.loads(found.body)['id']}"
        given.headers.update(SOON)
        return reply(found, given)


def _answer(made: Made, given: Response, place: str, kind: str) -> Response:
    """Return what was made, the problem that it met, or where to ask again."""
    headers = dict(given.headers)
    if made.problem is not None:
        return told(made.problem)
    if made.body is None:
        headers |= {"Location": place, **SOON}
        return Response(made.job.model_dump_json(), 202, headers, media_type="application/json")
    return Response(made.body, 200, headers, media_type=kind)
