"""The service as one application: routes, problem documents and limits around an injected desk."""

from collections.abc import Callable
from typing import Any

from fastapi import FastAPI

from creditworthy.messages import decision_request
from creditworthy.service.body import BodyLimit
from creditworthy.service.desk import Desk
from creditworthy.service.problems import add_problems, add_schemas
from creditworthy.service.routes.applicants import applicants_router
from creditworthy.service.routes.decisions import decisions_router
from creditworthy.service.routes.explanations import explanations_router
from creditworthy.service.routes.health import health_router
from creditworthy.service.routes.model import model_router

__all__ = ["create_app"]


class _Service(FastAPI):
    def openapi(self) -> dict[str, Any]:
        return add_schemas(super().openapi())


def _always() -> bool:
    return True


def create_app(desk: Desk, *, ready: Callable[[], bool] = _always) -> FastAPI:
    """Build the service around the desk that answers.

    Parameters
    ----------
    desk : Desk
        What answers; anything with its methods will do. The client is told what an ``InputError`` says.
    ready : callable, optional
        Whether the model can answer now; ``GET /health/ready`` says 503 where it cannot.
    """
    app = _Service(
        title="creditworthy",
        summary="Credit decisions that can be explained.",
        version="1",
        docs_url=None,  # FastAPI's pages load scripts from elsewhere
        redoc_url=None,
        redirect_slashes=False,
        # FastAPI's own records would hold what applicants sent.
        telemetry={"tracing": False, "metrics": False, "logs": False, "auto_configure": False},
    )
    app.add_middleware(BodyLimit)
    add_problems(app, desk.dictionary)
    asked = decision_request(desk.dictionary)
    routers = (
        decisions_router(desk, asked),
        explanations_router(desk, asked),
        applicants_router(desk),
        model_router(desk),
        health_router(ready),
    )
    for router in routers:
        app.include_router(router)
    return app
