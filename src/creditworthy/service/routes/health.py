"""Whether the process lives, and whether it can answer."""

from collections.abc import Callable
from typing import Literal

from fastapi import APIRouter, HTTPException
from pydantic import BaseModel, ConfigDict

from creditworthy.service.problems import documented

__all__ = ["Health", "health_router"]


class Health(BaseModel):
    """How the service is."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"status": "ready"}]})

    status: Literal["live", "ready"]


def health_router(ready: Callable[[], bool]) -> APIRouter:
    """Return ``GET /health/live`` and ``GET /health/ready``."""
    router = APIRouter(prefix="/health", tags=["health"])

    @router.get("/live", summary="The process answers")
    async def live() -> Health:
        return Health(status="live")

    @router.get("/ready", summary="The model can answer", responses=documented(503))
    async def can_answer() -> Health:
        if not ready():
            raise HTTPException(status_code=503, detail="no model is ready to answer; try again in a moment")
        return Health(status="ready")

    return router
