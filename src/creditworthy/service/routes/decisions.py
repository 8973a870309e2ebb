"""Decisions on applications."""

from collections.abc import Callable, Mapping, Sequence
from typing import Annotated, TypeAlias

from fastapi import APIRouter, Body, Depends, Response

from creditworthy.messages import DecisionAnswer, DecisionRequest, decision_request, example_request
from creditworthy.service.negotiation import reader_language
from creditworthy.service.problems import documented
from creditworthy.tables.dictionary import Dictionary

__all__ = ["Answer", "decisions_router"]

Row: TypeAlias = Mapping[str, object]
Answer: TypeAlias = Callable[[Row, Mapping[str, Sequence[Row]], str], object]
"""``answer(application, histories, language)``: an object with the attributes of ``DecisionAnswer``."""


def decisions_router(answer: Answer, dictionary: Dictionary) -> APIRouter:
    """Return ``POST /v1/decisions``."""
    router = APIRouter(prefix="/v1", tags=["decisions"])
    shaped = decision_request(dictionary)
    examples = Body(openapi_examples={"invented": {"value": example_request(dictionary)}})

    # async: a decision takes a few milliseconds of computing, and a thread would only add its own
    @router.post("/decisions", summary="Decide on an application", responses=documented(400, 413, 415, 422, 500))
    async def decide(
        asked: Annotated[shaped, examples],  # type: ignore[valid-type]  # a type only this lender has
        language: Annotated[str, Depends(reader_language)],
        response: Response,
    ) -> DecisionAnswer:
        response.headers["Content-Language"] = language
        response.headers["Vary"] = "Accept-Language"
        request: DecisionRequest = asked
        decided = answer(request.row(), request.rows(), language)
        return DecisionAnswer.model_validate(decided, from_attributes=True)

    return router
