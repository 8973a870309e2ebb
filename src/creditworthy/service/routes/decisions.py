"""Decisions on applications: one, or many at once."""

from typing import Annotated

from anyio import CapacityLimiter, to_thread
from fastapi import APIRouter, Body, Request, Response

from creditworthy.language import speaking
from creditworthy.messages import (
    BatchAnswer,
    BatchRequest,
    DecisionAnswer,
    DecisionRequest,
    batch_request,
    example_request,
)
from creditworthy.service.body import OneOfEachName
from creditworthy.service.keyed import Keyed, reply
from creditworthy.service.lines import of_item, read_item
from creditworthy.service.negotiation import Spoken
from creditworthy.service.problems import documented
from creditworthy.service.register import Register, Reply
from creditworthy.tables.dictionary import Dictionary

__all__ = ["decisions_router"]


def decisions_router(register: Register, dictionary: Dictionary, shaped: type[DecisionRequest]) -> APIRouter:
    """Return ``POST /v1/decisions`` and ``POST /v1/decisions/batch``."""
    router = APIRouter(prefix="/v1/decisions", tags=["decisions"], route_class=OneOfEachName)
    invented = example_request(dictionary)
    _add_one(router, register, shaped, invented)
    _add_many(router, register, shaped, (dictionary, invented))
    return router


def _add_one(router: APIRouter, register: Register, shaped: type[DecisionRequest], invented: dict[str, object]) -> None:
    one = Body(openapi_examples={"invented": {"value": invented}})

    @router.post(
        "",
        summary="Decide on an application",
        response_model=DecisionAnswer,
        responses=documented(400, 409, 413, 415, 422, 500, 503),
    )
    async def decide(
        request: Request,
        given: Response,
        asked: Annotated[shaped, one],  # type: ignore[valid-type]  # a type only this lender has
        language: Spoken,
        keyed: Keyed,
    ) -> Response:
        wanted: DecisionRequest = asked
        sent = (wanted.row(), wanted.rows()), await request.body()
        # In a thread: it waits for the disk, and for the database where that is away.
        return reply(await to_thread.run_sync(register.decide, sent, language, keyed), given)


def _add_many(
    router: APIRouter, register: Register, shaped: type[DecisionRequest], of: tuple[Dictionary, dict[str, object]]
) -> None:
    dictionary, invented = of
    many = Body(openapi_examples={"invented": {"value": {"items": [invented]}}})
    batches = batch_request(shaped)
    turn = CapacityLimiter(1)

    @router.post(
        "/batch",
        summary="Decide on many applications",
        response_model=BatchAnswer,
        responses=documented(400, 409, 413, 415, 422, 500, 503),
    )
    async def decide_many(
        given: Response,
        asked: Annotated[batches, many],  # type: ignore[valid-type]  # a type only this lender has
        language: Spoken,
        keyed: Keyed,
    ) -> Response:
        batch: BatchRequest = asked

        def decided() -> list[Reply]:
            with speaking(language):
                items = [read_item(item, shaped, dictionary) for item in batch.items]
            return register.decide_many(items, language, [of_item(keyed, *one) for one in enumerate(batch.items)])

        # One batch at a time, so that others are answered meanwhile.
        found = await to_thread.run_sync(decided, limiter=turn)
        return reply(Reply(b'{"answers":[%s]}' % b",".join(one.body for one in found)), given)
