"""What the service counts, for Prometheus."""

from fastapi import APIRouter, Response

from creditworthy.service.meters import MEDIA_TYPE, Meters

__all__ = ["metrics_router"]


def metrics_router(meters: Meters) -> APIRouter:
    """Return ``GET /metrics``; it is no part of the OpenAPI document, whose readers are other programs."""
    router = APIRouter(include_in_schema=False)

    @router.get("/metrics")
    async def told() -> Response:
        return Response(meters.told(), media_type=MEDIA_TYPE)

    return router
