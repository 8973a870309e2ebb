"""Decisions that are kept: found again, searched, and what became of them."""

from typing import Annotated

from anyio import to_thread
from fastapi import APIRouter, Body, Path, Query, Response

from creditworthy.journal import Search
from creditworthy.messages import KeptAnswer, KeptPage, ObservedAnswer, OutcomeRequest
from creditworthy.messages.column import WHOLE
from creditworthy.messages.invented import OUTCOME
from creditworthy.messages.kept import ID
from creditworthy.service.body import OneOfEachName
from creditworthy.service.keyed import Keyed, reply
from creditworthy.service.negotiation import Spoken
from creditworthy.service.problems import documented
from creditworthy.service.register import Register

__all__ = ["kept_router"]

MOST = 500

Id = Annotated[str, Path(pattern=ID, description="Id of the decision.")]
Number = Annotated[int | None, Query(ge=1, le=WHOLE, description="Only those on the applicant of this number.")]
Decided = Annotated[str | None, Query(pattern="^(grant|review|decline)$", description="Only those that say this.")]
After = Annotated[int | None, Query(ge=1, le=WHOLE, description="What the page before named as next.")]
Limit = Annotated[int, Query(ge=1, le=MOST, description="How many at most.")]


def kept_router(register: Register) -> APIRouter:
    """Return ``GET /v1/decisions``, ``GET /v1/decisions/{id}`` and ``POST /v1/outcomes``."""
    router = APIRouter(prefix="/v1", tags=["decisions"], route_class=OneOfEachName)
    invented = Body(openapi_examples={"invented": {"value": OUTCOME}})

    # Not async: they wait for the database, and others are answered meanwhile.
    @router.get("/decisions", summary="Search the kept decisions", responses=documented(404, 422, 500, 503))
    def search(decision: Decided = None, applicant: Number = None, after: After = None, limit: Limit = 100) -> KeptPage:
        return register.search(Search(decision=decision, applicant=applicant, after=after, limit=limit))

    @router.get("/decisions/{id}", summary="A kept decision and why", responses=documented(404, 422, 500, 503))
    def find(id: Id, language: Spoken) -> KeptAnswer:  # noqa: A002 - it is the word
        return register.find(id, language)

    @router.post(
        "/outcomes",
        summary="Tell what became of a loan",
        status_code=201,
        response_model=ObservedAnswer,
        responses=documented(400, 404, 409, 413, 415, 422, 500, 503),
    )
    async def observe(given: Response, asked: Annotated[OutcomeRequest, invented], keyed: Keyed) -> Response:
        return reply(await to_thread.run_sync(register.observe, asked, keyed), given)

    return router
