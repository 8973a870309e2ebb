"""Whether the process lives, and whether it can answer."""

from collections.abc import Callable
from typing import Literal

from fastapi import APIRouter, HTTPException
from pydantic import BaseModel, ConfigDict, Field

from creditworthy.service.desk import Desk
from creditworthy.service.problems import documented

__all__ = ["Health", "Readiness", "health_router"]


class Health(BaseModel):
    """How the process is."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"status": "live"}]})

    status: Literal["live"]


class Readiness(BaseModel):
    """Which model can answer, and which one should and cannot."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"status": "ready", "model_version": "9f86d081884c", "refused": None}]}
    )

    status: Literal["ready"]
    model_version: str = Field(description="Version of the model that answers.")
    refused: str | None = Field(
        description="Version that was promoted and cannot answer here: the log says why; null where all is well."
    )


def health_router(desk: Desk, ready: Callable[[], bool]) -> APIRouter:
    """Return ``GET /health/live`` and ``GET /health/ready``."""
    router = APIRouter(prefix="/health", tags=["health"])

    @router.get("/live", summary="The process answers")
    async def live() -> Health:
        return Health(status="live")

    @router.get("/ready", summary="The model can answer", responses=documented(503))
    async def can_answer() -> Readiness:
        if not ready():
            raise HTTPException(status_code=503, detail="no model is ready to answer; try again in a moment")
        return Readiness(status="ready", model_version=desk.model().version, refused=desk.refused)

    return router
