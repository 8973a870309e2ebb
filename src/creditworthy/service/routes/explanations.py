"""Why a decision came out as it did: what every feature contributes, or LIME."""

from typing import Annotated

from anyio import CapacityLimiter, to_thread
from fastapi import APIRouter, Body, HTTPException, Query

from creditworthy.messages import DecisionRequest, ExplanationAnswer, LimeAnswer, example_request
from creditworthy.service.body import OneOfEachName
from creditworthy.service.desk import Case, Desk
from creditworthy.service.negotiation import Spoken
from creditworthy.service.problems import NO_LIME, documented

__all__ = ["explanations_router"]

Samples = Annotated[int, Query(ge=100, le=5_000, description="Variants of the applicant to look at.")]


def explanations_router(desk: Desk, shaped: type[DecisionRequest]) -> APIRouter:
    """Return ``POST /v1/explanations`` and ``POST /v1/explanations/lime``."""
    router = APIRouter(prefix="/v1/explanations", tags=["explanations"], route_class=OneOfEachName)
    one = Body(openapi_examples={"invented": {"value": example_request(desk.dictionary)}})
    turn = CapacityLimiter(1)

    @router.post("", summary="Explain a decision", responses=documented(400, 413, 415, 422, 500))
    async def explain(
        asked: Annotated[shaped, one],  # type: ignore[valid-type]  # a type only this lender has
        language: Spoken,
    ) -> ExplanationAnswer:
        return desk.explain(_case(asked), language)

    @router.post("/lime", summary="Imitate the decisions nearby", responses=documented(400, 413, 415, 422, 500, 501))
    async def lime(
        asked: Annotated[shaped, one],  # type: ignore[valid-type]  # a type only this lender has
        language: Spoken,
        samples: Samples = 2_000,
    ) -> LimeAnswer:
        # In a thread, one at a time, so that decisions are answered meanwhile: it takes a hundred times as long.
        return await to_thread.run_sync(_imitated, desk, _case(asked), language, samples, limiter=turn)

    return router


def _case(asked: DecisionRequest) -> Case:
    return asked.row(), asked.rows()


def _imitated(desk: Desk, case: Case, language: str, samples: int) -> LimeAnswer:
    try:
        return desk.lime(case, language, samples)
    except ModuleNotFoundError as error:
        if error.name != "lime":
            raise
        raise HTTPException(
            status_code=501,
            detail=NO_LIME,
        ) from error
