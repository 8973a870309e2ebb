"""Which model answers."""

from collections.abc import Mapping

from fastapi import APIRouter

__all__ = ["model_router"]


def model_router(model: Mapping[str, object]) -> APIRouter:
    """Return ``GET /v1/model``."""
    router = APIRouter(prefix="/v1", tags=["model"])

    @router.get("/model", summary="The model that answers")
    async def served() -> dict[str, object]:
        return dict(model)

    return router
