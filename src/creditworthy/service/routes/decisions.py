"""Decisions on applications: one, or many at once."""

from typing import Annotated

from anyio import CapacityLimiter, to_thread
from fastapi import APIRouter, Body
from pydantic import ValidationError

from creditworthy.language import speaking
from creditworthy.messages import (
    BatchAnswer,
    BatchedAnswer,
    BatchRequest,
    DecisionAnswer,
    DecisionRequest,
    Problem,
    batch_request,
    example_request,
)
from creditworthy.service.desk import Desk
from creditworthy.service.negotiation import Spoken
from creditworthy.service.problems import documented, faulty

__all__ = ["decisions_router"]


def decisions_router(desk: Desk, shaped: type[DecisionRequest]) -> APIRouter:
    """Return ``POST /v1/decisions`` and ``POST /v1/decisions/batch``."""
    router = APIRouter(prefix="/v1/decisions", tags=["decisions"])
    invented = example_request(desk.dictionary)
    one = Body(openapi_examples={"invented": {"value": invented}})
    many = Body(openapi_examples={"invented": {"value": {"items": [invented]}}})
    batches = batch_request(shaped)
    turn = CapacityLimiter(1)

    # async: a decision takes a few milliseconds of computing, and a thread would only add its own
    @router.post("", summary="Decide on an application", responses=documented(400, 413, 415, 422, 500))
    async def decide(
        asked: Annotated[shaped, one],  # type: ignore[valid-type]  # a type only this lender has
        language: Spoken,
    ) -> DecisionAnswer:
        request: DecisionRequest = asked
        return desk.decide((request.row(), request.rows()), language)

    @router.post("/batch", summary="Decide on many applications", responses=documented(400, 413, 415, 422, 500))
    async def decide_many(
        asked: Annotated[batches, many],  # type: ignore[valid-type]  # a type only this lender has
        language: Spoken,
    ) -> BatchAnswer:
        request: BatchRequest = asked
        # In a thread, one batch at a time, so that others are answered meanwhile.
        return await to_thread.run_sync(_decided, desk, shaped, request, language, limiter=turn)

    return router


def _decided(desk: Desk, shaped: type[DecisionRequest], batch: BatchRequest, language: str) -> BatchAnswer:
    with speaking(language):
        read = [_read(item, shaped, desk) for item in batch.items]
    cases = [(item.row(), item.rows()) for item in read if isinstance(item, DecisionRequest)]
    decisions = iter(desk.decide_many(cases, language))
    answers = [
        BatchedAnswer(decision=None, problem=item)
        if isinstance(item, Problem)
        else BatchedAnswer(decision=next(decisions), problem=None)
        for item in read
    ]
    return BatchAnswer(answers=answers)


def _read(item: object, shaped: type[DecisionRequest], desk: Desk) -> DecisionRequest | Problem:
    try:
        return shaped.model_validate(item)
    except ValidationError as error:
        return faulty(error.errors(), desk.dictionary)
