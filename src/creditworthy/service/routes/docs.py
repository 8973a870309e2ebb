"""The interface for people: Swagger UI over the OpenAPI document, from files of this package and from nowhere else."""

from importlib.resources import files
from pathlib import Path

from fastapi import APIRouter, HTTPException
from fastapi.responses import FileResponse

__all__ = ["docs_router"]

STATIC = Path(str(files("creditworthy.service") / "static"))

HEADERS = {
    # What a browser may load for the page: what comes from here, and the pictures and styles inside Swagger UI.
    "Content-Security-Policy": "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'",
    "X-Content-Type-Options": "nosniff",
}

FILES = {"docs.js", "swagger-ui-bundle.js", "swagger-ui.css", "swagger-ui-LICENSE.txt"}


def docs_router() -> APIRouter:
    """Return ``GET /docs`` and the files that it loads; they are no part of the OpenAPI document."""
    router = APIRouter(prefix="/docs", include_in_schema=False)

    @router.get("")
    async def page() -> FileResponse:
        return FileResponse(STATIC / "docs.html", headers=HEADERS)

    @router.get("/{name}")
    async def loaded(name: str) -> FileResponse:
        if name not in FILES:
            raise HTTPException(status_code=404)
        return FileResponse(STATIC / name, headers=HEADERS)

    return router
