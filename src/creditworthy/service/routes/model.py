"""Which model answers, and the portfolio that it learnt from."""

from fastapi import APIRouter

from creditworthy.messages import ModelAnswer, PortfolioAnswer
from creditworthy.service.desk import Desk
from creditworthy.service.problems import documented

__all__ = ["model_router"]


def model_router(desk: Desk) -> APIRouter:
    """Return ``GET /v1/model`` and ``GET /v1/portfolio``."""
    router = APIRouter(prefix="/v1", tags=["model"])

    @router.get("/model", summary="The model in use", responses=documented(500))
    async def served() -> ModelAnswer:
        return desk.model()

    @router.get("/portfolio", summary="How the training applicants spread", responses=documented(500))
    async def learnt_from() -> PortfolioAnswer:
        return desk.portfolio()

    return router
